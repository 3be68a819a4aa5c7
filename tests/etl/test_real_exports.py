"""Every file of the collection is read or refused with a reason, and never half read."""

import csv
from pathlib import Path

import pytest

from core.errors import InputError
from etl.reading import SourceFile, TextTable, read_tables

READ_SUFFIXES = {".csv", ".txt", ".xlsx", ".xls", ".ods", ".sav", ".json", ".lss"}
REFUSED = {
    "nasty/duckdb/empty.csv": "empty_file",
    "nasty/duckdb/encodings__shift_jis.csv": "encoding_unknown",
    "nasty/duckdb/header_only.csv": "no_rows",
    "nasty/duckdb/nullbyte.csv": "nul_bytes",
    "nasty/duckdb/pollock__file_quotation_char_0x27.csv": "no_rows",
    "nasty/messytables/libreoffice.xlsx": "empty_file",
    "nasty/messytables/unicode_sheet_name.xls": "no_rows",
    "nasty/messytables/utf8bom.csv": "no_rows",
}
# Where our table differs from the list, and why: file -> (rows, columns, reason).
DIFFERENT = {
    "english_gov/hcahps_data_dictionary.csv": (33, 3, "one row is blank"),
    "english_gov/nepal_cps_round5.xlsx": (1400, 44, "the list counts the header"),
    "nasty/clevercsv/imdb.csv": (99, 44, "one row escapes a comma with a backslash: left out and named"),
    "nasty/duckdb/auto__multiple_skip_row.csv": (1, 3, "two rows of notes are skipped"),
    "nasty/duckdb/comments__simple.csv": (2, 2, "four comments, above the header and between the rows"),
    "nasty/duckdb/csv_quoted_newline_odd.csv": (2, 1, "the header has one column"),
    "nasty/duckdb/decimal_separators__mixed_format_fail.csv": (3, 1, "the comma is a decimal sign"),
    "nasty/duckdb/encodings__all_latin1.csv": (188, 1, "one cell is a blank"),
    "nasty/duckdb/locations_header_trailing_comma.csv": (1, 4, "the last column has neither name nor content"),
    "nasty/frictionless/blank-rows-multiple.csv": (2, 3, "eleven rows are blank"),
    "nasty/frictionless/capital-invalid.csv": (9, 3, "one row has more cells than the header"),
    "nasty/frictionless/defective-rows.csv": (1, 3, "one row has more cells than the header"),
    "nasty/messytables/blank_line.ods": (3, 3, "the list counts the header and a blank row"),
    "nasty/messytables/complex.csv": (2, 4, "one row has more cells than the header"),
    "nasty/messytables/excel_pasting.csv": (16, 9, "three rows of title and one blank row"),
    "nasty/messytables/mixedGLB.csv": (133, 19, "three rows of title"),
    "nasty/messytables/span_rich.xls": (5, 4, "the list counts the header"),
    "nasty/messytables/spanish_chars.csv": (115, 8, "one row is blank"),
    "nasty/messytables/sparse_with_column_errors.csv": (2200, 4, "37 rows are blank"),
    "nasty/messytables/weird_head_padding.csv": (76, 10, "semicolons under a preamble of eleven rows"),
    "norwegian/difi_kvalitet_resultat2016.csv": (2112, 10, "the last row is blank"),
    "norwegian/ssb_11616_tittelrad_latin1.csv": (23, 5, "the list counts the header"),
    "tools/qualtrics_sample_legacy.csv": (1, 15, "the last column has neither name nor content"),
}


def listed(shared: Path) -> dict[str, dict[str, str]]:
    with (shared / "exports" / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def outcome(path: Path) -> list[TextTable] | str:
    try:
        return read_tables(SourceFile(path.name, path.read_bytes()))
    except InputError as error:
        return " ".join(finding.code for finding in error.findings)


def test_every_file_is_a_table_or_is_refused_with_a_reason(shared: Path) -> None:
    folder = shared / "exports"
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in READ_SUFFIXES]

    outcomes = {path.relative_to(folder).as_posix(): outcome(path) for path in paths}

    no_tables = {name for name in outcomes if Path(name).suffix in {".sav", ".json", ".lss"}}
    refused = {name: result for name, result in outcomes.items() if isinstance(result, str)}
    assert len(paths) > 130
    assert refused == {**REFUSED, **dict.fromkeys(no_tables, "not_a_table")}


def test_rows_and_columns_are_as_many_as_the_list_says(shared: Path) -> None:
    wrong = {}
    for name, row in listed(shared).items():
        counted = row["rows (data records)"], row["columns"]
        result = outcome(shared / "exports" / name)
        # Stacked blocks and several sheets are not one table; what the list does not count cannot be compared.
        if isinstance(result, str) or not all(counted) or len(result) > 1 or name.startswith("norwegian/udir_elev"):
            continue
        expected = DIFFERENT[name][:2] if name in DIFFERENT else tuple(map(int, counted))
        if result[0].cells.shape != expected and "udir_mobbing" not in name:
            wrong[name] = (result[0].cells.shape, expected)

    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "rows"),
    [("synthetic/wide_25k.csv", 2), ("tools/qualtrics_sample_3header.csv", 3), ("tools/surveymonkey_starwars.csv", 2)],
)
def test_header_rows_are_counted(shared: Path, name: str, rows: int) -> None:
    result = outcome(shared / "exports" / name)

    assert not isinstance(result, str)
    assert result[0].header_rows == rows


def test_a_wide_file_of_25_000_rows_is_read_whole(shared: Path) -> None:
    result = outcome(shared / "exports/synthetic/wide_25k.csv")

    assert not isinstance(result, str)
    table = result[0]
    assert table.cells.shape == (25_000, 45)
    assert (table.cells.index[0], table.cells.index[-1]) == (3, 25_002)
    assert table.labels[5] == "Respekt: påstand 1"
    assert [finding.code for finding in table.findings] == ["label_rows"]


@pytest.mark.parametrize("name", ["nasty/messytables/span_rich.xls", "nasty/messytables/blank_line.ods"])
def test_a_workbook_with_damaged_bytes_is_read_or_refused_but_never_crashes(shared: Path, name: str) -> None:
    content = (shared / "exports" / name).read_bytes()
    damaged = [content[:place] + b"\xff" + content[place + 1 :] for place in range(0, len(content), 97)]

    for number, version in enumerate(damaged):
        try:
            tables = read_tables(SourceFile(f"{number}.xls", version))
        except InputError as error:
            assert error.findings  # noqa: PT017
        else:
            assert tables
