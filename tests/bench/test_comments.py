"""The labelled lines say what they must, and the figures that the documents promise are those that are measured."""

import re
from pathlib import Path

from bench.comments.figures import HELD_OUT, figures
from bench.comments.labelled import HALVES, lines
from bench.comments.measured import KINDS, spans_found, themes_found
from views.words import CORE_DIMENSIONS, LEVELS

DOCS = Path(__file__).parents[2] / "docs"


def test_there_are_three_hundred_lines_of_every_kind_in_both_halves():
    halves = [lines(half) for half in HALVES]

    assert sum(map(len, halves)) >= 300
    for half in halves:
        assert {span.kind for line in half for span in line.spans} == set(KINDS)
        assert sum(not line.spans for line in half) >= 60
        themes = [theme for line in half for theme in line.themes or ()]
        assert {dimension for dimension, _, _ in themes} == set(CORE_DIMENSIONS)
        assert {level for _, level, _ in themes} <= set(LEVELS)


def test_no_line_is_in_both_halves():
    tuning, held_out = ({line.text for line in lines(half)} for half in HALVES)

    assert not tuning & held_out


def test_the_limits_are_kept():
    assert [figure.what for figure in figures() if not figure.kept] == []


def test_the_documents_tell_the_measured_figures():
    told = (DOCS / "personvern.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (\d+ av \d+) \|", told, re.MULTILINE))

    scores = spans_found(HELD_OUT)

    assert rows == {kind: f"{score.right} av {score.right + score.missed}" for kind, score in scores.items()}
    whole = themes_found(HELD_OUT, lambda theme: theme)
    assert f"{whole.recall:.0f} % av temaene" in told
    assert f"{whole.precision:.0f} % av forslagene" in told
