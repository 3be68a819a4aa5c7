"""What those who did not answer could change: the response rate, and the lowest and highest mean of all invited."""

import numpy as np
import pandas as pd

from core.text import listing, number, percent, text
from metrics.arguments import Floats, floats
from metrics.nonresponse import LOW, invited_mean_bounds, response_warning
from views import words
from views.rows import INDEX_AXIS, Row, records

WARNED = ("low", "very_low")


def bounds(rows: pd.DataFrame, invited: Floats) -> dict[str, Floats]:
    """``least`` and ``greatest`` of rows on the index: the lowest and highest mean that all ``invited`` could have.

    They hold however units are counted; missing where the figure is hidden or the number invited is not known.
    """
    n = floats(rows["n"])
    found = invited_mean_bounds(n, n * floats(rows["pooled_mean"]), invited, *INDEX_AXIS)
    shown = ~np.isnan(floats(rows["mean"]))
    ends = {"least": "lower", "greatest": "upper"}
    return {name: np.where(shown, floats(found[end]), np.nan) for name, end in ends.items()}


def told(answered: pd.Series, overall: Row) -> str:
    """A warning where few have answered, and the bounds of the overall index; that it is not known where it is not."""
    if words.missing(overall["mean"]) or words.missing(answered["n"]):
        return ""
    warning = str(response_warning([answered["n"]], [answered["invited"]])[0])
    if warning == "unknown":
        return text(f"nonresponse.{'unknown' if words.missing(answered['invited']) else 'more'}")
    rate = percent(answered["rate"])
    first = text(f"nonresponse.{warning}", rate=rate) if warning in WARNED else ""
    if words.missing(overall["least"]):
        return first
    if overall["least"] == overall["greatest"]:
        return text("nonresponse.all")
    ends = {name: number(overall[name]) for name in ("least", "greatest")}
    return words.joined([first, text("nonresponse.bounds", **ends)])


def units(table: pd.DataFrame) -> str:
    """The units where fewer than half have answered, and those where nobody knows; nothing where there are none."""
    shown = [row for row in records(table, "label", "mean", "rate") if not words.missing(row["mean"])]
    low = [row for row in shown if row["rate"] < LOW]
    unknown = [row["label"] for row in shown if words.missing(row["rate"])]
    named = [text("nonresponse.one", unit=row["label"], rate=percent(row["rate"])) for row in low]
    parts = [text("nonresponse.units", units=listing(named))] if low else []
    if unknown:
        which = "all_unknown" if len(unknown) == len(shown) else "some_unknown"
        parts.append(text(f"nonresponse.{which}", units=listing(unknown)))
    return words.joined(parts)
