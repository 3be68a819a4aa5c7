"""Difi's quality assessment of digital services

Points that assessors gave public websites by criterion, and how many could be had. Nobody answered a survey: the
figures are shares of the points, without a number of answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from core.codebook import Codebooks
from core.findings import Finding
from etl.export import Export
from etl.published_figures import figures_table, left_out, share_of, spelled
from etl.reading import SourceFile, read_tables
from etl.reading.numbers import decimal

CRITERIA = {"vurderingid", "navn", "omraade", "nr", "krav", "poeng", "maxscore"}
OVERVIEW = {"vurderingid", "nettstednavn", "snittprosent", "stjerner"}
FIELDS = {"shortname", "name", "content"}
POINTS, MOST = "_poeng", "_maxpoeng"
ALL = "snittprosent"
_OWNER = re.compile(r".*\s[-–]\s(?P<name>.+)\s+kommune", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether a file has the points, and at most one beside it describes its fields."""
    del codebooks
    if len(files) not in (1, 2):
        return False
    columns = [_columns(file) for file in files]
    told = [names for names in columns if names >= CRITERIA or names >= OVERVIEW]
    fields = [names for names in columns if names == FIELDS]
    return len(told) == 1 and len(fields) == len(files) - 1


def read(files: Sequence[SourceFile]) -> Export:
    """A row a website and criterion, or a website and group of criteria in the overview."""
    table = next(read_tables(file)[0] for file in files if _columns(file) != FIELDS)
    cells = table.cells.apply(lambda column: column.str.strip())
    melted = _criteria(cells) if "krav" in cells else _overview(cells)
    absent = melted["mean"].eq("")
    kept = melted[~absent]
    period = _period(table.file, cells)
    rows = [{**_place(record["website"]), "period": period, **_told(record)} for record in kept.to_dict("records")]
    notes = (
        [Finding("assessors_comments_left_out", "info", table.file, column="kommentar")] if "kommentar" in cells else []
    )
    return Export(
        adapter="difi_website_quality",
        files=tuple(file.name for file in files),
        table=figures_table(rows, kept.index),
        questions={name: share_of(name) for name in dict.fromkeys(kept["item"])},
        kind="figures",
        rows_in_file=len(melted) + table.rows_left_out,
        findings=(*table.findings, *left_out("figures_without_value", melted.index[absent], table.file), *notes),
        encoding=table.encoding,
    )


def _columns(file: SourceFile) -> set[str]:
    return {str(name) for name in read_tables(file)[0].cells.columns}


def _told(record: Mapping[Any, str]) -> dict[str, str]:
    return {"item": record["item"], "n": "", "mean": record["mean"]}


def _criteria(cells: pd.DataFrame) -> pd.DataFrame:
    mean = _percent(cells["poeng"], cells["maxscore"])
    return pd.DataFrame({"website": cells["navn"], "item": cells["nr"] + " " + cells["krav"], "mean": mean})


def _overview(cells: pd.DataFrame) -> pd.DataFrame:
    """A row a website and group of criteria, numbered from 1: a row of the file has all of them."""
    parts = list(_groups(cells))
    return pd.concat(parts, ignore_index=True).rename(index=lambda row: row + 1)


def _groups(cells: pd.DataFrame) -> Iterator[pd.DataFrame]:
    website = cells["nettstednavn"]
    yield pd.DataFrame({"website": website, "item": "Samlet", "mean": cells[ALL]})
    for name in [str(name).removesuffix(POINTS) for name in cells.columns if str(name).endswith(POINTS)]:
        mean = _percent(cells[name + POINTS], cells[name + MOST])
        yield pd.DataFrame({"website": website, "item": name.capitalize(), "mean": mean})


def _percent(points: "pd.Series[str]", most: "pd.Series[str]") -> "pd.Series[str]":
    limit = decimal(most)
    return (decimal(points) / limit.where(limit > 0) * 100).map(spelled)


def _place(website: str) -> dict[str, str]:
    """A municipality's service is a unit of it; a service of the state is a group that others may be held against."""
    owner = _OWNER.fullmatch(website)
    if owner:
        return {"area": "unit", "unit": website, "municipality": owner["name"]}
    return {"area": "group", "unit": website, "municipality": ""}


def _period(file: str, cells: pd.DataFrame) -> str:
    """The year in the file's name, or the latest of the assessments; they were made over half a year."""
    named = _YEAR.findall(file)
    dates = [year for date in cells.get("created", pd.Series(dtype="str")) for year in _YEAR.findall(date)]
    return named[-1] if named else max(dates, default="")
