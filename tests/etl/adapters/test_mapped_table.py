import io

import xlsxwriter

from core.messages import finding_text
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


ANSWERS = [["Enhet", "q1", "q2"], ["Furua", 1, 2], ["Lia", 3, 4]]


def workbook(sheets: dict[str, list[list[str | int]]], hidden: str = "") -> SourceFile:
    """A workbook with these sheets, one of which may be hidden."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == hidden:
                sheet.hide()
            else:
                sheet.activate()
    return SourceFile("svar.xlsx", stream.getvalue())


def test_of_a_workbook_the_sheet_with_most_cells_is_read_and_the_others_named() -> None:
    files = [workbook({"Om": [["Felt", "Verdi"], ["År", 2024]], "Svar": ANSWERS})]

    assert mapped_table.recognises(files, BOOKS)
    export = mapped_table.read(files)
    assert export.sheet == "Svar"
    assert [(finding.code, finding.severity) for finding in export.findings] == [("sheets_left_out", "info")]


def test_sheets_with_the_same_columns_are_warned_about() -> None:
    about: list[list[str | int]] = [["Felt", "Verdi"], ["År", 2024]]
    export = mapped_table.read([workbook({"2023": ANSWERS, "2024": ANSWERS, "Om": about})])

    told = [(finding.code, finding.severity, finding.values) for finding in export.findings]
    assert told == [("sheets_alike_left_out", "warning", ("2024",)), ("sheets_left_out", "info", ("Om",))]
    assert finding_text(export.findings[0]) == (
        "Arket «2023» er lest. Arket «2024» har de samme kolonnene, og 2 rader der er ikke tatt med. "
        "Lagre hvert ark som en egen fil, eller samle radene i ett ark, og importer på nytt."
    )


def test_of_sheets_that_are_alike_one_that_is_shown_is_read() -> None:
    export = mapped_table.read([workbook({"Gammel": [*ANSWERS, ["Lia", 5, 6]], "Svar": ANSWERS}, hidden="Gammel")])

    assert (export.sheet, export.rows_in_file) == ("Svar", 2)
    assert [(finding.code, finding.values) for finding in export.findings] == [("sheets_left_out", ("Gammel",))]
