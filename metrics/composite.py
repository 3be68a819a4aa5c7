"""One respondent's score over several questions."""

from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Floats


@overload
def half_rule_mean(values: pd.DataFrame, asked: NDArray[np.bool_] | None = None) -> pd.Series: ...
@overload
def half_rule_mean(values: NDArray[Any], asked: NDArray[np.bool_] | None = None) -> Floats: ...
def half_rule_mean(values: pd.DataFrame | NDArray[Any], asked: NDArray[np.bool_] | None = None) -> pd.Series | Floats:
    """Mean of the answered items, where at least half of the items asked were answered.

    "Don't know" and "not applicable" count as not answered. The mean of respondents'
    means is not the mean of the items' means when answers are missing.

    Parameters
    ----------
    values : DataFrame or array, respondents x items
        Scale units, all items on one scale and turned the same way; missing where not answered.
    asked : array of bool, items or respondents x items, optional
        Whether the item was on the respondent's form. All items by default. Values of
        items that were not asked are left out.

    Returns
    -------
    Series (for a DataFrame) or array, one number per respondent
        Scale units; missing where fewer than half of the items asked were answered.

    References
    ----------
    The half rule: Fayers, P. M. & Machin, D. (2016). Quality of Life, 3rd ed. Wiley (missing items).
    Reference values: tests/reference_values/composite.csv.

    Examples
    --------
    >>> half_rule_mean(np.array([[5, 3, np.nan, np.nan], [5, np.nan, np.nan, np.nan]])).tolist()
    [4.0, nan]
    """
    scores = pd.DataFrame(values).to_numpy(dtype=np.float64, na_value=np.nan)
    on_form = np.broadcast_to(True if asked is None else asked, scores.shape)
    answered = on_form & ~np.isnan(scores)
    n = answered.sum(axis=1)
    enough = (n > 0) & (2 * n >= on_form.sum(axis=1))
    sums = np.where(answered, scores, 0.0).sum(axis=1)
    means = np.divide(sums, n, out=np.full(len(n), np.nan), where=enough)
    return pd.Series(means, index=values.index) if isinstance(values, pd.DataFrame) else means
