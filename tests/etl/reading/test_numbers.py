import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import in_language, number
from etl.reading.numbers import decimal, unreadable


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("4,8", 4.8),
        ("4.8", 4.8),
        ("5 943", 5943.0),
        ("5\u00a0943", 5943.0),
        ("1\u202f234\u202f567,5", 1234567.5),
        ("  116", 116.0),
        ("48,9%", 48.9),
        ("48,9 %", 48.9),
        ("\u22120,3", -0.3),
        ("-0,3", -0.3),
        ("+2", 2.0),
        ("1,53e4", 15300.0),
        (",5", 0.5),
    ],
)
def test_numbers_are_read_as_norwegians_write_them(written: str, meant: float) -> None:
    assert decimal(pd.Series([written], dtype="str")).tolist() == [meant]


@pytest.mark.parametrize("written", ["*", ":", "..", "-", "ukjent", "1.234,5", "3-4", "inf", "nan", "%"])
def test_what_is_no_number_is_missing_and_marked(written: str) -> None:
    cells = pd.Series([written, ""], dtype="str")

    numbers = decimal(cells)

    assert numbers.isna().all()
    assert unreadable(cells, numbers).tolist() == [True, False]


@given(value=st.decimals(-10_000_000, 10_000_000, places=2))
def test_a_number_shown_to_a_reader_is_read_back_the_same(value: float) -> None:
    with in_language("nb"):
        shown = number(float(value), 2)

    assert decimal(pd.Series([shown], dtype="str")).tolist() == [pytest.approx(float(value))]
