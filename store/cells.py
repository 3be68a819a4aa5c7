"""The cells of one municipality, held in memory: a page asks for a few of them at each change of a filter."""

from collections.abc import Sequence
from typing import TypeAlias, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Positions: TypeAlias = NDArray[np.intp]
TEXTS = [
    "place", "period", "role", "place_level", "municipality", "service", "unit", "measure", "kind", "item", "dimension",
    "participation", "method", "hidden", "former_period",
]  # fmt: skip


class Cells:
    """The cells, found by place, period and role without a search."""

    def __init__(self, rows: pd.DataFrame) -> None:
        # Few distinct texts in many rows: as objects they are shared, and a few rows of them are cheap to take.
        texts = {name: rows[name].astype("object").where(rows[name].notna(), None) for name in TEXTS}
        self._rows = rows.assign(**texts)
        self._kinds = rows["kind"].to_numpy(dtype=object)
        scopes = self._rows.groupby(["place", "period", "role"], sort=False).indices
        self._found: dict[tuple[str, str], list[tuple[str, Positions]]] = {}
        for scope, positions in scopes.items():
            place, period, role = map(str, cast(tuple[str, str, str], scope))
            self._found.setdefault((place, period), []).append((role, np.asarray(positions)))

    def of(self, places: Sequence[str], period: str, role: str | None, kinds: Sequence[str]) -> pd.DataFrame:
        """One row a cell at the places in the period, for one role or for every role that answered."""
        spots = (spot for place in places for spot in self._found.get((place, period), []))
        found = [positions for own_role, positions in spots if role is None or own_role == role]
        positions = np.concatenate(found) if found else np.array([], dtype=np.intp)
        wanted = np.isin(self._kinds[positions].astype("str"), list(kinds))
        return self._rows.take(positions[wanted]).reset_index(drop=True)
