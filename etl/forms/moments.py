"""Times as form tools write them in the language of whoever downloads."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.reading import dates

# Every blank there is: the tools write a narrow no-break one before «PM» too, and Arrow's own sign is for ASCII only.
_BLANK = r"\s\v\x1c-\x1f\x85\pZ"
_MOMENT = (
    r"(?i)^(?P<a>\d{1,4})(?P<sign>[./-])(?P<b>\d{1,2})[./-](?P<c>\d{1,4})"
    rf"(?:[T,{_BLANK}]+(?:kl\.?[{_BLANK}]*)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?"
    rf"(?:[.,]\d+)?[{_BLANK}]*(?P<half>[ap]\.?[{_BLANK}]?m\b)?.*)?$"
)
# «2023/02/26 02:12:52 p.m. Central European Summer Time»
LONGEST = 60
# More months than this there are not: a greater number is a day.
MONTHS = 12
# Two digits of a year: surveys are of this century.
CENTURY = 2000
_PARTS = ("a", "sign", "b", "c", "hour", "minute", "second", "half")


def moments(cells: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """The times in a column, NaT where a cell is none; ``2/26/2023`` is in February, as ``26.02.2023`` is.

    Whether the day or the month comes first is told by the signs, and by numbers above twelve in the column.
    """
    written = pc.utf8_trim_whitespace(pa.array(cells))
    parts = pc.extract_regex(pc.if_else(pc.less_equal(pc.utf8_length(written), LONGEST), written, ""), _MOMENT)
    texts = {name: pc.fill_null(pc.struct_field(parts, name), "") for name in _PARTS}
    a, b, c, hour, minute, second = (_numbers(texts[name]) for name in ("a", "b", "c", "hour", "minute", "second"))
    year_first = _as_numpy(pc.equal(pc.binary_length(texts["a"]), 4))
    dotted = _as_numpy(pc.equal(texts["sign"], "."))
    day_first = bool(((dotted | (a > MONTHS)) & ~year_first).any())
    year = np.where(year_first, a, c)
    month = np.where(year_first | day_first, b, a)
    day = np.where(year_first, c, a if day_first else b)
    halves = pc.utf8_lower(pc.utf8_slice_codeunits(texts["half"], 0, 1))
    is_after_noon, has_half = _as_numpy(pc.equal(halves, "p")), _as_numpy(pc.not_equal(halves, ""))
    hour = np.where(has_half, hour % MONTHS + is_after_noon * MONTHS, hour)
    days = _days(np.where(year >= 100, year, year + CENTURY), month, day)
    seconds = (np.nan_to_num(hour) * 60 + np.nan_to_num(minute)) * 60 + np.nan_to_num(second)
    return pd.Series(days.astype("datetime64[us]") + seconds.astype("timedelta64[s]"), index=cells.index)


def _numbers(texts: pa.Array) -> npt.NDArray[np.float64]:
    """The numbers in a column of figures, missing where there is none."""
    figures = pc.if_else(pc.equal(texts, ""), None, texts)
    numbers: npt.NDArray[np.float64] = _as_numpy(pc.cast(figures, pa.float64()))
    return numbers


def _as_numpy(column: pa.Array) -> npt.NDArray[Any]:
    found: npt.NDArray[Any] = column.to_numpy(zero_copy_only=False)
    return found


def _days(
    year: npt.NDArray[np.float64], month: npt.NDArray[np.float64], day: npt.NDArray[np.float64]
) -> npt.NDArray[np.datetime64]:
    """The days, NaT where the calendar has none."""
    likely = (month >= 1) & (month <= MONTHS) & (day >= 1) & (year >= 1)
    count = np.where(likely, (year - 1970) * MONTHS + month - 1, 0).astype("int64")
    first = count.astype("datetime64[M]").astype("datetime64[D]")
    days = first + np.where(likely, day - 1, 0).astype("timedelta64[D]")
    found: npt.NDArray[np.datetime64] = np.where(
        likely & (days.astype("datetime64[M]").astype("int64") == count), days, np.datetime64("NaT")
    )
    return found


def in_iso_form(cells: "pd.Series[str]", *, month_first: bool = False) -> "pd.Series[str]":
    """The times as ``2023-02-26 14:12:52``; a cell that is no time stays as it is.

    All stay where the column does not tell whether the day or the month comes first: the reader is asked later.
    ``month_first`` says that the tool writes the month first wherever the column does not tell.
    """
    if not month_first:
        texts = dates.without_times(cells)
        if len(dates.fitting(texts)) > 1 and dates.in_doubt(texts):
            return cells
    found = moments(cells)
    written: pd.Series[str] = (
        pa.array(found.astype("datetime64[s]")).cast(pa.large_string()).to_pandas().set_axis(cells.index)
    )
    return written.where(found.notna(), cells).astype("str")


def seconds_between(start: "pd.Series[str]", end: "pd.Series[str]") -> "pd.Series[float]":
    """How long each row took; missing where a time is, or where the end is before the start."""
    lasted = (moments(end) - moments(start)).dt.total_seconds()
    return lasted.where(lasted >= 0).astype("float64").rename("seconds")
