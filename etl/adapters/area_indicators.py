"""Indicators by area, of English local authorities

The long table of official statistics: area_code, area_name, period, indicator, measure, unit, value. Percentages and
scores are read as figures.
"""

import re
from collections.abc import Mapping, Sequence

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export
from etl.published_figures import Place, figures_table, left_out, share_of, without_figure
from etl.reading import SourceFile, read_tables

COLUMNS = {"area_code", "area_name", "period", "indicator", "measure", "unit", "value"}
SHARES = {"percentage", "percent", "%"}
# What the first letters of a code of the national statistics office say that an area is.
AREAS = {"E92": "nation", "K02": "nation", "W92": "nation", "S92": "nation", "E12": "region", "E10": "county"}
_YEARS = re.compile(r"((?:19|20)\d\d)/\d\d(?:\d\d)?")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only table has exactly those columns."""
    del codebooks
    if len(files) != 1:
        return False
    return {str(name) for name in read_tables(files[0])[0].cells.columns} == COLUMNS


def read(files: Sequence[SourceFile]) -> Export:
    """A row an area, period and indicator that is a percentage; a year over two is the one it begins in."""
    table = read_tables(files[0])[0]
    cells = table.cells.apply(lambda column: column.str.strip())
    share = cells["measure"].str.casefold().isin(SHARES)
    if not share.any():
        raise InputError([Finding("statistics_not_answers", file=table.file)])
    absent = share & without_figure(cells["value"])
    kept = cells[share & ~absent]
    findings = [
        *left_out("figures_without_value", cells.index[absent], table.file),
        *left_out("figures_other_measures", cells.index[~share], table.file),
    ]
    return Export(
        adapter="area_indicators",
        files=(table.file,),
        table=figures_table([_figures(record) for record in kept.to_dict("records")], kept.index),
        questions={name: share_of(name) for name in dict.fromkeys(kept["indicator"])},
        kind="figures",
        rows_in_file=len(cells) + table.rows_left_out,
        findings=(*table.findings, *findings),
        encoding=table.encoding,
    )


def _figures(record: Mapping[str, str]) -> dict[str, str]:
    years = _YEARS.fullmatch(record["period"])
    return {
        **_place(record["area_code"], record["area_name"]).columns(),
        "period": years[1] if years else record["period"],
        "item": record["indicator"],
        "n": "",
        "mean": record["value"],
    }


def _place(code: str, name: str) -> Place:
    area = AREAS.get(code[:3], "municipality")
    if area == "nation":
        return Place("nation")
    if area == "county":
        return Place("county", county=name)
    return Place("region", unit=name) if area == "region" else Place("municipality", municipality=name)
