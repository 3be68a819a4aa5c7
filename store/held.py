"""Rows of one municipality, held in memory: a page asks for a few of them at each change of a filter."""

from collections.abc import Sequence
from typing import TypeAlias, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Positions: TypeAlias = NDArray[np.intp]


class Held:
    """Rows with place, period and role, found by these without a search."""

    def __init__(self, rows: pd.DataFrame) -> None:
        # Texts as objects and numbers as floats, each in one block: few distinct texts are shared by many rows, and
        # taking a few rows costs by the block.
        shown = {str(name): _plain(rows[name]) for name in rows.columns}
        self._rows: pd.DataFrame = pd.DataFrame(shown, copy=False).copy()
        # So are the names of the columns: every column that a view adds would otherwise make a new Arrow array of them.
        self._rows.columns = self._rows.columns.astype("object")
        scopes = self._rows.groupby(["place", "period", "role"], sort=False).indices
        self._found: dict[tuple[str, str], list[tuple[str, Positions]]] = {}
        for scope, positions in scopes.items():
            place, period, role = map(str, cast(tuple[str, str, str], scope))
            self._found.setdefault((place, period), []).append((role, np.asarray(positions)))

    def of(self, places: Sequence[str], period: str | None, role: str | None) -> pd.DataFrame:
        """The rows of the places in the period, for one role or for every role that answered."""
        spots = (spot for place in places for spot in self._found.get((place, period or ""), []))
        found = [positions for own_role, positions in spots if role is None or own_role == role]
        positions = np.concatenate(found) if found else np.array([], dtype=np.intp)
        return self._rows.take(positions)


def _plain(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64")
    codes, texts = pd.factorize(column)
    # Each distinct text once, and nothing behind the last of them, where a missing one points.
    return pd.Series(np.array([*texts, None], dtype="object")[codes], index=column.index, dtype="object")
