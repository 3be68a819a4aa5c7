"""The groups of the sample release, read past the views."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.selection import Selection
from views.words import CORE_DIMENSIONS

Spot = tuple[str, str, str, str, str]

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
HABILITATION = Selection("9901", "habilitation", None, "2025", "user")
UNIT = HOME_CARE.but(unit="lyngmoen-hjemmetjeneste")
MEASURES = ("overall", "dimension:overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS))
# The groups (by value) that are shown on each measure of a variable.
Shown = dict[str, set[str]]
Situation = Callable[[str, Callable[[Shown], bool]], Selection]


@pytest.fixture(scope="session")
def grouped(sample_data_folder: Path) -> dict[Spot, dict[str, Any]]:
    """Every group's cell by place, period, role, group (``variable=value``) and measure."""
    release = (sample_data_folder / "releases" / "CURRENT").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(sample_data_folder / "releases" / f"{release}.duckdb"), read_only=True) as connection:
        cursor = connection.execute(
            "SELECT place, period, role, grouping_value, measure, cell.* EXCLUDE (scope, measure_no, grouping_value) "
            "FROM cell JOIN scope USING (scope) JOIN measure USING (measure_no) WHERE grouping_value <> ''"
        )
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    key = ("place", "period", "role", "grouping_value", "measure")
    return {tuple(row[name] for name in key): row for row in rows}  # type: ignore[misc]


@pytest.fixture(scope="session")
def situation(grouped: dict[Spot, dict[str, Any]]) -> Situation:
    """The first place, year and role of a service whose groups are shown and hidden in a certain way."""
    spots: dict[tuple[str, str, str, str], Shown] = {}
    for (place, period, role, group, measure), cell in grouped.items():
        variable, _, value = group.partition("=")
        if "/" in place and measure in MEASURES:
            shown = spots.setdefault((place, period, role, variable), {}).setdefault(measure, set())
            shown |= set() if cell["hidden"] else {value}

    def first(variable: str, wanted: Callable[[Shown], bool]) -> Selection:
        fits = (spot for spot, shown in sorted(spots.items()) if spot[3] == variable and wanted(shown))
        place, period, role, _ = next(fits)
        municipality, service, *unit = place.split("/")
        return Selection(municipality, service, unit[0] if unit else None, period, role)

    return first


def only(*values: str) -> Callable[[Shown], bool]:
    """These groups are shown, all on the overall index, and no others anywhere."""
    return lambda shown: shown.get("overall") == set(values) == set().union(*shown.values())


def shown_together(shown: Shown) -> int:
    """The most groups that are shown on one measure."""
    return max(map(len, shown.values()))


def shown_at_all(shown: Shown) -> int:
    """The groups that are shown on some measure."""
    return len(set().union(*shown.values()))
