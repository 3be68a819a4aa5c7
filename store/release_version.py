"""Which tables a release has; an older one is made anew from the warehouse."""

import duckdb

RELEASE_VERSION = 7


def is_of_this_version(connection: duckdb.DuckDBPyConnection, database: str) -> bool:
    """Whether an attached release has the tables that this program asks for."""
    try:
        found = connection.execute(f'SELECT version FROM "{database}".release').fetchall()
    except (duckdb.BinderException, duckdb.CatalogException):
        return False
    return found == [(RELEASE_VERSION,)]
