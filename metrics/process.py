"""XmR charts of a long series (process behaviour charts), with the rules and icons of Making Data Count."""

from collections.abc import Collection
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Flags, Floats, Numbers, floats

Better: TypeAlias = Literal["higher", "lower", "neither"]

REACH = 2.66
"""Limits lie this many mean moving ranges from the mean: 3 / 1.128."""
SCREEN = 3.267
"""Moving ranges of this many mean moving ranges or more do not count in the limits."""
RUN = 7
LEAST = 12
"""Points from which a chart has limits; with fewer it is blind even to large jumps."""
RISES = {"above_limit", "rising", "near_upper_limit", "above_mean"}
FALLS = {"below_limit", "falling", "near_lower_limit", "below_mean"}


def xmr(
    values: Numbers,
    rebase: Collection[Any] = (),
    screened: bool = True,
    baseline_points: int | None = None,
    least: int = LEAST,
) -> pd.DataFrame:
    """Limits and signals of a series, one row per point.

    Limits are ``mean -/+ 2.66 mean(MR)`` with the moving ranges ``MR_i = |x_i - x_(i-1)|``. Signals, in this order:
    outside a limit; seven points rising or falling; two of three points near a limit, all three on one side
    of the mean; seven points on one side of the mean. All points of a run carry its signal, of the two of
    three those that are near (beyond two thirds of the way to the limit).

    Parameters
    ----------
    values : Series or array
        The series in the order of time (any unit); a missing value breaks runs and moving ranges.
    rebase : collection of index labels
        Points at which the limits start anew. Only for a change with a known cause: the series never decides
        this itself.
    screened : bool
        Leave out moving ranges of 3.267 mean moving ranges or more, once.
    baseline_points : int, optional
        Compute the limits from the first points only; not together with ``rebase``.
    least : int
        Points from which there are limits.

    Returns
    -------
    DataFrame[value, group, mean, lower, upper, near_lower, near_upper, trial, signal, reason]
        Limits have the unit of the value and are not clipped to a scale. ``group``: 0, and one more from each rebase.
        ``trial``: the group has fewer than ``least`` points, so its limits will move. ``signal``: "above_limit",
        "below_limit", "rising", "falling", "near_upper_limit", "near_lower_limit", "above_mean", "below_mean" or
        "none"; missing where there is no value or no limits. No signal does not mean no change. ``reason``:
        "few_points" where there are no limits, since the series has fewer than ``least`` points or the group no
        two neighbours.

    Raises
    ------
    ValueError
        An infinite value, a point to rebase at that is not in the index, an index that repeats, ``baseline_points``
        below 2 or given together with ``rebase``, or ``least`` below 2.

    References
    ----------
    Wheeler, D. J. (2000). Understanding Variation, 2nd ed. SPC Press. NHS England, Making Data Count.
    Reference values: tests/reference_values/process.csv.

    Examples
    --------
    >>> table = xmr([4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 9])
    >>> table[["lower", "upper", "signal"]].round(2).iloc[-1].to_dict()
    {'lower': 2.17, 'upper': 7.49, 'signal': 'above_limit'}
    """
    series = values if isinstance(values, pd.Series) else pd.Series(np.atleast_1d(floats(values)))
    _refuse(series.index, rebase, baseline_points, least)
    x = floats(series)
    if np.isinf(x).any():
        raise ValueError("values must be finite; leave out a point that is not known.")
    group = (
        np.cumsum(series.index.isin(list(rebase)) & (np.arange(len(x)) > 0)) if len(rebase) else np.zeros(len(x), int)
    )
    enough = bool(np.count_nonzero(~np.isnan(x)) >= least)
    parts = [_part(x[group == number], screened, baseline_points, enough) for number in range(group.max(initial=0) + 1)]
    table = pd.concat(parts, ignore_index=True)
    table.insert(1, "group", group)
    size = table.groupby("group")["value"].transform("count").to_numpy()
    table.insert(7, "trial", (size < least) & table["lower"].notna().to_numpy())
    return table.set_index(series.index)


def variation(signals: pd.Series, better: Better) -> pd.Series:
    """What each signal means: "improvement", "concern", "high", "low" or "common_cause".

    Parameters
    ----------
    signals : Series
        The column ``signal`` of `xmr`.
    better : "higher", "lower" or "neither"
        Which direction is better; "neither" gives "high" and "low".

    Returns
    -------
    Series of str
        Missing where there is no signal to judge.

    Raises
    ------
    ValueError
        Another direction.

    Examples
    --------
    >>> variation(pd.Series(["none", "rising", "below_mean"]), better="higher").tolist()
    ['common_cause', 'improvement', 'concern']
    """
    rise, fall = _directions(better)
    meaning = {"none": "common_cause"} | dict.fromkeys(RISES, rise) | dict.fromkeys(FALLS, fall)
    return pd.Series([meaning.get(signal) for signal in signals], index=signals.index, dtype=object)


def variation_icon(chart: pd.DataFrame, better: Better) -> str:
    """What the last point says: as `variation`, or "few_points" where there are no limits.

    Parameters
    ----------
    chart : DataFrame
        The table of `xmr`.
    better : "higher", "lower" or "neither"

    Returns
    -------
    str

    Raises
    ------
    ValueError
        Another direction.

    Examples
    --------
    >>> variation_icon(xmr([4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 9]), better="higher")
    'improvement'
    """
    meanings = variation(chart["signal"], better)[chart["value"].notna()]
    return str(meanings.iloc[-1] or "few_points") if len(meanings) else "few_points"


def assurance(chart: pd.DataFrame, target: float | None, better: Better) -> str:
    """Whether the process can be trusted to reach a target, from the limits of the last group.

    Parameters
    ----------
    chart : DataFrame
        The table of `xmr`.
    target : float or None
        Unit of the value.
    better : "higher", "lower" or "neither"

    Returns
    -------
    str
        "consistently_hit" or "consistently_miss" where the target lies outside the limits, "hit_and_miss" where it lies
        within or on them, "no_target" (also where neither direction is better), "few_points" without limits.

    Raises
    ------
    ValueError
        Another direction.

    References
    ----------
    NHS England, Making Data Count: assurance icons.

    Examples
    --------
    >>> assurance(xmr([4.0, 4.5] * 6), target=6, better="higher")
    'consistently_miss'
    """
    _directions(better)
    if target is None or np.isnan(target) or better == "neither":
        return "no_target"
    if chart.empty or pd.isna(chart["lower"].iloc[-1]):
        return "few_points"
    limits = chart[["lower", "upper"]].iloc[-1].to_numpy(dtype=np.float64)
    beyond = [limits[0] > target, limits[1] < target]  # every point to come is expected above, or below
    hit, miss = beyond if better == "higher" else reversed(beyond)
    if hit:
        return "consistently_hit"
    return "consistently_miss" if miss else "hit_and_miss"


def _refuse(index: pd.Index, rebase: Collection[Any], baseline_points: int | None, least: int) -> None:
    unknown = [label for label in rebase if label not in index]
    if unknown:
        raise ValueError(f"Points to rebase at are not in the series: {', '.join(map(str, unknown))}.")
    if len(rebase) and not index.is_unique:
        raise ValueError("A series with repeated labels cannot be rebased.")
    if baseline_points is not None and (baseline_points < 2 or len(rebase)):
        raise ValueError("A baseline needs two points or more, and excludes points to rebase at.")
    if least < 2:
        raise ValueError(f"Limits need two points or more, got {least}.")


def _directions(better: str) -> tuple[str, str]:
    """What a rise and a fall mean."""
    meanings = {"higher": ("improvement", "concern"), "lower": ("concern", "improvement"), "neither": ("high", "low")}
    if better not in meanings:
        raise ValueError(f"Better must be {', '.join(meanings)}, got {better}.")
    return meanings[better]


def _part(x: Floats, screened: bool, baseline_points: int | None, enough: bool) -> pd.DataFrame:
    """Limits and signals between two points of rebasing."""
    mean, reach = _centre_and_reach(x[:baseline_points], screened) if enough else (np.nan, np.nan)
    signals: NDArray[Any] = np.full(len(x), None, dtype=object)
    if not np.isnan(reach):
        signals = _signals(x, mean, reach)
    columns = {
        "value": x,
        "mean": mean if not np.isnan(reach) else np.nan,
        "lower": mean - reach,
        "upper": mean + reach,
        "near_lower": mean - reach * 2 / 3,
        "near_upper": mean + reach * 2 / 3,
        "signal": signals,
        "reason": "few_points" if np.isnan(reach) else "",
    }
    return pd.DataFrame(columns)


def _centre_and_reach(x: Floats, screened: bool) -> tuple[float, float]:
    ranges = np.abs(np.diff(x))
    ranges = ranges[~np.isnan(ranges)]
    if not len(ranges):
        return np.nan, np.nan
    typical = ranges.mean()
    if screened and typical > 0:
        typical = ranges[ranges < SCREEN * typical].mean()
    return float(np.nanmean(x)), float(REACH * typical)


def _signals(x: Floats, mean: float, reach: float) -> NDArray[Any]:
    """The first rule that holds for each point."""
    rounding = 1e-12 * np.nanmax(np.abs(x))  # a point within rounding of the mean or a limit lies on it
    distance = np.where(np.abs(x - mean) <= rounding, 0.0, x - mean)
    steps = np.diff(x)
    steps = np.where(np.abs(steps) <= rounding, 0.0, steps)
    outside = np.abs(distance) > reach + rounding
    near = ~outside & (np.abs(distance) > reach * 2 / 3 + rounding)
    above, below = distance > 0, distance < 0
    rules = {
        "above_limit": outside & above,
        "below_limit": outside & below,
        "rising": _members(_held(steps > 0, RUN - 1) == RUN - 1, RUN, len(x)),
        "falling": _members(_held(steps < 0, RUN - 1) == RUN - 1, RUN, len(x)),
        "near_upper_limit": near & _two_of_three(near, above),
        "near_lower_limit": near & _two_of_three(near, below),
        "above_mean": _members(_held(above, RUN) == RUN, RUN, len(x)),
        "below_mean": _members(_held(below, RUN) == RUN, RUN, len(x)),
    }
    signals: NDArray[Any] = np.select(list(rules.values()), np.array(list(rules), dtype=object)[:, None], "none")
    signals[np.isnan(x)] = None
    return signals


def _two_of_three(near: Flags, side: Flags) -> Flags:
    """Points in a window of three on one side of the mean, of which two are near the limit."""
    found = (_held(side, 3) == 3) & (_held(near, 3) >= 2)
    return _members(found, 3, len(near))


def _held(flags: Flags, length: int) -> NDArray[np.intp]:
    """In how many points of each run of neighbours of this length a flag is up."""
    counts = np.concatenate([[0], np.cumsum(flags)])
    held: NDArray[np.intp] = counts[length:] - counts[:-length]
    return held


def _members(found: Flags, length: int, points: int) -> Flags:
    """The points that are in a window that was found."""
    inside = np.zeros(points, dtype=bool)
    for start in np.flatnonzero(found):
        inside[start : start + length] = True
    return inside
