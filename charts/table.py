"""Rows of a table as records, with every column a figure knows of."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.told_counts import BAND_DECIMALS, SHARE_DECIMALS, in_bands

# Where answers are told as bands, of other than means and their limits: when is told to the day.
DECIMALS = {"rate": SHARE_DECIMALS, "when": 3}


def records(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """One dict a row; a column that the table lacks is None in all of them."""
    places = {name: place for place, name in enumerate(table.columns.tolist()) if name in columns}
    empty = dict.fromkeys(columns)
    # Taken whole: each look-up of a column costs more than that in tables as small as a figure's.
    rows = table.to_numpy(dtype="object").tolist()
    found = [empty | {name: row[place] for name, place in places.items()} for row in rows]
    return [{name: _rounded(name, value) for name, value in row.items()} for row in found] if in_bands() else found


def _rounded(name: str, value: Any) -> Any:
    return round(value, DECIMALS.get(name, BAND_DECIMALS)) if isinstance(value, float) else value


def missing(value: Any) -> bool:
    """Whether a cell holds nothing: None, NaN, NA or an empty text."""
    return value is None or value is pd.NA or value != value or (isinstance(value, str) and not value)


def words(value: Any) -> str:
    """The text of a cell, empty where it holds nothing."""
    return "" if missing(value) else str(value)
