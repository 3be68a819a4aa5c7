"""In which order an export writes day and month: what the codebook says, else what all dates of the file fit."""

import pandas as pd

from core.findings import Finding, of_rows
from etl.export import Export
from etl.reading import dates
from etl.reading.dates import Order

# A column of dates has this share of them among its first distinct texts.
LEAST_DATES = 0.9
SAMPLE = 200


def dated(
    export: Export, column: str, cells: "pd.Series[str]", told: str | None
) -> tuple["pd.Series[str]", list[Finding]]:
    """The cells with every date as ``2024-03-01``, and a finding where its order cannot be known.

    ``told`` is the order that the codebook gives, ``dmy`` or ``mdy``. What is no date stays as it was written.
    """
    texts = [str(text) for text in cells.drop_duplicates()]
    if not any(dates.readings(text) for text in texts):
        return cells, []
    order = _as_told(told) or _order(export, column, texts)
    if order is None:
        rows = cells.index[cells.isin(doubtful := _in_doubt(texts))]
        return dates.iso(cells, "dmy"), [_finding("ambiguous_dates", rows, doubtful, export, column)]
    strange = [text for text in texts if (read := dates.readings(text)) and order not in read]
    rows = cells.index[cells.isin(strange)]
    return dates.iso(cells, order), [_finding("mixed_dates", rows, strange, export, column)] if strange else []


def _order(export: Export, column: str, texts: list[str]) -> Order | None:
    """The order that all dates of the column fit, with the help of the file's other columns; nothing if in doubt."""
    fitting = dates.fitting(texts)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return dates.usual(texts)
    if not dates.in_doubt(texts):
        return "dmy"
    told = {order for order in _of_others(export, column, dates.signs(texts)) if order}
    return told.pop() if len(told) == 1 else None


def _of_others(export: Export, column: str, signs: frozenset[str]) -> set[Order | None]:
    """What the other columns with dates of the same look tell."""
    found: set[Order | None] = set()
    for code in export.table.columns:
        texts = [text for text in export.table[code].drop_duplicates() if text.strip()]
        if code == column or not texts or not _has_dates(texts[:SAMPLE]) or not dates.signs(texts) & signs:
            continue
        fitting = dates.fitting(texts)
        found.add(fitting[0] if len(fitting) == 1 else None)
    return found


def _has_dates(texts: list[str]) -> bool:
    return sum(bool(dates.readings(text)) for text in texts) >= LEAST_DATES * len(texts)


def _as_told(told: str | None) -> Order | None:
    return next((order for order in dates.ORDERS if order == told), None)


def _in_doubt(texts: list[str]) -> list[str]:
    return [text for text in texts if dates.in_doubt([text])]


def _finding(code: str, rows: pd.Index, values: list[str], export: Export, column: str) -> Finding:
    return of_rows(code, rows, values=values, file=export.files[0], sheet=export.sheet, column=column)
