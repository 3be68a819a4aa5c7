"""Skoleporten: shares of pupils across places and groups

Text in UTF-16 with a row an indicator and a column for each combination of school year, place, school, programme, owner
and sex, whose names are joined by dots. The table gets a row for each indicator and combination.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from core.codebook import Codebooks
from core.findings import Finding, of_rows
from etl.export import Export, Question
from etl.published_figures import BETWEEN_PARTS, BULLIED, figures_table
from etl.reading import SourceFile, read_tables
from etl.reading.workbook import is_workbook
from etl.udir import autumn_of, clean, is_total, texts_of

INDICATOR = "Indikatornavn"
NEEDED = {"IndikatorNivaa", "Indikatorkode", INDICATOR}
# What a share is called; other measures are no figures of an answer.
MEASURE = "Prosentandel"
_COMBINATION = re.compile(r"(?P<year>(?:19|20)\d\d-\d\d)\.(?P<parts>.+)\.(?P<measure>[^.]+)")
_UNIT_IN_NAME = re.compile(r"\s*\((?:prosent|snitt)\)$", re.IGNORECASE)
# What stands before a part that its own words do not explain.
_KINDS = {"gutt": "Kjønn: ", "jente": "Kjønn: "}


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the only table has indicators and columns of combinations."""
    del codebooks
    if len(files) != 1 or is_workbook(files[0].content):
        return False
    columns = [str(name) for name in read_tables(files[0])[0].cells.columns]
    return set(columns) >= NEEDED and any(_COMBINATION.fullmatch(name) for name in columns)


def read(files: Sequence[SourceFile]) -> Export:
    """A row for each indicator and combination, numbered from 1: a row of the file has many of them."""
    table = read_tables(files[0])[0]
    cells = table.cells[table.cells[INDICATOR].str.strip().ne("")]
    rows = list(_rows(cells))
    names = dict.fromkeys(row["item"] for row in rows)
    return Export(
        adapter="udir_skoleporten",
        files=(files[0].name,),
        table=figures_table(rows, range(1, len(rows) + 1)),
        questions={name: Question(name, name, _ends(name), "number") for name in names},
        kind="figures",
        rows_in_file=len(rows),
        findings=(*table.findings, *_left_out(table.cells, files[0].name)),
        encoding=table.encoding,
    )


def _ends(name: str) -> dict[str, str]:
    """What none and all of the pupils mean, where the name tells."""
    return dict(BULLIED) if "mobb" in name.casefold() else {}


def _left_out(cells: pd.DataFrame, file: str) -> list[Finding]:
    """Columns of other measures than shares, and rows of notes without an indicator."""
    measures = [match["measure"] for name in cells.columns if (match := _COMBINATION.fullmatch(str(name)))]
    others = tuple(dict.fromkeys(measure for measure in measures if measure != MEASURE))
    found = [Finding("udir_other_measures", "info", file, values=others[:5])] if others else []
    notes = cells.index[cells[INDICATOR].str.strip().eq("")]
    return [*found, *([of_rows("udir_notes", notes, severity="info", file=file)] if len(notes) else [])]


def _rows(cells: pd.DataFrame) -> Iterator[dict[str, str]]:
    combinations = {str(name): match for name in cells.columns if (match := _COMBINATION.fullmatch(str(name)))}
    shares = {name: match for name, match in combinations.items() if match["measure"] == MEASURE}
    for record in texts_of(cells):
        item = _UNIT_IN_NAME.sub("", clean(record[INDICATOR]))
        for name, match in shares.items():
            told = _combination(match["year"], match["parts"].split("."))
            yield {**told, "item": item, "n": "", "mean": _share(record, name)}


def _share(record: Mapping[str, str], name: str) -> str:
    return record[name].strip()


def _combination(year: str, parts: Sequence[str]) -> dict[str, str]:
    """Nation, county, school and then the groups; a county or school is no total."""
    names = [clean(part) for part in parts]
    county, school = (names + ["", ""])[1:3]
    area = "unit" if school and not is_total(school) else "county" if county and not is_total(county) else "nation"
    groups = [_KINDS.get(name.casefold(), "") + name for name in names[3:] if not is_total(name)]
    return {
        "area": area,
        "unit": school if area == "unit" else "",
        "county": "" if area == "nation" else county,
        "service": "school",
        "role": "pupil",
        "period": autumn_of(year),
        "group": BETWEEN_PARTS.join(groups),
    }
