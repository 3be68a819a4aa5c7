"""The figures of ``python -m bench comments``: of the half of the lines that was only measured, by kind."""

from collections.abc import Iterator

import pandas as pd

from bench.comments.labelled import HALVES, lines
from bench.comments.measured import KINDS, Score, left_readable, spans_found, themes_found, without_theme_found
from bench.timing import taken
from bench.verdicts import Figure
from etl.masking import masked

TUNING, HELD_OUT = HALVES
# What is promised to readers (docs/personvern.md), in per cent.
LEAST_RECALL = {"address": 80.0, "name": 80.0}
LEAST, LEAST_OF_THEMES = 95.0, 80.0
# Written to make a pattern look again and again; nobody's survey is held up by them.
LONG = ("a" * 200_000, "12" * 50_000, "1 " * 50_000, "99 99 " * 20_000, "a@" * 50_000)
MOST_SECONDS = 5.0


def figures() -> list[Figure]:
    """Precision and recall of masks, of suspected names and of themes; and that no text holds the masks up."""
    return [*_masks(), *_themes(), _long()]


def _long() -> Figure:
    texts = pd.Series(LONG, dtype="str")
    return Figure("masking of long texts made to be slow", taken(lambda: masked(texts)).cpu, " s", at_most=MOST_SECONDS)


def _masks() -> Iterator[Figure]:
    for kind, score in spans_found(HELD_OUT).items():
        named = f"{kind}, {score.right + score.missed} in lines held out"
        yield Figure(f"{named}: recall", score.recall, " %", at_least=LEAST_RECALL.get(kind, LEAST))
        # A suspected name is only pointed at.
        yield Figure(f"{named}: precision", score.precision, " %", at_least=None if kind == "name" else LEAST)
    left, parts = left_readable(HELD_OUT)
    yield Figure(f"of {parts} personal parts, left readable", left, "")
    tuned = spans_found(TUNING)
    worst = min(KINDS, key=lambda kind: tuned[kind].recall)
    yield Figure(f"lowest recall in the half that was tuned on ({worst})", tuned[worst].recall, " %")
    yield Figure("labelled lines", sum(len(lines(half)) for half in HALVES), "", at_least=300)


def _themes() -> Iterator[Figure]:
    whole = themes_found(HELD_OUT, lambda theme: theme)
    yield from _pair("theme (dimension, level and polarity)", whole, LEAST_OF_THEMES)
    yield from _pair("theme, dimension alone", themes_found(HELD_OUT, lambda theme: theme[0]), LEAST_OF_THEMES)
    none = without_theme_found(HELD_OUT)
    yield Figure(f"about none of the six, {none.right + none.missed} lines: left without a theme", none.recall, " %")


def _pair(named: str, score: Score, least: float) -> Iterator[Figure]:
    judged = f"{named}, {score.right + score.missed} in lines held out"
    yield Figure(f"{judged}: recall", score.recall, " %", at_least=least)
    yield Figure(f"{judged}: precision", score.precision, " %", at_least=least)
