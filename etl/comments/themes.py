"""What a comment is about, suggested by the words of ``reference/theme_words.yaml``: the adviser has the last word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]
import yaml

from core.errors import AppError
from etl.masking.by_hand import HAND

FILE = "theme_words.yaml"
POSITIVE, NEGATIVE = "positive", "negative"
EXACTLY, ALWAYS = "=", "~"
SIGNS = {"praise": 1, "complaint": -1}
# Other words that may stand between the words of a phrase, and how far before a word its negation may stand.
WORDS_BETWEEN, NEGATION_REACH = 2, 5
_WORD = re.compile(r"\[[^\]]*\]|[\w-]+|[.!?;:\n,]")
_STOPS = frozenset(".!?;:\n")
_STEMMER = snowballstemmer.stemmer("norwegian")

# (dimension, level, polarity)
Theme = tuple[str, str, str]
# A phrase is a pattern a word; a place is where its words stand.
Phrase = tuple[str, ...]
Place = tuple[int, ...]
# A place and what it says: praise (1) or complaint (-1).
Told = tuple[Place, int]


class Phrases:
    """Phrases by their first word, so that only those are looked at of which a clause has it."""

    def __init__(self, phrases: Iterable[Phrase] = ()) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self._by_first.setdefault("*" if "*" in phrase[0] else phrase[0], []).append(phrase)

    def likely(self, known: Iterable[str]) -> Iterator[Phrase]:
        """Those that begin with one of the words, or with a part of one."""
        for word in ("*", *known):
            yield from self._by_first.get(word, ())


NONE = Phrases()


class Clause:
    """Words that belong together, with their stems."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.stems = [_stem(word) for word in words]
        self.known = dict.fromkeys([*self.stems, *(f"{EXACTLY}{word}" for word in words)])

    def places(self, phrases: Phrases) -> list[Place]:
        """Where each phrase stands in the words, once each."""
        likely = phrases.likely(self.known)
        found = (phrase for phrase in likely if all(word in self.known or "*" in word for word in phrase))
        return [place for phrase in found if (place := self._place(phrase))]

    def _place(self, phrase: Phrase) -> Place:
        for start in range(len(self.words)):
            place: list[int] = []
            for pattern in phrase:
                first = place[-1] + 1 if place else start
                reach = range(first, min(first + 1 + WORDS_BETWEEN, len(self.words)) if place else start + 1)
                at = next((n for n in reach if _matches(pattern, self.words[n], self.stems[n])), None)
                if at is None:
                    break
                place.append(at)
            else:
                return tuple(place)
        return ()


@dataclass(frozen=True)
class Lexicon:
    """The words: by dimension and what they say of it (praise, complaint, about), by level, and of opinions."""

    dimensions: Mapping[str, Mapping[str, Phrases]]
    levels: Mapping[str, Phrases]
    opinions: Mapping[str, Phrases]
    questions: Mapping[str, Phrases]
    negations: frozenset[str]
    turns: frozenset[str]

    def suggested(self, text: str, question: str = "") -> tuple[Theme, ...]:
        """The themes of a comment, in the order of the dimensions; ``question`` is what it answers."""
        asked = self._opinion(Clause(_words(question)), self.questions)
        found: dict[Theme, None] = {}
        level = self.level(text)
        for clause in self._clauses(text):
            for dimension, sign in self._told(clause, asked):
                if sign:
                    found[(dimension, level, POSITIVE if sign > 0 else NEGATIVE)] = None
        order = list(self.dimensions)
        return tuple(sorted(found, key=lambda theme: (order.index(theme[0]), theme[2] == NEGATIVE, theme[1])))

    def _clauses(self, text: str) -> Iterator[Clause]:
        clause: list[str] = []
        for word in _words(text):
            if word in _STOPS or word in self.turns:
                yield Clause(clause)
                clause = []
            else:
                clause.append(word)
        yield Clause(clause)

    def level(self, text: str) -> str:
        """The level that a text is about: that of the one who writes, where no word tells of another."""
        clause = Clause(_words(text))
        return next((level for level, phrases in self.levels.items() if clause.places(phrases)), "individual")

    def _told(self, clause: Clause, asked: int) -> Iterator[tuple[str, int]]:
        """Each dimension of a clause, and whether it is praised (1), complained of (-1), or neither is clear (0)."""
        for dimension, words in self.dimensions.items():
            told, always = self._found(clause, words)
            if told or always:
                yield dimension, self._sum(clause, told, always)
            elif clause.places(words.get("about", NONE)):
                yield dimension, self._opinion(clause, self.opinions) or asked

    def _opinion(self, clause: Clause, known: Mapping[str, Phrases]) -> int:
        return self._sum(clause, *self._found(clause, known))

    def _found(self, clause: Clause, known: Mapping[str, Phrases]) -> tuple[list[Told], list[Told]]:
        """What praises and complains, and of it what means the same whatever stands before it."""
        told, always = (
            [(place, sign) for kind, sign in SIGNS.items() for place in clause.places(known.get(f"{kind}{mark}", NONE))]
            for mark in ("", ALWAYS)
        )
        return told, always

    def _sum(self, clause: Clause, told: list[Told], always: list[Told]) -> int:
        kept = _without_parts([*always, *told])
        return _sign(
            sign if (place, sign) in always else sign * self._turned(clause.words, place) for place, sign in kept
        )

    def _turned(self, words: Sequence[str], place: Place) -> int:
        """-1 where the words before and within a place turn its meaning round, 1 where none or two of them do."""
        first = max(0, place[0] - NEGATION_REACH)
        comma = max((at for at in range(first, place[0]) if words[at] == ","), default=first)
        reach = (at for at in range(comma, place[-1]) if at not in place)
        return -1 if sum(words[at] in self.negations for at in reach) % 2 else 1


def lexicon(folders: Iterable[Path]) -> Lexicon:
    """The lexicon of all folders together; AppError ``reference_invalid`` where a file is not one."""
    return _lexicon(tuple((path, path.stat().st_mtime_ns) for folder in folders if (path := folder / FILE).is_file()))


@lru_cache(maxsize=4)
def _lexicon(files: tuple[tuple[Path, int], ...]) -> Lexicon:
    dimensions: dict[str, dict[str, list[str]]] = {}
    lists: dict[str, dict[str, list[str]]] = {"levels": {}, "questions": {}, "": {}}
    for path, _ in files:
        read = _read(path)
        for dimension, kinds in read.get("dimensions", {}).items():
            _add(dimensions.setdefault(dimension, {}), kinds)
        for part in ("levels", "questions"):
            _add(lists[part], read.get(part, {}))
        _add(lists[""], {name: words for name, words in read.items() if isinstance(words, list)})
    plain = lists[""]
    return Lexicon(
        dimensions={name: _phrases(kinds) for name, kinds in dimensions.items()},
        levels=_phrases(lists["levels"]),
        opinions=_phrases({kind: plain.get(kind, []) for kind in SIGNS}),
        questions=_phrases(lists["questions"]),
        negations=frozenset(plain.get("negations", [])),
        turns=frozenset(plain.get("turns", [])),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open(encoding="utf-8") as file:
            read = yaml.load(file, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else None
        raise AppError("reference_invalid", file=str(path), line=line, rule="yaml") from error
    if not isinstance(read, dict) or not all(isinstance(part, list | dict) for part in read.values()):
        raise AppError("reference_invalid", file=str(path), line=1, rule="lists_of_words")
    return read


def _add(lists: dict[str, list[str]], more: Mapping[str, Sequence[str]]) -> None:
    for name, words in more.items():
        lists.setdefault(name, []).extend(map(str, words))


def _phrases(lists: Mapping[str, Sequence[str]]) -> dict[str, Phrases]:
    found: dict[str, list[Phrase]] = {}
    for name, phrases in lists.items():
        for phrase in phrases:
            # What holds whatever stands before it is kept apart.
            kind = f"{name}{ALWAYS}" if phrase.startswith(ALWAYS) else name
            found.setdefault(kind, []).append(tuple(map(_pattern, phrase.removeprefix(ALWAYS).split())))
    return {kind: Phrases(phrases) for kind, phrases in found.items()}


def _pattern(word: str) -> str:
    return word if "*" in word or word.startswith(EXACTLY) else _stem(word.lower())


def _words(text: str) -> list[str]:
    """The words in small letters, and the signs between sentences; what is masked is no word."""
    return [word.lower() for word in _WORD.findall(text.replace(HAND, " ")) if not word.startswith("[")]


def _without_parts(told: Sequence[Told]) -> list[Told]:
    """Without what is a part of a longer phrase: «hører på meg» is not the call «hør på»."""
    longer = sorted(told, key=lambda one: -len(one[0]))
    kept: list[Told] = []
    for place, sign in longer:
        if not any(len(other) > len(place) and set(place) & set(other) for other, _ in kept):
            kept.append((place, sign))
    return kept


def _matches(pattern: str, word: str, stem: str) -> bool:
    if pattern.startswith(EXACTLY):
        return pattern[1:] == word
    if "*" not in pattern:
        return pattern == stem
    beginning, _, end = pattern.partition("*")
    return word.startswith(beginning) and word.endswith(end)


def _sign(signs: Iterable[int]) -> int:
    total = sum(signs)
    return (total > 0) - (total < 0)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
