"""Two editions of a small unit as one figure, offered beside the newest, never instead of it."""

import pandas as pd

from core.text import number, text
from metrics.pooling import ENOUGH, pooled_editions
from views import words
from views.development.breaks import COMPARABLE
from views.development.series import Spot, with_figures
from views.rows import Row, records
from views.wording import answers

# Why two editions are not pooled, where that is worth a sentence.
TOLD = {"changed", "large_change", "not_comparable"}


def told(table: pd.DataFrame, spot: Spot) -> str:
    """The last two editions of a unit together, or why they are not; nothing where the last stands on its own."""
    rows = records(with_figures(table), "label", "n", "mean", "sd", "link", "period_kind")
    if spot.selection.unit is None or len(rows) < 2 or rows[-1]["n"] >= ENOUGH or rows[-1]["period_kind"] != "year":
        return ""
    now, then = rows[-1], rows[-2]
    if words.missing(now["sd"]) or words.missing(then["sd"]):
        return ""
    comparable = now["link"] == COMPARABLE
    found = records(pooled_editions(*_moments(now), *_moments(then), comparable=comparable))[0]
    known = {"former": then["label"], "period": now["label"]}
    if not found["pooled"]:
        return text(f"development.pooled.{found['reason']}", **known) if found["reason"] in TOLD else ""
    lower, upper = (number(found[f"change_{end}"], spot.decimals, sign=True) for end in ("lower", "upper"))
    return text(
        "development.pooled.both",
        value=number(found["mean"], spot.decimals),
        interval=words.interval(found["lower"], found["upper"], spot.decimals),
        n=answers(found["n"]),
        change=text("development.pooled.change", lower=lower, upper=upper),
        **known,
    )


def _moments(row: Row) -> tuple[list[float], list[float], list[float]]:
    """Answers, their sum and their sum of squares, from the mean and the standard deviation."""
    n, mean, sd = row["n"], row["mean"], row["sd"]
    return [n], [n * mean], [(n - 1) * sd**2 + n * mean**2]
