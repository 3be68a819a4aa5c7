"""Tables to read are in the reader's words; tables to take along open in a Norwegian spreadsheet and run nothing."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.spreadsheet import FORMULA
from core.text import in_language
from views import table

COLUMNS = ["label", "n", "mean", "raw", "change", "change_verdict", "top", "hidden"]
ROWS = pd.DataFrame(
    {
        "label": ["Elvebredden", "Lyngtun; bofellesskap"],
        "n": [1234.0, np.nan],
        "mean": [74.5678, np.nan],
        "raw": [4.71, np.nan],
        "change": [-3.25, np.nan],
        "change_verdict": ["worse", None],
        "top": [0.625, np.nan],
        "hidden": [None, "Skjermet (personvern)"],
    }
)


def read(content: bytes) -> list[list[str]]:
    """The cells as a spreadsheet set to Norwegian sees them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_download_opens_in_a_norwegian_spreadsheet() -> None:
    content = table.downloaded(ROWS, COLUMNS)

    assert content.startswith(b"\xef\xbb\xbf")
    header, first, second = read(content)
    assert header[:3] == ["Navn", "Svar", "Snitt"]
    assert first == ["Elvebredden", "1234", "74,5678", "4,71", "-3,25", "Sikker nedgang", "0,625", ""]
    assert second == ["Lyngtun; bofellesskap", "", "", "", "", "", "", "Skjermet (personvern)"]


def test_a_whole_number_has_no_decimals_in_a_file() -> None:
    content = table.downloaded(pd.DataFrame({"upload": [23]}), ["upload"])

    assert read(content)[1] == ["23"]


def test_an_english_reader_gets_decimal_points() -> None:
    with in_language("en"):
        first = read(table.downloaded(ROWS, COLUMNS))[1]

    assert first[2] == "74.5678"


@pytest.mark.parametrize(
    "name",
    ['=HYPERLINK("http://x.example";"x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"],
)
def test_a_name_that_would_be_a_formula_becomes_text(name: str) -> None:
    rows = pd.DataFrame({"label": [name, "Furua"], "mean": [-1.5, 2.0]})

    _, first, second = read(table.downloaded(rows, ["label", "mean"]))

    assert first == ["'" + name, "-1,5"]
    assert second[0] == "Furua"


def test_a_line_break_in_a_name_begins_no_row() -> None:
    rows = pd.DataFrame({"label": ["Furua\r=1+1", "Lia\n=1+1"]})

    content = table.downloaded(rows, ["label"])

    assert read(content)[1:] == [["Furua\r=1+1"], ["Lia\n=1+1"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="=+-@\t\r\n\0;\"' aæ1", max_size=6), min_size=1, max_size=4))
def test_no_text_of_a_download_begins_as_a_formula(names: list[str]) -> None:
    rows = pd.DataFrame({"label": pd.Series(names, dtype="object"), "row": pd.Series(names, dtype="object")})

    content = table.downloaded(rows, ["label", "row"])

    cells = [cell for row in read(content)[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))]
    assert [row[0] for row in read(content)[1:]] == [f"'{name}" if name.startswith(FORMULA) else name for name in names]


def rows_of(shown: list[table.Column]) -> list[list[str]]:
    """The rows as a reader sees them."""
    return [list(row) for row in zip(*(column.words for column in shown), strict=True)]


def test_a_table_to_read_has_words_for_everything() -> None:
    first, second = rows_of(table.shown(ROWS, COLUMNS))

    assert first == [
        "Elvebredden", "1\N{NO-BREAK SPACE}234", "75", "4,7", "\N{MINUS SIGN}3", "Sikker nedgang",
        "62\N{NO-BREAK SPACE}%", "",
    ]  # fmt: skip
    assert second == ["Lyngtun; bofellesskap", *["–"] * 4, "", "–", "Skjermet (personvern)"]


def test_scale_units_are_shown_with_decimals_and_gains_with_a_sign() -> None:
    rows = pd.DataFrame({"mean": [4.267], "change": [0.34], "n": [12.0]})

    assert rows_of(table.shown(rows, ["mean", "change", "n"], decimals=1)) == [["4,3", "+0,3", "12"]]


def test_what_would_have_been_found_is_rounded_up() -> None:
    least = pd.DataFrame({"smallest": [17.2, 18.0, float("nan")]})

    assert table.shown(least, ["smallest"])[0].words == ["18", "18", "–"]


def test_keys_are_shown_by_their_names_and_unknown_columns_are_left_out() -> None:
    rows = pd.DataFrame({"dimension": ["right_time", None], "level": ["system", None]})

    dimension, level = table.shown(rows, ["dimension", "level", "mean"])

    assert (dimension.heading, dimension.words) == ("Dimensjon", ["Å få hjelp til riktig tid", ""])
    assert (level.heading, level.words) == ("Nivå", ["Systemnivå", ""])


def test_numbers_stand_at_the_right() -> None:
    mean, top, label = table.shown(ROWS, ["mean", "top", "label"])

    assert mean.is_number
    assert top.is_number
    assert not label.is_number
