"""Table of means, from any portal

A row a question, or a question and a unit, and beside it the mean of one's own or of several places side by side. It is
known by the names of its columns, and only where every one of them is understood; any other table needs a codebook
that says which column is which.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from core import catalogue
from core.codebook import Codebooks
from core.findings import Finding
from core.settings import ROOT
from etl.adapters import mapped_table
from etl.editions import matching_editions
from etl.export import Export, Question
from etl.personal import plain
from etl.published_figures import Place, figure_words, figures_table, place_named, share_of
from etl.reading import SourceFile, read_tables
from etl.reading.numbers import decimal

LARGEST = 5_000_000
# Ends of scales of means that nothing beside them tells, the usual first; wider than these is a share or an index.
USUAL = ((1, 6), (1, 10))
INDEX = (0, 100)
ENDS = ("Minst positivt", "Mest positivt")
LEAST_WORDED = 0.9
_MARKS = re.compile(r"[-–*:.x]*", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(?P<name>.*\D)\W*(?P<year>(?:19|20)\d\d)")
_SCALE = re.compile(r"(?:skala|scale)\D{0,15}(\d)\s*(?:[-–]|til|to)\s*(\d{1,3})", re.IGNORECASE)
# Facts of a row that belong to the figure of one's own.
BESIDE = ("n", "sd", "invited", "dont_know")


@dataclass(frozen=True)
class _Value:
    """A column of means: the place it is about, or nothing where the row tells, and the year in its name."""

    column: str
    place: Place | None
    year: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the facts beside the means belong to this one."""
        return self.place is None or self.place.area == "municipality"


@dataclass(frozen=True)
class _Columns:
    """Canonical name -> column of the facts of a row, and the columns of means."""

    facts: Mapping[str, str]
    means: Sequence[_Value]


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether every column of the table is understood, and no codebook explains it as it is."""
    if len(files) != 1 or len(files[0].content) > LARGEST:
        return False
    raw = mapped_table.read(files)
    columns = _understood(raw)
    return columns is not None and _holds_means(raw.table, columns) and not matching_editions(raw, codebooks)


def read(files: Sequence[SourceFile]) -> Export:
    """A row a question, place and year; numbered from 1 where a row of the file has several."""
    raw = mapped_table.read(files)
    columns = _understood(raw)
    assert columns is not None
    cells = raw.table.apply(lambda column: column.str.strip())
    rows = {(int(row), value.column): told for row, value, told in _rows(cells, columns)}
    several = len(columns.means) > 1
    numbers = range(1, len(rows) + 1) if several else [row for row, _ in rows]
    questions, assumed = _questions(cells, columns, files[0])
    left_out = raw.rows_in_file - len(raw.table)
    return replace(
        raw,
        adapter="table_of_means",
        table=figures_table(rows.values(), numbers),
        column_labels={},
        questions=questions,
        kind="figures",
        rows_in_file=len(rows) + left_out,
        findings=(*raw.findings, *assumed),
    )


def _understood(raw: Export) -> _Columns | None:
    """The columns by what they are; nothing where one is not understood, or two are the same."""
    facts: dict[str, str] = {}
    values: list[_Value] = []
    for code in map(str, raw.table.columns):
        name = _fact(code)
        value = None if name and name != "mean" else _value(code)
        if value:
            values.append(value)
        elif name and name not in facts:
            facts[name] = code
        else:
            return None
    places = [(value.place, value.year) for value in values]
    whole = "item" in facts and bool(values) and len(set(places)) == len(places)
    # Facts that could belong to several columns of means belong to none for certain.
    own = [value for value in values if value.is_own]
    clear = len(own) == 1 or not set(BESIDE) & set(facts)
    return _Columns(facts, values) if whole and clear else None


def _fact(code: str) -> str | None:
    return _names("columns").get(plain(code))


def _value(code: str) -> _Value | None:
    """A column of means by its name, with or without a year at the end."""
    dated = _YEAR_LAST.fullmatch(code)
    name, year = (dated["name"].strip(), dated["year"]) if dated else (code, "")
    if _fact(name) == "mean":
        return _Value(code, None, year)
    place = _place_called(name)
    return _Value(code, place, year) if place else None


def _place_called(name: str) -> Place | None:
    """Nation, county, group or municipality by what a column or a cell calls it."""
    area = _names("places").get(plain(name))
    if area:
        return Place(area, unit=name if area in ("group", "county") else "")
    named = place_named(name)
    if named.area in ("county", "municipality"):
        return named
    return Place("municipality", municipality=name) if plain(name) in _municipalities() else None


@cache
def _names(part: str) -> dict[str, str]:
    """Plain name -> canonical column, or kind of place."""
    return {plain(name): key for key, names in figure_words()[part].items() for name in names}


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(plain(place.name) for place in catalogue.load([ROOT / "reference"]).municipalities)


def _holds_means(table: pd.DataFrame, columns: _Columns) -> bool:
    """Whether the questions are words, the means are numbers or marks, and no question comes twice for a place."""
    cells = table.apply(lambda column: column.str.strip())
    questions = cells[columns.facts["item"]]
    worded = questions.str.contains(r"[^\W\d]{2}", regex=True).mean() >= LEAST_WORDED
    figures = all(_are_figures(cells[value.column]) for value in columns.means)
    areas = set(cells[columns.facts["area"]]) if "area" in columns.facts else set()
    known = all(plain(area) in _names("areas") or _place_called(area) for area in areas)
    spot = [columns.facts[name] for name in columns.facts if name not in BESIDE]
    return bool(worded and figures and known and not cells.duplicated(spot).any())


def _are_figures(cells: "pd.Series[str]") -> bool:
    marks = cells.str.fullmatch(_MARKS)
    numbers = decimal(cells)
    return bool((numbers.notna() | marks).all() and numbers.notna().any() and numbers.between(0, 100)[~marks].all())


def _rows(cells: pd.DataFrame, columns: _Columns) -> Iterator[tuple[int, _Value, dict[str, str]]]:
    for row, record in zip(cells.index, cells.to_dict("records"), strict=True):
        facts = {name: record[column] for name, column in columns.facts.items()}
        for value in columns.means:
            yield int(row), value, {**_told(facts, value), "mean": record[value.column]}


def _told(facts: Mapping[str, str], value: _Value) -> dict[str, str]:
    """The canonical columns of a figure; what stands beside one's own mean is not about the others."""
    place = value.place or _place_of_row(facts)
    kept = {name: told for name, told in facts.items() if value.is_own or name not in BESIDE}
    of_place = ("area", "county") if place.area == "unit" else ("area", "county", "unit", "municipality")
    kept = {name: told for name, told in kept.items() if name not in of_place}
    period = {"period": value.year} if value.year else {}
    blank = {name: told for name, told in place.columns().items() if told}
    return {"n": "", **kept, **blank, **period}


def _place_of_row(facts: Mapping[str, str]) -> Place:
    """What a row is about: the kind of area it says, else its unit where that is no larger place, its municipality."""
    unit, municipality, county = (facts.get(name, "") for name in ("unit", "municipality", "county"))
    if written := facts.get("area", ""):
        kind = _names("areas").get(plain(written))
        return _place_of_kind(kind, unit, municipality, county) if kind else _place_called(written) or Place("unit")
    larger = _names("places").get(plain(unit or municipality))
    if larger:
        return Place(larger, unit=unit if larger == "group" else "")
    if unit or municipality or not county:
        return Place("unit", unit, municipality) if unit else Place("municipality", municipality=municipality)
    return Place("county", county=county)


def _place_of_kind(kind: str, unit: str, municipality: str, county: str) -> Place:
    """The place of a kind, by the column that names such places or by the only one that names any."""
    if kind == "county":
        return Place(kind, county=county or municipality or unit)
    if kind == "municipality":
        return Place(kind, municipality=municipality or unit)
    return Place(kind, unit=unit, municipality=municipality) if kind == "unit" else Place(kind, unit=unit)


def _questions(cells: pd.DataFrame, columns: _Columns, file: SourceFile) -> tuple[dict[str, Question], list[Finding]]:
    """The questions with the ends of their scale, as the file says or as the means suggest."""
    names = list(dict.fromkeys(cells[columns.facts["item"]]))
    told = _scale_told(file)
    low, high = told or _scale_of(cells, columns)
    note = [] if told else [Finding("scale_assumed", "warning", file.name, details={"low": low, "high": high})]
    if (low, high) == INDEX:
        return {name: share_of(name) for name in names}, note
    labels = {str(low): ENDS[0], str(high): ENDS[1]}
    return {name: Question(name, name, dict(labels)) for name in names}, note


def _scale_told(file: SourceFile) -> tuple[int, int] | None:
    """The scale that a title or a header names."""
    cells = read_tables(file, has_header=False)[0].cells.head(12)
    found = (match for row in cells.to_numpy() for cell in row if (match := _SCALE.search(str(cell))))
    match = next(found, None)
    return (int(match[1]), int(match[2])) if match else None


def _scale_of(cells: pd.DataFrame, columns: _Columns) -> tuple[int, int]:
    """The usual scale that has room for every mean."""
    numbers = pd.concat([decimal(cells[value.column]) for value in columns.means])
    fitting = (ends for ends in USUAL if numbers.min() >= ends[0] and numbers.max() <= ends[1])
    return next(fitting, INDEX)
