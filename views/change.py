"""Change of a whole whose parts were measured in different years."""

import numpy as np
import pandas as pd
from numpy import float64
from numpy.typing import NDArray

from metrics.arguments import floats
from metrics.differences import difference
from metrics.weighted import weighted_mean
from views import wording
from views.certainty import judgements
from views.figures import NOT_JUDGED, changes
from views.rows import numbers, rows_where, with_columns


def matched_change(services: pd.DataFrame, weights: NDArray[float64]) -> pd.DataFrame:
    """Change of a municipality by measure: services measured before, each against its own last measurement.

    Services are surveyed in different years, so two years' figures for the whole municipality rest on different
    services. ``services`` has one row a service, role and measure; ``weights`` its weight (invited, or answers).
    Returns the columns ``views.figures.CHANGE`` by measure.
    """
    comparable = floats(services["severity"]) < NOT_JUDGED
    known = comparable & (weights > 0) & ~np.isnan(floats(services["mean"]) + floats(services["former_mean"]))
    rows = rows_where(services, known)
    now, then = (_whole(rows, weights[known], prefix) for prefix in ("", "former_"))
    compared = difference(now["mean"], now["se"], now["df"], then["mean"], then["se"], then["df"])
    change, lower, upper, *tested = (
        floats(compared[name]) for name in ("difference", "lower", "upper", "se", "df", "p")
    )
    found = judgements(change, *tested)
    return pd.DataFrame(changes(change, lower, upper, found), index=compared.index)


def _whole(rows: pd.DataFrame, weights: NDArray[float64], prefix: str) -> pd.DataFrame:
    """Mean, se and df of each measure; ``prefix`` says of which measurement."""
    side = {name: floats(rows[f"{prefix}{name}"]) for name in ("mean", "se", "df")}
    estimates = numbers(rows.index, weight=weights, **side)
    return weighted_mean(with_columns(estimates, measure=rows["measure"].tolist()), by=["measure"])


def in_words(table: pd.DataFrame) -> str:
    """What changed for certain since last, and what the others could have shown; nothing where nothing is tested."""
    names = {field: f"change_{field}" for field in ("verdict", "lower", "upper", "smallest", "reason")}
    found = list(wording.differences(table, value="change", **names))
    return wording.among(table["label"].tolist(), found, family_size=table["change_family"].max())
