"""The warehouse of answers: one writer at a time, one transaction an upload."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import duckdb
import numpy as np
import pandas as pd
from filelock import FileLock, Timeout

from core.errors import AppError
from store.statements import statement

SCHEMA_VERSION = 3
SECONDS_TO_WAIT = 20
NAME = "warehouse.duckdb"
DUCKDB: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
# What is written is made fast at once, and not first in a log that would be as large again.
WRITING: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "wal_autocheckpoint": "1MB"}
# The frames of an upload in the order in which they are stored.
TABLES = (
    "questions", "respondents", "answers", "background", "comments", "invited", "aggregates", "tallies", "benchmarks",
)  # fmt: skip
OutOfMemoryError = duckdb.OutOfMemoryException
MANY_ANSWERS, THREADS_FOR_MANY = 2_000_000, 2
# What DuckDB may keep in memory while it stores and counts: usually enough, and no slower.
LEAST_MEMORY, BYTES_AN_ANSWER = 50_000_000, 50


def warehouse_path(folder: Path, name: str = NAME) -> Path:
    """Where the warehouse of a data folder lies."""
    return folder / name


@dataclass(frozen=True)
class NewUpload:
    """What is told about an export when it is added; ``files`` holds (name, sha256) pairs.

    ``upload``, ``received`` and ``replaced_by`` are set where an upload is stored anew as it was.
    """

    fingerprint: str
    adapter: str
    kind: str
    instrument: str
    edition: str
    title: str
    codebook: str
    files: Sequence[tuple[str, str]]
    rows_read: int
    rows_kept: int
    rows_quarantined: int
    respondents: int
    answers: int
    sample: bool = False
    own_municipality: str | None = None
    findings: Sequence[Mapping[str, object]] = ()
    upload: int | None = None
    received: datetime | None = None
    received_by: str = ""
    replaced_by: int | None = None


@dataclass(frozen=True)
class Frames:
    """The rows of an upload; the columns are those of the warehouse tables, ``item`` names the question.

    Respondents are numbered from 0; ``questions`` has item, dimension, level, scale_min, scale_max, reversed,
    text and labels (JSON); ``tallies`` is of ``etl.harmonise.tallies``; ``benchmarks`` has the scale_min and scale_max
    of its items beside the columns of ``Harmonised``.
    """

    questions: pd.DataFrame
    respondents: pd.DataFrame
    answers: pd.DataFrame
    background: pd.DataFrame
    comments: pd.DataFrame
    invited: pd.DataFrame
    aggregates: pd.DataFrame
    tallies: pd.DataFrame
    benchmarks: pd.DataFrame


class Warehouse:
    """An open warehouse; use it as a context manager. One writer at a time for all warehouses of a folder."""

    def __init__(self, folder: Path, name: str = NAME, *, any_version: bool = False) -> None:
        self._path = warehouse_path(folder, name)
        # One lock object a process lets the same thread open the new warehouse beside the former.
        self._lock = FileLock(folder / "warehouse.lock", is_singleton=True)
        self._any_version = any_version
        self._sparing = True
        self._depth = 0

    def __enter__(self) -> "Warehouse":
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=SECONDS_TO_WAIT)
        except Timeout as error:
            raise AppError("warehouse_busy") from error
        try:
            self.connection = self._connected()
            self._create_if_new()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.connection.close()
        self._lock.release()

    def reopen(self) -> None:
        """Close the connection and open another: DuckDB gives back what it has freed only then."""
        self.connection.close()
        self.connection = self._connected()

    def take_resources_for(self, answers: int) -> None:
        """One thread and little memory for a usual number of answers, several threads and what there is for many.

        Several need more memory and more time in all, which the dashboard's readers would wait for: they are worth it
        only where somebody waits long for the import itself.
        """
        if answers >= MANY_ANSWERS or not self._sparing:
            self.connection.execute(f"SET threads = {THREADS_FOR_MANY:d}")
            self.connection.execute("RESET memory_limit")
        else:
            memory = max(LEAST_MEMORY, answers * BYTES_AN_ANSWER)
            self.connection.execute("SET threads = 1")
            self.connection.execute(f"SET memory_limit = '{memory:d}B'")

    def take_all_memory(self) -> None:
        """From now on as much memory as there is: a statement ended with ``OutOfMemoryError``."""
        self._sparing = False

    def _connected(self) -> duckdb.DuckDBPyConnection:
        try:
            connection = duckdb.connect(str(self._path), config=DUCKDB | WRITING)
            # Progress on a slow query would be printed into the command line's JSON.
            connection.execute("SET enable_progress_bar = false")
            return connection
        except duckdb.Error as error:
            # DuckDB has its own lock too: some other program has the file open.
            code = "warehouse_busy" if "lock" in str(error).casefold() else "warehouse_damaged"
            raise AppError(code, path=str(self._path)) from error

    def _create_if_new(self) -> None:
        tables = self.connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
        if not tables:
            with self.transaction():
                self.connection.execute(statement("warehouse/schema"))
                self.connection.execute("INSERT INTO warehouse VALUES (?, ?)", [SCHEMA_VERSION, secrets.token_hex(16)])
        elif not self._any_version and self._one("SELECT schema_version FROM warehouse") != SCHEMA_VERSION:
            self.connection.close()
            raise AppError("warehouse_other_version", path=str(self._path))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing; a transaction within another is part of it."""
        if self._depth == 0:
            self.connection.begin()
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self.connection.rollback()
            raise
        self._depth -= 1
        if self._depth == 0:
            self.connection.commit()
            self.connection.execute("CHECKPOINT")

    def frame(self, name: str, **parameters: object) -> pd.DataFrame:
        """The rows of one of the warehouse's queries."""
        return self.connection.execute(statement(f"warehouse/{name}"), parameters or None).df()

    def has_answers(self) -> bool:
        """Whether there is anything to make figures from; benchmarks alone are held against nothing."""
        return bool(self._one("SELECT (SELECT count(*) FROM respondent) + (SELECT count(*) FROM aggregate)"))

    def upload_of(self, fingerprint: str) -> int | None:
        """The upload that already holds exactly this content."""
        found = self.connection.execute(
            "SELECT upload FROM upload WHERE fingerprint = ? AND replaced_by IS NULL", [fingerprint]
        ).fetchall()
        return int(found[0][0]) if found else None

    def uploads_of(self, instrument: str, edition: str) -> list[int]:
        """The present uploads of one edition."""
        query = "SELECT upload FROM upload WHERE instrument = ? AND edition = ? AND replaced_by IS NULL ORDER BY upload"
        return [int(row[0]) for row in self.connection.execute(query, [instrument, edition]).fetchall()]

    def source_keys(self, instrument: str, edition: str, keys: pd.Series) -> pd.Series:
        """The respondents' own keys as keyed hashes, which cannot be turned back."""
        salt = bytes.fromhex(str(self._one("SELECT salt FROM warehouse")))
        person = hashlib.blake2b(f"{instrument}/{edition}".encode(), digest_size=8).digest()

        # Taking in the salt costs as much as hashing a short key: it is done once.
        salted = hashlib.blake2b(key=salt, salt=person, digest_size=12)

        def hashed(key: str) -> str:
            one = salted.copy()
            one.update(key.encode())
            return one.hexdigest()

        return keys.map(hashed, na_action="ignore")

    def add(self, new: NewUpload, frames: Frames, replaces: Sequence[int] = ()) -> int:
        """Store an upload, in place of others where that is asked, in one transaction; its number."""
        self.take_resources_for(len(frames.answers))
        with self.transaction():
            # A number that another upload tells of is not given again, though what had it is removed.
            given = "SELECT coalesce(max(greatest(upload, coalesce(replaced_by, 0))), 0) + 1 FROM upload"
            upload = new.upload or self._number(given)
            self._insert_upload(upload, new)
            for former in replaces:
                self._empty(former)
                self.connection.execute("UPDATE upload SET replaced_by = ? WHERE upload = ?", [upload, former])
            self._insert_rows(upload, frames)
        return upload

    def forget(self, upload: int) -> None:
        """Remove an upload and all its rows."""
        with self.transaction():
            self._empty(upload)
            self.connection.execute("DELETE FROM upload WHERE upload = ?", [upload])

    def _insert_upload(self, upload: int, new: NewUpload) -> None:
        names, hashes = [name for name, _ in new.files], [sha for _, sha in new.files]
        received = new.received or datetime.now(UTC).replace(tzinfo=None)
        values = [
            upload, new.fingerprint, new.adapter, new.kind, new.instrument, new.edition, new.title, new.codebook,
            names, hashes, received, new.received_by, new.rows_read, new.rows_kept, new.rows_quarantined,
            new.respondents, new.answers, new.sample, new.own_municipality,
            json.dumps(list(new.findings), ensure_ascii=False), new.replaced_by,
        ]  # fmt: skip
        self.connection.execute(f"INSERT INTO upload VALUES ({', '.join('?' * len(values))})", values)

    def _insert_rows(self, upload: int, frames: Frames) -> None:
        first_question = self._number("SELECT coalesce(max(question), 0) + 1 FROM question")
        first_respondent = self._number("SELECT coalesce(max(respondent), 0) + 1 FROM respondent")
        parameters = {"upload": upload, "first_question": first_question, "first_respondent": first_respondent}
        for name in TABLES:
            rows = getattr(frames, name)
            if not len(rows):
                continue
            tables = _by_number(rows) if name == "answers" else {"new_rows": rows}
            for view, table in tables.items():
                self.connection.register(view, table)
            text = statement(f"warehouse/insert_{name}")
            used = {key: value for key, value in parameters.items() if f"${key}" in text}
            self.connection.execute(text, used)
            for view in tables:
                self.connection.unregister(view)

    def _empty(self, upload: int) -> None:
        for table in ("answer", "background", "comment"):
            self.connection.execute(
                f"DELETE FROM {table} WHERE respondent IN (SELECT respondent FROM respondent WHERE upload = ?)",
                [upload],
            )
        for table in ("respondent", "question", "invited", "aggregate", "tally", "benchmark"):
            self.connection.execute(f"DELETE FROM {table} WHERE upload = ?", [upload])

    def _number(self, query: str) -> int:
        return int(str(self._one(query)))

    def _one(self, query: str) -> object:
        rows = self.connection.execute(query).fetchall()
        found: object = rows[0][0]
        return found


def _by_number(answers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The answers with their items as numbers, and the items by number: comparing texts takes as long as storing."""
    items = pd.Categorical(answers["item"])
    columns = {name: answers[name] for name in ("respondent", "value", "missing")} | {"item": items.codes}
    names = pd.DataFrame({"item": np.arange(len(items.categories)), "name": items.categories})
    return {"new_rows": pd.DataFrame(columns, copy=False), "new_items": names}
