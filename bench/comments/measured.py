"""Precision and recall: of what is masked by kind, of names that are pointed at, and of themes."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.comments.labelled import Line, lines
from core.settings import ROOT
from etl.comments.themes import Theme, lexicon
from etl.masking import MASKS, found
from etl.masking.names import likely_names
from etl.masking.spans import Span

KINDS = (*MASKS, "name")


@dataclass(frozen=True)
class Score:
    """How many were right, how many too many, and how many were missed."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """The part of what was found that is so, in per cent; 100 where nothing was found."""
        return 100 * self.right / (self.right + self.false) if self.right + self.false else 100.0

    @property
    def recall(self) -> float:
        """The part of what is so that was found, in per cent; 100 where there is none."""
        return 100 * self.right / (self.right + self.missed) if self.right + self.missed else 100.0


def spans_found(half: str) -> dict[str, Score]:
    """By kind: a part is found where all of it is covered by one of its kind; what covers nothing of it is false."""
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for line in lines(half):
        masked = found(line.text)
        # Names are looked for in what has been masked already.
        told = [*masked, *(name for name in likely_names(line.text) if not any(name.overlaps(one) for one in masked))]
        for span in line.spans:
            covered = any(one.kind == span.kind and one.start <= span.start and span.end <= one.end for one in told)
            (right if covered else missed)[span.kind] += 1
        for one in told:
            false[one.kind] += not any(one.kind == span.kind and one.overlaps(span) for span in line.spans)
    return {kind: Score(right[kind], false[kind], missed[kind]) for kind in KINDS}


def left_readable(half: str) -> tuple[int, int]:
    """Personal parts (names apart) of which a character is left after masking, whatever the kind; and all of them."""
    parts = [(line, span) for line in lines(half) for span in line.spans if span.kind != "name"]
    return sum(not _is_covered(span, found(line.text)) for line, span in parts), len(parts)


def themes_found(half: str, part: Callable[[Theme], object]) -> Score:
    """Suggested themes against the labelled ones; ``part`` is what of a theme must agree."""
    words = lexicon([ROOT / "reference"])
    judged = [line for line in lines(half) if line.themes is not None]
    return _summed(_compared(line, words.suggested(line.text), part) for line in judged)


def without_theme_found(half: str) -> Score:
    """The lines that are about none of the six, and the lines for which nothing is suggested."""
    words = lexicon([ROOT / "reference"])
    judged = [(bool(line.themes), bool(words.suggested(line.text))) for line in lines(half) if line.themes is not None]
    count = Counter(judged)
    return Score(count[False, False], count[True, False], count[False, True])


def _compared(
    line: Line, suggested: Sequence[tuple[str, str, str]], part: Callable[[tuple[str, str, str]], object]
) -> Score:
    got, wanted = {part(theme) for theme in suggested}, {part(theme) for theme in line.themes or ()}
    return Score(len(got & wanted), len(got - wanted), len(wanted - got))


def _summed(scores: Iterable[Score]) -> Score:
    total = Counter[str]()
    for score in scores:
        total.update(right=score.right, false=score.false, missed=score.missed)
    return Score(total["right"], total["false"], total["missed"])


def _is_covered(span: Span, told: Sequence[Span]) -> bool:
    return all(any(one.start <= at < one.end for one in told) for at in range(span.start, span.end))
