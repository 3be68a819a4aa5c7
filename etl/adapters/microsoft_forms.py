"""Microsoft Forms: workbook or CSV

One row a respondent, the question texts as headers. Several answers stand in one cell, each with a semicolon after it.
Points and feedback of a quiz are left out.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from core.codebook import Codebooks
from core.findings import Finding
from etl.columns import folded
from etl.export import Export
from etl.forms.columns import Columns
from etl.forms.moments import in_iso_form, seconds_between
from etl.forms.several import add_options, listed
from etl.forms.sheets import findings_of, known_table, only_table
from etl.reading import SourceFile, TextTable

NUMBER = frozenset({"id"})
STARTED = frozenset({"start time", "starttidspunkt", "starttid"})
COMPLETED = frozenset({"completion time", "fullføringstidspunkt", "fullføringstid", "sluttidspunkt"})
# Who answered is taken away later, by whoever takes it away from all exports.
OTHERS = frozenset(
    {"last modified time", "tidspunkt for siste endring", "sist endret", "sist endra", "language", "språk"}
)
TOTALS = frozenset(
    {
        "total points", "quiz feedback", "grade posted time",
        "totalt antall poeng", "poeng totalt", "tilbakemelding på test", "tilbakemelding om test", "poengsum totalt",
        "totalt tal poeng", "tidspunkt for publisering av karakter",
    }
)  # fmt: skip
OF_A_QUESTION = frozenset({"points", "feedback", "poeng", "poengsum", "tilbakemelding", "attendemelding"})
# The columns of the tool come first.
MOST_BEFORE = 3
SEPARATOR = ";"


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether a table of the only file begins with the columns that Forms puts first."""
    del codebooks
    return known_table(files, _is_of_forms) is not None


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent; an option of a question with several answers is a column of its own."""
    table = only_table(files, _is_of_forms)
    cells = table.cells
    names = {str(code): folded(str(code)).casefold() for code in cells.columns}
    system = _system_columns(names)
    points = _points(names)
    columns = Columns(cells.index)
    for code in names:
        if code == system["completed"]:
            columns.add(code, in_iso_form(cells[code]))
        elif code not in points and code not in system.values() and names[code] not in OTHERS:
            _add(columns, code, cells[code])
    note = (Finding("forms_points_left_out", "info", table.file, table.sheet, values=tuple(points[:5])),)
    return Export(
        adapter="microsoft_forms",
        files=(table.file,),
        table=columns.table(),
        column_labels=columns.texts,
        questions=columns.questions,
        rows_in_file=len(cells) + table.rows_left_out,
        findings=(*findings_of(table, files[0]), *(note if points else ())),
        sheet=table.sheet,
        repeated_columns=table.repeated_columns,
        respondents=cells[system["number"]].str.strip() if "number" in system else None,
        seconds=seconds_between(cells[system["started"]], cells[system["completed"]]),
        encoding=table.encoding,
    )


def _is_of_forms(table: TextTable) -> bool:
    names = [folded(str(code)).casefold() for code in table.cells.columns]
    first = names[:MOST_BEFORE]
    return names[0] in NUMBER | STARTED and bool(STARTED & set(first)) and bool(COMPLETED & set(first))


def _system_columns(names: Mapping[str, str]) -> dict[str, str]:
    """What it is -> the first column that is called so."""
    found: dict[str, str] = {}
    for code, name in list(names.items())[:MOST_BEFORE]:
        for meaning, words in (("number", NUMBER), ("started", STARTED), ("completed", COMPLETED)):
            if name in words:
                found.setdefault(meaning, code)
    return found


def _points(names: Mapping[str, str]) -> list[str]:
    """The columns of a quiz that are no answers."""
    questions = set(names.values())
    return [code for code, name in names.items() if name in TOTALS or _is_about(name, questions)]


def _is_about(name: str, questions: set[str]) -> bool:
    """Whether a column is called ``Points - `` and the text of another column."""
    for sign in (" - ", " – "):
        before, found, question = name.partition(sign)
        if found and before in OF_A_QUESTION and question in questions:
            return True
    return False


def _add(columns: Columns, code: str, cells: "pd.Series[str]") -> None:
    found = listed(cells, SEPARATOR)
    if found is None:
        columns.add(code, cells)
    else:
        add_options(columns, folded(code), cells, found)
