"""A received file, and a table of text read from it."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from core.findings import Finding


@dataclass(frozen=True)
class SourceFile:
    """A file as it was received: what it was called and every byte of it."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The hash that tells whether the same file came before."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class TextTable:
    """One table of a file with every cell as text.

    ``columns`` and ``labels`` are the header rows as written; ``cells`` has unique column codes, ``""`` for a
    missing cell, and an index ``row`` with the row number a spreadsheet shows. ``header_rows`` is 0 for a table
    without a header. ``first_rows`` are the first of the file as written, whatever they were taken for;
    ``hidden`` is a sheet that a spreadsheet does not show.
    """

    file: str
    sheet: str | None
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    cells: pd.DataFrame
    encoding: str | None
    delimiter: str | None
    header_rows: int
    findings: tuple[Finding, ...] = ()
    first_rows: tuple[tuple[str, ...], ...] = ()
    hidden: bool = False

    @property
    def repeated_columns(self) -> tuple[str, ...]:
        """Names that the header has more than once."""
        counts = Counter(name for name in self.columns if name)
        return tuple(name for name, count in counts.items() if count > 1)

    @property
    def rows_left_out(self) -> int:
        """Rows with content that could not be read and are named in the findings."""
        return sum(finding.row_count for finding in self.findings if finding.code == "ragged_rows")
