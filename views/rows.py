"""What every chart and table row carries beside its label: the figure in words, hidden or not."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd

from core.text import number, text
from views import words

Row = dict[str, Any]
INDEX_AXIS = (0.0, 100.0)
TOLD = ("mean", "lower", "upper", "raw", "scale_max", "n")
# A difference of this many points on the 0-100 index has the strongest colour.
LARGEST_SCORE = 25.0


def records(table: pd.DataFrame, *wanted: str) -> list[Row]:
    """The rows of a table by column name, all or the wanted ones; pandas' own way takes ten times as long."""
    names = [str(name) for name in wanted or table.columns]
    columns = (table[name].tolist() for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def column(values: Iterable[object], index: pd.Index) -> pd.Series:
    """A column of texts, lists or nothing, kept as they are."""
    return pd.Series(list(values), index=index, dtype="object")


def chart_rows(rows: pd.DataFrame, labels: pd.Series, decimals: int = 0) -> pd.DataFrame:
    """The rows with label, hover and the words for what is hidden, as the charts want them."""
    shown = rows.assign(label=labels.to_numpy(), hidden=column(map(words.hidden, rows["hidden"]), rows.index))
    return shown.assign(hover=[hover([row["label"]], row, decimals) for row in records(shown, "label", *TOLD)])


def matrix_cells(rows: pd.DataFrame, scores: pd.Series, titles: Sequence[Sequence[str]]) -> pd.DataFrame:
    """The rows with text, colour score, hover, and words and a sign for what is hidden, as the matrix wants them.

    ``titles`` are the first lines of each hover.
    """
    return rows.assign(
        text=[number(mean) for mean in rows["mean"]],
        score=(scores / LARGEST_SCORE).clip(-1, 1).fillna(0.0),
        hover=[hover(title, row, 0) for title, row in zip(titles, records(rows, *TOLD), strict=True)],
        hidden=column(map(words.hidden, rows["hidden"]), rows.index),
        mark=column(map(words.mark, rows["hidden"]), rows.index),
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
