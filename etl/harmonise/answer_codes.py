"""What one written answer means on a scale: a value, or the reason that there is none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from core.codebook import Scale

Missing = Literal["unanswered", "dont_know", "not_applicable", "out_of_scale", "unknown_code"]
MISSING: tuple[Missing, ...] = ("unanswered", "dont_know", "not_applicable", "out_of_scale", "unknown_code")
QUARANTINED: tuple[Missing, ...] = ("out_of_scale", "unknown_code")
# Short enough to be a code; what Python would also take for a number (1_0, nan, ١) is none.
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
WORDS = Path(__file__).parent.parent.parent / "reference" / "answer_words.yaml"
_WORD_REASONS: tuple[tuple[str, Missing], ...] = (
    ("dont_know", "dont_know"),
    ("not_applicable", "not_applicable"),
    ("missing", "unanswered"),
)


@dataclass(frozen=True)
class Meaning:
    """A value in scale units as written (not turned), or the reason that it is missing."""

    value: float | None = None
    missing: Missing | None = None


def folded(written: object) -> str:
    """The form in which labels are compared: case and blanks do not count."""
    return " ".join(str(written).split()).casefold()


@cache
def word_reasons() -> dict[str, Missing]:
    """Why there is no rating, by the folded word that says so."""
    with WORDS.open(encoding="utf-8") as file:
        words = yaml.load(file, Loader=yaml.CSafeLoader)
    return {folded(word): reason for name, reason in _WORD_REASONS for word in words[name]}


class AnswerCodes:
    """The meanings of one item's answers: labels first, then the codebook's codes, then the number itself.

    ``no_answer`` are codes that the export declares to be none; a label may still say that it is «vet ikke».
    """

    def __init__(
        self, scale: Scale, export_labels: Mapping[str, str] | None = None, no_answer: Iterable[str] = ()
    ) -> None:
        self._no_answer = {_plain(folded(code)) for code in no_answer}
        self._scale = scale
        self._export_labels = {folded(code): folded(label) for code, label in (export_labels or {}).items()}
        self._values = _values_by_label(scale)
        self._reasons = dict(word_reasons()) | _reasons_by_code(scale)

    def meaning(self, written: str) -> Meaning:
        """What one cell means."""
        cell = folded(written)
        if not cell:
            return Meaning(missing="unanswered")
        label = self._export_labels.get(cell) or self._export_labels.get(_plain(cell), "")
        declared = _plain(cell) in self._no_answer
        for word in filter(None, (label, cell, _plain(cell))):
            if word in self._reasons:
                return Meaning(missing=self._reasons[word])
            if word in self._values and not declared:
                return Meaning(value=self._values[word])
        return Meaning(missing="unanswered") if declared else self._by_number(cell)

    def _by_number(self, cell: str) -> Meaning:
        value = _as_number(cell)
        if value is None:
            return Meaning(missing="unknown_code")
        if self._scale.min <= value <= self._scale.max and value == int(value):
            return Meaning(value=value)
        return Meaning(missing="out_of_scale")


def _values_by_label(scale: Scale) -> dict[str, float]:
    return {folded(word): float(value) for value, names in scale.labels.items() for word in names.values()}


def _reasons_by_code(scale: Scale) -> dict[str, Missing]:
    lists: tuple[tuple[Iterable[object], Missing], ...] = (
        (scale.dont_know, "dont_know"),
        (scale.not_applicable, "not_applicable"),
        (scale.missing, "unanswered"),
    )
    return {folded(code): reason for codes, reason in lists for code in codes}


def _as_number(cell: str) -> float | None:
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None


def _plain(cell: str) -> str:
    """``4,0`` and ``4.0`` are the code ``4``."""
    value = _as_number(cell)
    return str(int(value)) if value is not None and value == int(value) else cell
