"""The release before the one that is being made, as far as it has to be known when figures are told anew."""

from pathlib import Path

import duckdb
import pandas as pd

from store.release_version import is_of_this_version
from store.statements import quoted, statement

NAMES = ["place", "role", "period", "grouping", "measure"]


def know_former(connection: duckdb.DuckDBPyConnection, path: Path | None, apart: pd.DataFrame | None) -> None:
    """Temporary tables of what a release told, at the numbers of the scopes and measures that are counted now.

    They are empty without a release, or with one of an older version. ``apart`` names cells (place, role, period,
    grouping and measure) that will be hidden again whatever is decided: they do not count as hidden.
    """
    own = connection.execute("SELECT current_database()").fetchall()[0][0]
    if not _attached(connection, path):
        connection.execute("ATTACH ':memory:' AS former")
        try:
            connection.execute("USE former")
            connection.execute(statement("release/schema"))
        finally:
            connection.execute(f'USE "{own}"')
    try:
        connection.register("apart", pd.DataFrame(columns=NAMES, dtype="str") if apart is None else apart)
        connection.execute(statement("publish/former"))
    finally:
        connection.unregister("apart")
        connection.execute("DETACH former")


def _attached(connection: duckdb.DuckDBPyConnection, path: Path | None) -> bool:
    """Whether there is a release of this version; then it is attached."""
    if path is None or not path.exists():
        return False
    connection.execute(f"ATTACH '{quoted(path)}' AS former (READ_ONLY)")
    if is_of_this_version(connection, "former"):
        return True
    connection.execute("DETACH former")
    return False
