"""In which order the dates of a column are read, and who said so."""

from collections.abc import Mapping

import pandas as pd

from etl.export import Export
from etl.harmonise.dating import dated
from etl.mapping import model
from etl.mapping.model import ColumnMapping, changed
from etl.reading.dates import in_doubt

# Structural facts that may be written as dates.
DATED = ("date", "period")
# The value of a column of dates that says whether the day (dmy) or the month (mdy) stands first.
ORDER = "order"
AUTOMATIC = ""


def date_order(column: ColumnMapping) -> str:
    """``dmy`` or ``mdy`` as a person has said; ``AUTOMATIC`` where the file is to tell."""
    return _told(column).get(ORDER, AUTOMATIC)


def with_date_order(mapping: model.Mapping, column: str, order: str) -> model.Mapping:
    """The mapping with the order in which the column's dates are to be read."""
    others = {written: key for written, key in _told(mapping.column(column)).items() if written != ORDER}
    return changed(mapping, column, values=others | ({ORDER: order} if order else {}))


def may_be_read_in_two_ways(export: Export, column: ColumnMapping) -> bool:
    """Whether some date of the column is another day with the month first."""
    return column.use in DATED and in_doubt(map(str, export.table[column.column].drop_duplicates()))


def ambiguous_dates(mapping: model.Mapping, export: Export, column: ColumnMapping) -> list[str]:
    """Dates that decide the period, where nothing in the file tells their order and nobody has said it."""
    by_date = column.use == "date" and not mapping.period and not mapping.used_as("period")
    if not by_date and column.use != "period":
        return []
    return _as_read(export, column)[1]


def dates_read(export: Export, column: ColumnMapping) -> tuple[Mapping[str, str], list[str]]:
    """Written -> the day as ``2024-03-01`` for what is a date, and those that may be another day."""
    cells, doubtful = _as_read(export, column)
    written = export.table[column.column].str.strip()
    days = dict(zip(written, cells, strict=True))
    return {text: day for text, day in days.items() if day != text}, doubtful


def _as_read(export: Export, column: ColumnMapping) -> tuple["pd.Series[str]", list[str]]:
    cells = export.table[column.column].str.strip()
    read, found = dated(export, column.column, cells, date_order(column) or None)
    if not any(one.code == "ambiguous_dates" for one in found):
        return read, []
    return read, [text for text in map(str, cells.drop_duplicates()) if in_doubt([text])]


def _told(column: ColumnMapping) -> Mapping[str, str]:
    return column.values  # noqa: PD011 - a field of the mapping
