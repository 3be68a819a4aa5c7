"""Tables for readers: the columns of a view under their headings, as words to read and as numbers to take along."""

from collections.abc import Sequence

import pandas as pd

from core.text import language, number, percent, text
from views import words

# How each column is written; those not named here are text.
SHARES = {"rate", "top", "top_lower", "top_upper", "bottom", "dont_know"}
COUNTS = {"n", "invited", "change_services"}
SIGNED = {"change", "change_lower", "change_upper", "difference"}
# A cell of a spreadsheet that begins with one of these may be taken as a formula; the last four are full-width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def shown(table: pd.DataFrame, columns: Sequence[str], decimals: int = 0) -> pd.DataFrame:
    """The table in words, under the reader's headings."""
    # As objects: pandas would turn each short column of texts into an Arrow array.
    return pd.DataFrame(
        {heading(name): _words(table, name, decimals) for name in columns if name in table}, dtype="object"
    )


def downloaded(table: pd.DataFrame, columns: Sequence[str]) -> bytes:
    """The table as a CSV file that a Norwegian spreadsheet opens: semicolons, decimal comma, byte order mark."""
    kept = {heading(name): _plain(table[name]) for name in columns if name in table}
    decimal = "." if language() == "en" else ","
    # The line end decides what is quoted too: a lone carriage return in a text would begin a row, with a formula in it.
    written = pd.DataFrame(kept).to_csv(sep=";", decimal=decimal, index=False, lineterminator="\r\n")
    return written.encode("utf-8-sig")


def heading(name: str) -> str:
    """A column's heading."""
    return text(f"column.{name}")


def is_number(table: pd.DataFrame, name: str) -> bool:
    """Whether a column holds numbers, which stand at the right."""
    return name in SHARES | COUNTS | SIGNED or bool(pd.api.types.is_numeric_dtype(table[name]))


def _words(table: pd.DataFrame, name: str, decimals: int) -> list[str]:
    values = table[name]
    if name in SHARES:
        return [percent(value) for value in values]
    if name in COUNTS:
        return [number(value) for value in values]
    if name in SIGNED:
        return [number(value, decimals, sign=True) for value in values]
    if name == "change_verdict":
        return ["" if pd.isna(value) else text(f"verdict.{value}") for value in values]
    if pd.api.types.is_numeric_dtype(values):
        return [number(value, 1 if name == "raw" else decimals) for value in values]
    if name in {"dimension", "level"}:
        named = words.dimension if name == "dimension" else words.level
        return ["" if pd.isna(value) else named(str(value)) for value in values]
    return ["" if pd.isna(value) else str(value) for value in values]


def _plain(values: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(values):
        return values.astype("float64").round(4)
    written = values.astype("object").where(values.notna(), "").astype("str")
    return written.where(~written.str.startswith(FORMULA), "'" + written)
