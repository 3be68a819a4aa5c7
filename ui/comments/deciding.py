"""Decisions about comments: where the queue stands, what is saved, and what can be undone."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import streamlit as st

from core.settings import current_settings
from etl.comments import queue
from etl.comments.queue import Comment
from register import reviews
from register.database import Register
from register.history import StaleVersionError
from register.reviews import AWAITING, Review, Status
from ui import registered
from ui.comments.draft import Draft

MEMORY = "comment_review"
MOST_UNDONE = 50


@dataclass
class Work:
    """What this visit has done in the queue."""

    at: str = ""
    drafts: dict[str, Draft] = field(default_factory=dict)
    # What was decided before, and the choices that were made then: they are there again when a decision is taken back.
    undo: list[tuple[Review, Draft]] = field(default_factory=list)
    is_stale: bool = False


def work() -> Work:
    """The work of this visit."""
    made: Work = st.session_state.setdefault(MEMORY, Work())
    return made


def known_reviews() -> dict[str, Review]:
    """Every review by the key of its comment, read again when somebody has decided something."""
    return _reviews(*_revision())


def state() -> str:
    """The name of what is approved now."""
    return _state(*_revision())


def _revision() -> tuple[Register, tuple[int, int]]:
    register = registered.register()
    with register.reading() as session:
        return register, reviews.revision(session)


@lru_cache(maxsize=2)
def _state(register: Register, _revision: tuple[int, int]) -> str:
    with register.reading() as session:
        return reviews.state(session)


@lru_cache(maxsize=2)
def _reviews(register: Register, _revision: tuple[int, int]) -> dict[str, Review]:
    with register.reading() as session:
        return reviews.reviews(session)


def present(comment: Comment, known: dict[str, Review]) -> Review:
    """The review of a comment: what was decided about it, or what it begins with; that, too, where it reads anew."""
    review = known.get(comment.key)
    if review is None:
        return queue.first_review(comment, queue.words_of(current_settings()))
    if queue.still_holds(review, comment):
        return review
    first = queue.first_review(comment, queue.words_of(current_settings()))
    return Review(first.key, first.seen, AWAITING, (), first.themes, review.version)


def status_of(comment: Comment, known: dict[str, Review]) -> Status:
    """Where a comment stands."""
    review = known.get(comment.key)
    return review.status if review is not None and queue.still_holds(review, comment) else AWAITING


def chosen(comments: Sequence[Comment]) -> Comment:
    """The comment that the queue stands at: the present one, or the next where it has left the list."""
    keys = [comment.key for comment in comments]
    return comments[bisect_left(keys, work().at) % len(comments)]


def move(comments: Sequence[Comment], steps: int) -> None:
    """So many comments on, round the end."""
    keys = [comment.key for comment in comments]
    work().at = keys[(bisect_left(keys, work().at) % len(keys) + steps) % len(keys)]


def draft_of(comment: Comment, review: Review) -> Draft:
    """The choices for a comment, begun from its review and kept while the visit lasts."""
    drafts = work().drafts
    if comment.key not in drafts:
        drafts[comment.key] = Draft.of(comment.text, review)
    return drafts[comment.key]


def decide(comment: Comment, before: Review, status: Status, following: str) -> None:
    """Save a decision and go on; where somebody else was first, say so and keep what was chosen.

    A key pressed twice finds the comment decided, without a draft, and does nothing.
    """
    draft = work().drafts.get(comment.key)
    if draft is not None and _saved(draft.decided(comment.key, comment.seen, status)):
        work().undo = [*work().undo, (before, draft)][-MOST_UNDONE:]
        work().drafts.pop(comment.key, None)
        work().at = following


def undo() -> None:
    """Take the last decision of this visit back, and stand at its comment again."""
    if not work().undo:
        return
    before, draft = work().undo.pop()
    now = known_reviews().get(before.key)
    if _saved(Review(before.key, before.seen, before.status, before.masked, before.themes, now.version if now else 0)):
        draft.version = known_reviews()[before.key].version
        draft.draw_anew()
        work().drafts[before.key] = draft
        work().at = before.key


def _saved(review: Review) -> bool:
    try:
        with registered.register().session() as session:
            reviews.save(session, review, registered.by())
    except StaleVersionError:
        draft = work().drafts.get(review.key)
        if draft is not None:
            # Whoever decides once more has seen that somebody else did.
            now = known_reviews().get(review.key)
            draft.version = now.version if now else 0
        work().is_stale = True
        return False
    work().is_stale = False
    return True
