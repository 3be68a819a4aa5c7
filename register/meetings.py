"""The log of meetings where results were discussed: when, who by role, which places, and what was decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from register import history
from register.base import Base, Versioned


class Meeting(Versioned, Base):
    """One meeting where results were discussed; ``withdrawn`` where it was written down by mistake."""

    __tablename__ = "meeting"

    held_on: Mapped[date] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200))
    present: Mapped[str] = mapped_column(Text, default="")
    places: Mapped[list[str]]
    period: Mapped[str | None] = mapped_column(String(20))
    decision: Mapped[str] = mapped_column(Text, default="")
    release: Mapped[str | None] = mapped_column(String(80))
    withdrawn: Mapped[bool] = mapped_column(default=False)


def add(session: Session, facts: Mapping[str, Any], by: str) -> Meeting:
    """A new meeting in the log."""
    return history.add(session, Meeting(**facts), by)


def change(session: Session, meeting_id: int, seen: int, fields: Mapping[str, Any], by: str) -> Meeting:
    """The meeting with some fields changed; StaleVersionError where somebody was first."""
    return history.change(session, Meeting, meeting_id, seen, fields, by)
