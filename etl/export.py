"""What an adapter makes of an export: source columns as text, and what the export tells about its questions."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd

from core.findings import Finding
from etl.columns import by_name, folded
from etl.reading.text_table import TextTable

QuestionKind = Literal["single", "multiple", "text", "number"]
ExportKind = Literal["answers", "figures", "invited"]
STATUSES = ("new", "distributed", "partial", "completed", "dropped")
# Columns of an export of figures: where, when and who, what was asked, and what came of it. ``area`` says what kind of
# place a row is about: unit, municipality, county, region, nation or group. ``count_N`` and ``share_N`` (percent) are
# the answers at scale point N. A mark by which the source hides a figure stays as it was written.
FIGURES = (
    "area", "municipality", "county", "service", "unit", "role", "period", "group", "item",
    "n", "invited", "mean", "sd", "dont_know", "weight",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A question as the export tells it; ``labels`` is code -> text in the order of the export.

    An option of a question with several answers is a column of its own with kind ``multiple``, cells ``1``, ``0`` or
    ``""`` and labels that say which is which; ``group`` is the question that it is an option, or a matrix row, of.
    ``no_answer`` are codes that the export declares to be no answer, whatever their labels say.
    """

    column: str
    text: str
    labels: dict[str, str] = field(default_factory=dict)
    kind: QuestionKind = "single"
    group: str = ""
    no_answer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Export:
    """One row a respondent, an answer or an aggregate; all cells text, ``""`` where missing, index ``row``.

    ``column_labels`` is column code -> question text. ``status`` is one of STATUSES a row, or nothing where the
    export does not tell. ``rows_in_file`` counts the rows that could not be read too. ``repeated_columns`` are
    names that the header has more than once. ``respondents`` is the tool's own number of each row's respondent, which
    only a hash of is ever stored; ``seconds`` is how long each of them took. ``written_by`` is the tool, where the
    adapter reads those of several.

    Of kind ``figures`` the table has a row a place, period and question, and the columns of ``FIGURES``, as many of
    them as the source tells; ``questions`` then goes by the text in column ``item``.
    """

    adapter: str
    files: tuple[str, ...]
    table: pd.DataFrame
    column_labels: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    status: "pd.Series[str] | None" = None
    kind: ExportKind = "answers"
    rows_in_file: int = 0
    findings: tuple[Finding, ...] = ()
    sheet: str | None = None
    repeated_columns: tuple[str, ...] = ()
    respondents: "pd.Series[str] | None" = None
    seconds: "pd.Series[float] | None" = None
    encoding: str | None = None
    written_by: str | None = None

    @cached_property
    def names(self) -> dict[str, str]:
        """Folded column name or unique label -> column code of the table."""
        return by_name([str(code) for code in self.table.columns], self.column_labels)

    def column(self, source: str) -> str | None:
        """The column code of a name that a codebook gives: the code in the header, or the label row's text."""
        return self.names.get(folded(source))


def labels_of(table: TextTable) -> dict[str, str]:
    """Column code -> text of the label row; the header itself where there is none."""
    codes = [str(code) for code in table.cells.columns]
    if not table.labels:
        return {code: code for code in codes}
    return dict(zip(codes, table.labels, strict=True))


def of_table(table: TextTable, adapter: str, *, kind: ExportKind = "answers") -> Export:
    """The export of a single table as it stands."""
    return Export(
        adapter=adapter,
        files=(table.file,),
        table=table.cells,
        column_labels=labels_of(table),
        kind=kind,
        rows_in_file=len(table.cells) + table.rows_left_out,
        findings=table.findings,
        sheet=table.sheet,
        repeated_columns=table.repeated_columns,
        encoding=table.encoding,
    )
