"""The tables of a release file as frames, for who looks at a whole release at once."""

from pathlib import Path

import duckdb
import pandas as pd

from store.warehouse import DUCKDB

# What figures about answers stand in, and what names them.
TABLES = (
    "release", "place", "period", "measure", "scope", "cell", "response", "distribution", "source", "source_place",
    "source_question", "driver", "reliability",
)  # fmt: skip


def tables_of(path: Path) -> dict[str, pd.DataFrame]:
    """The tables of a release file with figures about answers, by name."""
    with duckdb.connect(str(path), read_only=True, config=DUCKDB) as connection:
        return {name: connection.table(name).df() for name in TABLES}
