"""Figures that count each unit by its number invited, and the same figures with every answer counting alike."""

import numpy as np
import pandas as pd

from core.text import text
from metrics.arguments import floats, quotient
from metrics.means import interval

WEIGHTED, RAW = "weighted", "raw"
# In this order: the first is what a reader sees who has chosen nothing.
CHOICES = (WEIGHTED, RAW)
INVITED, POOLED = "invited", "pooled"
UNIT_DEPTH = 2  # a municipality and a service stand before a unit in the id of a place


def can_choose(rows: pd.DataFrame) -> bool:
    """Whether any figure counts units by the number invited, so that there is another to switch to."""
    weighted = rows["method"].eq(INVITED).to_numpy() & ~np.isnan(floats(rows["mean"]))
    return bool((weighted & (floats(rows["mean"]) != floats(rows["pooled_mean"]))).any())


def weighed(rows: pd.DataFrame, weighing: str) -> pd.DataFrame:
    """Cells as they are, or raw: with the mean of all answers, its own interval, and that mean on the answer scale.

    What is tested (``se``, ``df``, changes, differences) stays weighted.
    """
    if weighing != RAW or not rows["method"].eq(INVITED).any():
        return rows
    by_invited = rows["method"].eq(INVITED).to_numpy()
    n, sd, mean = (floats(rows[name]) for name in ("n", "sd", "pooled_mean"))
    se = np.where(sd > 0, quotient(sd, np.sqrt(n)), np.nan)
    limits = interval(mean, se, np.where(n > 1, n - 1, np.nan))
    low, high = floats(rows["scale_min"]), floats(rows["scale_max"])
    is_item = rows["kind"].eq("item").to_numpy()
    told = {
        "mean": mean,
        "lower": floats(limits["lower"]),
        "upper": floats(limits["upper"]),
        "raw": np.where(is_item, mean, low + mean / 100 * (high - low)),
    }
    changed = {name: np.where(by_invited, values, floats(rows[name])) for name, values in told.items()}
    method = [POOLED if own == INVITED else own for own in rows["method"].tolist()]
    # In the columns' own places: a view may count on their order.
    return rows.assign(**changed, method=method)


def caption(rows: pd.DataFrame, weighing: str) -> str:
    """How the units of the figures are put together, and what the tests rest on; nothing where it is one unit alone."""
    if weighing == RAW:
        return text("weighing.raw_caption")
    methods = set(rows["method"].dropna().tolist())
    if methods == {POOLED}:
        return "" if _of_a_unit(rows) else text("caption.pooled")
    return text("caption.invited") if INVITED in methods else ""


def _of_a_unit(rows: pd.DataFrame) -> bool:
    """Whether the figures are of places that hold no units to put together."""
    return all(place.count("/") == UNIT_DEPTH for place in rows["place"].dropna().tolist())
