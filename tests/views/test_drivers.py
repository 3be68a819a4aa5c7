"""What the overall assessment goes together with, in words and tables."""

import re

import numpy as np
import pandas as pd
import pytest

from core.selection import Selection
from core.text import LANGUAGES, catalogue, in_language
from store.release import Release
from views import drivers
from views.drivers import Found

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
KINDERGARTEN = Selection("9901", "kindergarten", None, "2025", "guardian")
CAUSES = re.compile(r"påvirk|påverk|fører til|skyldes|årsak|affect|influence|\bcause", re.IGNORECASE)


def shares(*rows: tuple[str, float, float, float, float]) -> Found:
    """Dimensions with share, limits and part of the resamples in which they came first, percent."""
    table = pd.DataFrame(rows, columns=["label", "weight", "weight_lower", "weight_upper", "weight_first"])
    more = {"weight_lmg": table["weight"], "mean": 70.0, "lower": 68.0, "upper": 72.0, "weight_why": None}
    return Found(table.assign(dimension=table["label"], **more), "", 250.0, 40.0)


def test_the_planted_driver_is_named_as_the_clearest(release: Release) -> None:
    told = drivers.found(release, HOME_CARE)

    said = drivers.summary(told, HOME_CARE)

    assert said.startswith("«Å få hjelp uten hele tiden å måtte kreve» henger klarest sammen med helhetsvurderingen")
    assert "266 personer" in said


def test_no_other_service_has_a_clearest_dimension(release: Release) -> None:
    for service, role in (("kindergarten", "guardian"), ("mental_health", "user"), ("nursing_home", "next_of_kin")):
        selection = Selection("9901", service, None, "2025", role)

        said = drivers.summary(drivers.found(release, selection), selection)

        assert said.startswith("Det kan ikke sies hva som henger klarest sammen")


def test_the_table_holds_the_service_s_own_figures(release: Release) -> None:
    told = drivers.found(release, HOME_CARE)

    row = told.table.iloc[0]
    assert row["weight_lower"] < row["weight"] < row["weight_upper"]
    assert row["lower"] < row["mean"] < row["upper"]
    assert told.table["weight"].is_monotonic_decreasing
    assert told.table["weight"].sum() == pytest.approx(100)


@pytest.mark.parametrize(
    ("selection", "reason", "said"),
    [
        (Selection("9901", "child_welfare", None, "2024", "user"), "few", "54 svar"),
        (Selection("9901", "mental_health", None, "2024-03", "user"), "part_of_year", "hele år"),
        (Selection("9901", "kindergarten", None, "2021", "guardian"), "earlier_year", "2021 er eldre"),
        (Selection("9901", "home_care", None, "2022", "user"), "earlier_year", "2022 er eldre"),
        (Selection("9901", "home_care", None, "1999", "user"), "not_asked", "ingen helhetsvurdering"),
    ],
)
def test_where_there_are_no_shares_it_is_said_why_and_what_there_is(
    release: Release, selection: Selection, reason: str, said: str
) -> None:
    assert drivers.found(release, selection).reason == reason

    why, elsewhere = drivers.state(release, selection)

    assert said in why
    assert "Hjemmetjenester (2024 og 2025)" in elsewhere


def test_a_hidden_overall_assessment_is_told_as_hidden(release: Release) -> None:
    rows = pd.DataFrame({"share": []})

    assert drivers._reason(release, HOME_CARE, rows, {"mean": np.nan, "n": np.nan}) == "hidden"
    assert drivers._reason(release, HOME_CARE, rows, {"mean": 70.0, "n": 250}) == "figures_only"


@pytest.mark.parametrize("reason", ["few", "constant", "collinear", "missing", "unrelated"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_a_release_tells_has_words(release: Release, reason: str, language: str) -> None:
    rows = pd.DataFrame({"share": [np.nan, np.nan], "reason": [reason, "seldom"]})

    told = drivers._reason(release, HOME_CARE, rows, {"mean": 70.0, "n": 250})

    with in_language(language):
        assert catalogue(language)[f"drivers.state.{told}"]


def test_dimensions_that_may_each_come_first_are_all_named() -> None:
    told = shares(("a", 40, 20, 60, 70), ("b", 35, 18, 55, 28), ("c", 25, 10, 40, 2))

    said = drivers.summary(told, HOME_CARE)

    assert "«a» og «b» kan alle ligge først" in said
    assert "«c»" not in said
    assert "Alle intervallene overlapper" in said


def test_intervals_that_are_clear_of_each_other_are_told() -> None:
    told = shares(("a", 60, 50, 70, 99), ("b", 30, 22, 38, 1), ("c", 10, 5, 15, 0))

    said = drivers.summary(told, HOME_CARE)

    assert "«a» henger klarest sammen" in said
    assert "«b» ligger over «c»" in said
    assert "«a» ligger over" not in said


def test_shares_without_intervals_are_not_ranked() -> None:
    told = shares(("a", 60, np.nan, np.nan, np.nan), ("b", 40, np.nan, np.nan, np.nan))

    said = drivers.summary(told, HOME_CARE)

    assert "svarene spriker for lite" in said
    assert "overlapper" not in said


def test_one_dimension_alone_has_nothing_to_be_ranked_with() -> None:
    told = shares(("a", 100, 100, 100, 100))

    assert "rekkefølge" not in drivers.summary(told, HOME_CARE)


def test_two_methods_that_differ_are_told(release: Release) -> None:
    told = shares(("a", 60, 50, 70, 99), ("b", 40, 30, 50, 1))
    told.table["weight_lmg"] = [50, 50]

    assert "Legg lite vekt på rekkefølgen" in drivers.explained(told)
    assert "samme bildet" in drivers.explained(drivers.found(release, HOME_CARE))


def test_what_is_not_asked_is_told(release: Release) -> None:
    assert "uten hele tiden å måtte kreve" in drivers.left_out(drivers.found(release, KINDERGARTEN))
    assert drivers.left_out(drivers.found(release, HOME_CARE)) == ""


def test_a_dimension_near_the_top_is_named_in_the_caution(release: Release) -> None:
    assert "«Å bli respektert»" in " ".join(drivers.cautions(drivers.found(release, HOME_CARE)))


def test_only_a_whole_cross_on_one_side_is_told(release: Release) -> None:
    table = drivers.priorities(drivers.found(release, HOME_CARE))
    assert "«Å få hjelp uten hele tiden å måtte kreve»" in drivers.priorities_summary(table)

    wider = table.assign(upper=100.0)
    assert drivers.priorities_summary(wider).startswith("Ingen kors")


def test_the_crosses_are_numbered_by_share(release: Release) -> None:
    table = drivers.priorities(drivers.found(release, HOME_CARE))

    assert table["number"].tolist() == [1, 2, 3, 4, 5, 6]
    assert table["weight"].is_monotonic_decreasing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_calls_it_a_cause(language: str) -> None:
    said = {key: words for key, words in catalogue(language).items() if key.startswith(("drivers.", "page.drivers."))}

    claims = {key for key, words in said.items() if CAUSES.search(words)}

    # The one place where the word stands says that it is none.
    assert claims == {"page.drivers.intro"}
    assert re.search(r"ikke årsak|ikkje årsak|not a cause", said["page.drivers.intro"])
