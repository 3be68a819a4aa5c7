"""The findings as a file to work through: one line a row that something is wrong with, or a finding."""

import csv
import io
from collections.abc import Iterable, Iterator

from core.findings import Finding
from core.messages import column_text, finding_text
from core.spreadsheet import harmless
from core.text import text

COLUMNS = ("file", "sheet", "column", "row", "code", "text")


def findings_list(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """One entry a finding and row, or one for a finding about no certain row; cells are harmless in a spreadsheet."""
    return [{name: harmless(cell) for name, cell in entry.items()} for entry in _entries(findings)]


def findings_file(findings: Iterable[Finding]) -> bytes:
    """The list as a CSV file that a Norwegian spreadsheet opens: semicolons and a byte order mark."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow([text(f"findings_list.{name}") for name in COLUMNS])
    rows.writerows(entry.values() for entry in findings_list(findings))
    return written.getvalue().encode("utf-8-sig")


def _entries(findings: Iterable[Finding]) -> Iterator[dict[str, str]]:
    for finding in findings:
        told = {
            "file": finding.file or "",
            "sheet": finding.sheet or "",
            "column": column_text(finding),
            "row": "",
            "code": finding.code,
            "text": finding_text(finding),
        }
        numbers = finding.rows or ((finding.line,) if finding.line else ())
        yield from ({**told, "row": str(number)} for number in numbers)
        if not numbers:
            yield told
