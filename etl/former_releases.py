"""Releases that somebody may have kept."""

from pathlib import Path

from core.errors import AppError
from disclosure.told import Tables
from store.release_tables import tables_of


def kept_before(folder: Path, current: str | None) -> list[Tables]:
    """The releases in a folder that somebody may have kept, but for one; not those of older versions of the program."""
    found: list[Tables] = []
    for path in sorted(folder.glob("*.duckdb")):
        if path.stem == current:
            continue
        try:
            found.append(tables_of(path))
        except AppError:
            # Its tables cannot be read by this version, nor shown by it.
            continue
    return found
