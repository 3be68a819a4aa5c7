"""The tables of a release file as frames, for who looks at a whole release at once."""

from pathlib import Path

import duckdb
import pandas as pd

from core.errors import AppError
from store.release_version import is_of_this_version
from store.statements import quoted
from store.warehouse import DUCKDB

# What figures about answers stand in, and what names them.
TABLES = (
    "release", "place", "period", "measure", "scope", "cell", "response", "distribution", "source", "source_place",
    "source_question", "driver", "driver_moment", "reliability", "audit_weakest",
)  # fmt: skip
# Of 2,048 rows each.
VECTORS_AT_ONCE = 50
# Of cells what all the rest is worked out of: there are hundreds of thousands.
COLUMNS = {"cell": "* EXCLUDE (mean, lower, upper, se, df, method)"}


def tables_of(path: Path) -> dict[str, pd.DataFrame]:
    """The tables of a release file with figures about answers, by name; an error where it is of another version."""
    with duckdb.connect(config=DUCKDB) as connection:
        connection.execute(f"ATTACH '{quoted(path)}' AS release_file (READ_ONLY)")
        if not is_of_this_version(connection, "release_file"):
            raise AppError("release_outdated", release=path.stem)
        return tables_in(connection, "release_file")


def tables_in(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, pd.DataFrame]:
    """The same tables of a release that is attached under a name."""
    return {
        name: _rows(connection.execute(f"SELECT {COLUMNS.get(name, '*')} FROM {database}.main.{name}"))
        for name in TABLES
    }


def _rows(found: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The rows that a statement has found, fetched bit by bit: the database need not hold them all beside the frame."""
    parts = [found.fetch_df_chunk(VECTORS_AT_ONCE)]
    while len(parts[-1]):
        parts.append(found.fetch_df_chunk(VECTORS_AT_ONCE))
    # The last is empty, and knows less of its columns' types than the others.
    filled = parts[:-1] or parts
    return filled[0] if len(filled) == 1 else pd.concat(filled, ignore_index=True)
