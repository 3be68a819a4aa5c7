"""Tiltak: what is to be done about a finding, who by role follows it up, and how it went."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from register import history
from register.base import Base, Versioned, now

STATUSES = ("planned", "under_way", "done", "closed", "dropped")
PHASES = ("plan", "do", "check", "act")
DIRECTIONS = ("up", "down", "keep")
JUDGEMENTS = ("reached", "partly", "not_reached", "unclear")
# A newer figure is waited for by these; the others are at their end.
OPEN = ("planned", "under_way", "done")
# Past their date these are late; what is done waits for nothing but the next survey.
UNDONE = ("planned", "under_way")


class Action(Versioned, Base):
    """One tiltak, with the finding it came from as it stood then."""

    __tablename__ = "action"
    __table_args__ = (
        Index(None, "status", "due"),
        Index(None, "due"),
        Index(None, "place"),
        Index(None, "measure", "place"),
    )

    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(String(120), default="")
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(20), default="planned")
    phase: Mapped[str] = mapped_column(String(20), default="plan")
    created_at: Mapped[datetime] = mapped_column(default=now)

    # The finding: ids of the release, and what was said then. Nothing of it where the tiltak has another ground.
    measure: Mapped[str | None] = mapped_column(String(200))
    place: Mapped[str | None] = mapped_column(String(200))
    period: Mapped[str | None] = mapped_column(String(20))
    role: Mapped[str | None] = mapped_column(String(40))
    value: Mapped[float | None]
    lower: Mapped[float | None]
    upper: Mapped[float | None]
    n: Mapped[int | None]
    release: Mapped[str | None] = mapped_column(String(80))
    link: Mapped[str] = mapped_column(Text, default="")
    finding: Mapped[str] = mapped_column(Text, default="")

    effect_measure: Mapped[str | None] = mapped_column(String(200))
    effect_direction: Mapped[str | None] = mapped_column(String(10))
    effect_size: Mapped[float | None]

    told_on: Mapped[date | None]
    told_how: Mapped[str] = mapped_column(Text, default="")

    evaluated_on: Mapped[date | None]
    evaluated_period: Mapped[str | None] = mapped_column(String(20))
    judgement: Mapped[str | None] = mapped_column(String(20))
    evaluation: Mapped[str] = mapped_column(Text, default="")


class Note(Versioned, Base):
    """A dated note on a tiltak."""

    __tablename__ = "action_note"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    written_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)


def add(session: Session, facts: Mapping[str, Any], by: str) -> Action:
    """A new tiltak."""
    return history.add(session, Action(**facts), by)


def change(session: Session, action_id: int, seen: int, fields: Mapping[str, Any], by: str) -> Action:
    """The tiltak with some fields changed; StaleVersionError where somebody was first."""
    return history.change(session, Action, action_id, seen, fields, by)


def add_note(session: Session, action_id: int, words: str, by: str, day: date) -> Note:
    """A note of a day."""
    return history.add(session, Note(action_id=action_id, written_on=day, text=words), by)
