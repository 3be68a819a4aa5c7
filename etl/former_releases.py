"""Releases that somebody may have kept."""

from pathlib import Path

from core.errors import AppError
from disclosure.policy import Policy
from disclosure.told import Tables
from store.release_tables import tables_of


def kept_before(folder: Path, current: str | None, policy: Policy) -> list[Tables]:
    """The releases in a folder that somebody may have kept, but for one.

    Those of older versions of the program, and of lower thresholds, are left out: what they told cannot be taken back.
    """
    found: list[Tables] = []
    for path in sorted(folder.glob("*.duckdb")):
        if path.stem == current:
            continue
        try:
            tables = tables_of(path)
        except AppError:
            # Its tables cannot be read by this version, nor shown by it.
            continue
        if not _told_more(tables, policy):
            found.append(tables)
    return found


def _told_more(tables: Tables, policy: Policy) -> bool:
    about = tables["release"].iloc[0]
    return bool(about["min_n"] < policy.min_n or about["min_n_detail"] < policy.min_n_detail)
