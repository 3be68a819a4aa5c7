"""Participation activities from a table: a row an activity, further recommendations in further rows of the same one."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from core import participation
from core.catalogue import Catalogue
from core.errors import InputError
from core.findings import Finding
from core.participation import Activity, Outcome, Recommendation, Words
from core.reference_files import bare
from core.settings import Settings
from core.text import pick, text
from etl.harmonise.structure import OWN_MUNICIPALITY
from etl.masking import masked_text
from etl.participation_cells import LONGEST, Cells
from etl.reading import SourceFile, TextTable, read_tables
from register import participation as registered
from register.database import Register

REQUIRED = ("title", "channel", "degree", "begins")
IMPACT = re.compile(r"\s*(?:virkning|verknad|impact)\b\s*[:–-]?\s*", re.IGNORECASE)
# An activity that stands in several rows must say the same of these wherever it says anything.
SAME = ("level", "degree", "ends", "users", "minutes", "impacts", "conditions", "goals")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """The activities of a file, what there is to say of it that stops nothing, and how many rows they stand in."""

    activities: tuple[Activity, ...]
    findings: tuple[Finding, ...]
    rows: int


def read(file: SourceFile, settings: Settings, lists: Catalogue, municipality: str | None = None) -> Found:
    """The activities of a file; one InputError lists every reason why it cannot be used.

    ``municipality`` is the one of rows that name none; by default that of the settings.
    """
    words = participation.load(settings.reference_folders)
    table = read_tables(file)[0]
    columns = _columns(table, words)
    _refuse_lacking(table, columns, words)
    cells = Cells(file.name, {name: _written(table, code) for name, code in columns.items()}, words, lists)
    usual = municipality or settings.municipality or OWN_MUNICIPALITY
    rows = _rows(table, columns)
    activities = _joined([(number, _activity(cells, number, row, usual)) for number, row in rows], cells)
    findings = [*_of_table(table, columns), *cells.faults]
    if any(finding.severity == "error" for finding in findings):
        raise InputError([finding for finding in findings if finding.severity == "error"])
    return Found(tuple(activities), tuple(findings), len(rows))


def typed(activity: Activity, settings: Settings, lists: Catalogue) -> Activity:
    """An activity from a form, with what may tell of a person masked; an InputError says what is wrong with it."""
    words = participation.load(settings.reference_folders)
    cells = Cells("", {key: pick(entry.name) for key, entry in words["participation_columns"].items()}, words, lists)
    if not activity.title.strip():
        cells.note("participation_empty", "title", 0)
    if activity.ends and activity.ends < activity.begins:
        cells.note("participation_order", "ends", 0)
    checked = replace(
        activity,
        title=cells.free("title", 0, activity.title, LONGEST),
        unit=cells.free("unit", 0, activity.unit, LONGEST),
        minutes=cells.link(0, activity.minutes.strip()),
        impacts={area: cells.free("impacts", 0, told) for area, told in activity.impacts.items() if told.strip()},
        recommendations=tuple(map(typed_recommendation, activity.recommendations)),
    )
    wrong = [replace(one, file=None, rows=(), row_count=0) for one in cells.faults if one.severity == "error"]
    if wrong:
        raise InputError(wrong)
    return checked


def typed_recommendation(recommendation: Recommendation) -> Recommendation:
    """A recommendation written in a form, with what may tell of a person masked."""
    return replace(
        recommendation, text=masked_text(recommendation.text).strip(), note=masked_text(recommendation.note).strip()
    )


def store(found: Found, register: Register, by: str, *, restore: bool = False) -> registered.Imported:
    """Add what is not in the register, all of it or nothing."""
    with register.session() as session:
        return registered.import_all(session, found.activities, by, restore=restore)


def template(settings: Settings) -> bytes:
    """A table with the right columns and no rows, as a CSV file that a Norwegian spreadsheet opens."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow(columns_told(settings))
    return written.getvalue().encode("utf-8-sig")


def columns_told(settings: Settings) -> dict[str, str]:
    """The columns of the table under the reader's names, and what stands in each."""
    words = participation.load(settings.reference_folders)
    columns = {pick(entry.name): pick(entry.description) for entry in words["participation_columns"].values()}
    areas = {
        text("participation.impact_column", area=pick(entry.name)): pick(entry.description)
        for entry in words["impact_areas"].values()
    }
    return columns | areas


def _columns(table: TextTable, words: Words) -> dict[str, str]:
    """Field, or ``impacts/<area>``, -> column code; of several columns for one field the first."""
    found: dict[str, str] = {}
    for name, code in zip(table.columns, table.cells.columns, strict=True):
        field = words.key("participation_columns", name)
        area = None if field else words.key("impact_areas", IMPACT.sub("", name, count=1))
        if field or area:
            found.setdefault(field or f"impacts/{area}", str(code))
    return found


def _refuse_lacking(table: TextTable, columns: Mapping[str, str], words: Words) -> None:
    lacking = [pick(words["participation_columns"][name].name) for name in REQUIRED if name not in columns]
    if lacking:
        there = ", ".join(name for name in table.columns if name)
        told: dict[str, object] = {"missing": ", ".join(lacking), "there": there}
        raise InputError([Finding("participation_columns_missing", file=table.file, details=told)])


def _rows(table: TextTable, columns: Mapping[str, str]) -> list[tuple[int, Row]]:
    """The number of each row and its cells by field."""
    cells = {name: table.cells[code].tolist() for name, code in columns.items()}
    numbers = [int(number) for number in table.cells.index]
    return [
        (number, {name: str(cell).strip() for name, cell in zip(cells, row, strict=True)})
        for number, row in zip(numbers, zip(*cells.values(), strict=True), strict=True)
    ]


def _written(table: TextTable, code: str) -> str:
    """The name of a column as the file has it."""
    return dict(zip(map(str, table.cells.columns), table.columns, strict=True))[code] or code


def _activity(cells: Cells, number: int, row: Row, usual: str) -> Activity | None:
    """The activity of a row with the recommendation in it; nothing where the row lacks what makes it one."""
    empty = [name for name in REQUIRED if not row[name]]
    for name in empty:
        cells.note("participation_empty", name, number)
    channel, begins = cells.entry("channel", number, row["channel"]), cells.day("begins", number, row["begins"])
    level = cells.entry("level", number, row.get("level", ""))
    ends = cells.day("ends", number, row.get("ends", ""), last=True)
    if begins and ends and ends < begins:
        cells.note("participation_order", "ends", number, row["ends"])
    degree = cells.entry("degree", number, row["degree"])
    activity = Activity(
        municipality=cells.municipality(number, row.get("municipality", ""), usual),
        service=cells.service(number, row.get("service", "")),
        unit=cells.free("unit", number, row.get("unit", ""), LONGEST),
        title=cells.free("title", number, row["title"], LONGEST),
        channel=channel,
        level=level,
        degree=degree,
        begins=begins or date.min,
        ends=ends,
        users=cells.users(number, row.get("users", "")),
        minutes=cells.link(number, row.get("minutes", "")),
        impacts=_impacts(cells, number, row),
        conditions=cells.entries("conditions", number, row.get("conditions", "")),
        goals=cells.entries("goals", number, row.get("goals", "")),
        recommendations=_recommendation(cells, number, row),
    )
    return activity if channel and degree and begins and not empty else None


def _impacts(cells: Cells, number: int, row: Row) -> dict[str, str]:
    told = {name.removeprefix("impacts/"): (name, cell) for name, cell in row.items() if name.startswith("impacts/")}
    return {area: cells.free(name, number, cell) for area, (name, cell) in told.items() if cell}


def _recommendation(cells: Cells, number: int, row: Row) -> tuple[Recommendation, ...]:
    words = cells.free("recommendation", number, row.get("recommendation", ""))
    outcome = cells.entry("outcome", number, row.get("outcome", ""))
    note = cells.free("note", number, row.get("note", ""))
    decided_on = cells.day("decided_on", number, row.get("decided_on", ""))
    if not words and (outcome or note or decided_on):
        cells.note("participation_outcome_of_nothing", "recommendation", number)
    return (Recommendation(words, cast(Outcome, outcome or "awaiting"), note, decided_on),) if words else ()


def _joined(rows: Sequence[tuple[int, Activity | None]], cells: Cells) -> list[Activity]:
    """One activity of all the rows that tell of it."""
    found: dict[str, Activity] = {}
    for number, activity in rows:
        if activity is None:
            continue
        known = found.get(activity.key)
        found[activity.key] = activity if known is None else _with(known, activity, number, cells)
    channels = cells.words["channels"]
    return [replace(one, level=one.level or channels[one.channel].level) for one in found.values()]


def _with(known: Activity, more: Activity, number: int, cells: Cells) -> Activity:
    """The activity with what another row adds; two rows that say different things are noted."""
    told: dict[str, Any] = {}
    for name in SAME:
        before, after = getattr(known, name), getattr(more, name)
        if after and before and after != before:
            cells.note("participation_contradicts", name, number, known.title)
        told[name] = before or after
    said = {bare(one.text) for one in known.recommendations}
    new = tuple(one for one in more.recommendations if bare(one.text) not in said)
    return replace(known, **told, recommendations=known.recommendations + new)


def _of_table(table: TextTable, columns: Mapping[str, str]) -> list[Finding]:
    """What the reading of the file noticed; rows that were left out stop the import, since nothing is half taken in."""
    told = [replace(one, severity="error") if one.code == "ragged_rows" else one for one in table.findings]
    named = zip(table.columns, map(str, table.cells.columns), strict=True)
    unused = tuple(name or code for name, code in named if code not in columns.values())
    if unused:
        told.append(Finding("participation_columns_unused", "info", table.file, values=unused))
    return told
