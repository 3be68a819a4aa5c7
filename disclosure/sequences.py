"""Several releases seen side by side: what one tells of what another hides."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from disclosure.policy import Policy
from disclosure.told import FEW, KEY, RESPONDENTS, SHOWN

FIGURES = ["n", "total", "squares", "slack"]
NEAR = 1e-6


def known_from_others(told: pd.DataFrame, others: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The figures of a release, filled in with those that other releases show of the same answers.

    The answers of a place are the same where its whole has the same number and the same mean in both releases.

    Parameters
    ----------
    told : DataFrame
        What ``told_cells`` says of a release.
    others : sequence of DataFrame
        The same of others.
    """
    for other in others:
        shown = other[other["state"].eq(SHOWN)].set_index(KEY)
        at = shown.index.get_indexer(pd.MultiIndex.from_frame(told[KEY]))
        fill = told["state"].eq(FEW).to_numpy() & (at >= 0) & _unchanged(told, other)
        fill &= ~np.append(shown["carried"].to_numpy(dtype=np.bool_), False)[at]
        if not fill.any():
            continue
        told = told.copy()
        told.loc[fill, FIGURES] = shown[FIGURES].to_numpy()[at[fill]]
        told.loc[fill, "state"] = SHOWN
    return told


def _unchanged(told: pd.DataFrame, other: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Whether the smallest whole of each cell that both releases show has the same figures in both."""
    both = told[told["state"].eq(SHOWN)].merge(other[other["state"].eq(SHOWN)], on=KEY, suffixes=("", "_other"))
    same_sum = (both["total"] - both["total_other"]).abs().lt(NEAR) | both["measure"].eq(RESPONDENTS)
    same = (both["n"].eq(both["n_other"]) & same_sum & ~both["carried"] & ~both["carried_other"]).to_numpy()
    verdict = pd.Series(same, index=pd.MultiIndex.from_frame(both[KEY]))
    found = np.full(len(told), np.nan)
    for place, role, period, grouping in _wholes(told):
        keys = pd.MultiIndex.from_arrays([place, role, period, grouping, told["measure"]])
        at = verdict.index.get_indexer(keys)
        found = np.where(np.isnan(found) & (at >= 0), np.append(same, False)[at], found)
    return np.asarray(found == 1.0)


def _wholes(told: pd.DataFrame) -> list[tuple[pd.Series, pd.Series, pd.Series, pd.Series]]:
    """The wholes of each cell, the smallest first: everybody at the place, the year, the service, the municipality."""
    place, role, period, group = (told[name] for name in ("place", "role", "period", "grouping"))
    parts = place.str.split("/", expand=True).reindex(columns=[0, 1, 2])
    service = (parts[0] + "/" + parts[1]).fillna(place)
    nobody = pd.Series("", index=told.index)
    year = period.str[:4]
    return [
        (place, role, period, nobody), (place, role, year, group), (place, role, year, nobody),
        (service, role, period, group), (service, role, year, nobody), (parts[0], role, period, group),
        (parts[0], role, year, nobody), (parts[0], pd.Series("everyone", index=told.index), year, nobody),
    ]  # fmt: skip


def differences(told: pd.DataFrame, other: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Cells that both releases show, with a few respondents more or fewer: these few are a group of their own."""
    both = told[told["state"].eq(SHOWN)].merge(other[other["state"].eq(SHOWN)], on=KEY, suffixes=("", "_other"))
    difference = (both["n"] - both["n_other"]).abs()
    few = both[difference.between(1, policy.min_n - 1) & (both["n_other"] > 0)]
    apart = difference[few.index]
    mean = ((few["total"] - few["total_other"]) / (few["n"] - few["n_other"])).clip(0, 1)
    return few[KEY].assign(kind="difference", numbers=1, least=apart, most=apart, mean_least=mean, mean_most=mean)
