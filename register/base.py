"""What every table of the register has in common: an id, a version that tells who came first, moments in UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# Named, so that a later revision can change or drop a constraint on both databases.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite knows no time zones, so that it is kept without one and read back with."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """The tables of the register."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[str]: JSON}


class Versioned:
    """A row that people change: it is saved through ``register.history`` and through nothing else."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)

    def facts(self) -> dict[str, Any]:
        """What the row says, by column, as it is kept in the history."""
        columns = inspect(type(self)).column_attrs
        return {column.key: _plain(getattr(self, column.key)) for column in columns if column.key not in OWN}


# The columns that every row has tell nothing of the subject.
OWN = frozenset({"id", "version"})


def now() -> datetime:
    """The present moment, to the second: what a history needs."""
    return datetime.now(UTC).replace(microsecond=0)


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    return value.isoformat() if hasattr(value, "isoformat") else value
