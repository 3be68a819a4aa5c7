"""Times as form tools write them in the language of whoever downloads."""

import re

import pandas as pd

from etl.reading import dates

_MOMENT = re.compile(
    r"\A(?P<a>\d{1,4})(?P<sign>[./-])(?P<b>\d{1,2})[./-](?P<c>\d{1,4})"
    r"(?:[T,\s]+(?:kl\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?"
    r"\s*(?P<half>[ap]\.?\s?m\b)?.*)?\Z",
    re.IGNORECASE,
)
# «2023/02/26 02:12:52 p.m. Central European Summer Time»
LONGEST = 60
# More months than this there are not: a greater number is a day.
MONTHS = 12
# Two digits of a year: surveys are of this century.
CENTURY = 2000


def moments(cells: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """The times in a column, NaT where a cell is none; ``2/26/2023`` is in February, as ``26.02.2023`` is.

    Whether the day or the month comes first is told by the signs, and by numbers above twelve in the column.
    """
    written = cells.str.strip()
    parts = written.where(written.str.len() <= LONGEST, "").str.extract(_MOMENT)
    a, b, c = (pd.to_numeric(parts[name], errors="coerce") for name in "abc")
    year_first = parts["a"].str.len().eq(4)
    short = ~year_first
    day_first = bool(parts["sign"][short].eq(".").any() or a[short].gt(MONTHS).any())
    year = a.where(year_first, c)
    month = b.where(year_first | day_first, a)
    day = c.where(year_first, a if day_first else b)
    hour = pd.to_numeric(parts["hour"], errors="coerce").fillna(0)
    half = parts["half"].str.lower().str[0]
    hour = hour.where(half.isna(), hour % MONTHS + half.eq("p") * MONTHS)
    fields = {"year": year.where(year >= 100, year + CENTURY), "month": month, "day": day, "hour": hour}
    for name in ("minute", "second"):
        fields[name] = pd.to_numeric(parts[name], errors="coerce").fillna(0)
    return pd.to_datetime(pd.DataFrame(fields), errors="coerce")


def in_iso_form(cells: "pd.Series[str]", *, month_first: bool = False) -> "pd.Series[str]":
    """The times as ``2023-02-26 14:12:52``; a cell that is no time stays as it is.

    All stay where the column does not tell whether the day or the month comes first: the reader is asked later.
    ``month_first`` says that the tool writes the month first wherever the column does not tell.
    """
    texts = [str(text) for text in cells.drop_duplicates()]
    if not month_first and len(dates.fitting(texts)) > 1 and dates.in_doubt(texts):
        return cells
    found = moments(cells)
    written = found.dt.strftime("%Y-%m-%d %H:%M:%S")
    return written.where(found.notna(), cells).astype("str")


def seconds_between(start: "pd.Series[str]", end: "pd.Series[str]") -> "pd.Series[float]":
    """How long each row took; missing where a time is, or where the end is before the start."""
    lasted = (moments(end) - moments(start)).dt.total_seconds()
    return lasted.where(lasted >= 0).astype("float64").rename("seconds")
