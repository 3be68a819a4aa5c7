import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from core.errors import InputError
from etl.reading import SourceFile, TextTable, read_tables, workbook

Sheets = dict[str, list[list[object]]]


def xlsx(sheets: Sheets) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "dd.mm.yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def tables_of(sheets: Sheets) -> list[TextTable]:
    return read_tables(SourceFile("svar.xlsx", xlsx(sheets)))


def refusal_of(content: bytes) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_tables(SourceFile("svar.xlsx", content))
    return [finding.code for finding in refused.value.findings]


def test_cells_are_text_as_a_person_sees_them() -> None:
    row = ["Furua", 4, 4.8, 0.1 + 0.2, True, date(2024, 3, 1), datetime(2024, 3, 1, 9, 5, 7), None]
    header = ["enhet", "hel", "brøk", "sum", "sann", "dag", "tid", "tom"]

    (table,) = tables_of({"Svar": [header, row]})

    assert table.cells.to_numpy().tolist() == [
        ["Furua", "4", "4.8", "0.3", "TRUE", "2024-03-01", "2024-03-01 09:05:07", ""]
    ]


def test_each_sheet_with_rows_is_a_table_and_keeps_its_row_numbers() -> None:
    rows: list[list[object]] = [["Tittel"], [], ["enhet", "q1"], ["Furua", 1], [], ["Lia", 2]]

    tables = tables_of({"Svar": rows, "Tom": [], "Bare topp": [["a", "b"]], "Mer": [["a", "b"], ["x", 1]]})

    assert [(table.sheet, table.cells.index.tolist()) for table in tables] == [("Svar", [4, 6]), ("Mer", [2])]


def test_a_cell_that_is_merged_over_rows_holds_for_each_of_them() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Svar")
        sheet.write_row(0, 0, ["enhet", "q1", "q2"])
        sheet.merge_range(1, 0, 3, 0, "Furua")
        sheet.merge_range(4, 1, 4, 2, 5)
        sheet.write(4, 0, "Lia")
        for row in (1, 2, 3):
            sheet.write_row(row, 1, [row, row])

    (table,) = read_tables(SourceFile("svar.xlsx", stream.getvalue()))

    assert table.cells["enhet"].tolist() == ["Furua", "Furua", "Furua", "Lia"]
    # An answer across two questions is that of the first, as far as anybody can tell.
    assert table.cells.iloc[3].tolist() == ["Lia", "5", ""]


def test_a_sheet_has_label_rows_too() -> None:
    (table,) = tables_of(
        {"Svar": [["enhet", "q1", "q2"], ["Enhet", "Trivsel", "Respekt"], ["Furua", 1, 2], ["Lia", 3, 4]]}
    )

    assert (table.header_rows, table.labels) == (2, ("Enhet", "Trivsel", "Respekt"))


def test_a_workbook_cut_short_is_damaged() -> None:
    content = xlsx({"Svar": [["a", "b"], ["x", 1]]})

    assert refusal_of(content[: len(content) // 2]) == ["workbook_damaged"]


def test_a_workbook_with_a_broken_sheet_is_damaged() -> None:
    stream = io.BytesIO(xlsx({"Svar": [["a", "b"], ["x", 1]]}))
    with zipfile.ZipFile(stream) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:200]
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)

    assert refusal_of(broken.getvalue()) in (["workbook_damaged"], ["empty_file"])


def test_an_archive_that_is_no_workbook_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("svar.csv", "a;b\n1;2\n")

    assert refusal_of(stream.getvalue()) == ["not_a_table"]


def test_a_workbook_made_to_fill_the_memory_is_refused_before_it_is_opened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * (workbook.HARMLESS + 1))

    assert refusal_of(stream.getvalue()) == ["workbook_too_large"]


def test_an_old_binary_document_is_damaged_rather_than_a_crash() -> None:
    assert refusal_of(workbook.OLE_MARK + b"\x00" * 600) == ["workbook_damaged"]


def test_a_workbook_without_rows_is_refused() -> None:
    assert refusal_of(xlsx({"Tom": []})) == ["empty_file"]
    assert refusal_of(xlsx({"Svar": [["a", "b"]]})) == ["no_rows"]


def test_a_truth_among_equal_numbers_is_written_as_what_it_is() -> None:
    (table,) = tables_of({"Ark": [["navn", "svar"], ["a", True], ["b", 1], ["c", False], ["d", 0], ["e", ""]]})

    assert table.cells["svar"].tolist() == ["TRUE", "1", "FALSE", "0", ""]
