"""Whatever an address asks for, the reader stands at something that exists."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.selection import EVERYONE, Selection, place_id
from core.text import in_language
from store.release import Release
from tests.views.slow import Figures
from views.places import Places, places_of

NOISE = ["", "/", "9901", "9901/home_care", "home_care", "home_care/innsatsteamet", "all", "user", "2025", "2025-03"]
REAL = [
    *NOISE,
    *("kindergarten", "mental_health", "rusteamet", "innsatsteamet", "solstrala-barnehage", "lyngtun-bofellesskap"),
    *("guardian", "next_of_kin", EVERYONE, "2021", "2024-02", "habilitation", "nursing_home"),
]
asked = st.none() | st.sampled_from(REAL) | st.text(max_size=8)


@pytest.fixture(scope="module")
def places(release: Release) -> Places:
    """What can be chosen in the sample."""
    return places_of(release)


@settings(max_examples=60, deadline=None)
@given(st.builds(Selection, asked.map(str), asked, asked, asked, asked, asked))
def test_whatever_is_asked_what_comes_back_exists(places: Places, chosen: Selection) -> None:
    standing = places.standing(chosen)

    place = places.places[standing.place]
    assert place.level == ("unit" if standing.unit else "service" if standing.service else "municipality")
    assert places.places[standing.municipality].level == "municipality"
    assert standing.role in places.roles[standing.place]
    assert standing.period in places.periods[standing.place, standing.role or ""]
    assert standing.measure == chosen.measure


@given(st.data())
def test_a_selection_that_exists_is_kept(places: Places, data: st.DataObject) -> None:
    place = places.places[data.draw(st.sampled_from(sorted(places.places)))]
    role = data.draw(st.sampled_from(places.roles[place.id]))
    period = data.draw(st.sampled_from(places.periods[place.id, role]))
    chosen = Selection(place.municipality, place.service, place.unit, period, role)

    assert places.standing(chosen) == chosen


@given(st.builds(Selection, asked.map(str), asked, asked, asked, asked, asked))
def test_standing_twice_is_standing_once(places: Places, chosen: Selection) -> None:
    standing = places.standing(chosen)

    assert places.standing(standing) == standing


def test_nothing_chosen_is_the_newest_year_of_everyone(places: Places) -> None:
    standing = places.standing(Selection(municipality=""))

    assert standing == Selection("9901", None, None, "2025", EVERYONE)


def test_a_unit_of_another_service_is_left(places: Places) -> None:
    standing = places.standing(Selection("9901", "kindergarten", "innsatsteamet", "2024", "user"))

    assert (standing.place, standing.role, standing.period) == ("9901/kindergarten", "guardian", "2024")


def test_places_are_those_of_the_release_by_name(places: Places, figures: Figures) -> None:
    services = places.services("9901")
    units = places.units("9901", "home_care")

    assert {place for place, *_ in figures} <= set(places.places)
    assert [place.name for place in services] == sorted(place.name for place in services)
    assert {place_id(unit.municipality, unit.service, unit.unit) for unit in units} == {unit.id for unit in units}
    assert [place.id for place in places.municipalities] == ["9901"]


def test_names_follow_the_readers_language(release: Release) -> None:
    with in_language("en"):
        english = places_of(release).name("9901/home_care")

    assert english != places_of(release).name("9901/home_care")


def test_this_module_asks_for_what_exists(places: Places) -> None:
    parts = {part for place in places.places for part in Path(place).parts}

    assert {"home_care", "innsatsteamet", "solstrala-barnehage", "lyngtun-bofellesskap", "rusteamet"} <= parts
