"""The register of participation: activities, what was recommended in them, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, String, Text, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.errors import AppError
from core.participation import Activity, Outcome, Recommendation
from core.reference_files import bare
from register import history
from register.base import Base, Versioned

# What an activity is in memory and not in its row.
NO_COLUMN = frozenset({"id", "version", "recommendations"})
DAYS = frozenset({"begins", "ends", "decided_on"})


class ParticipationActivity(Versioned, Base):
    """One activity; ``withdrawn`` where it was written down by mistake. ``key`` keeps it from being there twice."""

    __tablename__ = "participation_activity"
    __table_args__ = (Index(None, "municipality", "service"),)

    key: Mapped[str] = mapped_column(String(32), unique=True)
    municipality: Mapped[str] = mapped_column(String(40))
    service: Mapped[str | None] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(80))
    level: Mapped[str] = mapped_column(String(40))
    degree: Mapped[str] = mapped_column(String(40))
    begins: Mapped[date]
    ends: Mapped[date | None]
    users: Mapped[int | None]
    minutes: Mapped[str] = mapped_column(Text, default="")
    # Area -> what it changed there.
    impacts: Mapped[dict[str, Any]]
    conditions: Mapped[list[str]]
    goals: Mapped[list[str]]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class ParticipationRecommendation(Versioned, Base):
    """One thing that users recommended, and its outcome so far."""

    __tablename__ = "participation_recommendation"

    activity_id: Mapped[int] = mapped_column(ForeignKey("participation_activity.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class Imported:
    """What an import added, and how many activities were there already."""

    activities: int
    recommendations: int
    known: int


def activities(session: Session, municipality: str | None = None, *, withdrawn: bool = False) -> list[Activity]:
    """The activities of a municipality, or of all, newest first; those that were withdrawn instead, if asked for."""
    asked = select(ParticipationActivity).where(ParticipationActivity.withdrawn == withdrawn)
    if municipality is not None:
        asked = asked.where(ParticipationActivity.municipality == municipality)
    asked = asked.order_by(ParticipationActivity.begins.desc(), ParticipationActivity.id.desc())
    given: dict[int, list[Recommendation]] = {}
    standing = select(ParticipationRecommendation).where(ParticipationRecommendation.withdrawn == False)  # noqa: E712
    for row in session.scalars(standing.order_by(ParticipationRecommendation.id)):
        given.setdefault(row.activity_id, []).append(_recommendation(row))
    return [_activity(row, given.get(row.id, [])) for row in session.scalars(asked)]


def state(session: Session) -> tuple[int, int]:
    """Two numbers that differ from those of before whenever anything of participation has been saved since.

    The newest change alone does not do: of two that are saved at once, the later numbered may be there first.
    """
    subjects = [ParticipationActivity.__tablename__, ParticipationRecommendation.__tablename__]
    asked = select(func.max(history.History.id), func.count()).where(history.History.subject.in_(subjects))
    newest, count = session.execute(asked).one()
    return newest or 0, count


def id_of(session: Session, activity: Activity) -> int | None:
    """The id under which an activity is there already, withdrawn or not."""
    row = _of_key(session, activity.key)
    return row.id if row else None


def add(session: Session, activity: Activity, by: str) -> int:
    """Write down a new activity and its recommendations; its id. AppError where it is there already."""
    if _of_key(session, activity.key) is not None:
        raise AppError("participation_known", title=activity.title)
    try:
        row = history.add(session, ParticipationActivity(**_columns(activity), key=activity.key), by)
    except IntegrityError as error:  # Somebody else has written it down since we looked.
        raise AppError("participation_known", title=activity.title) from error
    for recommendation in activity.recommendations:
        add_recommendation(session, row.id, recommendation, by)
    return row.id


def change(session: Session, activity_id: int, seen: int, fields: Mapping[str, Any], by: str) -> None:
    """Change some fields of an activity; StaleVersionError where somebody was first."""
    row = history.change(session, ParticipationActivity, activity_id, seen, fields, by)
    key = _activity(row, []).key
    other = _of_key(session, key)
    if other is not None and other.id != row.id:
        raise AppError("participation_known", title=row.title)
    row.key = key


def add_recommendation(session: Session, activity_id: int, recommendation: Recommendation, by: str) -> int:
    """Write down what was recommended in an activity; its id."""
    facts = {name: value for name, value in asdict(recommendation).items() if name not in NO_COLUMN}
    return history.add(session, ParticipationRecommendation(activity_id=activity_id, **facts), by).id


def change_recommendation(
    session: Session, recommendation_id: int, seen: int, fields: Mapping[str, Any], by: str
) -> None:
    """Change some fields of a recommendation; StaleVersionError where somebody was first."""
    history.change(session, ParticipationRecommendation, recommendation_id, seen, fields, by)


def import_all(session: Session, found: Iterable[Activity], by: str, *, restore: bool = False) -> Imported:
    """Add the activities and recommendations that are not there; what is there stays as people have left it.

    What was withdrawn stays so, unless ``restore`` asks for it back.
    """
    new, recommended, known = 0, 0, 0
    for activity in found:
        present = _of_key(session, activity.key)
        if present is None:
            add(session, activity, by)
            new, recommended = new + 1, recommended + len(activity.recommendations)
            continue
        known += 1
        if restore:
            history.change(session, ParticipationActivity, present.id, present.version, {"withdrawn": False}, by)
        said = _said(session, present.id)
        for recommendation in activity.recommendations:
            if bare(recommendation.text) not in said:
                add_recommendation(session, present.id, recommendation, by)
                recommended += 1
    return Imported(new, recommended, known)


def undo(session: Session, activity_id: int, seen: int, by: str) -> None:
    """Take back the latest change of an activity, as a new change; one just written down is withdrawn."""
    change(session, activity_id, seen, _as_before(session, ParticipationActivity, activity_id), by)


def undo_recommendation(session: Session, recommendation_id: int, seen: int, by: str) -> None:
    """As `undo`, of a recommendation."""
    before = _as_before(session, ParticipationRecommendation, recommendation_id)
    change_recommendation(session, recommendation_id, seen, before, by)


def withdraw_municipality(session: Session, municipality: str, by: str) -> int:
    """Withdraw every activity of a municipality; how many."""
    found = activities(session, municipality)
    for activity in found:
        change(session, activity.id, activity.version, {"withdrawn": True}, by)
    return len(found)


def _as_before(session: Session, kind: type[Versioned], row_id: int) -> dict[str, Any]:
    """The fields that the latest change changed, as they were."""
    latest = history.changes_of(session, kind, row_id)[-1]
    if latest.version == 1:
        return {"withdrawn": True}
    return {name: _restored(name, was) for name, (was, _) in latest.fields.items() if name != "key"}


def _restored(name: str, written: Any) -> Any:
    """A value of the history as its column holds it."""
    return date.fromisoformat(written) if name in DAYS and written else written


def _of_key(session: Session, key: str) -> ParticipationActivity | None:
    return session.scalar(select(ParticipationActivity).where(ParticipationActivity.key == key))


def _said(session: Session, activity_id: int) -> set[str]:
    """Recommendations of an activity, withdrawn ones too, without regard to how they are spelled."""
    asked = select(ParticipationRecommendation.text).where(ParticipationRecommendation.activity_id == activity_id)
    return {bare(words) for words in session.scalars(asked)}


def _columns(activity: Activity) -> dict[str, Any]:
    facts = {name: value for name, value in vars(activity).items() if name not in NO_COLUMN}
    return facts | {
        "impacts": dict(activity.impacts),
        "conditions": list(activity.conditions),
        "goals": list(activity.goals),
    }


def _activity(row: ParticipationActivity, recommendations: Sequence[Recommendation]) -> Activity:
    facts = {name: value for name, value in row.facts().items() if name not in {"key", "withdrawn"}}
    return Activity(
        **facts
        | {
            "begins": row.begins,
            "ends": row.ends,
            "conditions": tuple(row.conditions),
            "goals": tuple(row.goals),
            "recommendations": tuple(recommendations),
            "id": row.id,
            "version": row.version,
        }
    )


def _recommendation(row: ParticipationRecommendation) -> Recommendation:
    outcome = cast(Outcome, row.outcome)
    return Recommendation(row.text, outcome, row.note, row.decided_on, row.id, row.version)
