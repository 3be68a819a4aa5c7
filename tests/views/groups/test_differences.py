"""Groups are the cells of the release, and their differences are those of a slow recount."""

import math
from typing import Any

import pytest

from core.selection import Selection
from store.release import Release
from tests.views.groups.conftest import HABILITATION, HOME_CARE, UNIT, Spot
from tests.views.slow import Estimate, Figures, certain, estimate_of, holm_adjusted, welch
from views.groups.choices import ROLE, choices
from views.groups.differences import Compared, compared
from views.groups.table import groups
from views.places import places_of
from views.wording import FLOOR

FIGURE = ["n", "mean", "lower", "upper"]
TOLD = ["n", "mean", "difference", "difference_lower", "difference_upper", "other_mean", "other_n", "smallest"]


def cell(grouped: dict[Spot, Any], selection: Selection, variable: str, row: dict[str, Any]) -> dict[str, Any] | None:
    group = f"{variable}={row['key']}"
    return grouped.get((selection.place, selection.period, selection.role, group, row["measure"]))  # type: ignore[arg-type]


def rest_of(cells: list[dict[str, Any]]) -> Estimate:
    """One sample of several: every answer counts the same."""
    n = sum(own["n"] for own in cells)
    mean = math.fsum(own["n"] * own["mean"] for own in cells) / n
    within = math.fsum((own["n"] - 1) * own["sd"] ** 2 + own["n"] * (own["mean"] - mean) ** 2 for own in cells)
    return Estimate(mean, math.sqrt(within / (n - 1) / n), n - 1)


@pytest.mark.parametrize("variable", ["age_group", "gender", "contact_length"])
@pytest.mark.parametrize("selection", [HOME_CARE, HABILITATION, UNIT], ids=lambda own: own.place)
def test_a_group_is_its_cell(release: Release, grouped: dict[Spot, Any], selection: Selection, variable: str):
    table = groups(release, selection, variable).table

    for row in table.to_dict("records"):
        own = cell(grouped, selection, variable, row)
        shown = own is not None and own["hidden"] is None
        assert (row["hidden"] is None) == shown
        expected = [own[name] for name in FIGURE] if shown else [math.nan] * 4  # type: ignore[index]
        assert [row[name] for name in FIGURE] == pytest.approx(expected, nan_ok=True)


def test_of_three_groups_each_is_held_against_the_others_together(release: Release, grouped: dict[Spot, Any]):
    told = compared(release, UNIT, "contact_length")

    rows = told.table.to_dict("records")
    tests = {}
    for row in rows:
        others = [cell(grouped, UNIT, "contact_length", row | {"key": key}) for key in "123" if key != row["key"]]
        own = cell(grouped, UNIT, "contact_length", row)
        tests[row["measure"], row["key"]] = welch(estimate_of(own), rest_of(others))  # type: ignore[arg-type]
        assert row["other_n"] == sum(other["n"] for other in others if other)
    adjusted = holm_adjusted({spot: test["p"] for spot, test in tests.items()})
    assert len(rows) == told.family_size == 24
    for row in rows:
        spot = row["measure"], row["key"]
        expected = [tests[spot]["difference"], tests[spot]["lower"], tests[spot]["upper"], adjusted[spot]]
        found = [row[name] for name in ("difference", "difference_lower", "difference_upper", "p_adjusted")]
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)
        assert row["verdict"] == certain(tests[spot], adjusted[spot], FLOOR)


def test_two_groups_are_held_against_each_other_once(release: Release, grouped: dict[Spot, Any]):
    told = compared(release, UNIT, "gender")

    assert (told.against, told.held, told.family_size) == ("«Kvinne»", {"2": "Mann"}, 8)
    for row in told.table.to_dict("records"):
        men, women = (cell(grouped, UNIT, "gender", row | {"key": key}) for key in "21")
        test = welch(estimate_of(men), estimate_of(women))  # type: ignore[arg-type]
        assert [row["difference"], row["difference_lower"]] == pytest.approx([test["difference"], test["lower"]])
        assert (row["n"], row["other_n"]) == (men["n"], women["n"])  # type: ignore[index]


def test_roles_are_held_against_the_chosen_one_and_not_put_together(release: Release, figures: Figures):
    told = compared(release, HABILITATION, ROLE)

    assert (told.against, told.held) == ("«Bruker»", {"next_of_kin": "Pårørende"})
    for row in told.table.to_dict("records"):
        users, kin = (figures[HABILITATION.place, "2025", role, row["measure"]] for role in ("user", "next_of_kin"))
        test = welch(estimate_of(kin), estimate_of(users))
        assert row["difference"] == pytest.approx(test["difference"])
        assert (row["n"], row["other_n"]) == (kin["n"], users["n"])


def test_the_other_role_chosen_turns_every_difference_round(release: Release):
    one, other = (compared(release, HABILITATION.but(role=role), ROLE).table for role in ("user", "next_of_kin"))

    assert one["difference"].tolist() == pytest.approx([-value for value in other["difference"]])
    assert one["p_adjusted"].tolist() == pytest.approx(other["p_adjusted"].tolist())


def test_one_shown_group_has_nothing_to_be_held_against(release: Release):
    told = compared(release, HOME_CARE, "gender")

    assert (told.groups.shown, told.groups.hidden, told.family_size) == (["1"], ["Mann", "Annet"], 0)
    assert told.table.empty


def test_a_group_that_is_hidden_here_has_words_and_no_figure(release: Release):
    told = compared(release, HABILITATION.but(period="2024", role="next_of_kin"), "gender")

    assert told.family_size == 0
    assert set(told.of("2")["hidden"]) == {"Skjermet (for få svar)", "gruppen den holdes opp mot, er skjermet"}
    assert told.table["difference"].isna().all()


def every_comparison(release: Release) -> list[tuple[Selection, str, Compared]]:
    """All that anyone in the sample's municipality can compare in a year."""
    places = places_of(release)
    selections = [
        Selection("9901", place.service, place.unit, period, role)
        for place in places.places.values()
        if place.level in ("service", "unit")
        for role in places.roles.get(place.id, ())
        for period in places.years[place.id, role][:2]
    ]
    return [
        (selection, variable, compared(release, selection, variable))
        for selection in selections
        for variable in choices(release, selection)
    ]


def test_what_is_told_holds_shown_groups_only_and_is_never_a_silent_gap(release: Release):
    for selection, variable, told in every_comparison(release):
        table, own = told.table, told.groups.table
        hidden = table["mean"].isna()
        assert table.loc[hidden, [name for name in TOLD if not name.startswith("other")]].isna().all(axis=None)
        assert (table["difference"].notna() ^ table["difference_reason"].notna()).all(), (selection, variable)
        if variable == ROLE or len(told.held) < 3:
            continue
        # The rest is the other groups on show: with them and the group itself nothing is left to subtract.
        shown = own.groupby("measure")["n"].sum()
        whole = table["n"].fillna(0) + table["other_n"]
        assert whole.tolist() == table["measure"].map(shown).tolist()
