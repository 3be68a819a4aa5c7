"""The switch between weighted and raw changes every figure that is weighted, and nothing that is tested."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from core.selection import EVERYONE, Selection
from core.text import LANGUAGES, in_language
from store.release import Release
from tests.views.slow import Figures
from views import overview, questions, services, weighing
from views.places import places_of
from views.weighing import RAW, WEIGHTED

SOLVIK = Selection("9901", None, None, "2025", EVERYONE)
HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
UNIT = HOME_CARE.but(unit="nordlia-hjemmetjeneste")
TESTED = [
    "difference", "difference_lower", "difference_upper", "difference_verdict", "p_adjusted", "smallest", "change",
    "change_lower", "change_upper", "change_verdict", "change_smallest",
]  # fmt: skip


def slow_interval(cell: dict[str, Any]) -> tuple[float, float]:
    """The t interval of all answers as one sample."""
    se = cell["sd"] / np.sqrt(cell["n"])
    reach = stats.t.ppf(0.975, cell["n"] - 1) * se
    return cell["pooled_mean"] - reach, cell["pooled_mean"] + reach


@pytest.mark.parametrize("selection", [SOLVIK, HOME_CARE], ids=lambda own: own.place)
def test_raw_figures_are_those_of_all_answers(release: Release, figures: Figures, selection: Selection) -> None:
    view = overview.key_figures if selection is SOLVIK else services.by_dimension
    table = view(release, selection, RAW).dropna(subset="mean")

    for row in table.to_dict("records"):
        cell = figures[selection.place, "2025", selection.role, row["measure"]]  # type: ignore[index]
        assert cell["method"] == "invited"
        assert row["mean"] == cell["pooled_mean"]
        assert (row["lower"], row["upper"]) == pytest.approx(slow_interval(cell))
        assert row["method"] == "pooled"


def test_the_mean_on_the_answer_scale_follows(release: Release) -> None:
    row = services.by_dimension(release, HOME_CARE, RAW).iloc[0]

    assert row["raw"] == pytest.approx(row["scale_min"] + row["mean"] / 100 * (row["scale_max"] - row["scale_min"]))


@pytest.mark.parametrize("view", [services.by_dimension, services.by_unit], ids=["dimensions", "units"])
def test_what_is_tested_is_weighted_whatever_is_shown(release: Release, view: Any) -> None:
    weighted, raw = view(release, HOME_CARE, WEIGHTED), view(release, HOME_CARE, RAW)

    pd.testing.assert_frame_equal(raw[TESTED], weighted[TESTED])


def test_the_sentences_the_hover_and_the_matrix_follow_the_switch(release: Release) -> None:
    pulse = Selection("9901", None, None, "2025", "user")
    told, hovers, cells = [], [], []
    for chosen in weighing.CHOICES:
        table = services.by_dimension(release, HOME_CARE.but(service="habilitation"), chosen)
        own = [services.summary(table, HOME_CARE, places_of(release)), table["raw"].iloc[0], table["hover"].tolist()]
        told.append(own[1])
        hovers.append(own[2])
        cells.append(overview.services_compared(release, pulse, chosen).matrix["mean"].tolist())

    assert told[0] != told[1]
    assert hovers[0] != hovers[1]
    assert cells[0] != cells[1]


def test_the_matrix_keeps_its_colours(release: Release) -> None:
    weighted, raw = (overview.services_compared(release, SOLVIK, chosen) for chosen in weighing.CHOICES)

    assert raw.matrix["score"].tolist() == weighted.matrix["score"].tolist()
    assert raw.standouts["difference"].tolist() == weighted.standouts["difference"].tolist()
    assert raw.power == weighted.power


def test_questions_follow_the_switch_and_their_shares_do_not(release: Release) -> None:
    weighted, raw = (questions.items(release, HOME_CARE, chosen) for chosen in weighing.CHOICES)

    pd.testing.assert_series_equal(raw["mean"], weighted["pooled_mean"], check_names=False)
    assert (raw["mean"] != weighted["mean"])[raw["mean"].notna()].any()
    pd.testing.assert_series_equal(raw["top"], weighted["top"])


def test_there_is_a_switch_only_where_it_changes_something(release: Release) -> None:
    assert services.can_weigh(release, HOME_CARE)
    assert overview.can_weigh(release, SOLVIK)
    assert not services.can_weigh(release, UNIT)
    assert not services.can_weigh(release, Selection("9901", "bpa", None, "2025", "user"))


def test_a_figure_without_a_spread_has_no_raw_interval() -> None:
    row = {"method": "invited", "kind": "overall", "n": 9.0, "sd": np.nan, "mean": 70.0, "pooled_mean": 68.0}
    ends = {"lower": 60.0, "upper": 80.0, "raw": 4.5, "scale_min": 1.0, "scale_max": 6.0}

    told = weighing.weighed(pd.DataFrame([row | ends]), RAW).iloc[0]

    assert (told["mean"], told["raw"]) == (68.0, pytest.approx(4.4))
    assert told[["lower", "upper"]].isna().all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_says_which_is_shown(release: Release, language: str) -> None:
    with in_language(language):
        weighted, raw = (services.by_dimension(release, HOME_CARE, chosen) for chosen in weighing.CHOICES)
        said = {weighing.caption(weighted, WEIGHTED), weighing.caption(raw, RAW)}
        pooled = weighing.caption(services.by_dimension(release, HOME_CARE.but(service="bpa")), WEIGHTED)

        assert len(said | {pooled}) == 3
        assert all([*said, pooled])
        assert overview.pooling(release, SOLVIK, RAW) != overview.pooling(release, SOLVIK)


def test_a_service_of_one_unit_is_not_said_to_lack_the_number_that_was_asked(release: Release) -> None:
    of_one_unit = HOME_CARE.but(service="bpa")
    assert services.response(release, of_one_unit)["invited"] == 30

    said = weighing.caption(services.by_dimension(release, of_one_unit), WEIGHTED)

    assert said.startswith("Alle svar teller likt. Enheter veies bare der det er flere av dem")


def test_nothing_is_said_of_how_units_count_where_the_place_is_one_unit(release: Release) -> None:
    table = services.by_dimension(release, UNIT)

    assert set(table["method"].dropna()) == {"pooled"}
    assert weighing.caption(table, WEIGHTED) == ""
