import io

import xlsxwriter

from etl.adapters import mapped_table
from etl.reading import SourceFile
from tests.etl.small_codebook import codebooks

BOOKS = codebooks({"2024": {"unit": "Enhet", "respect": "q1", "heard": "q2", "age": "alder"}})


def test_the_export_is_the_table_as_it_stands() -> None:
    files = [SourceFile("svar.csv", b"Enhet;q1;q2\nFurua;1; 2\nLia;3;4;5\n")]

    assert mapped_table.recognises(files, BOOKS)
    export = mapped_table.read(files)
    assert export.table.to_numpy().tolist() == [["Furua", "1", " 2"]]
    assert (export.rows_in_file, [finding.code for finding in export.findings]) == (2, ["ragged_rows"])


def test_two_files_are_no_table() -> None:
    file = SourceFile("svar.csv", b"Enhet;q1;alder\nFurua;1;1\n")

    assert mapped_table.recognises([file], BOOKS)
    assert not mapped_table.recognises([file, SourceFile("svar2.csv", file.content)], BOOKS)


def test_of_a_workbook_the_sheet_with_most_cells_is_read_and_the_others_named() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in {
            "Om": [["Felt", "Verdi"], ["År", 2024]],
            "Svar": [["Enhet", "q1", "q2"], ["Furua", 1, 2], ["Lia", 3, 4]],
        }.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    files = [SourceFile("svar.xlsx", stream.getvalue())]

    assert mapped_table.recognises(files, BOOKS)
    export = mapped_table.read(files)
    assert export.sheet == "Svar"
    assert [(finding.code, finding.severity) for finding in export.findings] == [("sheets_left_out", "info")]
