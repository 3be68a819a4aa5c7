"""Change of a whole whose parts were measured in different years."""

import pandas as pd
from numpy import float64
from numpy.typing import NDArray

from metrics.arguments import floats
from metrics.differences import difference
from metrics.weighted import weighted_mean
from views import wording
from views.figures import CHANGE, NOT_JUDGED, changes
from views.rows import with_columns


def matched_change(services: pd.DataFrame, weights: NDArray[float64]) -> pd.DataFrame:
    """Change of a municipality by measure: services measured before, each against its own last measurement.

    Services are surveyed in different years, so two years' figures for the whole municipality rest on different
    services. ``services`` has one row a service, role and measure; ``weights`` its weight (invited, or answers).
    Returns the columns ``views.figures.CHANGE`` by measure.
    """
    comparable = services["severity"] < NOT_JUDGED
    known = services["mean"].notna() & services["former_mean"].notna() & comparable & (weights > 0)
    rows = with_columns(services, weight=weights)[known]
    former = {name: floats(rows[f"former_{name}"]) for name in ("mean", "se", "df")}
    now, then = weighted_mean(rows, by=["measure"]), weighted_mean(with_columns(rows, **former), by=["measure"])
    compared = difference(now["mean"], now["se"], now["df"], then["mean"], then["se"], then["df"])
    change, lower, upper = (floats(compared[name]) for name in ("difference", "lower", "upper"))
    return pd.DataFrame(changes(change, lower, upper, compared), index=compared.index)[CHANGE]


def in_words(table: pd.DataFrame) -> str:
    """What changed for certain since last, and what the others could have shown; nothing where nothing is tested."""
    names = {field: f"change_{field}" for field in ("verdict", "lower", "upper", "smallest", "reason")}
    told = table[table["change_verdict"].ne("not_assessed")]
    found = list(wording.differences(told, value="change", **names))
    return wording.among(told["label"].tolist(), found, family_size=told["change_family"].max())
