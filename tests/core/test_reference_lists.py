"""The shipped lists hold what every page, codebook and import relies on."""

import csv
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from core.catalogue import Catalogue, Change, Entry, load
from core.text import LANGUAGES

REFERENCE = Path(__file__).parents[2] / "reference"
LISTS = ("dimensions", "levels", "degrees", "services", "roles")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load([REFERENCE])


def entries_of(catalogue: Catalogue, name: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = getattr(catalogue, name)
    return entries


def in_use(catalogue: Catalogue, on: date) -> list[str]:
    return [place.number for place in catalogue.municipalities if place.holds(on)]


def test_the_dimensions_are_the_six_in_order_and_two_for_the_rest(catalogue: Catalogue) -> None:
    core = [key for key, entry in catalogue.dimensions.items() if entry.core]

    assert core == ["taken_seriously", "respected", "without_demanding", "right_help", "right_time", "overview"]
    assert list(catalogue.dimensions)[6:] == ["overall", "other"]


def test_levels_degrees_and_roles_are_complete_and_in_order(catalogue: Catalogue) -> None:
    assert list(catalogue.levels) == ["individual", "service", "system"]
    assert list(catalogue.degrees) == ["perspective", "informant", "dialogue", "user_controlled"]
    assert list(catalogue.roles) == ["user", "next_of_kin", "guardian", "pupil", "citizen", "staff"]


def test_the_services_are_the_twenty_and_another(catalogue: Catalogue) -> None:
    expected = [
        "nursing_home",
        "home_care",
        "bpa",
        "mental_health",
        "habilitation",
        "rehabilitation",
        "child_health_centre",
        "physiotherapy",
        "kindergarten",
        "after_school",
        "school",
        "educational_psychology",
        "culture_school",
        "child_welfare",
        "social_services",
        "refugee_services",
        "library",
        "building_permits",
        "water",
        "residents",
        "other_service",
    ]

    assert list(catalogue.services) == expected


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_named_and_described_in_all_three_languages(catalogue: Catalogue, name: str) -> None:
    raw = load([REFERENCE])

    for entry in entries_of(raw, name).values():
        assert set(entry.name) == set(entry.description) == set(LANGUAGES)
        assert all(entry.name.values()), entry.key
        assert all(entry.description.values()), entry.key
        # A description that is the same in bokmål and English was left untranslated and filled in.
        assert entry.description["nb"] != entry.description["en"], entry.key


@pytest.mark.parametrize("name", LISTS)
def test_no_written_form_stands_for_two_entries_of_a_list(catalogue: Catalogue, name: str) -> None:
    entries = entries_of(catalogue, name)
    meanings = getattr(catalogue, name.removesuffix("s"))

    found = {form: meanings(form) for entry in entries.values() for form in entry.written_forms}

    assert found == {form: entry.key for entry in entries.values() for form in entry.written_forms}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_its_source_and_date(name: str) -> None:
    comment = (REFERENCE / f"{name}.yaml").read_text(encoding="utf-8").split("- key:")[0]

    assert "# Source:" in comment
    assert "Date of the list: 20" in comment


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (date(2018, 6, 1), 422),
        (date(2019, 6, 1), 422),
        (date(2019, 12, 31), 422),
        (date(2020, 1, 1), 356),
        (date(2021, 6, 1), 356),
        (date(2023, 12, 31), 356),
        (date(2024, 1, 1), 357),
        (date(2024, 6, 1), 357),
    ],
)
def test_as_many_municipalities_hold_as_there_were_that_day(catalogue: Catalogue, on: date, count: int) -> None:
    numbers = in_use(catalogue, on)

    assert len(numbers) == count
    assert len(set(numbers)) == count


def test_the_periods_of_a_number_follow_each_other_without_gaps_or_overlaps(catalogue: Catalogue) -> None:
    periods = [place for place in catalogue.municipalities if place.valid_from and place.valid_to]
    of_one_number = [(a, b) for a, b in pairwise(catalogue.municipalities) if a.number == b.number]

    assert all(place.valid_from <= place.valid_to for place in periods if place.valid_from and place.valid_to)
    assert all(a.valid_to and b.valid_from == a.valid_to + timedelta(days=1) for a, b in of_one_number)


def test_every_number_has_a_county_and_a_source() -> None:
    with (REFERENCE / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert all(row["county"] and row["source"] for row in rows)
    county_of = {(row["number"][:2], row["county"]) for row in rows}
    assert max(Counter(prefix for prefix, _ in county_of).values()) == 1


def test_every_number_that_ended_leads_to_numbers_of_today(catalogue: Catalogue) -> None:
    today = set(in_use(catalogue, date(2024, 6, 1)))

    for place in catalogue.municipalities:
        successors = catalogue.successors(place.number)
        assert successors, place
        assert set(successors) <= today, place
        if place.valid_to is None:
            assert successors == (place.number,)


def test_every_number_of_today_is_new_or_was_there_before(catalogue: Catalogue) -> None:
    before = set(in_use(catalogue, date(2019, 6, 1)))

    reached = {number for old in before for number in catalogue.successors(old)}

    assert reached == set(in_use(catalogue, date(2024, 6, 1)))


def test_a_change_has_one_of_the_known_kinds_and_only_a_split_has_several_receivers(catalogue: Catalogue) -> None:
    receivers = Counter(change.from_number for change in catalogue.changes)
    several = {number for number, count in receivers.items() if count > 1}

    assert {change.kind for change in catalogue.changes} <= {"merger", "split", "renumbered", "border"}
    assert several == {change.from_number for change in catalogue.changes if change.kind == "split"}
    assert several == {"1507", "1850", "5012"}


def test_a_renumbered_municipality_keeps_its_name_but_for_one(catalogue: Catalogue) -> None:
    def names(change: Change) -> tuple[str, str]:
        return catalogue.municipality_name(change.from_number), catalogue.municipality_name(change.to_number)

    renamed = [names(change) for change in catalogue.changes if change.kind == "renumbered"]

    assert [pair for pair in renamed if pair[0] != pair[1]] == [("Nes", "Nesbyen")]


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("0101", ("3101",)),
        ("0532", ("3236",)),
        ("0711", ("3301",)),
        ("1444", ("1577",)),
        ("1504", ("1508", "1580")),
        ("1534", ("1508", "1580")),
        ("1567", ("5061",)),
        ("1850", ("1806", "1875")),
        ("1852", ("5512",)),
        ("2002", ("5634",)),
        ("3817", ("4020",)),
        ("5012", ("5055", "5056", "5059")),
        ("5030", ("5001",)),
        ("5406", ("5603",)),
        ("0301", ("0301",)),
    ],
)
def test_known_changes_lead_where_they_should(catalogue: Catalogue, former: str, today: tuple[str, ...]) -> None:
    assert catalogue.successors(former) == today
