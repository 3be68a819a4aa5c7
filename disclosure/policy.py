"""Which cells of a release may be shown, decided once, when the release is made."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

TOO_FEW = "few"
NO_ANSWERS = "none"


@dataclass(frozen=True)
class Policy:
    """The thresholds: results need ``min_n`` respondents; distributions and groups ``min_n_detail``."""

    min_n: int = 5
    min_n_detail: int = 10


def hidden_reasons(cells: pd.DataFrame, policy: Policy) -> pd.Series:
    """Why each cell is hidden.

    Parameters
    ----------
    cells : DataFrame, one row a cell
        ``n`` (respondents) and ``grouping_value`` ('' where the cell holds everybody).
    policy : Policy

    Returns
    -------
    Series of str, as long as ``cells``
        ``few`` (too few answers), ``none`` (asked, nobody answered) or missing (may be shown).

    Examples
    --------
    >>> cells = pd.DataFrame({"n": [0, 4, 5, 9], "grouping_value": ["", "", "", "gender=1"]})
    >>> hidden_reasons(cells, Policy()).tolist()
    ['none', 'few', None, 'few']
    """
    minimum = np.where(cells["grouping_value"].eq(""), policy.min_n, policy.min_n_detail)
    n = cells["n"].to_numpy()
    reasons = np.where(n == 0, NO_ANSWERS, np.where(n < minimum, TOO_FEW, None))
    return pd.Series(reasons, index=cells.index, dtype="object")


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
    values = distribution[distribution["n"] > 0].groupby(by, as_index=False).size()
    return values.loc[values["size"] == 1, by]
