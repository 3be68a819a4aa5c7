"""Groups are the cells of the release, and their differences are those of a slow recount."""

import math
from typing import Any

import pytest

from charts import difference_dots
from core.selection import Selection
from store.release import Release
from tests.views.groups.conftest import (
    HABILITATION,
    HOME_CARE,
    UNIT,
    Situation,
    Spot,
    only,
    shown_at_all,
    shown_together,
)
from tests.views.slow import Figures, certain, holm_adjusted, two_samples
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


def rest_of(cells: list[dict[str, Any]]) -> dict[str, float]:
    """One sample of several: every answer counts the same."""
    n = sum(own["n"] for own in cells)
    mean = math.fsum(own["n"] * own["mean"] for own in cells) / n
    within = math.fsum((own["n"] - 1) * own["sd"] ** 2 + own["n"] * (own["mean"] - mean) ** 2 for own in cells)
    return {"n": n, "mean": mean, "sd": math.sqrt(within / (n - 1)), "se": math.sqrt(within / (n - 1) / n), "df": n - 1}


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


def test_of_three_groups_each_is_held_against_the_others_together(
    release: Release, grouped: dict[Spot, Any], situation: Situation
):
    selection = situation("contact_length", only("1", "2", "3"))

    told = compared(release, selection, "contact_length")

    rows = told.table.to_dict("records")
    tests = {}
    for row in rows:
        cells = {key: cell(grouped, selection, "contact_length", row | {"key": key}) for key in "123"}
        shown = {key: own for key, own in cells.items() if own and own["hidden"] is None}
        own = shown.pop(row["key"], None)
        if own and shown:
            tests[row["measure"], row["key"]] = two_samples(own, rest_of([*shown.values()]))
            assert row["other_n"] == sum(other["n"] for other in shown.values())
    adjusted = holm_adjusted({spot: test["p"] for spot, test in tests.items()})
    assert told.family_size == len(tests) >= 3
    for row in rows:
        spot = row["measure"], row["key"]
        if spot not in tests:
            assert math.isnan(row["difference"])
            continue
        expected = [tests[spot]["difference"], tests[spot]["lower"], tests[spot]["upper"], adjusted[spot]]
        found = [row[name] for name in ("difference", "difference_lower", "difference_upper", "p_adjusted")]
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)
        assert row["verdict"] == certain(tests[spot], adjusted[spot], FLOOR)


def test_two_groups_are_held_against_each_other_once(release: Release, grouped: dict[Spot, Any], situation: Situation):
    selection = situation("gender", only("1", "2"))

    told = compared(release, selection, "gender")

    assert (told.against, told.held) == ("«Kvinne»", {"2": "Mann"})
    both = 0
    for row in told.table.to_dict("records"):
        men, women = (cell(grouped, selection, "gender", row | {"key": key}) for key in "21")
        if not men or not women or men["hidden"] or women["hidden"]:
            assert math.isnan(row["difference"])
            continue
        test = two_samples(men, women)
        assert [row["difference"], row["difference_lower"]] == pytest.approx([test["difference"], test["lower"]])
        assert (row["n"], row["other_n"]) == (men["n"], women["n"])
        both += 1
    assert told.family_size == both >= 1


def test_roles_are_held_against_the_chosen_one_and_not_put_together(release: Release, figures: Figures):
    told = compared(release, HABILITATION, ROLE)

    assert (told.against, told.held) == ("«Bruker»", {"next_of_kin": "Pårørende"})
    for row in told.table.to_dict("records"):
        users, kin = (figures[HABILITATION.place, "2025", role, row["measure"]] for role in ("user", "next_of_kin"))
        test = two_samples(kin, users)
        assert row["difference"] == pytest.approx(test["difference"])
        assert (row["n"], row["other_n"]) == (kin["n"], users["n"])


def test_the_other_role_chosen_turns_every_difference_round(release: Release):
    one, other = (compared(release, HABILITATION.but(role=role), ROLE).table for role in ("user", "next_of_kin"))

    assert one["difference"].tolist() == pytest.approx([-value for value in other["difference"]])
    assert one["p_adjusted"].tolist() == pytest.approx(other["p_adjusted"].tolist())


def test_one_shown_group_has_nothing_to_be_held_against(release: Release, situation: Situation):
    told = compared(release, situation("gender", only("1")), "gender")

    assert (told.groups.shown, told.family_size) == (["1"], 0)
    assert "Mann" in told.groups.hidden
    assert told.table.empty


def test_a_group_that_is_hidden_here_has_words_and_no_figure(release: Release, situation: Situation):
    never = situation("age_group", lambda shown: shown_at_all(shown) == 2 and shown_together(shown) == 1)

    told = compared(release, never, "age_group")

    assert (len(told.groups.shown), told.family_size) == (2, 0)
    reasons = {reason for key in told.held for reason in told.of(key)["instead"]}
    assert reasons <= {"Skjermet (personvern)", "gruppen den holdes opp mot, er skjermet", "Ikke målt", "Ingen svar"}
    assert len(reasons & {"Skjermet (personvern)", "gruppen den holdes opp mot, er skjermet"}) == 2
    assert told.table["difference"].isna().all()


def test_a_difference_that_lacks_has_its_words_in_the_chart(release: Release, situation: Situation):
    told = compared(release, situation("age_group", lambda shown: shown_at_all(shown) == 2), "age_group")
    lacking = {reason for key in told.held for reason in told.of(key)["instead"] if reason}

    drawn = [
        note["text"]
        for key in told.held
        for note in difference_dots.figure(
            told.of(key), verdicts={"uncertain": ""}, axis_title="", floor=FLOOR, floor_name=""
        ).to_dict()["layout"]["annotations"]
    ]

    assert lacking
    assert lacking <= set(drawn)


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
