"""What a release keeps silent about is shown as hidden, never as a gap and never as something that was not measured."""

import math
from collections.abc import Iterator
from typing import Any

import pytest

from core.selection import EVERYONE, Selection
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.groups.conftest import HOME_CARE, MEASURES, Spot
from tests.views.slow import Figures
from views.groups import choices
from views.groups.table import groups
from views.places import places_of

MONTH = Selection("9901", "mental_health", None, "2024-06", "user")
HIDDEN, EMPTY, NOT_ASKED = "Skjermet (personvern)", "Ingen svar", "Ikke målt"


def places_with_groups(release: Release) -> Iterator[Selection]:
    """Every service, unit, role and year of the sample that has answers of persons."""
    places = places_of(release)
    for place in places.places.values():
        if place.level != "municipality":
            for role in places.roles.get(place.id, ()):
                for year in places.years[place.id, role]:
                    if (place.service, year) != ("kindergarten", "2021"):
                        yield Selection(place.municipality, place.service, place.unit, year, role)


def reason(grouped: dict[Spot, Any], figures: Figures, selection: Selection, group: str, measure: str) -> str | None:
    """Why a group has no figure, by hand: what is said of it at the place, else at the nearest place above."""
    place, period, role = selection.place, str(selection.period), str(selection.role)
    above = [place.rsplit("/", depth)[0] for depth in range(1, place.count("/") + 1)]
    for spot in [(place, role), *((wider, role) for wider in above), (selection.municipality, EVERYONE)]:
        own = grouped.get((spot[0], period, spot[1], group, measure))
        whole = figures.get((spot[0], period, spot[1], measure))
        if own is not None:
            empty = spot != (place, role) and own["hidden"] is None
            return EMPTY if empty else HIDDEN if own["hidden"] == "few" else None
        if spot == (place, role) and whole is None:
            return NOT_ASKED
        if whole is not None and whole["hidden"] == "few":
            return HIDDEN
    return EMPTY


@pytest.mark.parametrize("variable", ["age_group", "gender", "contact_length"])
def test_every_group_of_the_form_is_shown_hidden_or_empty(
    release: Release, grouped: dict[Spot, Any], figures: Figures, variable: str
):
    silent = 0
    for selection in places_with_groups(release):
        told = groups(release, selection, variable) if variable in choices.choices(release, selection) else None
        rows = {(row["key"], row["measure"]): row for row in told.table.to_dict("records")} if told else {}
        for value in choices.variables(release, selection)[variable].labels:
            expected = {
                measure: reason(grouped, figures, selection, f"{variable}={value}", measure) for measure in MEASURES
            }
            if (value, "overall") not in rows:
                # A group that nobody belongs to is left out.
                assert expected["overall"] in {EMPTY, NOT_ASKED}, (selection, value)
                continue
            found = {measure: rows[value, measure]["hidden"] for key, measure in rows if key == value}
            assert found == {measure: expected[measure] for measure in found}, (selection, value)
            spot = (selection.place, selection.period, selection.role, f"{variable}={value}")
            silent += sum(told == HIDDEN and (*spot, measure) not in grouped for measure, told in found.items())
    assert silent > 100


def test_a_hidden_place_has_all_its_groups_hidden_and_no_figure(release: Release, grouped: dict[Spot, Any]):
    listed = {spot for spot in grouped if spot[0] == HIDDEN_UNIT.place and spot[1:3] == (HIDDEN_UNIT.period, "user")}

    told = groups(release, HIDDEN_UNIT, "age_group")

    assert not {spot for spot in listed if spot[4] == "overall"}
    assert (told.shown, told.hidden) == ([], ["18–66 år", "67–79 år", "80 år og eldre"])
    assert set(told.table["hidden"]) <= {HIDDEN, NOT_ASKED}
    assert all(math.isnan(mean) for mean in told.table["mean"])


def test_figures_without_persons_behind_have_no_groups_to_hide(release: Release):
    published = Selection("9901", "kindergarten", None, "2021", "guardian")

    assert choices.group_cells(release, published).empty


def test_a_part_of_a_year_has_no_groups_and_the_year_is_offered(release: Release):
    assert choices.choices(release, MONTH) == {}
    assert choices.whole_year(release, MONTH) == "2024"
    assert choices.whole_year(release, HOME_CARE) is None
