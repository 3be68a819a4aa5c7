from datetime import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.forms.moments import in_iso_form, moments, seconds_between

TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda time: time.replace(microsecond=0))


def column(*cells: str) -> "pd.Series[str]":
    return pd.Series(list(cells), dtype="str")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2/26/2023 14:12:52", "2023-02-26 14:12:52"),
        ("2/26/23 4:05", "2023-02-26 04:05:00"),
        ("06.02.2023 kl. 14.12.52", "2023-02-06 14:12:52"),
        ("06.02.2023 14:12", "2023-02-06 14:12:00"),
        ("2023/02/06 2:12:52 p.m. GMT+1", "2023-02-06 14:12:52"),
        ("2023/02/06 12:00:01 AM CET", "2023-02-06 00:00:01"),
        ("2023-02-06T14:12:52.120+01:00", "2023-02-06 14:12:52"),
        ("2023-02-06", "2023-02-06 00:00:00"),
        ("", ""),
        ("i går", "i går"),
        ("31.02.2023", "31.02.2023"),
    ],
)
def test_a_time_of_any_locale_is_written_in_one_way_and_other_texts_stay(written: str, expected: str) -> None:
    assert in_iso_form(column(written)).tolist() == [expected]


def test_a_number_above_twelve_tells_that_the_day_comes_first() -> None:
    assert in_iso_form(column("6/2/2023", "26/2/2023")).tolist() == ["2023-02-06 00:00:00", "2023-02-26 00:00:00"]


def test_times_that_may_be_of_either_order_stay_until_somebody_has_been_asked() -> None:
    assert in_iso_form(column("2/6/2023 14:12", "3/6/2023 9:00")).tolist() == ["2/6/2023 14:12", "3/6/2023 9:00"]


@settings(max_examples=40, deadline=None)  # each example builds frames
@given(st.lists(TIMES, min_size=1, max_size=5))
def test_every_way_of_writing_gives_the_time_back(times: list[datetime]) -> None:
    for pattern in ("%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d.%m.%Y %H.%M.%S", "%Y/%m/%d %I:%M:%S %p"):
        written = column(*(time.strftime(pattern) for time in times))
        assert moments(written).tolist() == times


def test_time_used_is_missing_where_it_cannot_be() -> None:
    start = column("1/1/2024 10:00", "1/1/2024 10:00", "")
    end = column("1/1/2024 10:01", "1/1/2024 09:59", "1/1/2024 09:59")

    used = seconds_between(start, end)

    assert used.fillna(-1).tolist() == [60, -1, -1]
