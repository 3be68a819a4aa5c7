"""Which cells of a release may be shown, decided once, when the release is made."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

TOO_FEW = "few"
NO_ANSWERS = "none"
MIXED_SCALES = "scales"
HIDDEN_BY_SOURCE = "source"
NO_FAMILY = -1


@dataclass(frozen=True)
class Policy:
    """The thresholds: results need ``min_n`` respondents; distributions and groups ``min_n_detail``."""

    min_n: int = 5
    min_n_detail: int = 10


def hidden_reasons(cells: pd.DataFrame, policy: Policy) -> pd.Series:
    """Why each cell is hidden, looked at alone.

    Parameters
    ----------
    cells : DataFrame, one row a cell
        ``n`` (respondents) and ``variable`` (the number of the background variable that the group is a value of,
        0 where the cell holds everybody).
    policy : Policy

    Returns
    -------
    Series of str, as long as ``cells``
        ``few`` (too few answers), ``none`` (asked, nobody answered) or missing (may be shown).

    Examples
    --------
    >>> cells = pd.DataFrame({"n": [0, 4, 5, 9], "variable": [0, 0, 0, 1]})
    >>> hidden_reasons(cells, Policy()).tolist()
    ['none', 'few', None, 'few']
    """
    minimum = np.where(cells["variable"].eq(0), policy.min_n, policy.min_n_detail)
    n = cells["n"].to_numpy()
    reasons = np.full(len(cells), None, dtype="object")
    reasons[n < minimum] = TOO_FEW
    reasons[n == 0] = NO_ANSWERS
    return pd.Series(reasons, index=cells.index, dtype="object")


def complements(
    n: "pd.Series[int]", family: "npt.NDArray[np.int64]", hidden: "npt.NDArray[np.bool_]", minimum: int
) -> "npt.NDArray[np.bool_]":
    """Cells to hide so that a hidden one is not what its published whole less its published siblings leaves.

    Where a family has one hidden cell, or several with fewer than ``minimum`` respondents in all, the
    smallest cell that is still shown is hidden too (the first of equals: keep the order of the cells the same
    from release to release). This is the rule for one whole and its parts, not for wholes of wholes.

    Parameters
    ----------
    n : Series of int
        Respondents behind each cell.
    family : array of int, as long as ``n``
        Cells with the same number are parts of one published whole; -1 is part of none.
    hidden : array of bool, as long as ``n``
        Cells that are hidden for having too few respondents (not those that nobody answered).
    minimum : int
        The threshold that the hidden cells must reach together.

    Returns
    -------
    array of bool, as long as ``n``
        The cells to hide besides; never one without respondents.

    Examples
    --------
    >>> n = pd.Series([3, 8, 20, 3, 4, 9])
    >>> family = np.array([1, 1, 1, 2, 2, 2])
    >>> complements(n, family, n.to_numpy() < 5, minimum=5).tolist()
    [False, True, False, False, False, False]
    """
    count = n.to_numpy()
    of_family = family != NO_FAMILY
    few, numbers = np.unique(family[hidden & of_family], return_inverse=True)
    together = np.bincount(numbers, weights=count[hidden & of_family], minlength=len(few))
    exposed = few[(np.bincount(numbers, minlength=len(few)) == 1) | (together < minimum)]
    shown = np.flatnonzero(of_family & ~hidden & (count > 0))
    shown = shown[np.isin(family[shown], exposed)]
    smallest_first = shown[np.lexsort((count[shown], family[shown]))]
    _, first = np.unique(family[smallest_first], return_index=True)
    also = np.zeros(len(count), dtype=np.bool_)
    also[smallest_first[first]] = True
    return also


def may_show_detail(n: pd.Series, policy: Policy) -> "npt.NDArray[np.bool_]":
    """Whether each cell's distribution and number of "don't know" may be shown.

    Parameters
    ----------
    n : Series of int
        Respondents behind the cell.
    policy : Policy

    Returns
    -------
    array of bool, as long as ``n``
    """
    return np.asarray(n.to_numpy() >= policy.min_n_detail)


def all_answers_alike(distribution: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The cells whose distribution has one value only, which would tell every respondent's answer.

    Parameters
    ----------
    distribution : DataFrame, one row a cell and value
        The columns in ``by`` and ``n`` (respondents).
    by : list of str
        Columns that name a cell.

    Returns
    -------
    DataFrame
        The columns in ``by``, one row a cell to leave out.
    """
    given = distribution[distribution["n"] > 0]
    return given.loc[~given.duplicated(by, keep=False), by]
