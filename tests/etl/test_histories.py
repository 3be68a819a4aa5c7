"""Histories of a store, made by chance: every import ends, and no release tells what it hides."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.etl.store import Store

HEADER = ("År", "Enhet", "Kjønn", "Blir du møtt med respekt?", "Får du riktig hjelp?")
YEARS, UNITS = (2023, 2024), ("Alfa", "Beta", "Gamma", "Delta")
Row = tuple[object, ...]


def answered(chance: random.Random, count: int) -> list[Row]:
    """So many rows of answers from one to six, some of them left out."""
    return [
        (
            chance.choice(YEARS),
            chance.choice(UNITS),
            chance.choice(("K", "M")),
            *(chance.choice((1, 2, 3, 4, 5, 6, "")) for _ in HEADER[3:]),
        )
        for _ in range(count)
    ]


def grown(rows: list[Row], chance: random.Random) -> list[Row]:
    """Some more have answered."""
    return rows + answered(chance, chance.choice((1, 3, 6, 20)))


def shrunk(rows: list[Row], chance: random.Random) -> list[Row]:
    """Some are gone."""
    return rows[chance.choice((1, 3, 6)) :]


def moved(rows: list[Row], chance: random.Random) -> list[Row]:
    """Some were registered at another unit."""
    return [(row[0], chance.choice(UNITS), *row[2:]) if chance.random() < 0.1 else row for row in rows]


def regrouped(rows: list[Row], chance: random.Random) -> list[Row]:
    """Of some the gender was wrong; nobody came or went."""
    return [(*row[:2], chance.choice(("K", "M")), *row[3:]) if chance.random() < 0.1 else row for row in rows]


CHANGES: tuple[Callable[[list[Row], random.Random], list[Row]], ...] = (grown, shrunk, regrouped, moved)


@pytest.mark.parametrize(("seed", "count"), [(0, 40), (1, 300)])
def test_whatever_is_changed_in_an_export_each_release_keeps_what_it_hides(
    seed: int, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, store = random.Random(seed), Store(tmp_path / "data", monkeypatch)
    rows = answered(chance, count)
    export = store.table("svar.csv", [HEADER, *rows])
    assert store.run("draft", export, "--service", "home_care", "--role", "user").code == 0

    for step in range(3):
        store.done("import", store.table("svar.csv", [HEADER, *rows]), "--replace")

        audit = store.run("audit")
        assert audit.code == 0, audit.out
        rows = CHANGES[(2 * seed + step) % len(CHANGES)](rows, chance)
