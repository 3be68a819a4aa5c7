"""The error list: one line a row, and nothing in it that a spreadsheet would run."""

import csv
import io

import pytest

from core.findings import Finding, of_rows
from etl.findings_list import COLUMNS, findings_file, findings_list


def read(content: bytes) -> list[list[str]]:
    """The cells of the file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_row_has_a_line_of_its_own() -> None:
    finding = of_rows("missing_unit", range(4, 24), severity="warning", file="svar.csv", column="Enhet")

    lines = findings_list([finding])

    assert [line["row"] for line in lines] == [str(row) for row in range(4, 24)]
    assert {line["code"] for line in lines} == {"missing_unit"}


def test_a_finding_about_no_row_has_one_line() -> None:
    lines = findings_list([Finding("empty_file", file="svar.csv"), Finding("row_unreadable", file="b.csv", line=7)])

    assert [(line["file"], line["row"]) for line in lines] == [("svar.csv", ""), ("b.csv", "7")]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_as_a_formula(begin: str) -> None:
    finding = Finding("missing_unit", file=f"{begin}cmd.csv", sheet=f"{begin}1", column=f"{begin}HYPERLINK()")

    cells = [cell for line in read(findings_file([finding])) for cell in line]

    assert [cell for cell in cells if cell.startswith(f"'{begin}")]
    assert not [cell for cell in cells if cell.startswith(begin)]


def test_the_file_has_its_headings_even_with_nothing_in_it() -> None:
    assert read(findings_file([])) == [["fil", "ark", "kolonne", "rad", "kode", "tekst"]]
    assert len(COLUMNS) == 6
