"""LimeSurvey: answers, and the structure beside them

Answers as CSV or workbook, with codes or texts, and with codes, codes and texts, or texts as headers. A structure
(``.lss``) received together with them tells question texts, answer texts and which questions take several answers.
"""

from collections.abc import Sequence

import pandas as pd

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.adapters.limesurvey.answers import answers_of
from etl.adapters.limesurvey.headings import Heading, headings_of, is_of_limesurvey
from etl.adapters.limesurvey.structure import Structure, is_structure, structure_of
from etl.export import Export
from etl.forms.moments import in_iso_form, seconds_between
from etl.forms.sheets import findings_of, known_table
from etl.reading import SourceFile

# What an anonymous survey writes for every time.
NO_TIME = "1980-01-01 00:00:00"
SYSTEM = frozenset(
    {"id", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr", "refurl", "submitdate"}
)


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether the files are answers, a structure, or one of each."""
    del codebooks
    if len(files) not in (1, 2):
        return False
    structures = [file for file in files if is_structure(file)]
    answers = [file for file in files if file not in structures]
    if len(structures) > 1 or len(answers) > 1:
        return False
    return not answers or known_table(answers, is_of_limesurvey) is not None


def read(files: Sequence[SourceFile]) -> Export:
    """One row a respondent; an option of a question with several answers has the cells 1 and 0."""
    structures = [file for file in files if is_structure(file)]
    answers = [file for file in files if file not in structures]
    table = known_table(answers, is_of_limesurvey)
    if table is None:
        raise InputError([Finding("limesurvey_structure_only", file=", ".join(file.name for file in files))])
    structure = structure_of(structures[0]) if structures else Structure()
    headings = headings_of(table)
    cells = table.cells.set_axis([heading.code for heading in headings], axis="columns")
    findings = [*findings_of(table, answers[0])]
    if unknown := _unknown(headings, structure):
        findings.append(
            Finding("limesurvey_not_in_structure", "warning", table.file, table.sheet, values=tuple(unknown[:5]))
        )
    asked = [heading for heading in headings if heading.code not in SYSTEM and not heading.is_timing]
    columns = answers_of(asked, cells, structure, _completion_time(cells))
    return Export(
        adapter="limesurvey",
        files=tuple(file.name for file in files),
        table=columns.table(),
        column_labels=columns.texts,
        questions=columns.questions,
        status=_status(cells),
        rows_in_file=len(cells) + table.rows_left_out,
        findings=tuple(findings),
        sheet=table.sheet,
        repeated_columns=table.repeated_columns,
        respondents=cells["id"].str.strip() if "id" in cells else None,
        seconds=_seconds(cells),
        encoding=table.encoding,
    )


def _unknown(headings: Sequence[Heading], structure: Structure) -> list[str]:
    """Questions that the structure does not have."""
    if not structure.questions:
        return []
    asked = (heading for heading in headings if heading.code not in SYSTEM and not heading.is_timing)
    return list(dict.fromkeys(heading.question for heading in asked if heading.question not in structure.questions))


def _status(cells: pd.DataFrame) -> "pd.Series[str] | None":
    """Whoever has no time of submission left the form before its end."""
    if "submitdate" not in cells:
        return None
    written = cells["submitdate"].str.strip()
    submitted = written.ne("") & written.str.casefold().ne("n/a")
    return pd.Series("partial", index=cells.index, dtype="str", name="status").mask(submitted, "completed")


def _completion_time(cells: pd.DataFrame) -> "pd.Series[str] | None":
    """The time of submission, or of the last answer before it; nothing where the survey keeps no times."""
    if "submitdate" not in cells:
        return None
    times = in_iso_form(cells["submitdate"].str.strip())
    if not times.isin(["", NO_TIME]).all():
        last = in_iso_form(cells["datestamp"].str.strip()) if "datestamp" in cells else times
        return times.where(times.ne(""), last)
    return None


def _seconds(cells: pd.DataFrame) -> "pd.Series[float] | None":
    if "interviewtime" in cells:
        return pd.to_numeric(cells["interviewtime"].str.replace(",", ".", regex=False), errors="coerce").rename(
            "seconds"
        )
    if not {"startdate", "submitdate"} <= set(cells) or cells["startdate"].eq(NO_TIME).all():
        return None
    return seconds_between(cells["startdate"], cells["submitdate"])
