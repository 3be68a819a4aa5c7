"""What several municipalities have together: sums over them that may be shown."""

from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from disclosure.families import Rules
from disclosure.municipalities import Together as Sums
from disclosure.municipalities import hidden_sums, sum_is_exposed
from disclosure.policy import Policy
from etl.publish.layout import ALL, EVERYONE, Flags, Laid, Layout

Key = tuple[str, int, str, str]


class Together:
    """Keeps what was decided of the municipalities, and decides about their sums."""

    def __init__(self, scopes: pd.DataFrame, layout: Layout, policy: Policy) -> None:
        self._layout, self._policy = layout, policy
        self._scopes = scopes[scopes["municipality"].eq(ALL)].set_index("scope")
        # By year, measure, role and service: municipality, n, above, squares and hidden.
        self._known: dict[Key, list[tuple[str, int, float, float, bool]]] = defaultdict(list)
        self._hidden: dict[tuple[str, int], set[tuple[str, str]]] = {}

    def add(self, block: int, laid: Laid, hidden: Flags) -> None:
        """Remember what is hidden of a municipality in a year; places x measures."""
        if self._scopes.empty:
            return
        places = self._layout.blocks[block]
        wholes = laid.year.wholes
        for place, (role, service, unit) in enumerate(places.keys):
            if unit:
                continue
            for column in np.flatnonzero(wholes.n[place]):
                known = self._known[places.year, int(laid.measures[column]), role, service]
                sums = (wholes.n[place, column], wholes.above[place, column], wholes.squares[place, column])
                known.append((places.municipality, *sums, hidden[place, column]))

    def hidden(self, rows: pd.DataFrame) -> Flags:
        """Whether each cell of all municipalities together is hidden."""
        scopes = self._scopes.loc[rows["scope"]]
        keys = zip(scopes["year"], rows["measure_no"], scopes["role"], scopes["service"], strict=True)
        return np.array([(role, service) in self._of(year, int(measure)) for year, measure, role, service in keys])

    def _of(self, year: str, measure: int) -> set[tuple[str, str]]:
        """The roles and services (empty for all services) whose sums are hidden."""
        if (year, measure) not in self._hidden:
            self._hidden[year, measure] = self._decided(year, measure)
        return self._hidden[year, measure]

    def _decided(self, year: str, measure: int) -> set[tuple[str, str]]:
        keys = [key[2:] for key in self._known if key[:2] == (year, measure)]
        if not any(known[-1] for key in keys for known in self._known[year, measure, *key]):
            return set()
        municipalities = sorted({known[0] for key in keys for known in self._known[year, measure, *key]})
        roles = sorted({role for role, service in keys if not service and role != EVERYONE})
        top = EVERYONE if (EVERYONE, "") in keys else roles[0]
        whole = self._table(year, measure, [(top, "")], municipalities)
        if self._sum_is_hidden(*whole):
            return set(keys)
        hidden: set[tuple[str, str]] = set()
        if top == EVERYONE:
            hidden |= self._hidden_rows(year, measure, [(role, "") for role in roles], whole, municipalities)
        for role in roles:
            services = sorted(key for key in keys if key[0] == role and key[1])
            if (role, "") in hidden:
                hidden |= set(services)
            elif services:
                columns = self._table(year, measure, [(role, "")], municipalities)
                hidden |= self._hidden_rows(year, measure, services, columns, municipalities)
        return hidden

    def _hidden_rows(
        self, year: str, measure: int, keys: list[tuple[str, str]], whole: Any, municipalities: list[str]
    ) -> set[tuple[str, str]]:
        counts, hidden = self._table(year, measure, keys, municipalities)
        of_whole, whole_hidden = whole
        known = ~whole_hidden[0] & (of_whole.n[0] > 0)
        found = hidden_sums(counts, hidden, known, self._rules(keys))
        return {key for key, withheld in zip(keys, found, strict=True) if withheld}

    def _sum_is_hidden(self, counts: Sums, hidden: Flags) -> bool:
        """Whether a sum of all municipalities would tell of one that is hidden."""
        rules = self._rules([("", "")])
        row = Sums(counts.n[0], counts.above[0], counts.squares[0])
        return bool(row.n.sum() < rules.least or sum_is_exposed(row, hidden[0], rules))

    def _table(
        self, year: str, measure: int, keys: list[tuple[str, str]], municipalities: list[str]
    ) -> tuple[Sums, Flags]:
        """Roles or services x municipalities: the counts, and what is hidden."""
        shape = (len(keys), len(municipalities))
        n, above, squares = np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape)
        hidden = np.zeros(shape, np.bool_)
        for row, key in enumerate(keys):
            for municipality, *known in self._known.get((year, measure, *key), ()):
                column = municipalities.index(municipality)
                n[row, column], above[row, column], squares[row, column], hidden[row, column] = known
        return Sums(n, above, squares), hidden

    def _rules(self, keys: list[tuple[str, str]]) -> Rules:
        least = min(self._policy.least(service) for _, service in keys)
        return Rules(least, self._policy.values, self._policy.width)
