"""The groups of the sample release, read past the views."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.selection import Selection

Spot = tuple[str, str, str, str, str]

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
HABILITATION = Selection("9901", "habilitation", None, "2025", "user")
UNIT = HOME_CARE.but(unit="elvebredden-hjemmetjeneste")


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
