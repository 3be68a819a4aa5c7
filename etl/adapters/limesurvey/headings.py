"""Column headers of LimeSurvey: ``Q1``, ``Q1. Question``, ``Q1[sub]``, ``Q1[sub]. Question [option]``, ``Question``."""

import re
from dataclasses import dataclass

from etl.columns import folded
from etl.reading import TextTable
from etl.reading.headers import unique

# The columns of the tool as they are called where headers are texts; code -> words.
TOOL_COLUMNS = {
    "id": ("response id", "svar-id", "respons-id", "svarid"),
    "submitdate": ("date submitted", "dato sendt", "dato sendt inn", "innsendt dato", "dato innsendt"),
    "lastpage": ("last page", "siste side"),
    "startlanguage": ("start language", "startspråk", "oppstartsspråk"),
    "seed": ("seed", "frø"),
    "token": ("token", "access code", "tilgangskode"),
    "startdate": ("date started", "startdato", "dato startet", "dato starta"),
    "datestamp": ("date last action", "dato siste handling", "siste handling"),
    "ipaddr": ("ip address", "ip-adresse"),
    "refurl": ("referrer url", "henvisnings-url", "referer-url"),
    "interviewtime": ("total time", "total tid", "samlet tid"),
}  # fmt: skip
# What only this tool writes, and how many of them are enough.
MARKS = frozenset({"submitdate", "lastpage", "startlanguage", "seed"})
LEAST_MARKS = 2
_CODES = {word: code for code, words in TOOL_COLUMNS.items() for word in words}
_HEADER = re.compile(
    r"(?P<question>[A-Za-z][A-Za-z0-9_]*)(?P<subs>(?:\[[^\[\]]*\])*)(?:\s*\.\s+(?P<text>.*))?", re.DOTALL
)
_TIMING = re.compile(r"(?:interviewtime|groupTime\d+|\w+Time)")


@dataclass(frozen=True)
class Heading:
    """A column: its unique code, the code of the question and of what is in brackets, and the texts of both."""

    code: str
    question: str
    subs: tuple[str, ...] = ()
    text: str = ""
    option: str = ""
    is_timing: bool = False


def is_of_limesurvey(table: TextTable) -> bool:
    """Whether the table has the columns that only this tool writes."""
    return len(MARKS & {_tool_code(name) for name in table.cells.columns}) >= LEAST_MARKS


def headings_of(table: TextTable) -> list[Heading]:
    """What each column of the table is, in their order."""
    written = table.columns if all(table.columns) else tuple(map(str, table.cells.columns))
    has_codes = any(folded(name).partition(". ")[0] in TOOL_COLUMNS for name in written)
    parsed = [_parsed(name, has_codes=has_codes) for name in written]
    codes = unique([heading.code for heading in parsed])
    questions = {heading.question for heading in parsed}
    return [
        Heading(code, heading.question, heading.subs, heading.text, heading.option, _is_timing(heading, questions))
        for code, heading in zip(codes, parsed, strict=True)
    ]


def _tool_code(name: str) -> str | None:
    """The code of a column of the tool; nothing for a question."""
    shown = folded(name)
    before = shown.partition(". ")[0]
    if before in TOOL_COLUMNS:
        return before
    return _CODES.get(shown.casefold())


def _parsed(name: str, *, has_codes: bool) -> Heading:
    if code := _tool_code(name):
        return Heading(code, code)
    match = _HEADER.fullmatch(name) if has_codes else None
    if match is None:
        return _of_text(name)
    subs = tuple(re.findall(r"\[([^\[\]]*)\]", match["subs"]))
    text, option = _text_and_option(match["text"] or "", bool(subs))
    return Heading(f"{match['question']}{match['subs']}", match["question"], subs, text, option)


def _of_text(name: str) -> Heading:
    """A header that is only text: what stands in brackets at its end is the option."""
    text, option = _text_and_option(name, has_option=True)
    return Heading(folded(name), text, (option,) if option else (), text, option)


def _text_and_option(written: str, has_option: bool) -> tuple[str, str]:
    """The text, and what stands in brackets at its end; there may be brackets in those."""
    shown = folded(written)
    if not has_option or not shown.endswith("]"):
        return shown, ""
    depth = 0
    for position in range(len(shown) - 1, -1, -1):
        depth += (shown[position] == "]") - (shown[position] == "[")
        if depth == 0:
            return shown[:position].rstrip(), shown[position + 1 : -1]
    return shown, ""


def _is_timing(heading: Heading, questions: set[str]) -> bool:
    """How long a page or a question took: ``Q1Time`` beside ``Q1``."""
    if not _TIMING.fullmatch(heading.question) or heading.subs:
        return False
    begins = heading.question.removesuffix("Time")
    return begins in questions or heading.question.startswith(("interviewtime", "groupTime"))
