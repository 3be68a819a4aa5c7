"""Questions that are known already, and how like one of them a new question is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
import snowballstemmer  # type: ignore[import-untyped]
import yaml
from rapidfuzz import fuzz

from core.codebook import Codebook
from core.settings import ROOT
from core.text import pick
from etl.mapping.scales import is_turned
from etl.mapping.words import bokmal_of, is_filler, without_opening

Shares = npt.NDArray[np.float64]
# Stems that differ less than this are taken for one word, written or inflected in two ways.
LEAST_ALIKE = 82.0
# What a word counts for that is a part of another: «tid» in «ventetid».
PART_OF_COMPOUND = 0.7
SHORTEST_PART = 4
# Questions are the same where word for word is this alike: a typing error, and no other word.
SAME_WORD = 85.0
_WORD = re.compile(r"[^\W\d_]+")
_NEGATION = frozenset({"ikke", "ingen", "aldri", "uten", "not", "never", "no", "without"})


@dataclass(frozen=True)
class Known:
    """One wording of a known question; ``turned`` says that much of what is asked about is bad.

    ``id`` and ``survey`` are empty for questions of the bank, which no survey of ours has asked.
    """

    text: str
    dimension: str
    level: str
    turned: bool = False
    id: str = ""
    survey: str = ""
    service: str = ""
    points: tuple[int, int] | None = None


@dataclass(frozen=True)
class Likeness:
    """A known question, and how like it the new one is: 1 is word for word the same."""

    known: Known
    share: float
    same: bool


class Bank:
    """The questions of codebooks and of the question bank, by the words they consist of."""

    def __init__(self, questions: Iterable[Known]) -> None:
        self.questions = list(questions)
        self._words = [stems(one.text) for one in self.questions]
        uses = Counter(stem for words in self._words for stem in set(words))
        self._rarity = {stem: log(1 + len(self._words) / count) for stem, count in uses.items()}
        self._rarest = max(self._rarity.values(), default=1.0)
        self._holders: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for stem in set(words):
                self._holders.setdefault(stem, []).append(number)
        self._weights = np.array([sum(map(self._weight, set(words))) for words in self._words])
        self._alike: dict[str, list[tuple[str, float]]] = {}

    def likenesses(self, text: str) -> Shares:
        """How much of the words each known question shares with the new one, rare words counting most: 0 to 1."""
        words = set(stems(text))
        weights = {stem: self._weight(stem) for stem in words}
        shared = np.zeros(len(self.questions))
        for stem, weight in weights.items():
            best = np.zeros(len(self.questions))
            for known, share in self._alike_to(stem):
                holders = self._holders[known]
                best[holders] = np.maximum(best[holders], share)
            shared += weight * best
        return 2 * shared / np.maximum(sum(weights.values()) + self._weights, 1e-9)

    def nearest(self, text: str, service: str = "") -> Likeness | None:
        """The known question most like the new one; among equals the one asked in the same service."""
        if not self.questions:
            return None
        shares = self.likenesses(text)
        order = np.argsort(-shares, kind="stable")[:12]
        found = [Likeness(self.questions[i], float(shares[i]), is_same(text, self.questions[i].text)) for i in order]
        # The same question of a survey is an id to share; the same of the bank only says what it is about.
        return max(
            found,
            key=lambda one: (
                one.same,
                one.same and bool(one.known.id),
                round(one.share, 6),
                one.known.service == service,
            ),
        )

    def _weight(self, stem: str) -> float:
        return self._rarity.get(stem, self._rarest)

    def _alike_to(self, stem: str) -> list[tuple[str, float]]:
        """The known stems that are this one, spelt otherwise or in a compound, with how much it counts."""
        if stem not in self._alike:
            shares = ((known, _share(stem, known)) for known in self._holders)
            self._alike[stem] = [(known, share) for known, share in shares if share]
        return self._alike[stem]


def bank_of(codebooks: Iterable[Codebook]) -> Bank:
    """The items of codebooks in every language they are written in, and the questions of the bank."""
    return Bank([*(known for book in codebooks for known in _items(book)), *_composed()])


@cache
def stems(text: str) -> tuple[str, ...]:
    """The words of a question that say what it is about, in bokmål where the lists know the word, and uninflected."""
    words = (bokmal_of(word) for word in _WORD.findall(without_opening(text).casefold()))
    return tuple(_stem(word) for word in words if not is_filler(word))


def is_same(text: str, other: str) -> bool:
    """Whether two texts are the same question but for case, signs, inflection and typing errors."""
    if not is_question(text):
        return False
    words, others = stems(text), stems(other)
    if len(words) != len(others) or not words or _negations(text) != _negations(other):
        return False
    return all(fuzz.ratio(word, known) >= SAME_WORD for word, known in zip(words, others, strict=True))


def is_question(text: str) -> bool:
    """Whether a text says what was asked, and is not just a number or name of a column."""
    return len(_WORD.findall(text)) > 2


def _negations(text: str) -> int:
    return sum(bokmal_of(word) in _NEGATION for word in _WORD.findall(text.casefold()))


def _share(stem: str, known: str) -> float:
    if stem == known:
        return 1.0
    shorter, longer = sorted((stem, known), key=len)
    if len(shorter) >= SHORTEST_PART and (longer.startswith(shorter) or longer.endswith(shorter)):
        return PART_OF_COMPOUND
    ratio = fuzz.ratio(stem, known, score_cutoff=LEAST_ALIKE) if len(shorter) > SHORTEST_PART else 0
    return ratio / 100


def _items(book: Codebook) -> Iterable[Known]:
    for item in book.items:
        scale = book.scales[item.scale]
        for text in dict.fromkeys(item.text.values()):
            yield Known(
                text=text,
                dimension=item.dimension,
                level=item.level,
                turned=item.reversed != is_turned(scale),
                id=item.id,
                survey=pick(book.title),
                service=book.service,
                points=(scale.min, scale.max),
            )


def _composed() -> Iterable[Known]:
    for dimension, levels in _read_bank().items():
        for level, texts in levels.items():
            yield from (Known(text, dimension, level) for text in texts)


@cache
def _read_bank() -> Mapping[str, Mapping[str, list[str]]]:
    with (ROOT / "reference" / "question_bank.yaml").open(encoding="utf-8") as file:
        content: dict[str, Any] = yaml.load(file, Loader=yaml.CSafeLoader)
    return content


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("norwegian")
