"""What an adviser has chosen for a comment and not yet decided: words to mask, themes, level."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import count

from etl.masking import MASKS
from register.reviews import Review, Status
from views.comments import COMPLAINT, PRAISE
from views.words import CORE_DIMENSIONS, LEVELS

Place = tuple[int, int]
# What a theme can be, in the order in which a key changes it.
TURNS: tuple[frozenset[str], ...] = (
    frozenset(), frozenset({COMPLAINT}), frozenset({PRAISE}), frozenset({COMPLAINT, PRAISE}),
)  # fmt: skip
_FIELDS = count()
_WORD = re.compile(r"\S+")
_EDGES = " .,;:!?()[]\"'«»–-"
_MASKED = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))


def words_of(text: str) -> list[Place]:
    """Where each word of a text is, without the signs around it; what is masked already is none."""
    masked = [mask.span() for mask in _MASKED.finditer(text)]
    found = [_bare(text, *word.span()) for word in _WORD.finditer(text)]
    return [(a, b) for a, b in found if a < b and not any(start < b and a < end for start, end in masked)]


def _bare(text: str, start: int, end: int) -> Place:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip(_EDGES)), end - (len(inside) - len(inside.rstrip(_EDGES)))


@dataclass
class Draft:
    """The choices for one comment; ``version`` is that of the review they began with.

    ``drawn`` names the field of words on the page. A browser that has not heard yet what else chose words tells with
    the next key what the field held before: it is then about a field that has left the page, and changes nothing.
    """

    version: int
    words: list[Place]
    struck: set[int] = field(default_factory=set)
    themes: dict[str, frozenset[str]] = field(default_factory=dict)
    level: str = LEVELS[0]
    drawn: int = field(default_factory=lambda: next(_FIELDS))

    @classmethod
    def of(cls, text: str, review: Review) -> "Draft":
        """The choices that a review holds."""
        words = words_of(text)
        struck = {at for at, (start, _) in enumerate(words) if any(a <= start < b for a, b in review.masked)}
        themes: dict[str, frozenset[str]] = {}
        for dimension, _, polarity in review.themes:
            themes[dimension] = themes.get(dimension, frozenset()) | {polarity}
        level = next((level for _, level, _ in review.themes), LEVELS[0])
        return cls(review.version, words, struck, themes, level)

    @property
    def places(self) -> list[Place]:
        """The words that are to be masked."""
        return [self.words[at] for at in sorted(self.struck)]

    def masks(self, places: list[Place]) -> bool:
        """Whether every word at some places is masked."""
        chosen = self._at(places)
        return bool(chosen) and chosen <= self.struck

    def mask(self, places: list[Place]) -> None:
        """Mask the words at some places; twice is no more than once."""
        self._choose(self.struck | self._at(places))

    def unmask(self, places: list[Place]) -> None:
        """Read the words at some places again."""
        self._choose(self.struck - self._at(places))

    def click(self, shown: AbstractSet[int], chosen: AbstractSet[int]) -> None:
        """What was clicked in the field of words, which had ``shown`` and has ``chosen`` now."""
        self.struck ^= shown ^ chosen

    def draw_anew(self) -> None:
        """A new field of words, which holds what is chosen now."""
        self.drawn = next(_FIELDS)

    def _at(self, places: list[Place]) -> set[int]:
        return {at for at, (a, b) in enumerate(self.words) if any(a < end and start < b for start, end in places)}

    def _choose(self, struck: set[int]) -> None:
        if struck != self.struck:
            self.struck = struck
            self.draw_anew()

    def turn_theme(self, dimension: str) -> None:
        """To the next that the theme can be."""
        self.themes[dimension] = TURNS[(TURNS.index(self.themes.get(dimension, TURNS[0])) + 1) % len(TURNS)]

    def turn_level(self) -> None:
        """To the next level."""
        self.level = LEVELS[(LEVELS.index(self.level) + 1) % len(LEVELS)]

    def decided(self, key: str, seen: str, status: Status) -> Review:
        """The review that the choices come to."""
        themes = tuple(
            (dimension, self.level, polarity)
            for dimension in CORE_DIMENSIONS
            for polarity in (PRAISE, COMPLAINT)
            if polarity in self.themes.get(dimension, ())
        )
        return Review(key, seen, status, tuple(self.places), themes, self.version)
