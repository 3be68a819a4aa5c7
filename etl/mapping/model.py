"""A codebook edition under construction, seen from the columns of one export; every change makes a new one."""

from collections import abc
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from core.codebook import Layout, Scale
from core.errors import UsageError

# "item", "background", "comment", "drop", or a structural name. The column of a long or aggregated layout that says
# which question a row is about is "item_name" here: "item" is a column that holds the answers to one.
Use = str
ITEM: Use = "item"
BACKGROUND: Use = "background"
COMMENT: Use = "comment"
DROP: Use = "drop"
ITEM_NAME: Use = "item_name"
QUESTIONS = (ITEM, BACKGROUND, COMMENT)


@dataclass(frozen=True)
class Suggestion:
    """The proposed value of one field, why (``mapping.reason.<reason>`` in the catalogue), and how sure: 0 to 1."""

    value: str
    reason: str
    details: abc.Mapping[str, object] = field(default_factory=dict)
    confidence: float = 0.0


@dataclass(frozen=True)
class ColumnMapping:
    """What one source column is used as; ``suggestions`` has those fields that a person has not changed."""

    column: str
    text: str
    use: Use
    id: str = ""
    scale: str = ""
    dimension: str = ""
    level: str = ""
    reversed: bool = False
    values: abc.Mapping[str, str] = field(default_factory=dict)
    suggestions: abc.Mapping[str, Suggestion] = field(default_factory=dict)
    accepted: bool = False


@dataclass(frozen=True)
class Mapping:
    """Every column of an export, in its order, and what holds for all of them.

    Of an export of figures, whose rows name the questions, the columns are the places and times and then the questions,
    each by its text; ``figures`` is structural name -> source column of the rest, and empty for other exports.
    """

    instrument: str
    title: str
    service: str
    role: str
    edition: str
    period: str
    layout: Layout
    scales: abc.Mapping[str, Scale]
    columns: tuple[ColumnMapping, ...]
    municipalities: abc.Mapping[str, str] = field(default_factory=dict)
    constants: abc.Mapping[str, str] = field(default_factory=dict)
    figures: abc.Mapping[str, str] = field(default_factory=dict)

    def column(self, code: str) -> ColumnMapping:
        """The mapping of one column, or a UsageError."""
        for column in self.columns:
            if column.column == code:
                return column
        raise UsageError("mapping_unknown_column", column=code)

    def used_as(self, use: Use) -> list[ColumnMapping]:
        """The columns with this use."""
        return [column for column in self.columns if column.use == use]


def changed(mapping: Mapping, column: str, **fields: Any) -> Mapping:
    """The mapping with fields of one column changed; what a person has set is no suggestion any more."""
    former = mapping.column(column)
    left = {name: one for name, one in former.suggestions.items() if name not in fields}
    return _with(mapping, [replace(former, **{"suggestions": left} | fields)])


def accepted(mapping: Mapping, columns: Iterable[str] | None = None) -> Mapping:
    """The mapping with the columns, or all of them, marked as seen and approved."""
    chosen = mapping.columns if columns is None else [mapping.column(code) for code in columns]
    return _with(mapping, [replace(column, accepted=True) for column in chosen])


def with_scale(mapping: Mapping, name: str, scale: Scale) -> Mapping:
    """The mapping with a scale added or replaced."""
    return replace(mapping, scales={**mapping.scales, name: scale})


def _with(mapping: Mapping, columns: Iterable[ColumnMapping]) -> Mapping:
    new = {column.column: column for column in columns}
    return replace(mapping, columns=tuple(new.get(column.column, column) for column in mapping.columns))
