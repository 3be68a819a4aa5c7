"""The questions that measure the suggestions are their own, and the measure tells what it says."""

from pathlib import Path

import yaml

from bench.suggestions import figures, held_out
from core.settings import ROOT
from etl.mapping.words import plain_answer


def asked(path: Path) -> set[str]:
    """Every text of a file of questions, in any place."""
    pending, found = [yaml.safe_load(path.read_text(encoding="utf-8"))], set()
    while pending:
        part = pending.pop()
        pending += list(part.values()) if isinstance(part, dict) else part if isinstance(part, list) else []
        found |= {plain_answer(part)} if isinstance(part, str) else set()
    return found


def test_no_question_is_in_both_halves_or_among_those_that_suggestions_are_made_from():
    halves = held_out()
    tuned, counted = ({plain_answer(text) for text, _ in halves[half]} for half in ("tuning", "test"))
    known = asked(ROOT / "reference" / "question_bank.yaml")
    known = known.union(*map(asked, (ROOT / "codebooks").glob("*.yaml")))

    assert len(tuned) + len(counted) >= 80
    assert not tuned & counted
    assert not (tuned | counted) & known


def test_suggestions_are_better_than_the_word_lists_alone_on_questions_that_were_only_counted():
    measured, by_words, _ = figures()

    assert measured.kept
    assert measured.measured > by_words.measured
