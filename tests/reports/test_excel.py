"""Excel: numbers as numbers with a format, words where there is no figure, and nothing that runs."""

import io
from typing import Any

import openpyxl
import pytest

from core.document import Document
from reports.excel.file import excel


@pytest.fixture(scope="module")
def book(of_service: Document) -> Any:
    return openpyxl.load_workbook(io.BytesIO(excel(of_service)))


def sheet_of(book: Any, end: str) -> Any:
    return next(book[name] for name in book.sheetnames if name.endswith(end))


def test_numbers_are_the_values_of_the_release_and_shown_as_on_the_pages(book: Any, of_service: Document) -> None:
    figure = next(figure for _, figure in of_service.figures() if figure.key == "results")
    assert figure.table is not None
    means = next(column for column in figure.table.columns if column.heading == "Snitt")

    cells = [row[2] for row in sheet_of(book, "resultat").iter_rows(min_row=5, max_row=4 + len(figure.table))]

    assert [cell.value for cell in cells] == pytest.approx(list(means.values))
    assert {cell.number_format for cell in cells} == {"#,##0"}


def test_what_is_hidden_is_text_and_no_number_stands_beside_it(of_hidden: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel(of_hidden)))
    rows = [
        [cell.value for cell in row]
        for name in book.sheetnames
        for row in book[name].iter_rows()
        if str(row[0].value).startswith("Lyngtun")
    ]

    hidden = [row for row in rows if "Skjermet (personvern)" in row]

    assert len(hidden) == 1
    assert [value for value in hidden[0] if isinstance(value, int | float)] == []


def test_a_text_that_begins_as_a_formula_is_a_text(book: Any) -> None:
    cells = [cell for name in book.sheetnames for row in book[name].iter_rows() for cell in row]

    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert '\'=HYPERLINK("x")' in [cell.value for cell in cells]


def test_sheets_have_a_cover_with_links_frozen_headings_and_notes(book: Any) -> None:
    cover, *tables, notes = (book[name] for name in book.sheetnames)

    links = [cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink]

    assert len(links) == len(tables)
    assert all(sheet.freeze_panes == "B5" for sheet in tables)
    assert notes["A1"].value == "Tallene"
    assert all(len(name) <= 31 for name in book.sheetnames)
