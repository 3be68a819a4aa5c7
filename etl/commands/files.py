"""Files as the commands are given them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from core.codebook import Codebooks
from core.errors import UsageError
from etl.adapters import spss
from etl.apart import each_opened_apart
from etl.opening import Opened, all_opened, each_opened
from etl.reading import SourceFile

Files = Annotated[list[Path], typer.Argument(help="Export files, or folders with files that belong together.")]


def read(paths: Sequence[Path]) -> list[SourceFile]:
    """The files, those in folders too."""
    found: list[SourceFile] = []
    for path in paths:
        if not path.exists():
            raise UsageError("file_not_found", file=path)
        for file in _inside(path) if path.is_dir() else [path]:
            name = f"{path.name}/{file.name}" if path.is_dir() else file.name
            found.append(SourceFile(name, file.read_bytes()))
    if not found:
        raise UsageError("nothing_to_import")
    return found


def opened(files: Sequence[SourceFile], codebooks: Codebooks) -> list[Opened]:
    """Every export among the files; SPSS's own are read by a library that ends its process over some damaged ones."""
    apart = any(file.content.startswith(spss.MARKS) for file in files)
    return all_opened((each_opened_apart if apart else each_opened)(files, codebooks))


def _inside(folder: Path) -> list[Path]:
    """The files of a folder without what systems and spreadsheets hide there."""
    return sorted(item for item in folder.iterdir() if item.is_file() and not item.name.startswith((".", "~$")))
