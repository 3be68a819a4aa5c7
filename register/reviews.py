"""Reviews of comments: what an adviser decided about each, by the comment's lasting key. No text of a comment is here.

``masked`` are the parts that were masked by hand, as places in the text as it was read; ``seen`` is a hash of that
text. Where the text has become another since, because more is masked at import than before, the review no longer holds.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import JSON, String, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from register import history
from register.base import Base, Versioned
from register.history import StaleVersionError

Status = Literal["awaiting", "approved", "hidden"]
AWAITING: Status = "awaiting"
APPROVED: Status = "approved"
HIDDEN: Status = "hidden"
STATUSES: tuple[Status, ...] = (AWAITING, APPROVED, HIDDEN)
# A database takes only so many values in one question.
AT_ONCE = 500


class CommentReview(Versioned, Base):
    """The present decision about one comment."""

    __tablename__ = "comment_review"

    key: Mapped[str] = mapped_column(String(32), unique=True)
    seen: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(10), index=True)
    masked: Mapped[list[list[int]]] = mapped_column(JSON)
    themes: Mapped[list[list[str]]] = mapped_column(JSON)


@dataclass(frozen=True)
class Review:
    """A decision as it is passed on; ``themes`` are (dimension, level, polarity). Version 0 has not been saved."""

    key: str
    seen: str
    status: Status
    masked: tuple[tuple[int, int], ...] = ()
    themes: tuple[tuple[str, str, str], ...] = ()
    version: int = field(default=0, compare=False)


def text_hash(text: str) -> str:
    """What a text is known by in a review."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def reviews(session: Session) -> dict[str, Review]:
    """Every review by the key of its comment."""
    return {row.key: _passed_on(row) for row in session.scalars(select(CommentReview))}


def approved(session: Session) -> list[Review]:
    """The reviews that let a comment be shown, by key."""
    asked = select(CommentReview).where(CommentReview.status == APPROVED).order_by(CommentReview.key)
    return [_passed_on(row) for row in session.scalars(asked)]


def revision(session: Session) -> tuple[int, int]:
    """What changes with every decision, and costs little to ask for."""
    count, versions = session.execute(select(func.count(), func.coalesce(func.sum(CommentReview.version), 0))).one()
    return int(count), int(versions)


def state(session: Session) -> str:
    """A short name for what is approved now, which changes with every decision about it."""
    asked = (
        select(CommentReview.key, CommentReview.version)
        .where(CommentReview.status == APPROVED)
        .order_by(CommentReview.key)
    )
    told = " ".join(f"{key}:{version}" for key, version in session.execute(asked))
    return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""


def save(session: Session, review: Review, by: str) -> Review:
    """The review saved in its next version; StaleVersionError where somebody has decided since ``review.version``."""
    row = session.scalar(select(CommentReview).where(CommentReview.key == review.key))
    if row is None:
        return _passed_on(_added(session, review, by))
    return _passed_on(history.change(session, CommentReview, row.id, review.version, _facts(review), by))


def save_new(session: Session, found: Sequence[Review], by: str) -> int:
    """Save reviews of comments that nobody has decided about; the number saved."""
    known = set(session.scalars(select(CommentReview.key)))
    fresh = [review for review in found if review.key not in known]
    rows = [CommentReview(key=review.key, version=1, **_facts(review)) for review in fresh]
    session.add_all(rows)
    session.flush()
    for row in rows:
        history.recorded(session, {}, row, by)
    return len(rows)


def forget(session: Session, keys: Iterable[str]) -> int:
    """Remove the reviews of comments that have been forgotten; the number removed. The history has no texts."""
    chosen, removed = sorted(keys), 0
    for start in range(0, len(chosen), AT_ONCE):
        asked = CommentReview.key.in_(chosen[start : start + AT_ONCE])
        removed += session.scalar(select(func.count()).select_from(CommentReview).where(asked)) or 0
        session.execute(delete(CommentReview).where(asked))
    return removed


def changes_of(session: Session, key: str) -> tuple[history.Change, ...]:
    """What has been decided about a comment, oldest first."""
    row_id = session.scalar(select(CommentReview.id).where(CommentReview.key == key))
    return history.changes_of(session, CommentReview, row_id) if row_id else ()


def _added(session: Session, review: Review, by: str) -> CommentReview:
    if review.version:
        # It was there when the page was opened, and has been forgotten since.
        raise StaleVersionError(())
    try:
        return history.add(session, CommentReview(key=review.key, **_facts(review)), by)
    except IntegrityError as error:
        # Two decided about a new one at the same moment.
        raise StaleVersionError(()) from error


def _facts(review: Review) -> Mapping[str, Any]:
    return {
        "seen": review.seen,
        "status": review.status,
        "masked": [list(span) for span in review.masked],
        "themes": [list(theme) for theme in review.themes],
    }


def _passed_on(row: CommentReview) -> Review:
    return Review(
        key=row.key,
        seen=row.seen,
        status=row.status,  # type: ignore[arg-type]
        masked=tuple((start, end) for start, end in row.masked),
        themes=tuple((dimension, level, polarity) for dimension, level, polarity in row.themes),
        version=row.version,
    )
