"""SQL statements, each in its own file."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"


@cache
def statement(name: str) -> str:
    """The text of ``store/sql/<name>.sql``."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def quoted(path: Path) -> str:
    """A path inside an SQL string: ATTACH and SET take no parameters."""
    return str(path.resolve()).replace("'", "''")
