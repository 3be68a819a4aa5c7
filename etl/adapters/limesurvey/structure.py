"""The structure of a LimeSurvey survey (``.lss``): questions, their parts, and the texts of answers.

The file is XML from outside: one with a document type or entities, which no survey has, is refused before they count.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from core.errors import InputError
from core.findings import Finding
from etl.columns import folded
from etl.reading import SourceFile

MARK = b"<LimeSurveyDocType>Survey</LimeSurveyDocType>"
# The mark stands at the top.
HEAD = 4096
# Survey with a thousand questions in four languages: five million bytes.
MAX_BYTES = 20_000_000
# Answers that the tool has words for, and writes as a letter.
YES_NO = {"Y": "Ja", "N": "Nei"}
LETTERS = {"Y": YES_NO, "C": {"Y": "Ja", "U": "Usikker", "N": "Nei"}, "E": {"I": "Øker", "S": "Uendret", "D": "Avtar"}}
OTHER = {"-oth-": "Annet"}
_TAG = re.compile(r"<[^<>]*>")

Row = dict[str, str]


@dataclass(frozen=True)
class AskedQuestion:
    """A question: its type as a letter, its text, code -> text of its parts and of its answers."""

    code: str
    type: str
    text: str
    parts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Structure:
    """The questions by their codes."""

    questions: dict[str, AskedQuestion] = field(default_factory=dict)


class _RefusedError(Exception):
    """Something in the file that no survey has."""


def is_structure(file: SourceFile) -> bool:
    """Whether the file says of itself that it is the structure of a survey."""
    return MARK in file.content[:HEAD]


def structure_of(file: SourceFile) -> Structure:
    """The questions of the survey in its own language; InputError where the file is damaged or suspicious."""
    if len(file.content) > MAX_BYTES:
        details: dict[str, object] = {"megabytes": MAX_BYTES // 1_000_000}
        raise InputError([Finding("file_too_large", file=file.name, details=details)])
    try:
        sections = _sections(file.content)
    except (expat.ExpatError, _RefusedError) as error:
        raise InputError([Finding("limesurvey_structure_unreadable", file=file.name)]) from error
    language = _language(sections)
    texts = _texts(sections, language)
    top = [row for row in _in_language(sections.get("questions", []), language) if row.get("parent_qid", "0") == "0"]
    parts = [*sections.get("subquestions", []), *sections.get("questions", [])]
    parts = [row for row in _in_language(parts, language) if row.get("parent_qid", "0") != "0"]
    answers = _answers(sections, language)
    of_question: dict[str, list[Row]] = {}
    for part in sorted(parts, key=_order("question_order")):
        of_question.setdefault(part["parent_qid"], []).append(part)
    return Structure(
        {
            row["title"]: _question(row, of_question.get(row.get("qid", ""), []), texts, answers)
            for row in top
            if row.get("title")
        }
    )


def _sections(content: bytes) -> dict[str, list[Row]]:
    """Section -> its rows; each row is field -> text."""
    found: dict[str, list[Row]] = {}
    path: list[str] = []
    pieces: list[str] = []

    def start(name: str, _: object) -> None:
        path.append(name)
        pieces.clear()
        if name == "row" and len(path) > 2:
            found.setdefault(path[1], []).append({})

    def end(name: str) -> None:
        path.pop()
        if path[-1:] == ["row"] and len(path) > 2:
            found[path[1]][-1][name] = "".join(pieces)
        elif name == "language" and path[-1:] == ["languages"]:
            found.setdefault("languages", []).append({"language": "".join(pieces)})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.Parse(content, True)
    return found


def _refuse(*_: object) -> None:
    raise _RefusedError


def _language(sections: Mapping[str, list[Row]]) -> str:
    """The survey's own language."""
    for section in ("surveys", "languages"):
        for row in sections.get(section, []):
            if row.get("language"):
                return row["language"]
    return ""


def _in_language(rows: Iterable[Row], language: str) -> list[Row]:
    """Rows that are in the language, or in none: older structures write a question once a language."""
    return [row for row in rows if row.get("language", language) in (language, "")]


def _texts(sections: Mapping[str, list[Row]], language: str) -> dict[str, str]:
    """Number of a question or a part -> its text, where texts have a section of their own."""
    rows = _in_language(sections.get("question_l10ns", []), language)
    return {row.get("qid", ""): plain_text(row.get("question", "")) for row in rows}


def _answers(sections: Mapping[str, list[Row]], language: str) -> dict[str, dict[str, str]]:
    """Number of a question -> code -> text of its answers, in their order."""
    own = {
        row.get("aid", ""): row.get("answer", "") for row in _in_language(sections.get("answer_l10ns", []), language)
    }
    found: dict[str, dict[str, str]] = {}
    rows = _in_language(sections.get("answers", []), language)
    for row in sorted(rows, key=_order("sortorder")):
        text = own.get(row.get("aid", ""), row.get("answer", ""))
        found.setdefault(row.get("qid", ""), {}).setdefault(row.get("code", ""), plain_text(text))
    return found


def _order(field_name: str) -> Callable[[Row], int]:
    def order(row: Row) -> int:
        written = row.get(field_name, "")
        return int(written) if written.isdecimal() else 0

    return order


def _question(
    row: Row, parts: Iterable[Row], texts: Mapping[str, str], answers: Mapping[str, dict[str, str]]
) -> AskedQuestion:
    number, letter = row.get("qid", ""), row.get("type", "")
    labels = answers.get(number) or LETTERS.get(letter, {})
    return AskedQuestion(
        code=row["title"],
        type=letter,
        text=texts.get(number) or plain_text(row.get("question", "")),
        parts={
            part.get("title", ""): texts.get(part.get("qid", "")) or plain_text(part.get("question", ""))
            for part in parts
        },
        labels={**labels, **(OTHER if row.get("other") == "Y" and letter in "L!" else {})},
    )


def plain_text(written: str) -> str:
    """A text without the marks of a web page."""
    return folded(html.unescape(_TAG.sub(" ", written)))
