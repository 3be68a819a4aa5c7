"""Tables for readers: the columns of a view under their headings, as words to read and as numbers to take along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.spreadsheet import harmless
from core.text import language, number, percent, text
from core.told_counts import BAND_DECIMALS, SHARE_DECIMALS, count, in_bands
from views import wording, words

# How each column is written; those not named here are text.
SHARES = {
    "rate",
    "top",
    "top_lower",
    "top_upper",
    "round_top_lower",
    "round_top_upper",
    "bottom",
    "dont_know",
    "rated",
    "not_applicable",
    "unanswered",
    "unusable",
    "withheld_share",
    "comment_share",
}
COUNTS = {
    "n", "invited", "asked", "change_services", "benchmark_n", "other_n", "rest_n", "units", "number",
    "praise", "complaint", "about", "comment_count",
    "activities", "people", "recommendations", "awaiting", "heard", "accepted", "partly", "rejected", "done",
}  # fmt: skip
# In a file.
DECIMALS = 4
# Those of people, which leaders may be told as bands.
RESPONDENTS = {"n", "invited", "asked", "other_n", "rest_n"}
# Counts that are missing where a figure behind them is hidden.
TOLD_COUNTS = {"rows_read", "rows_kept", "rows_quarantined", "respondents", "answers"}
SIGNED = {"change", "change_lower", "change_upper", "difference", "difference_lower", "difference_upper"}
# Told by the least that would have been found: rounded to nearest some would not have been.
ROUNDED_UP = {"smallest", "change_smallest"}
NUMBERS = SHARES | COUNTS | TOLD_COUNTS | SIGNED
NAMED: dict[str, Callable[[Any], str]] = {
    "change_verdict": wording.verdict,
    "difference_verdict": lambda verdict: wording.verdict(verdict, "difference"),
    "difference_reason": wording.why,
    "change_reason": wording.why,
    "dimension": words.dimension,
    "level": words.level,
    "method": lambda method: text(f"method_told.{method}"),
}


@dataclass(frozen=True)
class Column:
    """A column of a table to read: its heading, its cells in words; numbers stand at the right."""

    heading: str
    words: list[str]
    is_number: bool


def shown(table: pd.DataFrame, columns: Sequence[str], decimals: int = 0) -> list[Column]:
    """The columns that the table has, in words, under the reader's headings."""
    # Taken whole: each look-up of a column costs more than that in a table as small as a reader's.
    values = table.to_numpy(dtype="object").T.tolist()
    held = dict(zip(table.columns.tolist(), zip(values, table.dtypes.tolist(), strict=True), strict=True))
    return [_column(*held[name], name, decimals) for name in columns if name in held]


def downloaded(table: pd.DataFrame, columns: Sequence[str]) -> bytes:
    """The table as a CSV file that a Norwegian spreadsheet opens: semicolons, decimal comma, byte order mark."""
    kept = {heading(name): _plain(table[name], name) for name in columns if name in table}
    decimal = "." if language() == "en" else ","
    # The line end decides what is quoted too: a lone carriage return in a text would begin a row, with a formula in it.
    written = pd.DataFrame(kept).to_csv(sep=";", decimal=decimal, index=False, lineterminator="\r\n")
    return written.encode("utf-8-sig")


def heading(name: str) -> str:
    """A column's heading; a year is its own."""
    return name if name.isdecimal() else text(f"column.{name}")


def told_decimals(name: str) -> int:
    """With how many decimals a column is told where answers are told as bands."""
    return SHARE_DECIMALS if name in SHARES else BAND_DECIMALS


def _column(values: list[Any], kind: Any, name: str, decimals: int) -> Column:
    numeric = bool(pd.api.types.is_numeric_dtype(kind))
    return Column(
        heading(name),
        _words(values, name, decimals, numeric),
        numeric or name in NUMBERS,
    )


def _words(values: list[Any], name: str, decimals: int, numeric: bool) -> list[str]:
    if name in SHARES:
        return [percent(value) for value in values]
    if name in RESPONDENTS:
        return [count(value) for value in values]
    if name in COUNTS:
        return [number(value) for value in values]
    if name in TOLD_COUNTS:
        return [words.count(value) for value in values]
    if name in SIGNED:
        return [number(value, decimals, sign=True) for value in values]
    if name in ROUNDED_UP:
        return [number(wording.rounded_up(value, decimals), decimals) for value in values]
    if numeric:
        return [number(value, 1 if name == "raw" else decimals) for value in values]
    said = NAMED.get(name, str)
    return ["" if words.missing(value) else said(value) for value in values]


def _plain(values: pd.Series, name: str) -> pd.Series:
    if name in RESPONDENTS and in_bands():
        return values.map(count)
    if pd.api.types.is_integer_dtype(values):
        return values
    if pd.api.types.is_numeric_dtype(values):
        numbers = values.astype("float64")
        # "36", not "36,0": numbers that may be missing are floats here, counts too.
        if name in COUNTS | TOLD_COUNTS:
            return numbers.round().astype("Int64")
        return numbers.round(told_decimals(name) if in_bands() else DECIMALS)
    said = NAMED.get(name, str)
    return values.astype("object").map(lambda value: "" if words.missing(value) else harmless(said(value)))
