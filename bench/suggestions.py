"""How often the proposed dimension of a question is the right one, on questions that nothing was made from."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from bench.verdicts import Figure
from core.settings import Settings
from etl.context import load_context
from etl.mapping.suggestions import OTHER, Advice
from etl.mapping.words import dimension_words

HELD_OUT = Path(__file__).parent / "held_out.yaml"
LEAST_RIGHT = 60.0
Labelled = Sequence[tuple[str, str]]


def figures() -> list[Figure]:
    """The share that is right in the half that was only counted, beside the word lists alone and the other half."""
    halves = held_out()
    with tempfile.TemporaryDirectory() as name:
        context = load_context(Settings(data=Path(name)))
    advice = Advice(context.codebooks.values(), context.catalogue.dimension, "")

    def suggested(text: str) -> str:
        return advice.about(text)["dimension"].value

    return [
        Figure(
            f"dimension right, {len(halves['test'])} questions",
            _right(halves["test"], suggested),
            " %",
            at_least=LEAST_RIGHT,
        ),
        Figure("dimension right, word lists alone", _right(halves["test"], by_words), " %"),
        Figure("dimension right, half that was tuned on", _right(halves["tuning"], suggested), " %"),
    ]


def held_out() -> dict[str, Labelled]:
    """Half -> pairs of question and dimension."""
    with HELD_OUT.open(encoding="utf-8") as file:
        halves = yaml.safe_load(file)
    return {
        half: [(text, dimension) for dimension, texts in by_dimension.items() for text in texts]
        for half, by_dimension in halves.items()
    }


def by_words(text: str) -> str:
    """The dimension of the first word list that has a word of the question."""
    return next(iter(dimension_words(text)), OTHER)


def _right(labelled: Labelled, suggested: Callable[[str], str]) -> float:
    return 100 * sum(suggested(text) == dimension for text, dimension in labelled) / len(labelled)
