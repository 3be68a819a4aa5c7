"""Releases: immutable files of figures, a pointer to the current one, and their reading by many sessions at once."""

import os
import threading
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import duckdb
import pandas as pd

from core.errors import AppError
from core.text import language
from core.told_counts import in_bands
from store.held import Held
from store.release_version import is_of_this_version
from store.statements import quoted, statement
from store.warehouse import DUCKDB

KEPT = 5
# A reader in the middle of a page may still ask the release before the current one.
OPEN = 2
REMEMBERED = 128
# Seven kinds of rows, of so many municipalities as several readers look at by turns.
HELD = 28
COMPUTED = 500
POINTER = "CURRENT"

# What tells a file from another that has taken its place.
_Stamp: TypeAlias = tuple[int, int, int]
Computed = TypeVar("Computed")
Prepared: TypeAlias = Callable[[pd.DataFrame], pd.DataFrame]


class Release:
    """One release, opened for reading; safe to share between threads."""

    def __init__(self, release_id: str, connection: duckdb.DuckDBPyConnection) -> None:
        self.id = release_id
        self._connection = connection
        self._rows = lru_cache(maxsize=REMEMBERED)(self._queried)
        self._held = lru_cache(maxsize=HELD)(self._read)
        self._computed = lru_cache(maxsize=COMPUTED)(self._compute)

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """The rows of ``store/sql/release/<name>.sql`` for the parameters; do not change the frame in place.

        A release never changes, so an answer is remembered.
        """
        key = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in parameters.items())
        return self._rows(name, key)

    def held(self, name: str, municipality: str, prepared: Prepared | None = None) -> Held:
        """The rows of ``store/sql/release/<name>.sql`` for a municipality (or for ``all`` together), read once.

        ``prepared`` adds what is worth working out for all of them at once.
        """
        return self._held(name, municipality, prepared)

    def remembered(self, computation: Callable[..., Computed], *arguments: Hashable) -> Computed:
        """``computation(self, *arguments)`` in the reader's language, carried out once; do not change it in place.

        It is forgotten with the release.
        """
        return self._computed(computation, arguments, (language(), in_bands()))  # type: ignore[no-any-return]

    def forget(self) -> None:
        """Let go of all that is kept in memory."""
        for kept in (self._rows, self._held, self._computed):
            kept.cache_clear()

    def _compute(
        self, computation: Callable[..., Any], arguments: tuple[Hashable, ...], _reader: tuple[str, bool]
    ) -> Any:
        return computation(self, *arguments)

    def _read(self, name: str, municipality: str, prepared: Prepared | None) -> Held:
        rows = self._queried(name, (("municipality", municipality),))
        return Held(prepared(rows) if prepared else rows)

    def _queried(self, name: str, key: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
        parameters = {name: list(value) if isinstance(value, tuple) else value for name, value in key}
        # A cursor a call: a DuckDB connection refuses use by two threads at once.
        cursor = self._connection.cursor()
        try:
            cursor.execute(f'USE "{self.id}"')
            return cursor.execute(statement(f"release/{name}"), parameters or None).df()
        finally:
            cursor.close()


class Releases:
    """The releases in a folder; ``current`` follows the pointer without a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open: dict[str, Release] = {}
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._pointer = folder / POINTER
        self._pointed: tuple[_Stamp, str] | None = None

    def current_id(self) -> str | None:
        """The id of the current release, or nothing in a new store.

        A page asks twenty times: the pointer is read again only where another file has taken its place.
        """
        try:
            found = self._pointer.stat()
            stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
            pointed = self._pointed
            if pointed is None or pointed[0] != stamp:
                pointed = self._pointed = stamp, self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return pointed[1]

    def current_path(self) -> Path | None:
        """The file of the current release, or nothing in a new store."""
        release_id = self.current_id()
        return self._folder / f"{release_id}.duckdb" if release_id else None

    def current(self) -> Release:
        """The current release."""
        release_id = self.current_id()
        if release_id is None:
            raise AppError("no_release")
        return self._open.get(release_id) or self._opened(release_id)

    def _opened(self, release_id: str) -> Release:
        with self._lock:
            if release_id not in self._open:
                path = self._folder / f"{release_id}.duckdb"
                if not path.exists():
                    raise AppError("release_missing", release=release_id)
                connection = self._base()
                connection.execute(f"ATTACH '{quoted(path)}' AS \"{release_id}\" (READ_ONLY)")
                _refuse_outdated(connection, release_id)
                self._open[release_id] = Release(release_id, connection)
                self._close_old(connection)
            return self._open[release_id]

    def _close_old(self, connection: duckdb.DuckDBPyConnection) -> None:
        for former in list(self._open)[:-OPEN]:
            self._open.pop(former).forget()
            connection.execute(f'DETACH "{former}"')

    def _base(self) -> duckdb.DuckDBPyConnection:
        """An in-memory connection that can reach the releases and nothing else on the machine."""
        if self._connection is None:
            connection = duckdb.connect(
                ":memory:", config=DUCKDB | {"python_enable_replacements": "false", "threads": 1}
            )
            connection.execute(f"SET allowed_directories = ['{quoted(self._folder)}']")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            self._connection = connection
        return self._connection


def make_current(folder: Path, release_id: str) -> None:
    """Point to a release; readers see the former or the new one, never a mixture."""
    unfinished = folder / f"{POINTER}.unfinished"
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(release_id)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / POINTER)
    _remove(path for path in sorted(folder.glob("*.duckdb"))[:-KEPT] if path.stem != release_id)


def keep_only_current(folder: Path) -> None:
    """Remove the former releases, which still hold what has been forgotten since."""
    current = Releases(folder).current_id()
    _remove(path for path in folder.glob("*.duckdb") if path.stem != current)


def withdraw(folder: Path) -> None:
    """Let there be no release."""
    (folder / POINTER).unlink(missing_ok=True)
    _remove(folder.glob("*.duckdb"))


def new_release_id(moment: datetime, number: str) -> str:
    """An id that sorts by time, to the millisecond: two of the same answers are made within a second."""
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}-{number}"


def _refuse_outdated(connection: duckdb.DuckDBPyConnection, release_id: str) -> None:
    """A release of another version lacks what the pages ask for."""
    if not is_of_this_version(connection, release_id):
        connection.execute(f'DETACH "{release_id}"')
        raise AppError("release_outdated", release=release_id)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            path.unlink()
        except PermissionError:  # Windows keeps a file that a running dashboard has open; the next release removes it.
            continue
