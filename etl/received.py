"""Received files, kept unchanged under their hash so that the warehouse can be made anew."""

from collections.abc import Iterable
from pathlib import Path

from etl.reading import SourceFile


class Received:
    """The folder of received files."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "received"

    def keep(self, files: Iterable[SourceFile]) -> list[Path]:
        """Store the files that are not there yet; the paths of the new ones."""
        return [path for file in files if (path := self._kept(file)) is not None]

    def file(self, name: str, sha256: str) -> SourceFile:
        """A kept file under the name it came with."""
        return SourceFile(name, (self._folder / sha256).read_bytes())

    def forget(self, hashes: Iterable[str]) -> None:
        """Remove kept files."""
        for sha256 in hashes:
            (self._folder / sha256).unlink(missing_ok=True)

    def _kept(self, file: SourceFile) -> Path | None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / file.sha256
        if path.exists():
            return None
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_bytes(file.content)
        return unfinished.replace(path)
