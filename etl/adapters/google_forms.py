"""Google Forms: sheet of answers

One row a respondent, the question texts as headers, the time of answering first. Several answers stand in one cell
with a comma or a semicolon between them, and an option may hold a comma too. A grid is a column a row of it.
"""

import re
from collections.abc import Sequence

import pandas as pd

from core.codebook import Codebooks
from core.findings import Finding
from etl.columns import folded
from etl.export import Export
from etl.forms.columns import Columns
from etl.forms.moments import in_iso_form, moments
from etl.forms.several import Several, add_options, several
from etl.forms.sheets import are_questions, findings_of, known_table, only_table
from etl.reading import SourceFile, TextTable, dates
from etl.reading.distinct import distinct

ANSWERED = frozenset({"timestamp", "tidsmerke", "tidsstempel", "tidspunkt"})
SEPARATORS = (";", ", ")
_GRID = re.compile(r"(?P<question>.+?)\s*\[(?P<row>[^\[\]]+)\]")
# The points of a quiz: «8 / 10».
_POINTS = re.compile(r"\d+(?:[.,]\d+)?\s*/\s*\d+")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether a table of the only file has the time first and then questions in full."""
    del codebooks
    return known_table(files, _is_of_google) is not None


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent; an option of a question with several answers is a column of its own."""
    table = only_table(files, _is_of_google)
    cells = table.cells
    columns = Columns(cells.index)
    points = [str(code) for code in cells.columns if _are_points(cells[code])]
    for number, code in enumerate(map(str, cells.columns)):
        if number == 0:
            columns.add(code, in_iso_form(cells[code]))
        elif code not in points:
            _add(columns, code, cells[code])
    note = (Finding("forms_points_left_out", "info", table.file, table.sheet, values=tuple(points[:5])),)
    return Export(
        adapter="google_forms",
        files=(table.file,),
        table=columns.table(),
        column_labels=columns.texts,
        questions=columns.questions,
        rows_in_file=len(cells) + table.rows_left_out,
        findings=(*findings_of(table, files[0]), *(note if points else ())),
        sheet=table.sheet,
        repeated_columns=table.repeated_columns,
        encoding=table.encoding,
    )


def _is_of_google(table: TextTable) -> bool:
    names = [folded(str(code)) for code in table.cells.columns]
    if names[0].casefold() not in ANSWERED or table.labels or not are_questions(names[1:]):
        return False
    days = [day for day in dates.without_times(table.cells.iloc[:, 0]) if day.strip()]
    return bool(moments(pd.Series(days, dtype="str")).notna().all())


def _are_points(cells: "pd.Series[str]") -> bool:
    written = [bare for text in distinct(cells) if (bare := text.strip())]
    return bool(written) and all(_POINTS.fullmatch(text) for text in written)


def _add(columns: Columns, code: str, cells: "pd.Series[str]") -> None:
    found = _several(cells)
    grid = _GRID.fullmatch(folded(code))
    if found is not None:
        add_options(columns, folded(code), cells, found)
    elif grid:
        columns.ask(code, cells, f"{grid['question']} - {grid['row']}", group=grid["question"])
    else:
        columns.add(code, cells)


def _several(cells: "pd.Series[str]") -> Several | None:
    return next((found for sign in SEPARATORS if (found := several(cells, sign)) is not None), None)
