"""The words by which a draft guesses: ordered answers, column names, and what a question is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from core.settings import ROOT
from etl.harmonise.answer_codes import Missing, folded, word_reasons
from etl.personal import plain

Family = Mapping[str, int]
_NUMBER_FIRST = re.compile(r"^-?\d+\s*[-–=.:)]\s*")


def plain_answer(label: str) -> str:
    """A label as it is looked up: without the number before it and the signs in and after it."""
    return folded(_NUMBER_FIRST.sub("", folded(label)).replace("/", " ")).strip(" .,;:!()")


@cache
def families() -> dict[str, Family]:
    """Answers that stand in an order: family -> answer -> rank from the low end."""
    return {
        name: {plain_answer(word): rank for rank, words in enumerate(ranks) for word in words}
        for name, ranks in _read("scale_words.yaml").items()
    }


@cache
def column_names() -> dict[str, tuple[str, ...]]:
    """Structural name -> the names its column may have, the surest first."""
    return {name: tuple(map(plain, words)) for name, words in _read("draft_words.yaml")["columns"].items()}


def reason_for_none(label: str) -> Missing | None:
    """Why an answer is no rating, where the label or a part of it («Ikke relevant/vet ikke») says so."""
    parts = (label, *label.split("/"))
    return next((word_reasons()[folded(part)] for part in parts if folded(part) in word_reasons()), None)


def dimension_words(text: str) -> dict[str, str]:
    """The dimensions that words of a question speak for, in the order of the list, each with the word."""
    found = ((key, pattern.search(text)) for key, pattern in _patterns("dimensions").items())
    return {key: match[0] for key, match in found if match}


def level_word(text: str) -> tuple[str, str] | None:
    """The level of participation a question seems to be about, and the word that says so."""
    found = ((key, pattern.search(text)) for key, pattern in _patterns("levels").items())
    return next(((key, match[0]) for key, match in found if match), None)


def bad_word(text: str) -> str | None:
    """A word that says that much of what is asked about is bad."""
    match = _pattern("bad_when_much").search(text)
    return match[0] if match else None


def bokmal_of(word: str) -> str:
    """A nynorsk word as bokmål has it; any other word as it is."""
    return _nynorsk().get(word, word)


def is_filler(word: str) -> bool:
    """Whether a word (in bokmål) says nothing about what is asked."""
    return word in _fillers()


def is_amount(text: str) -> bool:
    """Whether a question asks how many or how old: its numbers are no rating."""
    return _pattern("amounts").search(text) is not None


def is_denial(answer: str) -> bool:
    """Whether an answer begins by denying what is asked."""
    return _pattern("denials").match(answer) is not None


def asks_for_contact(text: str) -> bool:
    """Whether a question asks who somebody is or how to reach them."""
    return _pattern("contact").search(text) is not None


def without_opening(text: str) -> str:
    """A question without the words that many questions begin with; as it is where nothing else would be left."""
    return _opening().sub("", text).strip(" :–-…?.") or text


@cache
def _pattern(part: str) -> re.Pattern[str]:
    return _any_of(_read("draft_words.yaml")[part])


@cache
def _patterns(part: str) -> dict[str, re.Pattern[str]]:
    return {key: _any_of(words) for key, words in _read("draft_words.yaml")[part].items()}


@cache
def _opening() -> re.Pattern[str]:
    openings: Sequence[str] = sorted(_read("draft_words.yaml")["openings"], key=len, reverse=True)
    return re.compile(rf"^\W*(?:{'|'.join(map(re.escape, openings))})\b", re.IGNORECASE)


@cache
def _nynorsk() -> dict[str, str]:
    return {nynorsk: bokmal for bokmal, words in _read("draft_words.yaml")["nynorsk"].items() for nynorsk in words}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_read("draft_words.yaml")["fillers"])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Whole words; a star stands for any ending."""
    choices = (re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{'|'.join(choices)})\b", re.IGNORECASE)


@cache
def _read(name: str) -> dict[str, Any]:
    with (ROOT / "reference" / name).open(encoding="utf-8") as file:
        return dict(yaml.load(file, Loader=yaml.CSafeLoader))
