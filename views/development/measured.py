"""What a place was asked and what came of it, in every period at once."""

from collections.abc import Sequence

import pandas as pd

from core.selection import EVERYWHERE, Selection
from store.release import Release
from views.places import Place, Places
from views.rows import Row, records

NUMBERS = (
    "n", "mean", "lower", "upper", "sd", "se", "df", "scale_min", "scale_max", "answered", "invited",
)  # fmt: skip


class Measured:
    """A place and role over time: the periods it was asked in, oldest first, and what it was asked about."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows
        self._of: dict[str, list[int]] = {}
        for position, measure in enumerate(rows["measure"].tolist()):
            self._of.setdefault(measure, []).append(position)
        first: dict[str, int] = {}
        for position, period in enumerate(rows["period"].tolist()):
            first.setdefault(period, position)
        self.periods = self._by_period([*first.values()])
        self.measures = [*self._of]

    def cells(self, measure: str) -> dict[str, Row]:
        """The figures of a measure by period."""
        return self._by_period(self._of.get(measure, []))

    def _by_period(self, positions: Sequence[int]) -> dict[str, Row]:
        return {row["period"]: row for row in records(self._rows.take(positions))}


def measured(release: Release, place: str, role: str | None) -> Measured:
    """What a place was asked in a role."""
    return release.remembered(_measured, place, role or "")


def parts(places: Places, selection: Selection) -> Sequence[Place]:
    """What a figure is put together of that may differ from period to period: services, or municipalities."""
    if selection.unit is not None or (selection.service is not None and selection.municipality != EVERYWHERE):
        return []
    if selection.municipality != EVERYWHERE:
        return places.services(selection.municipality)
    return [
        place
        for place in places.places.values()
        if place.level == "service" and place.municipality != EVERYWHERE and selection.service in {None, place.service}
    ]


def _measured(release: Release, place: str, role: str) -> Measured:
    return Measured(release.held("series", place.partition("/")[0]).over_time(place, role))
