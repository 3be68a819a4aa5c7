"""What the worked examples of the method are made of: a service of the present release, and how a number is told."""

from dataclasses import dataclass

import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import number, text
from store.release import Release
from views import rest
from views.figures import cells
from views.periods import period_name
from views.places import Places, places_of
from views.rows import Row, records


@dataclass(frozen=True)
class Ground:
    """What the examples are worked on: the service with most units, in its newest year.

    ``units`` are its shown units on the overall index, beside the rest; ``unit`` the one with the middle number of
    answers, ``smallest`` the one with fewest; ``whole`` the service.
    """

    release: Release
    places: Places
    selection: Selection
    units: pd.DataFrame
    unit: Row
    smallest: Row
    whole: Row

    @property
    def service(self) -> str:
        """The service by name."""
        return self.places.name(self.selection.place)

    def named(self, row: Row) -> str:
        """A unit by name."""
        return self.places.name(str(row["place"]))

    def dated(self, selection: Selection) -> str:
        """A chosen place by name, and the period that its figures are of."""
        return _dated(self.places.name(selection.place), selection.period)

    @property
    def dated_service(self) -> str:
        """The service by name, and its period."""
        return self.dated(self.selection)

    def dated_unit(self, row: Row) -> str:
        """A unit by name, and its period."""
        return _dated(self.named(row), self.selection.period)


def ground(release: Release) -> Ground | None:
    places = places_of(release)
    chosen = max(candidates(release, places), key=lambda one: one[0], default=(0, None))
    if chosen[0] < 2 or chosen[1] is None:
        return None
    selection = chosen[1]
    units = rest.units_against_rest(release, selection, ["overall"])
    shown = units[units["se"].notna()].sort_values(["n", "place"], ignore_index=True)
    rows = records(shown)
    whole = records(cells(release, [selection.place], selection.period, selection.role, ["overall"]))
    return Ground(release, places, selection, shown, rows[len(rows) // 2], rows[0], whole[0]) if rows else None


def candidates(release: Release, places: Places) -> list[tuple[int, Selection]]:
    """Every service and role with units in its newest year, with how many of these are shown."""
    found = []
    for municipality in places.municipalities[-1:]:
        for service in places.services(municipality.id):
            ids = [unit.id for unit in places.units(municipality.id, service.service or "")]
            for role in places.roles.get(service.id, ()):
                years = places.years.get((service.id, role), ())
                if ids and years and role != EVERYONE:
                    rows = cells(release, ids, years[0], role, ["overall"])
                    chosen = Selection(municipality.id, service.service, None, years[0], role)
                    found.append((int(rows["se"].notna().sum()), chosen))
    return found


def example(paragraph: str, numbers: dict[str, float], decimals: int = 1, **details: str) -> str:
    """The example with its numbers; none where one of them is missing."""
    if any(value != value for value in numbers.values()):
        return ""
    return text(
        f"how.{paragraph}.example", **{name: number(value, decimals) for name, value in numbers.items()}, **details
    )


def _dated(name: str, period: str | None) -> str:
    return f"{name} ({period_name(period)})" if period else name


def probability(value: float) -> str:
    """A p to three decimals, never as zero."""
    return text("how.p_below", least=number(0.001, 3)) if value < 0.001 else number(value, 3)
