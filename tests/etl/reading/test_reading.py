import csv
import io

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import InputError
from core.findings import Finding
from etl.reading import SourceFile, TextTable, read_tables


def table_of(text: str | bytes, name: str = "svar.csv") -> TextTable:
    (table,) = read_tables(SourceFile(name, text.encode() if isinstance(text, str) else text))
    return table


def refusal(text: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as refused:
        table_of(text)
    return refused.value.findings


CELL = st.text(
    alphabet=st.one_of(st.sampled_from(";,\t|\" \n'æøå0123456789"), st.characters(exclude_categories=["C", "Z"])),
    max_size=8,
)


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    delimiter=st.sampled_from(";,\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_was_written_comes_back_the_same(
    rows: list[list[str]], delimiter: str, quoting: int, encoding: str, end: str
) -> None:
    assume(all(character not in cell for row in rows for cell in row for character in "\x00\x1f"))
    expected = [[f"{number}.", *row] for number, row in enumerate(rows, start=1)]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(
        [["nr", "enhet", "svar", "kommentar"], *expected]
    )

    table = table_of(written.getvalue().replace("\n", end).encode(encoding))

    assert table.header_rows == 1
    assert table.delimiter == delimiter
    assert list(table.cells.columns) == ["nr", "enhet", "svar", "kommentar"]
    assert table.cells.to_numpy().tolist() == expected


def test_cells_are_text_with_the_row_number_of_a_spreadsheet() -> None:
    table = table_of("enhet;q1\n\nSolbakken;007\n\n\nFurua;\n")

    assert table.cells.index.tolist() == [3, 6]
    assert table.cells.index.name == "row"
    assert (table.cells.dtypes == pd.StringDtype(na_value=float("nan"))).all()
    assert table.cells.to_numpy().tolist() == [["Solbakken", "007"], ["Furua", ""]]


def test_an_empty_line_inside_a_cell_does_not_move_the_row_numbers() -> None:
    table = table_of('enhet;hva\nFurua;"en\n\nto"\n\nSolbakken;ja\n')

    assert table.cells["hva"].to_dict() == {2: "en\n\nto", 4: "ja"}


@pytest.mark.parametrize(
    ("text", "delimiter", "columns"),
    [
        ("enhet;hva\nFurua;ja, men nei, og så\nSolbakken;kort\n", ";", ["enhet", "hva"]),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";", ["a", "b"]),
        ("a\tb\n1,5\t2\n", "\t", ["a", "b"]),
        ('navn,merknad\nA,"x;y;z"\nB,"p;q"\n', ",", ["navn", "merknad"]),
        ("sep=|\na|b\n1|2\n", "|", ["a", "b"]),
        ("sep=;\na;b,c\n1;2,3\n", ";", ["a", "b,c"]),
        ("kommentar\nbra\ngreit, men dyrt\nja; nei; kanskje\n", None, ["kommentar"]),
        ("andel\n12,5\n145,00\n", None, ["andel"]),
    ],
)
def test_the_delimiter_is_the_one_that_makes_even_rows(text: str, delimiter: str | None, columns: list[str]) -> None:
    table = table_of(text)

    assert table.delimiter == delimiter
    assert list(table.cells.columns) == columns


def test_cells_missing_at_the_end_are_filled_in_and_empty_ones_too_many_cut_off() -> None:
    table = table_of("enhet;q1;q2\nFurua;1\nSolbakken;2;3;;\nHagen;4;5\n")

    assert table.cells.to_numpy().tolist() == [["Furua", "1", ""], ["Solbakken", "2", "3"], ["Hagen", "4", "5"]]
    assert table.findings == ()


def test_rows_with_more_content_than_columns_are_left_out_and_named() -> None:
    table = table_of("enhet;q1\nFurua;1\nSolbakken;2;3\nHagen;4\nLia;5\nMoen;6;;7\n")

    (finding,) = table.findings
    assert table.cells["enhet"].tolist() == ["Furua", "Hagen", "Lia"]
    assert (finding.code, finding.severity, finding.row_count, finding.rows) == ("ragged_rows", "warning", 2, (3, 6))
    assert table.rows_left_out == 2


def test_a_decimal_comma_that_parts_every_row_is_an_error() -> None:
    table = table_of("enhet,snitt,antall\nFurua,4,8,12\nSolbakken,4,9,13\n")

    assert [(finding.code, finding.severity) for finding in table.findings] == [("ragged_rows", "error")]


def test_a_header_without_names_is_told_of_and_its_columns_are_numbered() -> None:
    table = table_of(",,\n123,Furua,Bra\n345,Solbakken,Bra\n")

    assert list(table.cells.columns) == ["kolonne 1", "kolonne 2", "kolonne 3"]
    assert table.cells.index.tolist() == [2, 3]
    (finding,) = table.findings
    assert (finding.code, finding.severity, finding.line) == ("header_blank", "warning", 1)


def test_comments_between_records_are_left_out_and_named() -> None:
    table = table_of("enhet;q1\n# første halvår\nFurua;4\n#1;5\n# slutt;\n")

    assert table.cells.to_numpy().tolist() == [["Furua", "4"], ["#1", "5"]]
    (finding,) = table.findings
    assert (finding.code, finding.severity, finding.rows) == ("comment_rows", "info", (2, 5))


def test_what_people_answered_in_the_only_column_is_no_comment() -> None:
    assert table_of("svar\n# flott\nBra\n").cells["svar"].tolist() == ["# flott", "Bra"]


def test_blank_rows_are_left_out_and_counted() -> None:
    table = table_of("enhet;q1\nFurua;1\n;\n ; \nSolbakken;2\n;\n")

    (finding,) = table.findings
    assert table.cells.index.tolist() == [2, 5]
    assert (finding.code, finding.severity, finding.rows) == ("blank_rows", "info", (3, 4, 6))


def test_a_preamble_is_skipped_and_the_row_numbers_stay() -> None:
    table = table_of("Brukerundersøkelse 2024\n\nenhet;q1\nFurua;1\n")

    (finding,) = table.findings
    assert table.cells.index.tolist() == [4]
    assert (finding.code, finding.severity, finding.row_count) == ("preamble_skipped", "info", 2)


def test_repeated_and_missing_names_get_codes_of_their_own() -> None:
    table = table_of("q1;;q1\n1;2;3\n4;5;6\n")

    (finding,) = table.findings
    assert table.columns == ("q1", "", "q1")
    assert list(table.cells.columns) == ["q1", "kolonne 2", "q1 (2)"]
    assert finding == Finding("duplicate_columns", "warning", "svar.csv", values=("q1",), details={"columns": 1})


def test_columns_that_nobody_named_or_filled_are_left_out() -> None:
    table = table_of("enhet;q1;;\nFurua;1;;\nSolbakken;2;;\n")

    assert (table.columns, list(table.cells.columns)) == (("enhet", "q1"), ["enhet", "q1"])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty_file", None),
        (";;\n;;\n", "empty_file", None),
        ("enhet;q1\n", "no_rows", None),
        ("enhet;q1\n;\n", "no_rows", None),
        ('enhet;q1\nFurua;1\nSolbakken;"to\nHagen;3\n', "quote_unclosed", 3),
        ('enhet;q1\nFurua;"en"to\n', "quote_misplaced", 2),
        (b"PK\x03\x04 no workbook", "workbook_damaged", None),
    ],
)
def test_a_file_without_a_table_is_refused_with_the_place(text: str | bytes, code: str, line: int | None) -> None:
    assert [(finding.code, finding.line) for finding in refusal(text)] == [(code, line)]


def test_a_file_with_thousands_of_columns_is_refused() -> None:
    header = ";".join(f"k{i}" for i in range(6000))

    assert [finding.code for finding in refusal(f"{header}\n{header}\n")] == ["too_many_columns"]


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    (table,) = read_tables(SourceFile("labels.csv", b"s_1;1;Ja\ns_1;2;Nei\n"), has_header=False)

    assert table.cells.to_numpy().tolist() == [["s_1", "1", "Ja"], ["s_1", "2", "Nei"]]
    assert table.cells.index.tolist() == [1, 2]


def test_a_header_of_very_long_questions_is_read_whole() -> None:
    questions = [f"Q{number}. " + "hvorfor " * 200 for number in range(300)]

    table = table_of(";".join(questions) + "\n" + ";".join("3" for _ in questions) + "\n")

    assert table.cells.shape == (1, 300)
    assert table.columns[299] == questions[299].strip()
