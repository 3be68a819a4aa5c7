"""Received files, kept unchanged under their hash so that the warehouse can be made anew."""

from collections.abc import Iterable
from pathlib import Path

from core.errors import AppError
from etl.reading import SourceFile


class Received:
    """The folder of received files."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "received"

    def keep(self, files: Iterable[SourceFile]) -> list[str]:
        """Store the files that are not there yet; the hashes of the new ones."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = []
        for file in files:
            path = self._folder / file.sha256
            if not path.exists():
                unfinished = path.with_suffix(".unfinished")
                unfinished.write_bytes(file.content)
                unfinished.replace(path)
                new.append(file.sha256)
        return new

    def file(self, name: str, sha256: str) -> SourceFile:
        """A kept file under the name it came with."""
        kept = SourceFile(name, self._content(name, sha256))
        if kept.sha256 != sha256:
            raise AppError("received_file_changed", file=name, sha256=sha256)
        return kept

    def forget(self, hashes: Iterable[str]) -> None:
        """Remove these files."""
        for sha256 in hashes:
            (self._folder / sha256).unlink(missing_ok=True)

    def keep_only(self, hashes: Iterable[str]) -> None:
        """Remove all other files."""
        needed = set(hashes)
        for path in self._folder.glob("*"):
            if path.name not in needed:
                path.unlink()

    def _content(self, name: str, sha256: str) -> bytes:
        try:
            return (self._folder / sha256).read_bytes()
        except FileNotFoundError as error:
            raise AppError("received_file_missing", file=name, sha256=sha256) from error
