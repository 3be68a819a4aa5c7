"""What the comments of the sample data are about, as the one who wrote their sentences knows.

The words of a suggestion may miss a sentence or take a wish for praise, and a reviewer would have put that right.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import yaml

from core.settings import ROOT
from etl.comments.themes import NEGATIVE, POSITIVE, Lexicon, Theme

FILE = ROOT / "sample_data" / "comments.yaml"
# What is asked for is what should be better; the other question asks what to go on with.
POLARITIES = {"improve": NEGATIVE, "keep": POSITIVE}
# Sentences about none of the six dimensions.
WITHOUT_THEME = ("other", "any")
Sentence = tuple[str, str, str]


def themes_of(text: str, words: Lexicon) -> tuple[Theme, ...]:
    """The themes of a comment of the sample, from the sentences it is made of; ``words`` tell their levels."""
    read = text.lower()
    found = (one for one in _sentences() if one[0] in read)
    return tuple(dict.fromkeys((dimension, words.level(sentence), sign) for sentence, dimension, sign in found))


@cache
def _sentences() -> tuple[Sentence, ...]:
    """Every sentence as it may be read, in small letters and without its full stop: sentence, dimension, polarity."""
    with FILE.open(encoding="utf-8") as file:
        told = yaml.load(file, Loader=yaml.CSafeLoader)
    written = [*_of_dimensions(told["bokmaal"]), *_one_by_one(told["nynorsk"])]
    return tuple(
        (reading, dimension, POLARITIES[question])
        for question, dimension, sentence in written
        if dimension not in WITHOUT_THEME
        for reading in _readings(sentence, told["slots"])
    )


def _of_dimensions(told: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for questions in told.values():
        for question, dimensions in questions.items():
            for dimension, sentences in dimensions.items():
                yield from ((question, dimension, sentence) for sentence in sentences)


def _one_by_one(told: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for questions in told.values():
        for question, sentences in questions.items():
            yield from ((question, *pair) for sentence in sentences for pair in sentence.items())


def _readings(sentence: str, slots: dict[str, list[Any]]) -> list[str]:
    """A sentence with its gaps filled in every way."""
    gaps = [slot for slot in slots if f"{{{slot}}}" in sentence]
    plain = sentence.removesuffix(".").lower()
    return [
        plain.format(**dict(zip(gaps, (str(word).lower() for word in filling), strict=True)))
        for filling in product(*(slots[gap] for gap in gaps))
    ]
