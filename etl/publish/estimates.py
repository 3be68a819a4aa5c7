"""Figures from sums of answers: pooled, or weighted by the number invited where that is known."""

import numpy as np
import pandas as pd

from metrics.hierarchy import invited_weighted_mean
from metrics.means import interval, mean_interval

KEY = ["scope", "measure_no"]
METHODS = ["pooled", "invited"]
ESTIMATES = ["mean", "lower", "upper", "sd", "se", "df"]


def estimates(cells: pd.DataFrame, strata: pd.DataFrame) -> pd.DataFrame:
    """One row a cell, in the cells' order: its figures as a release has them.

    ``cells`` has cell, scope, measure_no, group_no, n, total and squares; ``strata`` has scope, measure_no, n, total,
    squares and invited of the parts of those whose number invited is known.
    """
    pooled = mean_interval(cells["n"], cells["total"], cells["squares"])[ESTIMATES]
    method = pd.Categorical.from_codes(np.zeros(len(cells), dtype="int8"), categories=pd.Index(METHODS, dtype="str"))
    found = pooled.assign(cell=cells["cell"], pooled_mean=pooled["mean"], method=method, invited=np.nan)
    weighted = _weighted(strata)
    if weighted.empty:
        return found
    numbered = cells.loc[cells["group_no"].eq(0), KEY].reset_index(names="position")
    weighted = numbered.merge(weighted, on=KEY).set_index("position").rename_axis(None)
    found.loc[weighted.index, ["mean", "se", "df", "invited", "method"]] = weighted
    found.loc[weighted.index, ["lower", "upper"]] = interval(weighted["mean"], weighted["se"], weighted["df"])
    return found


def _weighted(strata: pd.DataFrame) -> pd.DataFrame:
    """Means weighted by the number invited; a mean without a spread somewhere in it stays pooled."""
    answering = strata[strata["n"] > 0]
    unknown = answering["squares"].isna()
    usable = answering[~unknown.groupby([answering[name] for name in KEY]).transform("any")]
    if usable.empty:
        return pd.DataFrame()
    means = invited_weighted_mean(usable, by=KEY)
    return means.loc[means["method"].eq("invited"), [*KEY, "mean", "se", "df", "invited", "method"]]
