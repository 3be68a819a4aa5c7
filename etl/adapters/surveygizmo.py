"""Alchemer (SurveyGizmo): one header row

An option, or the row of a grid, is a column of its own called ``option:question``. The cell of a ticked option
repeats the option. The column Status says who answered to the end.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.codebook import Codebooks
from core.findings import Finding, of_rows
from etl.columns import folded
from etl.export import Export
from etl.forms.columns import Columns, filled
from etl.forms.moments import in_iso_form, seconds_between
from etl.forms.sheets import findings_of, known_table, only_table
from etl.personal import plain
from etl.reading import SourceFile, TextTable
from etl.reading.distinct import distinct, spelled, which

NUMBER = "responseid"
STATUS = "status"
STARTED = frozenset({"timestarted", "datestarted"})
SUBMITTED = frozenset({"datesubmitted", "timesubmitted", "datecompleted"})
# Columns of the tool; what it knows of who answered is taken away with them.
OTHERS = frozenset(
    {
        "contactid",
        "legacycomments",
        "comments",
        "language",
        "referer",
        "extendedreferer",
        "sessionid",
        "useragent",
        "longitude",
        "latitude",
        "country",
        "city",
        "stateregion",
        "region",
        "postal",
        "dma",
        "ipaddress",
        "linkname",
        "tags",
        "responselink",
        "editlink",
        "devicename",
    }
)
STATUSES = {
    "complete": "completed",
    "completed": "completed",
    "partial": "partial",
    "partially complete": "partial",
    "disqualified": "dropped",
    "abandoned": "partial",
    "quota": "dropped",
    "over quota": "dropped",
    "deleted": "dropped",
}
TESTS = ("test", "preview")
# A colon in a question or an option is seldom; more of them part nothing.
MOST_COLONS = 20


@dataclass(frozen=True)
class _Column:
    """A column: its code, and the option and the question that it is called after."""

    code: str
    option: str
    question: str


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether a table of the only file has the tool's own columns, and its words for who answered to the end."""
    del codebooks
    return known_table(files, _is_of_alchemer) is not None


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent; an option of a question with several answers has the cells 1 and 0."""
    table = only_table(files, _is_of_alchemer)
    system = _system_columns(table.cells)
    tests = which(table.cells[system["status"]], _is_test)
    cells = table.cells[~tests]
    findings = [*findings_of(table, files[0])]
    if tests.any():
        findings.append(of_rows("forms_test_rows", table.cells.index[tests], severity="info", file=table.file))
    status, unknown = _status(cells[system["status"]], table)
    columns = _columns(cells, system)
    started, submitted = system.get("started"), system.get("submitted")
    return Export(
        adapter="surveygizmo",
        files=(table.file,),
        table=columns.table(),
        column_labels=columns.texts,
        questions=columns.questions,
        status=status,
        rows_in_file=len(table.cells) + table.rows_left_out,
        findings=(*findings, *unknown),
        sheet=table.sheet,
        respondents=cells[system["number"]].str.strip(),
        seconds=seconds_between(cells[started], cells[submitted]) if started and submitted else None,
        encoding=table.encoding,
    )


def _is_of_alchemer(table: TextTable) -> bool:
    names = {plain(str(code)): str(code) for code in table.cells.columns}
    if NUMBER not in names or STATUS not in names or not set(names) & (STARTED | SUBMITTED):
        return False
    written = {text.split("(")[0].strip().casefold() for text in table.cells[names[STATUS]].unique()} - {""}
    return bool(written & STATUSES.keys())


def _system_columns(cells: pd.DataFrame) -> dict[str, str]:
    """What it is -> the first column that is called so."""
    found: dict[str, str] = {}
    for code in map(str, cells.columns):
        for meaning, names in (
            ("number", {NUMBER}),
            ("status", {STATUS}),
            ("started", STARTED),
            ("submitted", SUBMITTED),
        ):
            if plain(code) in names:
                found.setdefault(meaning, code)
    return found


def _is_test(status: str) -> bool:
    return any(word in status.casefold() for word in TESTS)


def _status(cells: "pd.Series[str]", table: TextTable) -> tuple["pd.Series[str]", list[Finding]]:
    """The status of each row, ``""`` where the tool's word is unknown, and a finding of such words."""
    written = cells.str.strip()
    status = spelled(written, lambda word: STATUSES.get(word.casefold(), "")).rename("status")
    unknown = written[status.eq("") & written.ne("")]
    if unknown.empty:
        return status, []
    place = {"file": table.file, "sheet": table.sheet, "column": str(cells.name)}
    return status, [of_rows("forms_status_unknown", unknown.index, severity="warning", values=unknown, **place)]


def _columns(cells: pd.DataFrame, system: Mapping[str, str]) -> Columns:
    """The answers, columns of one question beside each other where the first of them stands."""
    columns = Columns(cells.index)
    if submitted := system.get("submitted"):
        columns.add(submitted, in_iso_form(cells[submitted]))
    codes = [str(code) for code in cells.columns if str(code) not in system.values() and plain(str(code)) not in OTHERS]
    only = {code: _only_text(cells[code]) for code in codes}
    questions: dict[str, list[_Column]] = {}
    for column in _parted(codes, only):
        questions.setdefault(column.question, []).append(column)
    for group in questions.values():
        _add(columns, group, cells, only)
    return columns


def _only_text(cells: "pd.Series[str]") -> str | None:
    """The only text in a column, ``""`` where there is none; nothing where there are several."""
    texts = {folded(cell) for cell in distinct(cells)} - {""}
    return None if len(texts) > 1 else next(iter(texts), "")


def _parted(codes: Sequence[str], only: Mapping[str, str | None]) -> Iterator[_Column]:
    """Option and question of each column; no option where nothing tells that the colon parts two."""
    endings = Counter(ending for code in codes for ending in _endings(code))
    for code in codes:
        name, ticked = folded(code), only[code]
        if ticked and name.startswith(f"{ticked}:"):
            yield _Column(code, ticked, name.removeprefix(f"{ticked}:").strip())
            continue
        question = next((ending for ending in _endings(code) if endings[ending] > 1), "")
        option = name.removesuffix(question).rstrip(" :") if question else ""
        yield _Column(code, option, question or name)


def _endings(code: str) -> list[str]:
    """``B:C`` and ``C`` of ``A:B:C``."""
    parts = folded(code).split(":", MOST_COLONS)
    return [":".join(parts[position:]).strip() for position in range(1, len(parts))]


def _add(columns: Columns, group: Sequence[_Column], cells: pd.DataFrame, only: Mapping[str, str | None]) -> None:
    ticks = any(column.option and only[column.code] == column.option for column in group)
    answered = filled((cells[column.code] for column in group if ticks), columns.index)
    for column in group:
        written, text = cells[column.code], f"{column.question} - {column.option}"
        if not column.option:
            columns.add(column.code, written)
        elif ticks and only[column.code] in (column.option, ""):
            columns.tick(column.code, column.question, column.option, written.str.strip().ne(""), answered)
        elif ticks or _is_own_words(column.option):
            columns.ask(column.code, written, text, kind="text", group=column.question)
        else:
            columns.ask(column.code, written, text, group=column.question)


def _is_own_words(option: str) -> bool:
    """Whether the option is called ``Other - Write In``."""
    words = option.casefold()
    return words.startswith("other") and "write" in words
