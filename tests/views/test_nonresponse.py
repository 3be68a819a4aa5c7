"""What is said of those who did not answer."""

import numpy as np
import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from core.text import LANGUAGES, in_language, text
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures, Invited
from views import nonresponse, overview, services

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
SOLVIK = Selection("9901", None, None, "2025", EVERYONE)
OVERALL = {"mean": 80.0, "least": 40.0, "greatest": 90.0}


def response(n: float, invited: float) -> pd.Series:
    return pd.Series({"n": n, "invited": invited, "rate": min(n / invited, 1.0), "hidden": None})


@pytest.mark.parametrize("selection", [HOME_CARE, SOLVIK], ids=lambda own: own.place)
def test_the_bounds_are_those_of_the_worst_and_the_best_answers_of_all_others(
    release: Release, selection: Selection
) -> None:
    view = services.by_dimension if selection.service else overview.key_figures
    row = view(release, selection).iloc[0]

    invited = services.response(release, selection)["invited"]
    heard = row["n"] * row["pooled_mean"]
    assert row["least"] == pytest.approx(heard / invited)
    assert row["greatest"] == pytest.approx((heard + (invited - row["n"]) * 100) / invited)


def test_the_bounds_of_a_dimension_are_of_those_whose_service_asks_about_it(
    release: Release, figures: Figures, answered: Invited
) -> None:
    measure = "dimension:without_demanding"
    row = overview.key_figures(release, SOLVIK).set_index("measure").loc[measure]

    ask = [key[:3] for key in figures if key[3] == measure and key[1] == "2025" and key[0].count("/") == 1]
    invited = sum(answered[key][1] or np.nan for key in ask if key[2] != EVERYONE)
    assert 0 < invited < (answered["9901", "2025", EVERYONE][1] or 0)
    assert row["least"] == pytest.approx(row["n"] * row["pooled_mean"] / invited)


@pytest.mark.parametrize(("n", "key"), [(49, "low"), (50, None), (33, "very_low"), (34, "low")])
def test_a_low_response_is_warned_of(n: float, key: str | None) -> None:
    told = nonresponse.told(response(n, 100), OVERALL)

    warnings = {warning: text(f"nonresponse.{warning}", rate=f"{n}\N{NO-BREAK SPACE}%") in told
                for warning in nonresponse.WARNED}  # fmt: skip
    assert [warning for warning, said in warnings.items() if said] == ([key] if key else [])
    assert "40" in told
    assert "90" in told


def test_an_unknown_number_of_invited_is_said() -> None:
    assert nonresponse.told(response(40, np.nan), OVERALL) == text("nonresponse.unknown")
    assert nonresponse.told(response(40, 30), OVERALL) == text("nonresponse.more")


def test_nobody_is_silent_where_all_have_answered() -> None:
    assert nonresponse.told(response(40, 40), OVERALL | {"least": 80.0, "greatest": 80.0}) == text("nonresponse.all")


def test_a_hidden_place_says_nothing_of_its_response(release: Release) -> None:
    table = services.by_dimension(release, HIDDEN_UNIT)

    assert nonresponse.told(services.response(release, HIDDEN_UNIT), table.iloc[0].to_dict()) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_where_few_have_answered_are_named(release: Release, language: str) -> None:
    with in_language(language):
        told = nonresponse.units(services.by_unit(release, HOME_CARE))

    assert "Elvebredden" in told
    assert "Nordlia" not in told
    assert "Innsatsteamet" not in told


def test_units_with_an_unknown_response_are_named() -> None:
    table = pd.DataFrame({"label": ["A", "B", "C"], "mean": [60.0, 70.0, np.nan], "rate": [0.8, np.nan, np.nan]})

    assert nonresponse.units(table) == text("nonresponse.some_unknown", units="B")
    assert nonresponse.units(table.assign(rate=np.nan)) == text("nonresponse.all_unknown")
    assert nonresponse.units(table.assign(rate=0.9)) == ""
