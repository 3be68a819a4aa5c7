"""The elements of a form in Nettskjema, as its codebook in JSON lists them: questions by the columns they have."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import InputError
from core.findings import Finding
from etl.export import Question
from etl.reading import SourceFile

# A form of 500 questions takes 1 MB.
MAX_BYTES = 10_000_000
TICKED = {"1": "Valgt", "0": "Ikke valgt"}
# What Nettskjema writes for an unanswered question with radio buttons, unless the form has an answer with that code.
UNANSWERED = "-1"
ONE_ANSWER = ("RADIO", "SELECT")
NUMBERS = ("NUMBER", "LINEAR_SCALE")
# Elements that ask for nothing.
SHOWN = ("HEADING", "TEXT", "IMAGE", "PAGE_BREAK")
# Elements whose answer tells who gave it.
TELLING = ("ATTACHMENT", "EMAIL", "NATIONAL_ID_NUMBER", "PHONE")
_Json = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """Column -> question, and the columns that tell who answered."""

    questions: Mapping[str, Question]
    telling: frozenset[str]

    @property
    def columns(self) -> set[str]:
        """Every column that the form should have in an export."""
        return set(self.questions) | self.telling


def form_of(file: SourceFile) -> Form | None:
    """The form that a codebook file describes; nothing where it is no such file."""
    elements = _elements(file)
    if elements is None:
        return None
    found: dict[str, Question] = {}
    telling = set()
    for element in elements:
        kind = _text(element, "elementType")
        # Where the codebook is off, a question has no code, and its text is its column.
        code = _text(element, "externalElementId") or _text(element, "text")
        if code and kind in TELLING:
            telling.add(code)
        elif code and kind not in SHOWN:
            found |= {question.column: question for question in _questions(element, code, kind)}
    return Form(found, frozenset(telling)) if found else None


def _elements(file: SourceFile) -> list[_Json] | None:
    """The list of elements, alone or under its name; InputError where JSON is too large or broken."""
    if not file.content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"[", b"{")):
        return None
    if len(file.content) > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        raise InputError([Finding("file_too_large", file=file.name, details={"megabytes": megabytes})])
    try:
        document = json.loads(file.content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError([Finding("nettskjema_codebook_damaged", file=file.name)]) from error
    elements = document.get("elements") if isinstance(document, dict) else document
    if not isinstance(elements, list) or not all(isinstance(element, dict) for element in elements):
        return None
    return elements if any("elementType" in element for element in elements) else None


def _questions(element: _Json, code: str, kind: str) -> Iterator[Question]:
    """The questions that an element has columns for: itself, its rows, its options, or the options of each row."""
    text = _text(element, "text") or code
    rows = [(f"{code}.{key}", f"{text} - {name}") for key, name in _coded(element, "subElements", "externalElementId")]
    asked = rows if kind.startswith("MATRIX_") else [(code, text)]
    answers = _coded(element, "answerOptions", "externalAnswerOptionId")
    for column, question in asked:
        if kind.endswith("CHECKBOX"):
            for key, name in answers:
                yield Question(f"{column}.{key}", f"{question} - {name}", TICKED, "multiple", question)
        else:
            yield _question(element, kind.removeprefix("MATRIX_"), column, question, text if rows else "")


def _question(element: _Json, kind: str, column: str, text: str, group: str) -> Question:
    labels = dict(_coded(element, "answerOptions", "externalAnswerOptionId")) or _points(element)
    if kind in ONE_ANSWER:
        no_answer = () if UNANSWERED in labels else (UNANSWERED,)
        return Question(column, text, labels, "single", group, no_answer)
    if labels:
        return Question(column, text, labels, "single", group)
    return Question(column, text, {}, "number" if kind in NUMBERS else "text", group)


def _coded(element: _Json, part: str, code: str) -> list[tuple[str, str]]:
    """Code and text of the parts of an element in the order shown; those without a code have no column or cell."""
    parts = [one for one in element.get(part) or [] if isinstance(one, dict)]
    ordered = sorted(parts, key=lambda one: _whole(one, "sequence") or 0)
    return [(_text(one, code), _text(one, "text") or _text(one, code)) for one in ordered if _text(one, code)]


def _points(element: _Json) -> dict[str, str]:
    """The points of a linear scale with the words at its ends and in its middle; nothing where it has no words."""
    low, high = _whole(element, "minimumValue"), _whole(element, "maximumValue")
    if "SCALE" not in _text(element, "elementType") or low is None or high is None or not 0 < high - low <= 100:
        return {}
    names = {low: "minimumValueText", (low + high) / 2: "midValueText", high: "maximumValueText"}
    words = {point: word for point, name in names.items() if (word := _text(element, name))}
    return {str(point): words.get(point, str(point)) for point in range(low, high + 1)} if words else {}


def _text(element: _Json, name: str) -> str:
    """A text of an element on one line, "" where it has none; R writes each value as a list of one."""
    value = _single(element.get(name))
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _whole(element: _Json, name: str) -> int | None:
    value = _single(element.get(name))
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def _single(value: object) -> object:
    return value[0] if isinstance(value, Sequence) and not isinstance(value, str) and len(value) == 1 else value
