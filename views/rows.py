"""What every chart and table row carries beside its label: the figure in words, hidden or not."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import zip_longest
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.text import number, text
from views import words

Row = dict[str, Any]
INDEX_AXIS = (0.0, 100.0)
TOLD = ("mean", "lower", "upper", "raw", "scale_max", "n")
# A difference of this many points on the 0-100 index has the strongest colour.
LARGEST_SCORE = 25.0
# Cells of a table that is taken whole.
SMALL = 3000


def records(table: pd.DataFrame, *wanted: str) -> list[Row]:
    """The rows of a table by column name, all or the wanted ones; pandas' own way takes ten times as long."""
    names = [*map(str, wanted or table.columns)]
    if table.size > SMALL:
        rows = zip(*(table[name].tolist() for name in names), strict=True)
        return [dict(zip(names, row, strict=True)) for row in rows]
    # Of a small table each look-up of a column costs more than to take it whole.
    values = table.to_numpy(dtype="object")
    if wanted:
        places = {name: place for place, name in enumerate(table.columns.tolist())}
        values = values[:, [places[name] for name in names]]
    return [dict(zip(names, row, strict=True)) for row in values.tolist()]


def rows_where(table: pd.DataFrame, wanted: Iterable[bool]) -> pd.DataFrame:
    """The rows that are wanted."""
    return table[np.fromiter(wanted, dtype=np.bool_, count=len(table))]


def with_columns(table: pd.DataFrame, **columns: Iterable[object]) -> pd.DataFrame:
    """The table with columns added, or put in place of its own: arrays of floats, others kept as they are.

    All at once: pandas takes five times as long to add them one by one.
    """
    floats = {name: values for name, values in columns.items() if getattr(values, "dtype", None) == np.float64}
    others = {name: list(values) for name, values in columns.items() if name not in floats}
    kept = [name for name in table.columns if name not in columns]
    own = table
    if len(kept) < len(table.columns):
        own = table.take([place for place, name in enumerate(table.columns) if name not in columns], axis="columns")
    blocks = ((floats, "float64"), (others, "object"))
    added = [_block(new, table.index, kind) for new, kind in blocks if new]
    whole = pd.concat([own, *added], axis="columns", ignore_index=True)
    # Named afterwards: pandas would make an Arrow array of the names, and every look-up of a column would pay for it.
    whole.columns = pd.Index([*kept, *floats, *others], dtype="object")
    return whole


def numbers(index: pd.Index, **columns: NDArray[np.float64]) -> pd.DataFrame:
    """A table of floats, made as the one block that pandas would have to put together."""
    return pd.DataFrame(np.column_stack([*columns.values()]), index, pd.Index([*columns], dtype="object"))


def _block(columns: Mapping[str, Iterable[object]], index: pd.Index, kind: str) -> pd.DataFrame:
    values = np.empty((len(index), len(columns)), dtype=kind)
    for place, column in enumerate(columns.values()):
        values[:, place] = np.fromiter(column, dtype=kind, count=len(index))
    return pd.DataFrame(values, index=index, dtype=kind, copy=False)


def arranged(rows: pd.DataFrame, name: str, wanted: Mapping[str, str]) -> pd.DataFrame:
    """One row for each wanted value of a column, in this order.

    Where there is none the row is empty, and ``hidden`` for the reason that is given.
    """
    places = {value: place for place, value in enumerate(rows[name].tolist())}
    if all(value in places for value in wanted):
        return rows.take([places[value] for value in wanted]).reset_index(drop=True)
    found = rows.reset_index(drop=True).reindex([places.get(value, -1) for value in wanted])
    found = found.set_axis(range(len(wanted)), axis="index")
    own = zip(found["hidden"].tolist(), wanted.items(), strict=True)
    hidden = [reason if value in places else otherwise for reason, (value, otherwise) in own]
    return with_columns(found, hidden=hidden, **{name: wanted})


def chart_rows(rows: pd.DataFrame, labels: Sequence[str], **more: Iterable[object]) -> pd.DataFrame:
    """The rows with label, hover and the words for what is hidden, as the charts want them, and ``more`` columns."""
    told = zip(labels, records(rows, *TOLD), strict=True)
    hidden = [*map(words.hidden, rows["hidden"])]
    return with_columns(
        rows, label=labels, hidden=hidden, hover=[hover([label], row, 0) for label, row in told], **more
    )


def matrix_cells(
    rows: pd.DataFrame,
    scores: NDArray[np.float64],
    titles: Sequence[Sequence[str]],
    last: Iterable[str] = (),
    **more: Iterable[object],
) -> pd.DataFrame:
    """The rows with text, colour score, hover, and words and a sign for what is hidden, as the matrix wants them.

    ``titles`` are the first lines of each hover, and ``last`` the last where there is one; ``more`` columns are added.
    """
    reasons = rows["hidden"].tolist()
    hovers = (hover(title, row, 0) for title, row in zip(titles, records(rows, *TOLD), strict=True))
    return with_columns(
        rows,
        text=[number(mean) for mean in rows["mean"].tolist()],
        score=np.nan_to_num(np.clip(scores / LARGEST_SCORE, -1, 1)),
        hover=["<br>".join(filter(None, lines)) for lines in zip_longest(hovers, last)],
        hidden=map(words.hidden, reasons),
        mark=map(words.mark, reasons),
        **more,
    )


def hover(titles: Sequence[str], row: Row, decimals: int) -> str:
    """Lines to read at a mark: what it is, the figure, its interval, the answers behind."""
    lines = [escape(str(title)) for title in titles]
    lines[0] = f"<b>{lines[0]}</b>"
    if not words.missing(row["mean"]):
        raw = words.raw(row["raw"], row["scale_max"]) if decimals == 0 else ""
        value = number(row["mean"], decimals)
        lines.append(text("phrase.with_raw", value=value, raw=raw) if raw else value)
        lines.append(words.interval(row["lower"], row["upper"], decimals))
        lines.append(words.answers(row["n"]))
    return "<br>".join(lines)
