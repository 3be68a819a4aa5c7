"""Dates as exports write them, whose order of day and month only the whole column tells."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, get_args

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Order = Literal["dmy", "mdy"]
ORDERS: tuple[Order, ...] = get_args(Order)
# Two figures of a year: surveys are from our own time, and so are nearly all who answer them.
LAST_OF_THIS_CENTURY = 68
_TIME = r"(?:(?:T|,? +)\d{1,2}[:.]\d{2}.*)?"
_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})" + _TIME)
_WITH_TIME = r"^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})" + _TIME.removesuffix("?") + "$"


def readings(written: str) -> Mapping[Order, date]:
    """The day that a text means under each order of day and month; nothing where it is no date.

    A year in front leaves no doubt, and both orders mean the same day. With dots the day always comes first.
    """
    match = _DATE.fullmatch(written.strip())
    if match is None:
        return {}
    first, sign, second, third = match.groups()
    if len(first) == 4:
        day = _day(first, second, third)
        return dict.fromkeys(ORDERS, day) if day and len(third) <= 2 else {}
    if len(first) > 2 or len(third) not in (2, 4):
        return {}
    by_order: dict[Order, date | None] = {"dmy": _day(third, second, first)}
    if sign != ".":
        by_order["mdy"] = _day(third, first, second)
    return {order: day for order, day in by_order.items() if day}


def without_times(cells: "pd.Series[str]") -> list[str]:
    """The distinct texts of a column, dates without the time of day: a survey lasts for days, and has many times."""
    days = pc.replace_substring_regex(pa.array(cells), _WITH_TIME, r"\1")
    texts: list[str] = pc.unique(days).to_pylist()
    return texts


def fitting(texts: Iterable[str]) -> tuple[Order, ...]:
    """The orders under which every text that is a date under some order is one; both where there is no date."""
    found = [set(read) for text in texts if (read := readings(text))]
    return tuple(order for order in ORDERS if all(order in orders for orders in found))


def in_doubt(texts: Iterable[str]) -> bool:
    """Whether some text is another day under the one order than under the other."""
    return any(len(set(readings(text).values())) > 1 for text in texts)


def usual(texts: Iterable[str]) -> Order:
    """The order under which most of the texts are dates; the day first where the two are even."""
    found = [readings(text) for text in texts]
    return max(ORDERS, key=lambda order: sum(order in read for read in found))


def signs(texts: Iterable[str]) -> frozenset[str]:
    """The characters that part day, month and year where the year comes last: a tool writes all its dates alike."""
    matches = (_DATE.fullmatch(text.strip()) for text in texts)
    return frozenset(match[2] for match in matches if match and len(match[1]) < 4)


def iso(texts: "pd.Series[str]", order: Order) -> "pd.Series[str]":
    """The dates as ``2024-03-01`` without their time; what is no date in this order stays as it was written."""
    days = {text: readings(str(text)).get(order) for text in texts.drop_duplicates()}
    return texts.map({text: day.isoformat() if day else text for text, day in days.items()}).astype("str")


def _day(year: str, month: str, day: str) -> date | None:
    if len(year) not in (2, 4):
        return None
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) <= LAST_OF_THIS_CENTURY else 1900)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None
