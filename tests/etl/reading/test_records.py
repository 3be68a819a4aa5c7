import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reading import records
from etl.reading.records import BrokenQuoteError, blank_records, record_ends

CELL = st.text(alphabet='ab;," \n', max_size=6)


@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=8), delimiter=st.sampled_from(";,\t"))
def test_as_many_ends_are_found_as_records_were_written(rows: list[list[str]], delimiter: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(rows)

    ends = record_ends(written.getvalue().encode(), delimiter)

    assert len(ends) == len(rows)


@given(text=st.text(alphabet='a;"\n', max_size=12))
def test_whatever_is_written_the_count_agrees_with_the_strict_reader(text: str) -> None:
    try:
        expected = len(list(csv.reader(io.StringIO(text + "\n", newline=""), delimiter=";", strict=True)))
    except csv.Error:
        expected = None

    try:
        count = len(record_ends((text + "\n").encode(), ";"))
    except BrokenQuoteError:
        count = None

    assert count == expected


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ('a;b\n1;2\n3;"fire\n5;6\n', "quote_unclosed", 3),
        ('a;b\n"to\nlinjer";2\n3;"fire\n5;6\n', "quote_unclosed", 3),
        ('a;b\n1;"to"tre\n', "quote_misplaced", 2),
    ],
)
def test_a_broken_quote_is_named_by_the_row_where_it_starts(text: str, code: str, row: int) -> None:
    with pytest.raises(BrokenQuoteError) as broken:
        record_ends(text.encode(), ";")

    assert (broken.value.code, broken.value.row) == (code, row)


def test_a_quote_inside_a_word_opens_nothing() -> None:
    ends = record_ends(b'skjerm;27"\nnr 2;5" x 6"\nnr "3";1\n', ";")

    assert len(ends) == 3


def test_empty_lines_are_records_that_are_blank() -> None:
    ends = record_ends(b"\na;b\n\n1;2\n", ";")

    assert blank_records(ends).tolist() == [True, False, True, False]


def test_a_stray_quote_is_seen_wherever_it_stands_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "QUOTES_AT_ONCE", 4)
    even = b'"a";"b"\n' * 5

    assert len(record_ends(even, ";")) == 5
    with pytest.raises(BrokenQuoteError) as refused:
        record_ends(even + b'"a"b;"c"\n', ";")
    assert (refused.value.code, refused.value.row) == ("quote_misplaced", 6)
