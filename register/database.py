"""The database of the register: a file in the data folder, or PostgreSQL by address; brought up to date when opened."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session as Session

from core.errors import AppError
from core.settings import Settings

log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).parent / "migrations"
SECONDS_TO_WAIT = 5
# Any number will do, as long as everybody who brings this register up to date takes the same one.
ADVISORY_LOCK = 7_202_611
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
WRITES = "writes"


class RegisterUnavailableError(AppError):
    """The register cannot be reached or is held by somebody else; figures are shown without it."""

    def __init__(self, where: str) -> None:
        super().__init__("register_unavailable", where=where)


class Register:
    """One database; hand out sessions, each of them one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.where = shown(engine.url)
        self._opened_file: tuple[int, int] | None = None

    def is_in_place(self) -> bool:
        """Whether a register in a file is still the file at its address: one that was moved is written to in vain."""
        return self._opened_file == _file(self.engine.url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction that writes: all of it is kept, or nothing."""
        with self._transaction(self.engine.execution_options(**{WRITES: True})) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that reads, and waits for nobody."""
        with self._transaction(self.engine) as session:
            yield session

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except (OperationalError, PoolTimeout) as error:
            raise self._unavailable(error) from error
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception) -> RegisterUnavailableError:
        log.warning("register=%s problem=%s", self.where, type(getattr(error, "orig", None) or error).__name__)
        return RegisterUnavailableError(self.where)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_register(settings: Settings) -> Register:
    """The register of the settings, its tables brought up to date; RegisterUnavailableError where it cannot be had."""
    url = _url(settings)
    register = Register(_engine(url))
    try:
        _bring_up_to_date(register)
    except AppError:
        register.close()
        raise
    register._opened_file = _file(url)
    return register


def _file(url: URL) -> tuple[int, int] | None:
    """What tells the file at an address from another at the same address; nothing where there is none."""
    if url.get_backend_name() != "sqlite":
        return None
    try:
        there = Path(url.database or "").stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino


def shown(url: URL) -> str:
    """Where the register is, in a form that may be read by anybody: without user, password and options."""
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").name
    return f"{url.host or ''}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def _url(settings: Settings) -> URL:
    """The address of the register; an unknown kind is told without the address, since a password may stand in it."""
    given = settings.register_url
    if given is None:
        settings.data.mkdir(parents=True, exist_ok=True)
        return URL.create("sqlite", database=str(settings.data / "register.sqlite3"))
    try:
        url = make_url(given.get_secret_value())
    except ArgumentError:
        raise AppError("register_url_invalid") from None
    kind = url.drivername.partition("+")[0]
    in_memory = kind == "sqlite" and not url.database
    if kind not in DRIVERS or in_memory:
        raise AppError("register_url_invalid")
    return url.set(drivername=DRIVERS[kind])


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": SECONDS_TO_WAIT})
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        waiting = f"-c lock_timeout={SECONDS_TO_WAIT * 1000}"
        reached = {"connect_timeout": SECONDS_TO_WAIT, "options": waiting}
        return create_engine(url, connect_args=reached, pool_pre_ping=True, pool_size=5, pool_timeout=SECONDS_TO_WAIT)
    except (ArgumentError, NoSuchModuleError):
        raise AppError("register_url_invalid") from None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Readers beside a writer, and references that hold; transactions begin where we say so."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={SECONDS_TO_WAIT * 1000}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _let_readers_in(connection)
    # SQLite's own knows no Æ, Ø and Å.
    connection.create_function("lower", 1, _lower, deterministic=True)


def _let_readers_in(connection: Any) -> None:
    """Change to a log beside the file; where several change it at once SQLite waits for nobody, so we do."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _lower(words: str | None) -> str | None:
    return words.lower() if words is not None else None


def _begin_sqlite(connection: Connection) -> None:
    """Who means to write takes the lock at once, so that nobody writes on the ground of what is no longer so."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(register: Register) -> None:
    """Run the revisions that are missing; one process at a time."""
    try:
        with register.engine.connect() as connection:
            _refuse_newer(connection)
            if _revision(connection) == _newest():
                return
        with register.engine.execution_options(**{WRITES: True}).begin() as connection:
            _alone(connection)
            command.upgrade(_config(connection), "head")
    except (DBAPIError, PoolTimeout, OSError) as error:
        raise register._unavailable(error) from error


def _alone(connection: Connection) -> None:
    """A lock between all who open the register at once, let go with the transaction; SQLite's own one is taken."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newest() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _refuse_newer(connection: Connection) -> None:
    """A register that a later edition of the program has changed is left alone."""
    revision = _revision(connection)
    if revision is None:
        return
    try:
        ScriptDirectory(str(MIGRATIONS)).get_revision(revision)
    except CommandError:
        raise AppError("register_newer") from None


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
