"""Work over distinct texts gives what work over every cell would."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from etl.reading.distinct import counted, distinct, spelled, which

COLUMNS = st.lists(st.sampled_from(["", " ", "a", "A", "å", "1"]), max_size=20)


def column(cells: list[str]) -> "pd.Series[str]":
    return pd.Series(cells, index=range(3, len(cells) + 3), name="q", dtype="str")


@given(COLUMNS)
def test_distinct_texts_come_in_order_of_appearance(cells):
    assert distinct(column(cells)) == list(dict.fromkeys(cells))
    assert distinct(column(cells), most=2) == list(dict.fromkeys(cells))[:2]


@given(COLUMNS)
def test_every_cell_is_counted_once(cells):
    assert counted(column(cells)) == {text: cells.count(text) for text in cells}


@given(COLUMNS)
def test_each_cell_is_spelled_and_judged_by_its_own_text(cells):
    written = column(cells)

    assert spelled(written, str.upper).tolist() == [cell.upper() for cell in cells]
    assert which(written, str.isalpha).tolist() == [cell.isalpha() for cell in cells]


def test_the_rows_and_the_name_of_the_column_stay():
    told = spelled(column(["a", "b"]), str.upper)

    assert (list(told.index), told.name, told.dtype) == ([3, 4], "q", "str")
