"""Rows of one municipality, held in memory: a page asks for a few of them at each change of a filter."""

from collections.abc import Iterable, Sequence
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
        self._periods: dict[str, set[str]] = {}
        for scope, positions in scopes.items():
            place, period, role = map(str, cast(tuple[str, str, str], scope))
            self._found.setdefault((place, period), []).append((role, np.asarray(positions)))
            self._periods.setdefault(place, set()).add(period)

    def of(self, places: Sequence[str], period: str | None, role: str | None) -> pd.DataFrame:
        """The rows of the places in the period, for one role or for every role that answered."""
        return self._rows.take(self._positions(((place, period or "") for place in places), role))

    def over_time(self, place: str, role: str) -> pd.DataFrame:
        """The rows of the place in all its periods, for one role, in the order that they came in."""
        spots = ((place, period) for period in self._periods.get(place, ()))
        return self._rows.take(np.sort(self._positions(spots, role)))

    def _positions(self, spots: Iterable[tuple[str, str]], role: str | None) -> Positions:
        every = (own for spot in spots for own in self._found.get(spot, []))
        found = [positions for own_role, positions in every if role is None or own_role == role]
        return np.concatenate(found) if found else np.array([], dtype=np.intp)


def _plain(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64")
    codes, texts = pd.factorize(column)
    # Each distinct text once, and nothing behind the last of them, where a missing one points.
    return pd.Series(np.array([*texts, None], dtype="object")[codes], index=column.index, dtype="object")
