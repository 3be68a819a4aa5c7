"""Saving in the register: the first who saves wins, the second is told what changed, and every change is kept.

Nothing takes a row of the history away: the database refuses to change or delete one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.errors import AppError
from register.base import Base, Versioned, now

Row = TypeVar("Row", bound=Versioned)


class History(Base):
    """One saved change of one row: what it became, and what it was before."""

    __tablename__ = "history"
    __table_args__ = (Index(None, "subject", "row_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    version: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    # Column -> [before, after].
    changes: Mapped[dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """One saved change: when, by whom (a role), and column -> (before, after)."""

    version: int
    at: datetime
    by: str
    fields: Mapping[str, tuple[Any, Any]]


class StaleVersionError(AppError):
    """Somebody else has saved the row since it was opened; ``changes`` tells what, oldest first."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        super().__init__("register_changed_meanwhile")
        self.changes = changes


def add(session: Session, row: Row, by: str) -> Row:
    """The new row, saved in its first version."""
    row.version = 1
    session.add(row)
    session.flush()
    recorded(session, {}, row, by)
    return row


def change(session: Session, kind: type[Row], row_id: int, seen: int, fields: Mapping[str, Any], by: str) -> Row:
    """The row with ``fields`` changed; StaleVersionError, and nothing saved, where it is no longer version ``seen``.

    Give only the fields that the writer has changed, so that what somebody else wrote in the others stays.
    """
    row = session.get(kind, row_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise AppError("register_row_missing")
    if row.version != seen:
        raise StaleVersionError(tuple(one for one in changes_of(session, kind, row_id) if one.version > seen))
    before = row.facts()
    for name, value in fields.items():
        setattr(row, name, value)
    if row.facts() != before:
        row.version += 1
        session.flush()
        recorded(session, before, row, by)
    return row


def recorded(session: Session, before: Mapping[str, Any], after: Versioned, by: str) -> None:
    """Write down in the history what differs between ``before`` and the row as it is now."""
    facts = after.facts()
    changes = {name: [before.get(name), value] for name, value in facts.items() if before.get(name) != value}
    subject = type(after).__tablename__  # type: ignore[attr-defined]
    session.add(History(subject=subject, row_id=after.id, version=after.version, at=now(), by=by, changes=changes))


def changes_of(session: Session, kind: type[Versioned], row_id: int) -> tuple[Change, ...]:
    """Every change of a row, oldest first."""
    subject = kind.__tablename__  # type: ignore[attr-defined]
    asked = select(History).where(History.subject == subject, History.row_id == row_id).order_by(History.version)
    return tuple(
        Change(one.version, one.at, one.by, {name: (was, became) for name, (was, became) in one.changes.items()})
        for one in session.scalars(asked)
    )
