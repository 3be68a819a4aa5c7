"""What every chart and table row carries beside its label: the figure in words, hidden or not."""

from html import escape

import pandas as pd

from core.text import number
from views import words

INDEX_AXIS = (0.0, 100.0)


def chart_rows(rows: pd.DataFrame, labels: pd.Series, decimals: int = 0) -> pd.DataFrame:
    """The rows with label, hover and the words for what is hidden, as the charts want them."""
    hidden = [words.hidden(reason) for reason in rows["hidden"]]
    shown = rows.assign(label=labels.to_numpy(), hidden=pd.Series(hidden, index=rows.index, dtype="object"))
    hover = [_hover(row, decimals) for row in shown.itertuples()]
    return shown.assign(hover=hover)


def _hover(row: object, decimals: int) -> str:
    mean, lower, upper = row.mean, row.lower, row.upper  # type: ignore[attr-defined]
    label = escape(str(row.label))  # type: ignore[attr-defined]
    if pd.isna(mean):
        return f"<b>{label}</b>"
    raw = words.raw(row.raw, row.scale_max) if decimals == 0 else ""  # type: ignore[attr-defined]
    parts = [
        f"<b>{label}</b>",
        f"{number(mean, decimals)}{f' ({raw})' if raw else ''}",
        words.interval(lower, upper, decimals),
        words.answers(row.n),  # type: ignore[attr-defined]
    ]
    return "<br>".join(parts)


def not_measured(keys: list[str], present: pd.Series) -> list[str]:
    """The keys that nothing asks about."""
    return [key for key in keys if key not in set(present)]
