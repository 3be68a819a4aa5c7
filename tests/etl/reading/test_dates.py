"""Dates: what is written in one order is read in that order, and what cannot be known is said to be in doubt."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reading import dates
from etl.reading.dates import Order

DAYS = st.dates(date(1969, 1, 1), date(2068, 12, 31))
PATTERNS: dict[Order, tuple[str, ...]] = {
    "dmy": ("{d}.{m}.{y}", "{d:02}.{m:02}.{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{s:02}", "{d}/{m}/{s:02} 10:15"),
    "mdy": ("{m}/{d}/{y}", "{m:02}/{d:02}/{s:02} 9:05:00 AM", "{m:02}-{d:02}-{y}"),
}


def written(day: date, pattern: str) -> str:
    return pattern.format(d=day.day, m=day.month, y=day.year, s=day.year % 100)


@given(DAYS, st.sampled_from([(order, pattern) for order, all_of in PATTERNS.items() for pattern in all_of]))
def test_what_is_written_in_an_order_is_read_in_it(day: date, how: tuple[Order, str]) -> None:
    order, pattern = how

    assert dates.readings(written(day, pattern))[order] == day


@given(st.lists(DAYS, min_size=1), st.sampled_from([(order, p) for order, all_of in PATTERNS.items() for p in all_of]))
def test_the_order_it_was_written_in_always_fits(days: list[date], how: tuple[Order, str]) -> None:
    order, pattern = how
    texts = [written(day, pattern) for day in days]

    assert order in dates.fitting(texts)
    assert list(dates.iso(pd.Series(texts), order)) == [day.isoformat() for day in days]


@given(st.lists(DAYS, min_size=1))
def test_two_orders_fit_with_slashes_only_where_no_day_is_beyond_the_twelfth(days: list[date]) -> None:
    texts = [written(day, "{m}/{d}/{y}") for day in days]

    assert (len(dates.fitting(texts)) == 2) == all(day.day <= 12 for day in days)
    assert not dates.in_doubt(texts) or any(day.day != day.month for day in days)


@given(DAYS, st.sampled_from(["", "T10:15:00+02:00", " 10:15", " 9:05:00 PM"]))
def test_a_year_in_front_leaves_no_doubt(day: date, time: str) -> None:
    text = day.isoformat() + time

    assert dates.fitting([text]) == dates.ORDERS
    assert not dates.in_doubt([text])
    assert list(dates.iso(pd.Series([text]), "mdy")) == [day.isoformat()]


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_stays_as_it_was(text: str) -> None:
    column = pd.Series([text], dtype="str")

    assert dates.readings(text) or list(dates.iso(column, "dmy")) == [text]


@pytest.mark.parametrize(
    "text", ["2024", "2024-03", "31.02.2024", "13/13/2024", "1.5", "1/2/345", "2024-13-01", "12.05", "5/12-22", "høst"]
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert not dates.readings(text)


def test_dots_put_the_day_first() -> None:
    assert dates.fitting(["05.12.2022"]) == ("dmy",)
    assert dates.fitting(["5/12/22"]) == ("dmy", "mdy")
    assert dates.in_doubt(["5/12/22", "5/5/22"])
    assert not dates.in_doubt(["5/5/22"])
