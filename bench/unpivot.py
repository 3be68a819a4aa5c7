"""The baseline of an import: what anybody would do with the file in one statement of DuckDB."""

from pathlib import Path

import duckdb

UNPIVOT = """
CREATE TABLE answer AS
UNPIVOT (FROM read_csv(?, names = ?, header = false, skip = 2, all_varchar = true, delim = ';'))
ON COLUMNS('Q[0-9]+') INTO NAME question VALUE value
"""


def duckdb_unpivot(file: Path) -> int:
    """Read and unpivot into a table: no codebook, no checks, no figures. The number of answers."""
    with file.open(encoding="utf-8-sig") as lines:
        names = next(lines).rstrip("\n").split(";")
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(UNPIVOT, [str(file), names])
        return int(connection.execute("SELECT count(*) FROM answer").fetchall()[0][0])
