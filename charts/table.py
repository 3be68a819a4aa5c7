"""Rows of a table as records, with every column a figure knows of."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.told_counts import in_bands

# Where answers are told as bands: a mean in full tells how many they are, and so does a limit.
BAND_DECIMALS = 1
# A whole percentage of a share, and days of a year.
DECIMALS = {"rate": 2, "when": 3}


def records(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """One dict a row; a column that the table lacks is None in all of them."""
    places = {name: place for place, name in enumerate(table.columns.tolist()) if name in columns}
    empty = dict.fromkeys(columns)
    # Taken whole: each look-up of a column costs more than that in tables as small as a figure's.
    rows = table.to_numpy(dtype="object").tolist()
    told = _rounded if in_bands() else _as_it_is
    return [empty | {name: told(name, row[place]) for name, place in places.items()} for row in rows]


def _as_it_is(_name: str, value: Any) -> Any:
    return value


def _rounded(name: str, value: Any) -> Any:
    return round(value, DECIMALS.get(name, BAND_DECIMALS)) if isinstance(value, float) else value


def missing(value: Any) -> bool:
    """Whether a cell holds nothing: None, NaN, NA or an empty text."""
    return value is None or value is pd.NA or value != value or (isinstance(value, str) and not value)


def words(value: Any) -> str:
    """The text of a cell, empty where it holds nothing."""
    return "" if missing(value) else str(value)
