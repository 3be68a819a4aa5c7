"""The comments that an adviser reviews, as they stand in the warehouse, and the review that each begins with."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.settings import Settings
from etl.comments.themes import Lexicon, Theme, lexicon
from etl.masking import MASKS
from etl.masking.names import likely_names
from etl.publish.codebooks_in_use import comment_questions
from register import reviews
from register.database import Register
from register.reviews import APPROVED, AWAITING, Review, text_hash
from store.warehouse import Warehouse, warehouse_path

_MASKED = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))


@dataclass(frozen=True)
class Comment:
    """A comment as it is reviewed: masked, with what it answers (by language) and where it belongs."""

    key: str
    text: str
    question: tuple[tuple[str, str], ...]
    municipality: str
    service: str
    unit_name: str
    role: str
    year: str

    @property
    def seen(self) -> str:
        """What the text is known by in a review."""
        return text_hash(self.text)


def comments_of(settings: Settings) -> tuple[Comment, ...]:
    """Every comment of the present uploads; none in a new store. Kept in memory until the warehouse changes."""
    path = warehouse_path(settings.data)
    if not path.exists():
        return ()
    told = path.stat()
    return _comments(settings.data, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=2)
def _comments(folder: Path, _changed: int, _size: int) -> tuple[Comment, ...]:
    with Warehouse(folder) as warehouse:
        rows = warehouse.frame("comments").drop_duplicates("key")
        questions = comment_questions(warehouse.frame("current_codebooks"))
    return tuple(
        Comment(
            key=row["key"],
            text=row["text"],
            question=tuple(questions.get((row["instrument"], row["question"]), {}).items()),
            municipality=row["municipality"],
            service=row["service"],
            unit_name=row["unit_name"],
            role=row["role"],
            year=row["year"],
        )
        for row in rows.to_dict("records")
    )


def words_of(settings: Settings) -> Lexicon:
    """The words that themes are suggested by, the municipality's own among them."""
    return lexicon(settings.reference_folders)


def first_review(comment: Comment, words: Lexicon) -> Review:
    """The review of a comment that nobody has decided about: waiting, with the suggested themes."""
    question = dict(comment.question)
    asked = question.get("nb") or question.get("nn") or ""
    return Review(comment.key, comment.seen, AWAITING, (), words.suggested(comment.text, asked))


def still_holds(review: Review, comment: Comment) -> bool:
    """Whether the comment reads as it did when it was reviewed."""
    return review.seen == comment.seen


def is_flagged(comment: Comment, folders: Iterable[Path]) -> bool:
    """Whether something was masked in a comment at import, or a word of it may be a name."""
    return bool(_MASKED.search(comment.text) or likely_names(comment.text, folders))


def approve_some(
    settings: Settings, register: Register, by: str, left: int, themes_of: Callable[[str], tuple[Theme, ...]]
) -> int:
    """Approve new comments without a flag, but one of so many; the number approved. ``themes_of`` is of a text.

    For sample data: nobody has read them.
    """
    folders = settings.reference_folders
    chosen = [
        Review(comment.key, comment.seen, APPROVED, (), themes_of(comment.text))
        for comment in comments_of(settings)
        if int(comment.key[:4], 16) % left and not is_flagged(comment, folders)
    ]
    with register.session() as session:
        return reviews.save_new(session, chosen, by)
