"""What an adviser has chosen for a comment and not yet decided: words to mask, themes, level."""

import re
from dataclasses import dataclass, field

from etl.masking import MASKS
from register.reviews import Review, Status
from views.comments import COMPLAINT, PRAISE
from views.words import CORE_DIMENSIONS, LEVELS

Place = tuple[int, int]
# What a theme can be, in the order in which a key changes it.
TURNS: tuple[frozenset[str], ...] = (
    frozenset(), frozenset({COMPLAINT}), frozenset({PRAISE}), frozenset({COMPLAINT, PRAISE}),
)  # fmt: skip
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
    """The choices for one comment; ``version`` is that of the review they began with."""

    version: int
    words: list[Place]
    struck: set[int] = field(default_factory=set)
    themes: dict[str, frozenset[str]] = field(default_factory=dict)
    level: str = LEVELS[0]

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

    def strike(self, places: list[Place]) -> None:
        """Mask the words at some places, or read them again where all of them are masked."""
        chosen = {at for at, (a, b) in enumerate(self.words) if any(a < end and start < b for start, end in places)}
        self.struck = self.struck - chosen if chosen and chosen <= self.struck else self.struck | chosen

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
