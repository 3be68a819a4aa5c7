"""What a question is suggested to be about: by a known question that is the same or like it, else by its words."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from core.codebook import Codebook
from core.text import pick
from etl.harmonise.answer_codes import folded
from etl.mapping.bank import Bank, Known, Likeness, Shares, bank_of, is_question
from etl.mapping.model import Suggestion
from etl.mapping.scales import CERTAINTY, Rating
from etl.mapping.words import bad_word, dimension_words, level_word

OTHER = "other"
DEFAULT_LEVEL = "individual"
# From here on a known question that is not the same says something about the level too.
LEAST_LIKE_FOR_LEVEL = 0.5
# The weight of a word in the lists and of the second nearest question of a dimension, and the least sum that counts.
# Chosen by leaving each question of the bank out in turn; what it comes to is told by ``python -m bench suggestions``.
WORD, SECOND = 0.45, 0.3
LEAST_SCORE = 0.2
# How sure: the same question on the same number of points, and on another.
SAME, SAME_ON_OTHER_SCALE = 0.95, 0.75


class Advice:
    """Suggestions for the questions of one export, from codebooks, the question bank and the word lists."""

    def __init__(
        self, codebooks: Iterable[Codebook], dimension_by_name: Callable[[str], str | None], service: str
    ) -> None:
        known = list(codebooks)
        self.bank = bank_of(known)
        self.ids = frozenset(item.id for book in known for item in book.items)
        self._comments = {
            folded(text): (comment, pick(book.title))
            for book in known
            for comment in book.comments
            for text in comment.text.values()
        }
        self._dimension_by_name = dimension_by_name
        self._service = service
        self._dimensions = np.array([one.dimension for one in self.bank.questions], dtype=object)

    def about(self, text: str, rating: Rating | None = None) -> dict[str, Suggestion]:
        """Field -> suggestion: dimension and level; for a rated question reversed, and id where one is known."""
        nearest = self.bank.nearest(text, self._service)
        same = nearest if nearest and nearest.same else None
        found = {
            "dimension": _of_same(same, "dimension", rating) or self.dimension(text),
            "level": _of_same(same, "level", rating) or _level(text, nearest),
        }
        if rating is None:
            return found
        found["reversed"] = _reversed(text, rating, same)
        key = _of_same(same, "id", rating)
        return {**found, "id": key} if key and key.value else found

    def about_comment(self, text: str) -> dict[str, Suggestion]:
        """Field -> suggestion for a question that is answered in words; a dimension only where it names one."""
        found = self._comments.get(folded(text))
        if found and is_question(text):
            known, survey = found
            because = "same_question", {"question": text, "survey": survey}, SAME
            about = {"dimension": Suggestion(known.dimension, *because)} if known.dimension else {}
            return {**about, "id": Suggestion(known.id, *because)}
        words = dimension_words(text)
        first = next(iter(words), "")
        return {"dimension": Suggestion(first, "word", {"word": words[first]}, 0.5)} if words else {}

    def dimension(self, text: str) -> Suggestion:
        """The dimension a question seems to be about, when no known question is the same."""
        # «Respekt: …» names the dimension before the question.
        before, sign, _ = text.partition(":")
        if sign and (named := self._dimension_by_name(before)):
            return Suggestion(named, "named_first", {"word": before.strip()}, 0.9)
        words = dimension_words(text)
        nearest = self._nearest_by_dimension(text)
        scores = {key: WORD * (key in words) + score for key, (score, _) in nearest.items()}
        scores |= {key: WORD for key in words if key not in scores}
        best = max(scores, key=lambda key: scores[key], default=OTHER)
        if scores.get(best, 0.0) < LEAST_SCORE:
            return Suggestion(OTHER, "no_match", {}, 0.2)
        confidence = _confidence(scores, best)
        if best in words:
            return Suggestion(best, "word", {"word": words[best]}, confidence)
        like = nearest[best][1]
        return Suggestion(best, "like_question", {"question": like.text}, confidence)

    def _nearest_by_dimension(self, text: str) -> dict[str, tuple[float, Known]]:
        """Dimension -> how like its nearest questions are, and the nearest of all."""
        shares = self.bank.likenesses(text)
        found = {}
        for key in dict.fromkeys(self._dimensions):
            mine = np.flatnonzero(self._dimensions == key)
            order = mine[np.argsort(-shares[mine], kind="stable")]
            top = [float(share) for share in _of_other_questions(shares, order, self.bank)]
            score = sum(weight * share for weight, share in zip((1.0, SECOND), top, strict=False))
            found[key] = (score, self.bank.questions[order[0]])
        return found


def _of_other_questions(shares: Shares, order: Iterable[int], bank: Bank) -> Iterable[float]:
    """The likenesses of the nearest two that are not wordings of one question."""
    seen: set[object] = set()
    for number in order:
        one = bank.questions[number]
        if (key := one.id or one.text) not in seen:
            seen.add(key)
            yield shares[number]
        if len(seen) == 2:
            return


def _confidence(scores: Mapping[str, float], best: str) -> float:
    """How far the best is ahead, and how much speaks for it."""
    second = max((score for key, score in scores.items() if key != best), default=0.0)
    ahead = (scores[best] - second) / scores[best]
    return round(min(0.9, 0.35 + 0.35 * min(scores[best], 1.0) + 0.3 * ahead), 2)


def _of_same(same: Likeness | None, field: str, rating: Rating | None) -> Suggestion | None:
    if same is None:
        return None
    known = same.known
    points = None if rating is None else (rating.scale.min, rating.scale.max)
    confidence = SAME if known.points in (None, points) else SAME_ON_OTHER_SCALE
    details = {"question": known.text, "survey": known.survey}
    reason = "same_question" if known.survey else "like_question"
    return Suggestion(str(getattr(known, field)), reason, details, confidence)


def _level(text: str, nearest: Likeness | None) -> Suggestion:
    if found := level_word(text):
        key, word = found
        return Suggestion(key, "word", {"word": word}, 0.7)
    if nearest and nearest.share >= LEAST_LIKE_FOR_LEVEL:
        return Suggestion(nearest.known.level, "like_question", {"question": nearest.known.text}, 0.6)
    return Suggestion(DEFAULT_LEVEL, "usual_level", {}, 0.75)


def _reversed(text: str, rating: Rating, same: Likeness | None) -> Suggestion:
    """Whether a high answer is a bad one: the labels fall, or much of what is asked about is bad, and not both."""
    if same and same.known.id:
        details = {"question": same.known.text, "survey": same.known.survey}
        return Suggestion(_yes(same.known.turned != rating.reversed), "same_question", details, SAME)
    word = None if rating.name.startswith("satisfaction") else bad_word(text)
    if word:
        return Suggestion(_yes(not rating.reversed), "bad_word", {"word": word}, 0.5)
    if rating.reversed:
        return Suggestion("true", "labels_fall", {"label": _first_label(rating)}, 0.9)
    if rating.basis == "scale_numbers":
        return Suggestion("false", "scale_numbers", {}, CERTAINTY[rating.basis])
    return Suggestion("false", "labels_rise", {"label": _last_label(rating)}, 0.9)


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _first_label(rating: Rating) -> str:
    return rating.scale.labels[rating.scale.min]["nb"]


def _last_label(rating: Rating) -> str:
    return rating.scale.labels[rating.scale.max]["nb"]
