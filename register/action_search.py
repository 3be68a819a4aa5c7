"""Finding tiltak: those of a place, a status, an owner or some words; a page of them at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from register.actions import OPEN, UNDONE, Action, Note
from register.history import History


@dataclass(frozen=True)
class Wanted:
    """Which tiltak are looked for; what is not said does not narrow.

    ``place`` takes what lies below it too. ``overdue`` is the day before which an open tiltak was due. ``ids`` are
    those that something else has found.
    """

    place: str | None = None
    statuses: tuple[str, ...] = ()
    owner: str | None = None
    overdue: date | None = None
    words: str = ""
    ids: tuple[int, ...] | None = None

    def but(self, **changes: object) -> "Wanted":
        """The same with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Counts:
    """How many there are by status, and how many open ones are overdue."""

    by_status: dict[str, int]
    overdue: int

    def of(self, statuses: Sequence[str]) -> int:
        """How many have one of the statuses."""
        return sum(self.by_status.get(status, 0) for status in statuses)


@dataclass(frozen=True)
class Followed:
    """A tiltak that waits for a newer figure: the ids of the figure, and the period it was last judged with."""

    id: int
    measure: str
    place: str
    period: str
    role: str
    judged: str | None


def found(session: Session, wanted: Wanted, *, first: int = 0, most: int | None = None) -> list[Action]:
    """The tiltak that are due first; those without a date last."""
    asked = _asked(select(Action), wanted).order_by(Action.due.is_(None), Action.due, Action.id)
    return list(session.scalars(asked.offset(first).limit(most)))


def number_of(session: Session, wanted: Wanted) -> int:
    """How many there are."""
    return session.scalar(_asked(select(func.count()).select_from(Action), wanted)) or 0


def counts(session: Session, wanted: Wanted, today: date) -> Counts:
    """How many there are of each status; ``wanted`` should not narrow that itself."""
    late = func.sum(case((_overdue(today), 1), else_=0))
    asked = _asked(select(Action.status, func.count(), late), wanted).group_by(Action.status)
    rows = session.execute(asked).all()
    return Counts({status: number for status, number, _ in rows}, sum(late for _, _, late in rows))


def owners(session: Session) -> list[str]:
    """The roles that have a tiltak, by name."""
    return sorted(session.scalars(select(Action.owner).where(Action.owner != "").distinct()), key=str.casefold)


def followed(session: Session, wanted: Wanted) -> list[Followed]:
    """The open tiltak among those looked for that have a figure to be judged by."""
    measure = func.coalesce(Action.effect_measure, Action.measure)
    asked: Any = select(Action.id, measure, Action.place, Action.period, Action.role, Action.evaluated_period).where(
        Action.status.in_(OPEN), measure.is_not(None), Action.place.is_not(None), Action.period.is_not(None)
    )
    return [Followed(*row) for row in session.execute(asked)]


def notes_of(session: Session, action_id: int) -> list[Note]:
    """The notes of a tiltak, the newest first."""
    asked = select(Note).where(Note.action_id == action_id).order_by(Note.written_on.desc(), Note.id.desc())
    return list(session.scalars(asked))


def state(session: Session) -> int:
    """A number that grows with every change of the register: what was worked out before it holds until then."""
    return session.scalar(select(func.max(History.id))) or 0


def _asked(asked: Any, wanted: Wanted) -> Select[Any]:
    narrowed: Select[Any] = asked.where(*_conditions(wanted))
    return narrowed


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.place is not None:
        found.append(or_(Action.place == wanted.place, Action.place.startswith(f"{wanted.place}/", autoescape=True)))
    if wanted.statuses:
        found.append(Action.status.in_(wanted.statuses))
    if wanted.owner is not None:
        found.append(Action.owner == wanted.owner)
    if wanted.overdue is not None:
        found.append(_overdue(wanted.overdue))
    if wanted.ids is not None:
        found.append(Action.id.in_(wanted.ids))
    return [*found, *(_says(word) for word in wanted.words.split())]


def _says(word: str) -> ColumnElement[bool]:
    told = func.lower(Action.title + " " + Action.description + " " + Action.owner)
    return told.contains(word.lower(), autoescape=True)


def _overdue(today: date) -> ColumnElement[bool]:
    return and_(Action.due < today, Action.status.in_(UNDONE))
