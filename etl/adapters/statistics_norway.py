"""Statistics Norway and KOSTRA: tables of the statistics bank

A title above the header, and regions as code and name in one cell. Shares and means are read as figures, under the
bank's own standard signs; tables of how many there are of something are no answers to a survey and are refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export
from etl.published_figures import (
    BETWEEN_PARTS,
    by_standard_signs,
    figures_table,
    is_preliminary,
    left_out,
    region,
    share_of,
    without_figure,
)
from etl.reading import SourceFile, read_tables
from etl.reading.numbers import decimal

REGIONS = {"region", "fylke", "kommune", "kommuner", "fylker", "geografi"}
YEARS = {"år", "year", "tid"}
# What a column with the name of a measure in each row is called, and the column of its figure.
MEASURES, VALUES = {"statistikkvariabel", "contents", "måltall"}, {"value", "verdi", "andel", "prosent", "antall"}
SHARE = re.compile(r"prosent|\bandel|\bpercent|%", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(?P<name>.*\S)\s+(?P<year>(?:19|20)\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Measure:
    """A column of figures: what it is called, and the year that its header ends in."""

    column: str
    name: str
    year: str = ""


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only table has a column of regions as code and name, and figures."""
    del codebooks
    if len(files) != 1:
        return False
    cells = read_tables(files[0])[0].cells
    return _region_column(cells) is not None and bool(_measures(cells))


def read(files: Sequence[SourceFile]) -> Export:
    """A row a place, year and share; InputError where the table only counts something."""
    table = read_tables(files[0])[0]
    cells = table.cells.apply(lambda column: column.str.strip())
    melted = pd.concat([_of_measure(cells, measure) for measure in _measures(cells)])
    melted = melted[melted["item"].map(_shares(melted))]
    if not len(melted):
        raise InputError([Finding("statistics_not_answers", file=table.file)])
    absent = without_figure(melted["written"])
    several = len(melted) > len(cells)
    kept = melted.assign(value=by_standard_signs(melted["written"]))[~absent]
    rows = [_figures(record) for record in kept.to_dict("records")]
    numbers = range(1, len(kept) + 1) if several else kept.index
    findings = left_out("figures_without_value", melted.index[absent], table.file)
    preliminary = kept.index[is_preliminary(kept["written"])]
    return Export(
        adapter="statistics_norway",
        files=(table.file,),
        table=figures_table(rows, [int(number) for number in numbers]),
        questions={name: share_of(name) for name in dict.fromkeys(kept["item"])},
        kind="figures",
        rows_in_file=len(melted) if several else len(cells) + table.rows_left_out,
        findings=(*table.findings, *findings, *left_out("figures_preliminary", preliminary, table.file)),
        encoding=table.encoding,
    )


def _region_column(cells: pd.DataFrame) -> str | None:
    """The column in which every cell is a region as code and name."""
    named = [str(name) for name in cells.columns if str(name).casefold() in REGIONS]
    return next((name for name in named if len(cells) and cells[name].map(region).notna().all()), None)


def _measures(cells: pd.DataFrame) -> list[_Measure]:
    """The columns of figures: by a year at the end of the header, else the one that is called a value."""
    by_year = [(str(name), _YEAR_LAST.fullmatch(str(name))) for name in cells.columns]
    wide = [_Measure(name, match["name"], match["year"]) for name, match in by_year if match]
    return wide or [_Measure(str(name), "") for name in cells.columns if str(name).casefold() in VALUES][:1]


def _of_measure(cells: pd.DataFrame, measure: _Measure) -> pd.DataFrame:
    """Region, year, name of the figure and what is written, a row a cell."""
    years = [str(name) for name in cells.columns if str(name).casefold() in YEARS]
    where = _region_column(cells)
    beside = [str(name) for name in cells.columns if name not in {where, *years, measure.column}]
    dimensions = [name for name in beside if not _YEAR_LAST.fullmatch(name)]
    parts = [cells[name] for name in dimensions]
    name = pd.Series(measure.name or measure.column, index=cells.index)
    if any(column.casefold() in MEASURES for column in dimensions):
        name = pd.Series("", index=cells.index)
    for part in parts:
        name = name + BETWEEN_PARTS + part
    return pd.DataFrame(
        {
            "region": cells[where],
            "period": cells[years[0]] if years else measure.year,
            "item": name.str.removeprefix(BETWEEN_PARTS),
            "written": cells[measure.column],
        }
    )


def _shares(melted: pd.DataFrame) -> dict[str, bool]:
    """Which figures are shares of people: they are called so, and none of them is below 0 or above 100."""
    values = decimal(by_standard_signs(melted["written"]))
    outside = (values.lt(0) | values.gt(100)).groupby(melted["item"]).any()
    return {str(name): bool(SHARE.search(str(name))) and not beyond for name, beyond in outside.items()}


def _figures(record: Mapping[Any, str]) -> dict[str, str]:
    place = region(record["region"])
    assert place is not None
    told = {"period": record["period"], "item": record["item"], "n": ""}
    return {**place.columns(), **told, "mean": record["value"]}
