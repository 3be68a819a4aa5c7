"""Errors and findings as sentences in the reader's language."""

from collections.abc import Sequence

from core.errors import AppError
from core.findings import FIRST_ROWS, Finding
from core.text import has, number, quoted, text

MOST_LISTED = 5


def error_text(error: AppError) -> str:
    """What happened and what to do."""
    key = f"error.{error.code}"
    return text(key, **error.details) if has(key) else text("error.unknown", code=error.code)


def finding_text(finding: Finding) -> str:
    """One finding with its place: file, sheet, column, line, rows, and what to do."""
    key = f"finding.{finding.code}"
    details = {
        "file": finding.file or "",
        "sheet": finding.sheet or "",
        "column": column_text(finding),
        "line": finding.line or "",
        "row_count": number(finding.row_count),
        "rows": ", ".join(str(row) for row in finding.rows[:FIRST_ROWS]),
        "values": ", ".join(quoted(value) for value in finding.values),
    }
    return text(key, **(finding.details | details)) if has(key) else text("error.unknown", code=finding.code)


def column_text(finding: Finding) -> str:
    """The column as the file calls it; in words where it is one that figures got when they were read."""
    key = f"figure_column.{finding.column}"
    return text(key) if finding.details.get("of_figures") and has(key) else finding.column or ""


def place_text(finding: Finding) -> str:
    """Where a finding is: ``fil.csv · ark Svar · kolonne q3 · rad 4, 9 …``."""
    parts = [finding.file or ""]
    parts += [text("finding_place.sheet", sheet=finding.sheet)] if finding.sheet else []
    parts += [text("finding_place.column", column=column_text(finding))] if finding.column else []
    parts += [text("finding_place.line", line=finding.line)] if finding.line else []
    if finding.rows:
        named = finding.rows[:FIRST_ROWS]
        more = " …" if finding.row_count > len(named) else ""
        rows = ", ".join(str(row) for row in named)
        parts.append(text("finding_place.rows", count=number(finding.row_count), rows=rows + more))
    return " · ".join(part for part in parts if part)


def listed(names: Sequence[str]) -> str:
    """The first few names in quotes, and how many more there are."""
    more = len(names) - MOST_LISTED
    return ", ".join(quoted(name) for name in names[:MOST_LISTED]) + (f" (+{more})" if more > 0 else "")
