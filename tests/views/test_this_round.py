"""The intervals of those who were asked this time: exact where every unit is shown, else rather too wide."""

import numpy as np
import pandas as pd
import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language
from metrics.finite import finite_mean
from metrics.hierarchy import invited_weighted_mean
from metrics.means import interval
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures, Invited
from views import questions, services, this_round
from views.places import places_of
from views.weighing import RAW

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
KINDERGARTEN = Selection("9901", "kindergarten", None, "2025", "guardian")
UNIT = HOME_CARE.but(unit="nordlia-hjemmetjeneste")
PULSE = Selection("9901", "mental_health", None, "2025", "user")
WITH_A_HIDDEN_UNIT = HIDDEN_UNIT.but(unit=None)
ROUND = ["round_lower", "round_upper"]


def of_units(release: Release, figures: Figures, answered: Invited, selection: Selection, measure: str) -> pd.DataFrame:
    """The moments of every shown unit with the number invited there."""
    rows = []
    for unit in places_of(release).units(selection.municipality, selection.service or ""):
        cell = figures.get((unit.id, selection.period, selection.role, measure))  # type: ignore[arg-type]
        if cell and cell["hidden"] is None:
            n, mean, sd = (float(cell[name]) for name in ("n", "pooled_mean", "sd"))
            invited = answered[unit.id, selection.period, selection.role][1]  # type: ignore[index]
            squares = (n - 1) * sd**2 + n * mean**2
            rows.append({"service": "A", "n": n, "total": n * mean, "squares": squares, "invited": invited})
    return pd.DataFrame(rows)


@pytest.mark.parametrize("selection", [HOME_CARE, KINDERGARTEN], ids=lambda own: own.service)
def test_a_service_has_the_stratified_interval_of_its_units(
    release: Release, figures: Figures, answered: Invited, selection: Selection
) -> None:
    table = services.by_dimension(release, selection).set_index("measure")

    for measure in ("overall", "dimension:right_time"):
        cells = of_units(release, figures, answered, selection, measure)
        expected = invited_weighted_mean(cells, by=["service"], finite=True).iloc[0]
        limits = interval([expected["mean"]], [expected["se"]], [expected["df"]]).iloc[0]
        assert table.loc[measure, ROUND].tolist() == pytest.approx([limits["lower"], limits["upper"]])


def test_a_hidden_unit_makes_the_interval_wider_and_never_shorter(
    release: Release, figures: Figures, answered: Invited
) -> None:
    row = services.by_dimension(release, WITH_A_HIDDEN_UNIT).iloc[0]

    n, invited = row["n"], row["invited"]
    assert row["lower"] < row["round_lower"] < row["mean"] < row["round_upper"] < row["upper"]
    # Had every unit its share of answers taken off, it would be about this much shorter than the ordinary one.
    whole = (row["upper"] - row["lower"]) * np.sqrt(1 - n / invited)
    assert row["round_upper"] - row["round_lower"] > whole


@pytest.mark.parametrize("selection", [UNIT, Selection("9901", "bpa", None, "2025", "user")], ids=lambda own: own.place)
def test_a_place_that_is_one_sample_has_the_finite_interval(
    release: Release, answered: Invited, selection: Selection
) -> None:
    table = services.by_dimension(release, selection)

    shown = table.dropna(subset="mean")
    n, mean, sd = (shown[name].to_numpy(dtype="float64") for name in ("n", "pooled_mean", "sd"))
    invited = answered[selection.place, "2025", "user"][1]
    expected = finite_mean(n, n * mean, (n - 1) * sd**2 + n * mean**2, invited, (0, 100))
    # Clipped to what no answer from the others could pass.
    lower, upper = expected[["lower", "least"]].max(axis=1), expected[["upper", "greatest"]].min(axis=1)
    assert shown["round_lower"].tolist() == pytest.approx(lower.tolist())
    assert shown["round_upper"].tolist() == pytest.approx(upper.tolist())


def test_units_side_by_side_have_the_interval_of_each_alone(release: Release) -> None:
    beside = services.by_unit(release, HOME_CARE).set_index("place")

    alone = services.by_dimension(release, UNIT).iloc[0]
    assert beside.loc[UNIT.place, ROUND].tolist() == pytest.approx(alone[ROUND].tolist())


@pytest.mark.parametrize("weighing", ["weighted", RAW])
@pytest.mark.parametrize("selection", [HOME_CARE, UNIT, WITH_A_HIDDEN_UNIT], ids=lambda own: own.place)
def test_the_interval_lies_within_the_bounds_and_the_ordinary_one(
    release: Release, selection: Selection, weighing: str
) -> None:
    shown = services.by_dimension(release, selection, weighing).dropna(subset="round_lower")

    assert len(shown)
    assert (shown["least"] <= shown["round_lower"]).all()
    assert (shown["round_upper"] <= shown["greatest"]).all()
    assert (shown["round_upper"] - shown["round_lower"] < shown["upper"] - shown["lower"]).all()


def test_who_was_asked_every_month_is_not_a_closed_group_of_the_year(release: Release) -> None:
    year, month = (services.by_dimension(release, PULSE.but(period=period)) for period in ("2025", "2025-03"))

    assert year[ROUND].isna().all(axis=None)
    assert services.by_unit(release, PULSE)[ROUND].isna().all(axis=None)
    assert (this_round.caption(year), this_round.mark_name(year)) == ("", "")
    assert year["least"].notna().any()
    assert month[ROUND].notna().any(axis=None)


def test_a_hidden_unit_has_neither_interval_nor_bounds(release: Release) -> None:
    alone = services.by_dimension(release, HIDDEN_UNIT)
    beside = services.by_unit(release, WITH_A_HIDDEN_UNIT).set_index("place")

    assert alone[[*ROUND, "least", "greatest"]].isna().all(axis=None)
    assert beside.loc[HIDDEN_UNIT.place, [*ROUND, "asked", "rate"]].isna().all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_tells_the_two_intervals_apart(release: Release, language: str) -> None:
    with in_language(language):
        table = services.by_dimension(release, HOME_CARE)

        assert this_round.caption(table) in services.caption(table, HOME_CARE)
        assert "95" in this_round.mark_name(table)


def test_shares_of_a_small_group_are_whole_people_of_those_asked(release: Release, answered: Invited) -> None:
    table = questions.with_round(release, UNIT, questions.items(release, UNIT)).dropna(subset="top")

    invited = answered[UNIT.place, "2025", "user"][1]
    for name in ("round_top_lower", "round_top_upper"):
        people = table[name] * invited
        assert people.tolist() == pytest.approx(people.round().tolist())
    assert ((table["round_top_lower"] <= table["top"]) & (table["top"] <= table["round_top_upper"])).all()
    widths = [(table[f"{name}_upper"] - table[f"{name}_lower"]).median() for name in ("round_top", "top")]
    assert widths[0] < widths[1]
