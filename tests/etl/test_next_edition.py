"""The next year's file of a known survey on the command line: a new edition where nobody need look, and else a stop."""

from pathlib import Path

import pytest

from tests.etl.store import HEADER, Store, small_rows

UNITS = {"Furua": 12, "Lia": 9}


@pytest.fixture
def imported(store: Store) -> Store:
    """A store that has the survey of 2024."""
    store.done("import", store.table("svar_2024.csv", [HEADER, *small_rows(UNITS)]))
    return store


def next_year(store: Store) -> Path:
    return store.table("svar_2025.csv", [HEADER, *small_rows(UNITS, first=100)])


def test_a_file_of_another_year_is_checked_as_a_new_edition_and_nothing_is_changed(imported: Store) -> None:
    before, file = imported.state(), next_year(imported)

    told = imported.run("check", file)
    (plan,) = imported.done("check", file)

    assert (plan["instrument"], plan["edition"], plan["changes"]) == ("small", "2025", [])
    assert "tatt for en ny utgave, 2025, etter mønster av 2024" in told.err
    assert imported.state() == before


def test_it_is_imported_beside_the_former_year_and_remembered(imported: Store) -> None:
    file = next_year(imported)

    (receipt,) = imported.done("import", file)
    (again,) = imported.done("import", file)

    assert (receipt["edition"], receipt["replaced"], again["already"]) == ("2025", 0, True)
    assert imported.cells("item:small_respect", place="own")["period"].tolist() == ["2024", "2025"]
    editions = imported.context().codebooks["small"].editions
    assert [(one.id, one.period) for one in editions] == [("2024", "2024"), ("2025", "2025")]


def test_two_further_years_at_once_are_two_editions(imported: Store) -> None:
    later = imported.table("svar_2026.csv", [HEADER, *small_rows(UNITS, first=200)])

    receipts = imported.done("import", next_year(imported), later)

    assert [receipt["edition"] for receipt in receipts] == ["2025", "2026"]
    assert [one.id for one in imported.context().codebooks["small"].editions] == ["2024", "2025", "2026"]


def test_what_the_user_says_counts_before_the_name_of_the_file(imported: Store) -> None:
    (plan,) = imported.done("check", next_year(imported), "--edition", "2024")

    assert plan["edition"] == "2024"


def test_a_file_of_another_year_with_a_further_question_is_for_a_person_to_look_at(imported: Store) -> None:
    rows = [[*row, 1 + number % 6] for number, row in enumerate(small_rows(UNITS, first=100))]
    file = imported.table("svar_2025.csv", [[*HEADER, "Er du trygg på at hjelpen kommer?"], *rows])

    refused = imported.run("check", file)

    assert refused.code == 1
    assert "Filen er fra 2025, og har kolonnene til small 2024. Noe i den er nytt eller endret." in refused.err
