"""Tables and marks of a report from the tables that the pages show."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from core.document import NOTHING, Column, Kind, Mark, Table, Value, Where
from core.text import number, text
from core.told_counts import BAND_DECIMALS, in_bands
from views import table as page_tables
from views import words
from views.rows import Row, records

INTERVAL = "interval"
# What stands in a spreadsheet alone: a page has the interval in one column, and the words for the rest.
SHEET_ONLY = {"lower", "upper", "change_lower", "change_upper", "difference_lower", "difference_upper"}
LIMITS = {INTERVAL: ("lower", "upper"), "change_interval": ("change_lower", "change_upper")}


def table(rows: pd.DataFrame, columns: Sequence[str], decimals: int = 0, **headings: str) -> Table:
    """The columns of a page's table, in its words and as values; why a figure is missing stands in its place.

    ``interval`` and ``change_interval`` are the two limits in one cell; the limits by themselves stand in a spreadsheet
    only. ``headings`` are other names for columns.
    """
    made = {name: _column(rows, name, decimals) for name in columns if name in rows or name in LIMITS}
    return Table(
        tuple(
            replace(column, heading=headings[name]) if name in headings else column
            for name, column in made.items()
            if any(column.words) and (column.kind == "words" or set(column.words) != {number(None)})
        )
    )


def _column(rows: pd.DataFrame, name: str, decimals: int) -> Column:
    if name in LIMITS:
        return _interval(rows, name, decimals)
    (shown,) = page_tables.shown(rows, [name], decimals)
    numeric = bool(pd.api.types.is_numeric_dtype(rows[name])) or shown.is_number
    told = shown.words
    values: list[Value] = [_value(value, numeric, name) for value in rows[name].tolist()]
    if not numeric or (in_bands() and name in page_tables.RESPONDENTS):
        values = list(told)
    if name == "mean" and "hidden" in rows:
        reasons = rows["hidden"].tolist()
        told = [
            word if value is not None else reason or word
            for word, value, reason in zip(told, values, reasons, strict=True)
        ]
        values = [value if value is not None else reason for value, reason in zip(values, reasons, strict=True)]
    where: Where = "sheet" if name in SHEET_ONLY else "everywhere"
    return Column(shown.heading, _kind(name, numeric), tuple(values), tuple(told), _decimals(name, decimals), where)


def _value(value: Any, numeric: bool, name: str) -> Value:
    if words.missing(value):
        return None
    if not numeric:
        return str(value)
    return round(float(value), page_tables.told_decimals(name)) if in_bands() else float(value)


def _kind(name: str, numeric: bool) -> Kind:
    if name in page_tables.SHARES:
        return "share"
    if name in page_tables.COUNTS | page_tables.TOLD_COUNTS:
        return "count"
    if name in page_tables.SIGNED:
        return "signed"
    return "number" if numeric else "words"


def _decimals(name: str, decimals: int) -> int:
    if name in page_tables.COUNTS | page_tables.TOLD_COUNTS | page_tables.SHARES:
        return 0
    return 1 if name == "raw" else decimals


def _interval(rows: pd.DataFrame, name: str, decimals: int) -> Column:
    signed = name != INTERVAL
    low, high = LIMITS[name]
    told = []
    for row in records(rows, low, high):
        ends = [number(row[end], decimals, sign=signed) for end in (low, high)]
        joined = text("card.from_to", lower=ends[0], upper=ends[1]) if signed else "–".join(ends)
        told.append("–" if words.missing(row[low]) or words.missing(row[high]) else joined)
    return Column(text("report.column.interval"), "words", tuple(told), tuple(told), where="page")


def marks(rows: pd.DataFrame, *, value: str = "mean", limits: tuple[str, str] = ("lower", "upper")) -> tuple[Mark, ...]:
    """One mark a row, with what it is held against where the table has a ``reference``."""
    return tuple(mark(str(row["label"]), row, value=value, limits=limits) for row in records(rows))


def mark(label: str, row: Row, *, value: str = "mean", limits: tuple[str, str] = ("lower", "upper")) -> Mark:
    """The figure of a row under a name, or why there is none."""
    reference = row.get("reference", NOTHING) if value == "mean" else NOTHING
    lower, upper = limits
    return Mark(
        label,
        told_number(row[value]),
        told_number(row[lower]),
        told_number(row[upper]),
        NOTHING if in_bands() else row.get("n", NOTHING),
        told_number(reference),
        why=(row.get("hidden") or "") if words.missing(row[value]) else "",
    )


def told_number(value: float) -> float:
    """The number as it may be taken along: of many decimals, anybody could work out how many answered."""
    return round(value, BAND_DECIMALS) if in_bands() else value


def of_words(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of words alone."""
    columns = zip(*rows, strict=True) if rows else [()] * len(headings)
    return Table(
        tuple(
            Column(heading, "words", tuple(column), tuple(column))
            for heading, column in zip(headings, columns, strict=True)
        )
    )
