"""Nettskjema: answers as delimited text or a workbook, with the form's codebook beside it or without

The columns of the tool begin with ``$``. With the codebook on, the other columns and the answers are codes, and what
they mean the codebook in JSON tells; with it off, the columns are the texts of the questions.
"""

import re
from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.adapters.nettskjema.form import TICKED, Form, form_of
from etl.export import Export, Question, labels_of
from etl.reading import SourceFile, TextTable, read_tables
from etl.reading.numbers import decimal

SYSTEM = "$"
RESPONDENT = "$submission_id"
CREATED = "$created"
MILLISECONDS = "$answer_time_ms"
# Of the questions in a codebook, more than this must be columns: else it is the codebook of another form.
LEAST_SHARED = 0.5
# A code with its row or option: what a question is called in words has blanks.
_OPTION = re.compile(r"(\S+)\.([^\s.]+)")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the files are answers with Nettskjema's own columns, alone or with the codebook of the same form."""
    del codebooks
    try:
        return len(files) in (1, 2) and _parts(files) is not None
    except InputError:
        return False


def read(files: Sequence[SourceFile]) -> Export:
    """One row a submission, and the questions as far as a codebook or the columns tell them."""
    parts = _parts(files)
    if parts is None:
        raise InputError([Finding("adapter_none", file=", ".join(file.name for file in files))])
    table, form = parts
    told = {} if form is None else form.questions
    left = [str(code) for code in table.cells.columns if not str(code).startswith(SYSTEM) or str(code) == CREATED]
    telling = [code for code in left if form is not None and code in form.telling]
    cells = table.cells[[code for code in left if code not in telling]]
    questions = {code: question for code, question in (told or _ticks(cells)).items() if code in cells}
    texts = labels_of(table) | {code: question.text for code, question in questions.items()}
    note = Finding("personal_columns_dropped", "info", table.file, table.sheet, values=tuple(telling))
    return Export(
        adapter="nettskjema",
        files=tuple(file.name for file in files),
        table=cells,
        column_labels={str(code): texts[str(code)] for code in cells.columns},
        questions=questions,
        rows_in_file=len(table.cells) + table.rows_left_out,
        findings=(*table.findings, note) if telling else table.findings,
        sheet=table.sheet,
        repeated_columns=table.repeated_columns,
        respondents=table.cells[RESPONDENT].str.strip().rename("respondent"),
        seconds=decimal(table.cells[MILLISECONDS]).div(1000).rename("seconds") if MILLISECONDS in table.cells else None,
        encoding=table.encoding,
    )


def _parts(files: Sequence[SourceFile]) -> tuple[TextTable, Form | None] | None:
    """The answers and the form, where there is one."""
    forms = {file.name: form for file in files if (form := form_of(file))}
    others = [file for file in files if file.name not in forms]
    if len(others) != 1:
        return None
    table = _answers(others[0])
    form = next(iter(forms.values()), None)
    if table is None or form is None:
        return None if table is None else (table, None)
    shared = form.columns & set(map(str, table.cells.columns))
    return (table, form) if len(shared) > LEAST_SHARED * len(form.columns) else None


def _answers(file: SourceFile) -> TextTable | None:
    """The table with Nettskjema's own columns."""
    tables = (table for table in read_tables(file) if RESPONDENT in table.cells)
    return max(tables, key=lambda table: table.cells.size, default=None)


def _ticks(cells: pd.DataFrame) -> dict[str, Question]:
    """Columns of ticks: options of one question by their codes, all with nothing but 0 and 1."""
    coded = [(match[1], match[2], str(code)) for code in cells.columns if (match := _OPTION.fullmatch(str(code)))]
    found: dict[str, Question] = {}
    for group, options in groupby(coded, key=lambda parts: parts[0]):
        members = list(options)
        written = {text for *_, code in members for text in cells[code].str.strip().unique()}
        if len(members) > 1 and written - {""} == {"0", "1"}:
            for _, option, code in members:
                found[code] = Question(code, f"{group} - {option}", TICKED, "multiple", group)
    return found
