"""The rest of a whole without one of its parts, from estimates of the two."""

import numpy as np
import pandas as pd

from metrics.arguments import Numbers, aligned, quotient


def rest_of_estimate(
    mean: Numbers,
    se: Numbers,
    df: Numbers,
    share: Numbers,
    part_mean: Numbers,
    part_se: Numbers,
    part_df: Numbers,
) -> pd.DataFrame:
    """Mean of a whole without one of its parts, where the whole is a weighted mean of independent parts.

    With W the part's share of the weights: ``mean_r = (mean - W mean_p) / (1 - W)``,
    ``se_r^2 = (se^2 - W^2 se_p^2) / (1 - W)^2``, ``df_r = df - df_p``. The same as adding up the other parts
    (`metrics.contrasts.unit_against_rest`), for whom only the figures of the whole and of the part are known.

    Parameters
    ----------
    mean, se, df : Series, arrays or numbers
        The whole: mean and standard error (scale units), degrees of freedom (answers less strata).
    share : Series, array or number
        W, the part's share of the weights of the whole, 0 to 1.
    part_mean, part_se, part_df : Series, arrays or numbers
        The same for the part.

    Returns
    -------
    DataFrame[mean, se, df]
        Scale units (``df``: count). Missing where the part is the whole; ``se`` and ``df`` are missing where one of
        the two has no standard error, and where the rest has no spread.

    Raises
    ------
    ValueError
        A share outside 0 to 1, or Series with different indexes.

    References
    ----------
    Contrast of stratum means: Cochran, W. G. (1977). Sampling Techniques, 3rd ed. Wiley, chapter 5.

    Examples
    --------
    >>> rest_of_estimate(3.8, 0.2, 38, 0.6, 3.0, 0.3, 9).round(3).to_dict("records")
    [{'mean': 5.0, 'se': 0.218, 'df': 29.0}]
    """
    columns = aligned(mean, se, df, share, part_mean, part_se, part_df)
    index, (whole, error, freedom, weight, own, own_error, own_freedom) = columns
    if ((weight < 0) | (weight > 1)).any():
        raise ValueError("share, the part's share of the weights, must lie between 0 and 1.")
    left = 1 - weight
    variance = quotient(error**2 - (weight * own_error) ** 2, left**2)
    degrees = freedom - own_freedom
    # What the subtraction leaves within rounding is no spread.
    usable = (variance * left**2 > 1e-12 * error**2) & (degrees > 0)
    return pd.DataFrame(
        {
            "mean": quotient(whole - weight * own, left),
            "se": np.where(usable, np.sqrt(np.where(usable, variance, np.nan)), np.nan),
            "df": np.where(usable, degrees, np.nan),
        },
        index=index,
    )
