"""Figures from sums of answers: pooled, or weighted by the number invited where that is known."""

import numpy as np
import pandas as pd

from metrics.hierarchy import invited_weighted_mean
from metrics.means import interval, mean_interval

KEY = ["scope", "measure_no"]
METHODS = ["pooled", "invited"]
ESTIMATES = ["mean", "lower", "upper", "sd", "se", "df"]
WEIGHTED = ["mean", "lower", "upper", "se", "df", "invited", "method"]


def pooled(cells: pd.DataFrame) -> pd.DataFrame:
    """One row a cell, in the cells' order: its figures as a release has them, where each answer counts the same.

    ``cells`` has cell, n, total and squares.
    """
    found = mean_interval(cells["n"], cells["total"], cells["squares"])[ESTIMATES]
    method = pd.Categorical.from_codes(np.zeros(len(cells), dtype="int8"), categories=pd.Index(METHODS, dtype="str"))
    return found.assign(cell=cells["cell"], pooled_mean=found["mean"], method=method, invited=np.nan)


def weighted(strata: pd.DataFrame) -> pd.DataFrame:
    """One row a scope and measure whose parts can be weighted by the number invited: the columns that this changes.

    ``strata`` has scope, measure_no, n, total, squares and invited of the parts. A mean without a spread somewhere
    in it stays pooled.
    """
    answering = strata[strata["n"] > 0]
    unknown = answering["squares"].isna()
    usable = answering[~unknown.groupby([answering[name] for name in KEY]).transform("any")]
    if usable.empty:
        return pd.DataFrame(columns=[*KEY, *WEIGHTED])
    means = invited_weighted_mean(usable, by=KEY)
    found = means[means["method"].eq("invited")]
    ends = interval(found["mean"], found["se"], found["df"])
    return found.assign(lower=ends["lower"], upper=ends["upper"])[[*KEY, *WEIGHTED]]
