"""Report portal of the pupil, parent and teacher surveys

A workbook for people: which places were chosen, then blocks of questions under the row that says what each column
counts. Either each question has a row of its own, or a row for each place below it, or the place stands beside it.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding, of_rows
from etl.export import Export, Question
from etl.harmonise.answer_codes import folded, word_reasons
from etl.published_figures import BETWEEN_PARTS, figures_table, place_named
from etl.reading import SourceFile, TextTable, read_tables
from etl.reading.workbook import is_workbook
from etl.udir import clean, survey, without_parts

# Portal reports are small; a large workbook is none and need not be read once more to see it.
LARGEST = 5_000_000
LIST_OF_PLACES = ("Utvalg", "År", "Prikket", "Sist oppdatert")
RESPONSE = ("Utvalg", "Undersøkelse", "Inviterte", "Besvarte")
PLACE = "Utvalg"
HIDDEN = "-"
# The portal marks a place of which everything is hidden.
DOTTED = "X"
_FIGURE = re.compile(r"-|\*|X|[\d\s.,]+%?")
_PLACE = re.compile(
    r"(?P<name>.*?)\s*\((?P<period>(?:vår|høst|haust)\s+\d{4})\)\s*(?:-\s*(?P<group>.*))?", re.IGNORECASE
)
# Answers that are beside the scale, in questions where most others are on it.
_NO_RATING = re.compile(r"(?:vet|veit) ikk|har ikk|ikk(?:e|je) (?:aktuel|relevan)", re.IGNORECASE)


@dataclass(frozen=True)
class _Row:
    """A row of the sheet with clean texts, by position; ``after_gap`` says that the row above is blank."""

    number: int
    cells: tuple[str, ...]
    after_gap: bool

    @property
    def texts(self) -> dict[int, str]:
        """Filled cells to the right of the first that hold words."""
        return {place: cell for place, cell in enumerate(self.cells) if place and cell and not _is_figure(cell)}

    def only_first(self, last: int | None = None) -> bool:
        """Whether nothing stands beside the first cell, up to the last column of the block."""
        return bool(self.cells[0]) and not any(self.cells[1 : None if last is None else last + 1])


@dataclass
class _Block:
    """The labels in force: position of a column -> its label; where the place stands; the stem of the questions.

    ``of_choices`` says that the labels are places, and each row is one of several things that pupils could tick.
    """

    labels: dict[int, str]
    place_beside: bool
    of_choices: bool = False
    stem: str = ""
    question: str = ""

    @property
    def last(self) -> int:
        """The last column of the block: a percentage may stand beside the last count."""
        return max(self.labels) + 1


@dataclass
class _Found:
    """Questions and rows of figures in the order of the sheet."""

    questions: dict[str, Question] = field(default_factory=dict)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    outside: list[int] = field(default_factory=list)
    choices: list[int] = field(default_factory=list)
    uses: Counter[str] = field(default_factory=Counter)


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only file is a workbook that begins with the portal's list of chosen places."""
    del codebooks
    if len(files) != 1 or len(files[0].content) > LARGEST or not is_workbook(files[0].content):
        return False
    first = _rows(read_tables(files[0], has_header=False)[0])[:3]
    return any(row.cells[:4] == LIST_OF_PLACES for row in first)


def read(files: Sequence[SourceFile]) -> Export:
    """A row a place, period and question; of a report of response rates a row a place, period and survey."""
    sheets = read_tables(files[0], has_header=False)
    rows = _rows(sheets[0])
    others = tuple(sheet.sheet or "" for sheet in sheets[1:])
    left_out = [Finding("sheets_left_out", "info", files[0].name, sheets[0].sheet, values=others)] if others else []
    if any(row.cells[:4] == RESPONSE for row in rows):
        return _response(rows, files[0], sheets[0].sheet, left_out)
    found = _figures(rows)
    if not found.rows:
        raise InputError([Finding("udir_no_figures", file=files[0].name, sheet=sheets[0].sheet)])
    for code, numbers in (("udir_choices_left_out", found.choices), ("cells_outside_table", found.outside)):
        if numbers:
            left_out.append(of_rows(code, numbers, severity="info", file=files[0].name, sheet=sheets[0].sheet))
    return Export(
        adapter="udir_portal",
        files=(files[0].name,),
        table=figures_table(found.rows.values(), found.rows),
        questions=found.questions,
        kind="figures",
        rows_in_file=len(found.rows) + len(found.choices),
        findings=tuple(left_out),
        sheet=sheets[0].sheet,
    )


def _rows(table: TextTable) -> list[_Row]:
    """The sheet's rows that are not blank; a column that is blank throughout is filled in again."""
    cells = table.cells
    places = [int(code.rpartition(" ")[2]) - 1 for code in cells.columns]
    width = max([*places, 3]) + 1
    rows, above = [], 0
    for number, written in zip(cells.index, cells.to_numpy(), strict=True):
        shown = [""] * width
        for place, cell in zip(places, written, strict=True):
            shown[place] = clean(cell)
        if any(shown):
            rows.append(_Row(int(number), tuple(shown), int(number) > above + 1))
            above = int(number)
    return rows


def _figures(rows: Sequence[_Row]) -> _Found:
    start = next(place for place, row in enumerate(rows) if row.cells[:4] == LIST_OF_PLACES)
    chosen = _chosen(rows[start + 1 :])
    rest = rows[start + 1 + len(chosen) :]
    told = survey(rest[0].cells[0]) if rest else None
    about = dict(zip(("service", "role"), told, strict=True)) if told else {}
    found, block = _Found(), None
    for row in rest:
        labels = _labels(row, chosen)
        if labels or block is None:
            block = labels or block
            beside = not labels and not row.cells[0]
        else:
            _add(found, row, block, chosen, about)
            beside = any(row.cells[block.last + 1 :])
        if beside:
            found.outside.append(row.number)
    return found


def _chosen(rows: Sequence[_Row]) -> dict[str, _Row]:
    """The chosen places, each with its row: half-year, and a mark where everything about it is hidden."""
    chosen: dict[str, _Row] = {}
    for row in rows:
        if row.only_first() or row.after_gap:
            break
        chosen[row.cells[0]] = row
    return chosen


def _labels(row: _Row, chosen: Collection[str]) -> _Block | None:
    """The block a row of labels begins: words in the second cell and, evenly spaced, in others beside it."""
    texts = row.texts
    if 1 not in texts or len(texts) < 2:
        return None
    beside = texts[1] == PLACE
    places = [place for place in texts if not (beside and place == 1)]
    step = places[1] - places[0] if len(places) > 1 else 1
    labels = {place: texts[place] for number, place in enumerate(places) if place == places[0] + number * step}
    of_choices = all(label in chosen for label in labels.values())
    return _Block(labels, beside, of_choices, stem="" if beside else row.cells[0])


def _has_figures(row: _Row, block: _Block) -> bool:
    return any(_is_figure(row.cells[place]) for place in block.labels if place < len(row.cells))


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell) is not None


def _add(found: _Found, row: _Row, block: _Block, chosen: Mapping[str, _Row], about: Mapping[str, str]) -> None:
    """What a row below labels is: a theme after a blank row, else a question that places stand under, or figures."""
    if block.of_choices:
        found.choices += [row.number] if _has_figures(row, block) else []
    elif row.only_first(block.last):
        block.question = "" if row.after_gap else _new_question(found, row, block)
    elif _has_figures(row, block):
        found.rows[row.number] = {**_told(found, row, block, chosen), **about}


def _told(found: _Found, row: _Row, block: _Block, chosen: Mapping[str, _Row]) -> dict[str, str]:
    """The place, the question and the counts of a row of figures."""
    place = row.cells[1] if block.place_beside else row.cells[0]
    if not block.place_beside and not (place in chosen and block.question):
        place = next(iter(chosen), "")
        block.question = _new_question(found, row, block)
    elif block.place_beside and row.cells[0]:
        block.question = _new_question(found, row, block)
    dotted = place in chosen and bool(chosen[place].cells[2])
    return {**_place(place, chosen), "item": block.question, "n": "", **_counts(row, block, dotted)}


def _new_question(found: _Found, row: _Row, block: _Block) -> str:
    """A question by its text; a text that comes again is another question and gets a number."""
    text = f"{block.stem}{BETWEEN_PARTS}{row.cells[0]}" if block.stem else row.cells[0]
    found.uses[text] += 1
    name = text if found.uses[text] == 1 else f"{text} ({found.uses[text]})"
    points = [label for label in block.labels.values() if not _is_no_rating(label)]
    labels = {str(point): label for point, label in enumerate(points, 1)}
    found.questions[name] = Question(name, name, labels, group=block.stem)
    return name


def _is_no_rating(label: str) -> bool:
    return folded(label) in word_reasons() or _NO_RATING.match(label) is not None


def _counts(row: _Row, block: _Block, dotted: bool) -> dict[str, str]:
    """Counts by the order of the labels; what is hidden stays as the mark the portal wrote."""
    told: dict[str, str] = {}
    point = 0
    for place, label in block.labels.items():
        cell = row.cells[place] or (DOTTED if dotted else "")
        if _is_no_rating(label):
            told["dont_know"] = _together(told.get("dont_know", ""), cell)
        else:
            point += 1
            told[f"count_{point}"] = cell
    return told


def _together(one: str, other: str) -> str:
    """The sum of two counts; hidden where one of them is."""
    if not (one and other):
        return one or other
    return str(int(one) + int(other)) if one.isdecimal() and other.isdecimal() else HIDDEN


def _place(written: str, chosen: Mapping[str, _Row]) -> dict[str, str]:
    """Canonical columns of a place as the portal writes it: name, half-year, and which of the pupils."""
    match = _PLACE.fullmatch(written)
    if match is None:
        half_year = chosen[written].cells[1] if written in chosen else ""
        return {**place_named(written).columns(), "period": half_year, "group": ""}
    columns = place_named(match["name"]).columns()
    return {**columns, "period": match["period"], "group": match["group"] or ""}


def _response(rows: Sequence[_Row], file: SourceFile, sheet: str | None, findings: list[Finding]) -> Export:
    start = next(place for place, row in enumerate(rows) if row.cells[:4] == RESPONSE)
    chosen = _chosen(rows[1:])
    told = [row for row in rows[start + 1 :] if row.cells[1]]
    known = [row for row in told if survey(row.cells[1])]
    shown = [row for row in known if _is_figure(row.cells[2]) and row.cells[2] not in (HIDDEN, DOTTED)]
    table = figures_table((_invited(row, chosen) for row in shown), (row.number for row in shown))
    whole = without_parts(table) if len(table) else table
    left_out = {
        "udir_other_surveys": {row.number for row in told} - {row.number for row in known},
        "udir_invited_hidden": {row.number for row in known} - set(table.index),
        "udir_parts_left_out": set(table.index) - set(whole.index),
    }
    findings += [
        of_rows(code, found, severity="info", file=file.name, sheet=sheet) for code, found in left_out.items() if found
    ]
    return Export(
        adapter="udir_portal",
        files=(file.name,),
        table=whole,
        kind="invited",
        rows_in_file=len(told),
        findings=tuple(findings),
        sheet=sheet,
    )


def _invited(row: _Row, chosen: Mapping[str, _Row]) -> dict[str, str]:
    """Place, survey and number; a place that is no school is nobody's unit, and its row does not enter."""
    service, role = survey(row.cells[1]) or ("", "")
    told = {"service": service, "role": role, "invited": row.cells[2], "n": row.cells[3]}
    return {**_place(row.cells[0], chosen), **told}
