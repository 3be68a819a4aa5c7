"""The columns as the list groups them: which need a look, and how what they are used as is told."""

from collections.abc import Callable, Mapping

import pandas as pd

from core.findings import Finding
from core.text import has, percent, text
from etl.mapping import model
from etl.mapping.answers import preview
from etl.mapping.model import BACKGROUND, COMMENT, DROP, ITEM, QUESTIONS, ColumnMapping
from ui.importing.planning import unanswered
from ui.importing.state import now, seen
from views import words

# Below this a suggestion is a guess that somebody should look at.
SURE = 0.55
LOOK, ALL = "look", "all"

GROUPS: Mapping[str, Callable[[ColumnMapping], bool]] = {
    LOOK: lambda column: needs_a_look(column),
    ALL: lambda column: True,
    "items": lambda column: column.use == ITEM,
    "background": lambda column: column.use == BACKGROUND,
    "comments": lambda column: column.use == COMMENT,
    "facts": lambda column: column.use not in (*QUESTIONS, DROP),
    "dropped": lambda column: column.use == DROP,
}


def questions_of(mapping: model.Mapping) -> list[Finding]:
    """What only a person can answer before the mapping can be used."""
    export = now().work.opened.export
    return seen("questions", mapping, lambda: unanswered(mapping, export))


def asked_columns(mapping: model.Mapping | None) -> frozenset[str | None]:
    """The columns that such a question is about."""
    if mapping is None:
        return frozenset()
    return seen("asked columns", mapping, lambda: frozenset(one.column for one in questions_of(mapping)))


def preview_of(mapping: model.Mapping, column: str) -> pd.DataFrame:
    """The answers of a column and what they mean."""
    export = now().work.opened.export
    return seen(f"preview {column}", mapping, lambda: preview(mapping, export, column))


def needs_a_look(column: ColumnMapping) -> bool:
    """Whether somebody should look at a column: it waits for an answer, or is used on a guess.

    What is left out has a group of its own: an export has many more columns than those that anybody counts.
    """
    return column.column in asked_columns(now().work.mapping) or (
        column.use != DROP and not column.accepted and sureness(column) < SURE
    )


def sureness(column: ColumnMapping) -> float:
    """How sure the least sure of a column's suggestions is; 1 where nothing is suggested."""
    return min((one.confidence for one in column.suggestions.values()), default=1.0)


def name_of(column: ColumnMapping) -> str:
    """What a column is called on the page: its question, or its code; a column of figures by what it tells."""
    export = now().work.opened.export
    if export.kind == "figures" and column.column not in export.questions and has(f"use.{column.column}"):
        return use_name(column.column)
    return column.text or column.column


def use_name(use: str) -> str:
    """What a column is used as, in words."""
    return text(f"use.{use}")


def told(column: ColumnMapping) -> str:
    """A column's use, dimension, level and scale in one line."""
    parts = [use_name(column.use)]
    if column.use == ITEM:
        parts += [_dimension(column.dimension), _level(column.level), column.scale]
        parts += [text("importing.reversed_short")] if column.reversed else []
    elif column.use == COMMENT and column.dimension:
        parts.append(_dimension(column.dimension))
    return " · ".join(part for part in parts if part)


def standing(column: ColumnMapping) -> str:
    """Whether a column has been accepted, waits for an answer, or how sure its suggestions are."""
    if column.column in asked_columns(now().work.mapping):
        return text("importing.standing.question")
    if column.accepted:
        return text("importing.standing.accepted")
    return text("importing.standing.suggested", sure=percent(sureness(column)))


def _dimension(key: str) -> str:
    return text(f"dimension_short.{key}") if has(f"dimension_short.{key}") else words.dimension(key) if key else ""


def _level(key: str) -> str:
    return text(f"level_short.{key}") if has(f"level_short.{key}") else ""
