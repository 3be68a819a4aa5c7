"""Whether an export is of a known edition, or of the next one."""

import pytest

from etl.mapping import of_edition
from etl.mapping.following import as_following, following
from tests.etl.mapping.exports import export_of, known_survey

COLUMNS = {"Enhet": ["Lia"], "q1": ["1"], "q2": ["2"], "Alder": ["1"]}


@pytest.mark.parametrize(
    ("name", "edition"), [("brukere_2024.csv", "2024"), ("brukere_2023.csv", None), ("brukere.csv", None)]
)
def test_another_year_in_the_name_of_the_file_is_another_edition(name, edition):
    found = following(export_of(COLUMNS, name=name), known_survey().editions)

    assert (found.edition if found else None) == edition


def test_the_new_edition_has_the_columns_of_the_former_and_its_own_year():
    export, book = export_of(COLUMNS, name="brukere_2024.csv"), known_survey()
    new = following(export, book.editions)
    assert new is not None

    mapping = as_following(of_edition(book, "2023", export), new)

    assert (mapping.edition, mapping.period, new.is_certain) == ("2024", "2024", True)
    assert [column.id for column in mapping.used_as("item")] == ["respect", "on_time"]


@pytest.mark.parametrize(("dates", "edition"), [(["2025-02-01", "2025-03-01"], "2025"), (["2023-02-01"] * 2, None)])
def test_dates_count_before_the_name_of_the_file(dates, edition):
    columns = {"unit": "Enhet", "respect": "q1", "on_time": "q2", "date": "Dato"}
    book = known_survey(editions=[{"id": "2023", "columns": columns}], background=[])
    export = export_of({"Enhet": ["Lia"] * 2, "q1": ["1"] * 2, "q2": ["2"] * 2, "Dato": dates}, name="uttrekk_2026.csv")

    found = following(export, book.editions)

    assert (found.edition if found else None) == edition


def test_dates_that_the_edition_does_not_name_count_before_the_name_of_the_file():
    export = export_of({**COLUMNS, "Dato": ["2023-02-01"]}, name="brukere_2022.csv")

    assert following(export, known_survey().editions) is None


def test_a_part_of_a_year_cannot_be_told_by_a_year():
    book = known_survey(
        editions=[{"id": "2023-T1", "period": "2023-T1", "columns": {"respect": "q1", "on_time": "q2"}}], background=[]
    )

    found = following(export_of(COLUMNS, name="brukere_2024.csv"), book.editions)

    assert found is not None
    assert (found.edition, found.period, found.is_certain) == ("2024", "", False)
