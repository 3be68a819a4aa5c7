"""A report before it is a file: chapters of figures with their message, numbers, base and source, in words and values.

Whoever writes the file (PowerPoint, PDF, Excel) adds nothing to it: what stands here is what the reader gets.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Value = float | str | None
# How a column's values are written; a count has no decimals, a share is 0 to 1, a signed number shows its plus.
Kind = Literal["words", "number", "count", "share", "signed"]
# Where a column stands: everywhere, only in a spreadsheet, or only where somebody reads (a slide, a page).
Where = Literal["everywhere", "sheet", "page"]
ChartKind = Literal["intervals", "course", "shares"]
NOTHING = float("nan")


@dataclass(frozen=True)
class Column:
    """A column of a table: each value as it stands in the release, or a text in its place, and the same in words.

    ``tones`` says of each cell what its colour tells: good, bad, or empty.
    """

    heading: str
    kind: Kind
    values: tuple[Value, ...]
    words: tuple[str, ...]
    decimals: int = 0
    where: Where = "everywhere"
    tones: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right."""
        return self.kind != "words"


@dataclass(frozen=True)
class Table:
    """Columns of equal length; the first names each row."""

    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    def seen(self, where: Where) -> tuple[Column, ...]:
        """The columns that stand in a spreadsheet, or on a page."""
        return tuple(column for column in self.columns if column.where in {"everywhere", where})

    def part(self, first: int, count: int) -> "Table":
        """Some rows."""
        rows = slice(first, first + count)
        return Table(
            tuple(
                replace(one, values=one.values[rows], words=one.words[rows], tones=one.tones[rows])
                for one in self.columns
            )
        )


@dataclass(frozen=True)
class Mark:
    """One row of a chart; without a figure ``why`` says what stands in its place.

    ``shares`` are the parts of a bar, 0 to 1. ``apart`` says that it cannot be held against the mark before it.
    """

    label: str
    value: float = NOTHING
    lower: float = NOTHING
    upper: float = NOTHING
    n: float = NOTHING
    reference: float = NOTHING
    shares: tuple[float, ...] = ()
    why: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Chart:
    """What is drawn: values with intervals beside each other, their course through time, or bars of shares."""

    kind: ChartKind
    name: str
    marks: tuple[Mark, ...]
    low: float = 0.0
    high: float = 100.0
    axis: str = ""
    decimals: int = 0
    signed: bool = False
    reference_name: str = ""
    parts: tuple[str, ...] = ()

    def shows(self, mark: Mark) -> bool:
        """Whether anything is drawn of a mark."""
        return bool(mark.shares) if self.kind == "shares" else mark.value == mark.value

    def part(self, first: int, count: int) -> "Chart":
        """Some marks."""
        return replace(self, marks=self.marks[first : first + count])


@dataclass(frozen=True)
class Figure:
    """One message with what it rests on; it fills a slide.

    ``message`` is the title, ``told`` is said below it, ``base`` names answers and interval. ``colours`` is the
    footnote that says what the colours of the table tell. ``method`` is what a speaker may be asked about.
    """

    key: str
    message: str
    source: str
    base: str = ""
    chart: Chart | None = None
    table: Table | None = None
    told: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    alt: str = ""
    method: tuple[str, ...] = ()
    colours: str = ""

    @property
    def footnotes_without_colours(self) -> tuple[str, ...]:
        """The footnotes where the table is shown without its colours."""
        return tuple(line for line in self.footnotes if line != self.colours)


@dataclass(frozen=True)
class Chapter:
    """Figures about one thing."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Document:
    """A report: ``facts`` stand on the cover (term, meaning), ``cautions`` below them, ``notes`` at the end.

    ``brief`` reports are set tightly, without a page for the cover.
    """

    title: str
    subtitle: str
    language: str
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    cautions: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    brief: bool = False

    def figures(self) -> Iterator[tuple[Chapter, Figure]]:
        """Every figure with its chapter, in order."""
        return ((chapter, figure) for chapter in self.chapters for figure in chapter.figures)
