"""Folkehelseinstituttet: shares of young people by municipality

Tables of the statistics bank on public health: a row a place, year and sex, with a share; nation, counties and
municipalities in one column, and what is counted in the columns that are left.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import pandas as pd

from core.codebook import Codebooks
from core.findings import Finding
from etl.export import Export, Question
from etl.published_figures import (
    BETWEEN_PARTS,
    BULLIED,
    figures_table,
    left_out,
    place_called,
    share_of,
    spelled,
    without_figure,
)
from etl.reading import SourceFile, read_tables
from etl.reading.numbers import decimal

PLACES, VALUES = ("Kommune", "Geografi"), ("Andel", "value")
NEEDED = {"År", "Kjønn", "Måltall"}
# Groupings of those who were asked, and what stands before a group that its own words do not explain.
GROUPINGS = {"Kjønn": "Kjønn: ", "Sosial status": "Sosial status: "}
BESIDE = {"År", "Skoleår", "Skoleår_slutt", "Måltall", "SortKommune", *PLACES, *VALUES, *GROUPINGS}
# Shares of a grade are from the survey of pupils, the others from surveys of young people at home and at large.
CLASS = "Klassetrinn"
PUPILS, YOUNG = {"service": "school", "role": "pupil"}, {"service": "residents", "role": "citizen"}
_EVERYBODY = re.compile(r"\bsamlet\b|^(?:alle|begge)\b|^$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"sp(?:ø|oe?)?rsm[.\w]*|spm\W*(?:id)?", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)(?:-01-01)?")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only table has a measure that is a share, of places by year and sex."""
    del codebooks
    if len(files) != 1:
        return False
    cells = read_tables(files[0])[0].cells
    columns = {str(name) for name in cells.columns}
    known = columns >= NEEDED and bool(columns & set(PLACES)) and bool(columns & set(VALUES))
    return known and bool(cells["Måltall"].str.contains("andel", case=False).all())


def read(files: Sequence[SourceFile]) -> Export:
    """A row a place, year, group and share; how many were asked is not told."""
    table = read_tables(files[0])[0]
    cells = table.cells.apply(lambda column: column.str.strip())
    place, value = (next(name for name in names if name in cells) for names in (PLACES, VALUES))
    absent = without_figure(cells[value])
    told, fractions = _percent(cells[value])
    asked = _asked(cells, files[0].name)
    kept = cells.assign(**{value: told, "asked": asked})[~absent]
    rows = [_figures(record, place, value) for record in kept.to_dict("records")]
    names = dict.fromkeys(asked[~absent])
    findings = left_out("figures_without_value", cells.index[absent], table.file)
    findings += [Finding("shares_of_one", "info", table.file, column=value)] if fractions else []
    rolling = "Skoleår" in cells and cells["Skoleår"].str.fullmatch(r"\d{4}/\d\d-\d{4}/\d\d").any()
    findings += [Finding("years_together", "info", table.file, column="Skoleår")] if rolling else []
    return Export(
        adapter="fhi",
        files=(table.file,),
        table=figures_table(rows, kept.index),
        questions={name: share_of(name) if not _is_bullying(name) else _bullying(name) for name in names},
        kind="figures",
        rows_in_file=len(cells) + table.rows_left_out,
        findings=(*table.findings, *findings),
        encoding=table.encoding,
    )


def _percent(cells: "pd.Series[str]") -> tuple["pd.Series[str]", bool]:
    """The shares in per cent; the bank writes some of its tables in parts of one. Marks stay as they are."""
    numbers = decimal(cells)
    fractions = bool(numbers.max() <= 1)
    percent = numbers * 100 if fractions else numbers
    return percent.map(spelled).where(numbers.notna(), cells), fractions


def _asked(cells: pd.DataFrame, file: str) -> "pd.Series[str]":
    """What is counted, from the columns that are left; where they do not say it, from the name of the file."""
    asked = pd.Series("", index=cells.index)
    for name in [str(name) for name in cells.columns if name not in BESIDE]:
        words = cells[name].where(~cells[name].str.fullmatch(_PLACEHOLDER), PurePath(file).stem.replace("_", " "))
        if not name.startswith(("Spm", CLASS, "Alder")):
            words = (name + ": " + words.str.replace("_", "–")).where(words.ne(""), "")
        asked = asked + words.map(lambda text: BETWEEN_PARTS + text if text else "")
    return asked.str.removeprefix(BETWEEN_PARTS)


def _figures(record: Mapping[str, str], place: str, value: str) -> dict[str, str]:
    groups = [
        before + record[name] for name, before in GROUPINGS.items() if not _EVERYBODY.search(record.get(name, ""))
    ]
    year = _YEAR.fullmatch(record["År"])
    return {
        **place_called(record[place]).columns(),
        **(PUPILS if CLASS in record else YOUNG),
        "period": year[1] if year else record["År"],
        "group": BETWEEN_PARTS.join(groups),
        "item": record["asked"],
        "n": "",
        "mean": record[value],
    }


def _is_bullying(name: str) -> bool:
    return "mobb" in name.casefold()


def _bullying(name: str) -> Question:
    return Question(name, name, dict(BULLIED), "number")
