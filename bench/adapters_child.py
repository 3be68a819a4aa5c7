"""One export, read by its adapter or by a plain reader, in a process that loads nothing else.

``python -m bench.adapters_child ADAPTER|duckdb|calamine|pyreadstat FILE...``
"""

import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bench.memory_child import peak_memory

if TYPE_CHECKING:
    from etl.opening import Opened

Paths = Sequence[Path]


def recognised_and_read(adapter: str, files: Paths) -> "Opened":
    """What a reader waits for: the adapter found, the files read, and the columns that tell who answered dropped."""
    from core.codebook import Codebooks
    from etl.opening import opened
    from etl.reading import SourceFile

    (found,) = opened([SourceFile(file.name, file.read_bytes()) for file in files], Codebooks({}))
    if found.adapter != adapter:
        raise ValueError(f"{files[0].name} was taken for an export of {found.adapter}, not {adapter}")
    return found


def read_plain(reader: str, files: Paths) -> list[object]:
    """The cells of each file as a plain reader gives them."""
    return [READERS[reader](file) for file in files]


def _by_duckdb(file: Path) -> object:
    """As text, for nobody has said yet what is a number."""
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        query = "FROM read_csv($file, all_varchar = true, header = true)"
        table: object = connection.sql(query, params={"file": str(file)}).to_arrow_table()
        return table


def _by_calamine(file: Path) -> object:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()


def _by_pyreadstat(file: Path) -> object:
    import pyreadstat

    return pyreadstat.read_sav(str(file), output_format="dict")


READERS: dict[str, Callable[[Path], object]] = {
    "duckdb": _by_duckdb,
    "calamine": _by_calamine,
    "pyreadstat": _by_pyreadstat,
}
# What each has to load before it can begin.
NEEDED = {"duckdb": ("duckdb", "pyarrow"), "calamine": ("python_calamine",), "pyreadstat": ("pyreadstat",)}
OURS = ("etl.opening",)


def main(arguments: Sequence[str]) -> None:
    """Load, note the memory, read, note it again."""
    who, *names = arguments
    files = [Path(name) for name in names]
    for module in NEEDED.get(who, OURS):
        import_module(module)
    if who not in READERS:
        import_module("etl.adapters").found()
    loaded = peak_memory()
    found = read_plain(who, files) if who in READERS else recognised_and_read(who, files)
    print(json.dumps([loaded, peak_memory()]))
    del found


if __name__ == "__main__":
    main(sys.argv[1:])
