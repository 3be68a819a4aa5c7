"""The sample release as the views see it, and the same figures read past them."""

from pathlib import Path

import duckdb
import pytest

from core.selection import EVERYONE, Selection
from store.release import Release, Releases
from tests.views.slow import Figures, Invited

HIDDEN_UNIT = Selection("9901", "habilitation", "lyngtun-bofellesskap", "2025", "user")


@pytest.fixture(scope="session")
def release(sample_data_folder: Path) -> Release:
    """The sample data's release."""
    return Releases(sample_data_folder / "releases").current()


@pytest.fixture(scope="session")
def solvik() -> Selection:
    """The whole municipality in the newest year."""
    return Selection(municipality="9901", period="2025", role=EVERYONE)


@pytest.fixture(scope="session")
def figures(sample_data_folder: Path) -> Figures:
    """Every cell without groups, by place, period, role and measure, straight from the file."""
    rows = _rows(
        sample_data_folder,
        "SELECT place, period, role, measure, cell.* EXCLUDE (scope, measure_no, grouping_value) FROM cell "
        "JOIN scope USING (scope) JOIN measure USING (measure_no) WHERE grouping_value = ''",
    )
    return {tuple(row[name] for name in ("place", "period", "role", "measure")): row for row in rows}  # type: ignore[misc]


@pytest.fixture(scope="session")
def answered(sample_data_folder: Path) -> Invited:
    """Answered and invited by place, period and role, straight from the file."""
    rows = _rows(sample_data_folder, "SELECT place, period, role, n, invited FROM response JOIN scope USING (scope)")
    return {(row["place"], row["period"], row["role"]): (row["n"], row["invited"]) for row in rows}


@pytest.fixture(scope="session")
def counts(sample_data_folder: Path) -> dict[tuple[str, str, str, str], dict[int, int]]:
    """How many chose each scale point, by place, period, role and item."""
    rows = _rows(
        sample_data_folder,
        "SELECT place, period, role, item, value, n FROM distribution JOIN scope USING (scope) "
        "JOIN measure USING (measure_no)",
    )
    found: dict[tuple[str, str, str, str], dict[int, int]] = {}
    for row in rows:
        found.setdefault((row["place"], row["period"], row["role"], row["item"]), {})[row["value"]] = row["n"]
    return found


def _rows(folder: Path, query: str) -> list[dict[str, object]]:
    release = (folder / "releases" / "CURRENT").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(folder / "releases" / f"{release}.duckdb"), read_only=True) as connection:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
