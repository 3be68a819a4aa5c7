"""SurveyMonkey: two header rows, or one

The question stands in the first header row above the first of its options, the options in the second; the condensed
form writes ``Question - option``. The cell of a ticked option repeats the option.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from core.codebook import Codebooks
from etl.columns import folded
from etl.export import Export
from etl.forms.columns import Columns, filled
from etl.forms.moments import in_iso_form, seconds_between
from etl.forms.sheets import are_questions, findings_of, known_table, only_table
from etl.personal import plain
from etl.reading import SourceFile, TextTable
from etl.reading.distinct import distinct

NUMBER = "respondentid"
STARTED = frozenset({"startdate", "datecreated", "startdato"})
ENDED = frozenset({"enddate", "datemodified", "sluttdato"})
OTHERS = frozenset({"collectorid", "collector", "samlerid"})
# Who answered is taken away later, by whoever takes it away from all exports.
WHO = frozenset(
    {"ipaddress", "ipadresse", "emailaddress", "epostadresse", "firstname", "fornavn", "lastname", "etternavn"}
)
SYSTEM = STARTED | ENDED | OTHERS | WHO | {NUMBER}
# What the second header row says under a question that has one answer.
SINGLE = frozenset({"response", "svar"})
OPEN = frozenset({"open-ended response", "åpent svar", "ope svar", "fritekstsvar"})
SEPARATOR = " - "
LEAST_RANKED = 3
# A dash in a question or an option is seldom; more of them part nothing.
MOST_DASHES = 20
_RESPONDENT = r"\d{8,14}"
_NUMBERED = re.compile(r" \(\d+\)$")


@dataclass(frozen=True)
class _Column:
    """A column of answers: its code in the table read, the question, and the option where the header tells one."""

    code: str
    question: str
    option: str
    cells: "pd.Series[str]"

    @property
    def name(self) -> str:
        """Question and option as the condensed form writes them."""
        return f"{self.question}{SEPARATOR}{self.option}" if self.option else self.question

    @cached_property
    def answers(self) -> set[str]:
        """The distinct answers."""
        return {folded(cell) for cell in distinct(self.cells)} - {""}

    @property
    def is_tick(self) -> bool:
        """Whether the column says nothing but its own option."""
        return bool(self.option) and self.answers == {folded(self.option)}


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether a table of the only file has the long numbers of respondents first, and then questions in full."""
    del codebooks
    return known_table(files, _is_of_surveymonkey) is not None


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent; an option of a question with several answers has the cells 1 and 0."""
    table = only_table(files, _is_of_surveymonkey)
    options = _options(table)
    cells = table.cells if options is None or table.labels else table.cells.iloc[1:]
    columns = Columns(cells.index)
    system = {plain(name): str(code) for name, code in zip(_first_names(table), cells.columns, strict=True)}
    for question in _questions(table, cells, options):
        _add(columns, question)
    started, ended = (next((system[name] for name in system if name in names), None) for names in (STARTED, ENDED))
    return Export(
        adapter="surveymonkey",
        files=(table.file,),
        table=columns.table(),
        column_labels=columns.texts,
        questions=columns.questions,
        rows_in_file=len(cells) + table.rows_left_out,
        findings=findings_of(table, files[0]),
        sheet=table.sheet,
        respondents=cells.iloc[:, 0].str.strip(),
        seconds=seconds_between(cells[started], cells[ended]) if started and ended else None,
        encoding=table.encoding,
    )


def _is_of_surveymonkey(table: TextTable) -> bool:
    names = [str(code) for code in table.cells.columns]
    numbers = table.cells.iloc[:, 0].str.strip()
    numbers = numbers.iloc[1:] if _option_row(table) is not None else numbers
    if plain(names[0]) != NUMBER or not len(numbers) or not numbers.str.fullmatch(_RESPONDENT).all():
        return False
    return are_questions([name for name in names if plain(name) not in SYSTEM])


def _first_names(table: TextTable) -> Sequence[str]:
    return [name or str(code) for name, code in zip(table.columns, table.cells.columns, strict=True)]


def _option_row(table: TextTable) -> list[str] | None:
    """The second header row where it was taken for an answer: it names no respondent and says ``Response``."""
    if table.cells.empty:
        return None
    first = [str(cell).strip() for cell in table.cells.iloc[0]]
    words = {cell.casefold() for cell in first}
    return first if not table.labels and not first[0] and words & (SINGLE | OPEN) else None


def _options(table: TextTable) -> list[str] | None:
    """The second header row; nothing in the condensed form."""
    return list(table.labels) if table.labels else _option_row(table)


def _questions(table: TextTable, cells: pd.DataFrame, options: Sequence[str] | None) -> Iterator[list[_Column]]:
    """The columns of each question, without those of the tool but the time of answering."""
    found = _condensed(cells) if options is None else _of_two_rows(table, cells, options)
    group: list[_Column] = []
    for column in found:
        if plain(column.question) in SYSTEM:
            if plain(column.question) in ENDED:
                yield [replace(column, cells=in_iso_form(column.cells, month_first=True))]
            continue
        if group and group[0].question != column.question:
            yield group
            group = []
        group.append(column)
    if group:
        yield group


def _of_two_rows(table: TextTable, cells: pd.DataFrame, options: Sequence[str]) -> Iterator[_Column]:
    """Blanks in the row of questions stand for the question before them."""
    question = ""
    for position, (name, option) in enumerate(zip(table.columns, options, strict=True)):
        shown = "" if option.casefold() in SINGLE else option
        # The reader of tables joins the rows where it knows them for what they are.
        question = folded(name).removesuffix(f"{SEPARATOR}{folded(shown)}") if name else question
        yield _Column(str(cells.columns[position]), question, folded(shown), cells.iloc[:, position])


def _condensed(cells: pd.DataFrame) -> Iterator[_Column]:
    """The header parted where the cells say that an option begins, or where neighbours begin with the same words."""
    names = {str(code): folded(_NUMBERED.sub("", str(code))) for code in cells.columns}
    questions = {name for code, name in names.items() if SEPARATOR not in name or plain(code) in SYSTEM}
    begins: Counter[str] = Counter()
    for code, name in names.items():
        ticked = _ticked_option(name, cells[code])
        if ticked:
            questions.add(name.removesuffix(f"{SEPARATOR}{ticked}"))
        begins.update(_beginnings(name))
    questions |= {begin for begin, times in begins.items() if times > 1}
    for code, name in names.items():
        known = [begin for begin in _beginnings(name) if begin in questions]
        question = known[-1] if known else name
        yield _Column(code, question, name[len(question) :].removeprefix(SEPARATOR), cells[code])


def _ticked_option(name: str, cells: "pd.Series[str]") -> str:
    """The only text in the cells, where the header ends with it."""
    texts = {folded(cell) for cell in distinct(cells)} - {""}
    text = next(iter(texts)) if len(texts) == 1 else ""
    return text if text and name.endswith(f"{SEPARATOR}{text}") else ""


def _beginnings(name: str) -> list[str]:
    """``A``, ``A - B`` of ``A - B - C``."""
    parts = name.split(SEPARATOR, MOST_DASHES)
    return [SEPARATOR.join(parts[:count]) for count in range(1, len(parts))]


def _add(columns: Columns, question: Sequence[_Column]) -> None:
    ticks = any(column.is_tick for column in question)
    answered = filled((column.cells for column in question if ticks), columns.index)
    ranked = _is_ranking(question)
    for column in question:
        text, group = column.question, column.question if column.option else ""
        if column.is_tick or (ticks and column.option and not column.answers):
            columns.tick(column.name, text, column.option, column.cells.str.strip().ne(""), answered)
        elif column.option.casefold() in OPEN:
            columns.ask(text, column.cells, text, kind="text")
        elif ranked:
            columns.ask(column.name, column.cells, column.name, kind="number", group=group)
        elif ticks or _is_own_words(column, question):
            columns.ask(column.name, column.cells, column.name, kind="text", group=group)
        elif column.option:
            columns.ask(column.name, column.cells, column.name, group=group)
        else:
            columns.add(column.name, column.cells)


def _is_own_words(column: _Column, question: Sequence[_Column]) -> bool:
    """Whether people wrote here what they meant: beside an answer to the question as such."""
    return bool(column.option) and any(not other.option for other in question)


def _is_ranking(question: Sequence[_Column]) -> bool:
    """Whether each option got a place, and no two options of a row the same."""
    places = {str(place) for place in range(1, len(question) + 1)}
    if len(question) < LEAST_RANKED or not all(column.option and column.answers <= places for column in question):
        return False
    rows = zip(*(column.cells.str.strip() for column in question), strict=True)
    whole = [row for row in rows if all(row)]
    return bool(whole) and all(len(set(row)) == len(row) for row in whole)
