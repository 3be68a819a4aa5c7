"""Change of a whole whose parts were measured in different years."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.text import listing, text
from metrics.arguments import floats
from metrics.differences import difference, holm, verdict
from metrics.weighted import weighted_mean
from views import words
from views.figures import CHANGE, NOT_JUDGED
from views.rows import with_columns


def matched_change(services: pd.DataFrame, weights: NDArray[np.float64]) -> pd.DataFrame:
    """Change of a municipality by measure: services measured before, each against its own last measurement.

    Services are surveyed in different years, so two years' figures for the whole municipality rest on different
    services. ``services`` has one row a service, role and measure; ``weights`` its weight (invited, or answers).
    Returns, by measure: change, change_lower, change_upper, change_p (adjusted), change_verdict.
    """
    comparable = services["severity"] < NOT_JUDGED
    known = services["mean"].notna() & services["former_mean"].notna() & comparable & (weights > 0)
    rows = with_columns(services, weight=weights)[known]
    former = {name: floats(rows[f"former_{name}"]) for name in ("mean", "se", "df")}
    now, then = weighted_mean(rows, by=["measure"]), weighted_mean(with_columns(rows, **former), by=["measure"])
    compared = difference(now["mean"], now["se"], now["df"], then["mean"], then["se"], then["df"])
    adjusted = holm(compared["p"])
    words = verdict(compared["lower"], compared["upper"], adjusted)
    columns = [compared["difference"], compared["lower"], compared["upper"], adjusted, words]
    return pd.DataFrame(dict(zip(CHANGE, columns, strict=True)))


def in_words(table: pd.DataFrame) -> str:
    """What changed for certain since last; nothing where nothing was measured before."""
    if not table["change"].notna().any():
        return ""
    better = table.loc[table["change_verdict"].eq("better"), "label"].tolist()
    worse = table.loc[table["change_verdict"].eq("worse"), "label"].tolist()
    if not better and not worse:
        return text("summary.no_certain_change")
    parts = [text("summary.better", what=listing(better))] if better else []
    parts += [text("summary.worse", what=listing(worse))] if worse else []
    return words.joined(parts)
