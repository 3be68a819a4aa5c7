"""A release with many units in three municipalities, where one unit is weak and one has few answers."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.selection import Selection
from store.release import Release, Releases
from tests.etl.store import Store, small_codebook

UNITS = 14
WEAK, SMALL = "Enhet 03", "Enhet 07"
CITIES = ("0301", "1103", "4601")
COLUMNS = {
    "respondent": "Nr",
    "municipality": "Kommune",
    "unit": "Enhet",
    "small_respect": "Q1",
    "small_equal": "Q2",
    "small_wait": "Q3",
}


@pytest.fixture(scope="session")
def many_units_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with home care in three municipalities; the first has many units."""
    with pytest.MonkeyPatch.context() as patch:
        store = Store(tmp_path_factory.mktemp("many") / "data", patch)
        store.codebook(small_codebook(editions=[{"id": "2024", "period": "2024", "columns": COLUMNS}]))
        store.done("import", store.table("mange.csv", [list(COLUMNS.values()), *answers()]))
        yield store.folder


@pytest.fixture(scope="session")
def many_units(many_units_folder: Path) -> Release:
    """The release of that folder."""
    return Releases(many_units_folder / "releases").current()


@pytest.fixture(scope="session")
def first_city() -> Selection:
    """Home care in the municipality with many units."""
    return Selection(CITIES[0], "home_care", None, "2024", "user")


def answers() -> list[list[object]]:
    """Seeded answers on 1-6: units alike but for the weak one, and 40 to 60 answers but for the small one."""
    numbers = np.random.default_rng(9901)
    rows: list[list[object]] = []
    for city, units in zip(CITIES, (UNITS, 2, 1), strict=True):
        for unit in range(1, units + 1):
            name = f"Enhet {unit:02}"
            count = 6 if name == SMALL and city == CITIES[0] else int(numbers.integers(40, 60))
            shift = -1.5 if name == WEAK and city == CITIES[0] else 0.0
            for _ in range(count):
                person = numbers.normal(4.5 + shift, 0.7)
                own = np.clip(np.round(person + numbers.normal(0, 0.8, 3)), 1, 6).astype(int).tolist()
                rows.append([len(rows) + 1, city, name, own[0], own[1], 7 - own[2]])
    return rows
