"""What was noticed about a file: where, how many rows, and how grave it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
FIRST_ROWS = 5
# A list of errors names every row up to this many; beyond, it is the column that is wrong, and no single row.
MOST_ROWS = 1000


@dataclass(frozen=True)
class Finding:
    """One thing a reader should know of; the words are in the catalogue under ``finding.<code>``."""

    code: str
    severity: Severity = "error"
    file: str | None = None
    sheet: str | None = None
    column: str | None = None
    line: int | None = None
    row_count: int = 0
    rows: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    details: dict[str, object] = field(default_factory=dict)

    def where(self) -> str:
        """The place in words that need no catalogue: file, sheet, column, line."""
        return " · ".join(str(part) for part in (self.file, self.sheet, self.column, self.line) if part is not None)


def of_rows(
    code: str, rows: Iterable[int], *, severity: Severity = "error", values: Iterable[str] = (), **place: object
) -> Finding:
    """A finding about certain rows: all counted, the first thousand named, the first distinct values listed once."""
    numbers = sorted(int(row) for row in rows)
    known = {name: place.pop(name, None) for name in ("file", "sheet", "column")}
    return Finding(
        code=code,
        severity=severity,
        file=_text(known["file"]),
        sheet=_text(known["sheet"]),
        column=_text(known["column"]),
        row_count=len(numbers),
        rows=tuple(numbers[:MOST_ROWS]),
        values=tuple(dict.fromkeys(values))[:FIRST_ROWS],
        details=place,
    )


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop an import."""
    return [finding for finding in findings if finding.severity == "error"]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
