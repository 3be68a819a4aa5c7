"""Several releases seen side by side: what one tells of what another hides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.selection import EVERYONE
from disclosure.lattice import Flags, Numbers
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
        names = _Names.of(told, other)
        own, theirs = names.codes_of(told), names.codes_of(other)
        shown = np.flatnonzero(other["state"].eq(SHOWN) & ~other["carried"])
        at = _positions(names.keys(own), names.keys(theirs[:, shown]))
        fill = told["state"].eq(FEW).to_numpy() & (at >= 0) & _unchanged(told, other, names, own, theirs)
        if not fill.any():
            continue
        told = told.copy()
        told.loc[fill, FIGURES] = other[FIGURES].to_numpy()[shown[at[fill]]]
        told.loc[fill, "state"] = SHOWN
    return told


@dataclass(frozen=True)
class _Names:
    """What the cells of two releases are called, numbered: the columns of ``KEY``, in their order."""

    categories: list[pd.Index]

    @classmethod
    def of(cls, *cells: pd.DataFrame) -> "_Names":
        """All names that there are."""
        return cls([pd.Index(np.unique(np.concatenate([own[name].unique() for own in cells]))) for name in KEY])

    def codes_of(self, cells: pd.DataFrame) -> Numbers:
        """The numbers of the names of each cell: one row a column of ``KEY``."""
        numbers = []
        for name, categories in zip(KEY, self.categories, strict=True):
            number, names = pd.factorize(cells[name])
            numbers.append(categories.get_indexer(pd.Index(np.asarray(names)))[number])
        return np.array(numbers, dtype=np.int64)

    def code(self, column: str, name: str) -> int:
        """The number of a name; -1 where no cell has it."""
        return int(self.categories[KEY.index(column)].get_indexer(pd.Index([name]))[0])

    def renamed(self, column: str, renamed: Callable[[str], str]) -> Numbers:
        """The number of what each name of a column is to be called instead."""
        categories = self.categories[KEY.index(column)]
        return np.asarray(categories.get_indexer(pd.Index([renamed(name) for name in categories])))

    def keys(self, codes: Numbers) -> Numbers:
        """One number a cell; -1 where a name of it is unknown."""
        sizes = [max(len(categories), 1) for categories in self.categories]
        found = np.ravel_multi_index(list(np.maximum(codes, 0)), sizes)
        return np.where((codes < 0).any(axis=0), -1, found)


def _positions(wanted: Numbers, keys: Numbers) -> Numbers:
    """Where each wanted key stands among others; -1 where it does not."""
    order = np.argsort(keys)
    ordered = np.append(keys[order], np.iinfo(np.int64).max)
    at = np.searchsorted(ordered[:-1], wanted)
    return np.where(ordered[at] == wanted, np.append(order, 0)[at], -1)


def _unchanged(told: pd.DataFrame, other: pd.DataFrame, names: _Names, own: Numbers, theirs: Numbers) -> Flags:
    """Whether the smallest whole of each cell that both releases show has the same figures in both."""
    here, there = (np.flatnonzero(cells["state"].eq(SHOWN)) for cells in (told, other))
    keys = names.keys(own[:, here])
    at = _positions(keys, names.keys(theirs[:, there]))
    here, there, keys = here[at >= 0], there[at[at >= 0]], keys[at >= 0]
    ours, former = told.iloc[here], other.iloc[there]
    off = np.abs(ours["total"].to_numpy() - former["total"].to_numpy())
    same = (ours["n"].to_numpy() == former["n"].to_numpy()) & (
        (off < NEAR) | ours["measure"].eq(RESPONDENTS).to_numpy()
    )
    same &= ~(ours["carried"].to_numpy(dtype=np.bool_) | former["carried"].to_numpy(dtype=np.bool_))
    found = np.full(len(told), np.nan)
    for whole in _wholes(names, own):
        at = _positions(names.keys(whole), keys)
        found = np.where(np.isnan(found) & (at >= 0), np.append(same, False)[at], found)
    return np.asarray(found == 1.0)


def _wholes(names: _Names, codes: Numbers) -> Iterator[Numbers]:
    """The wholes of each cell, the smallest first: everybody at the place, the year, the service, the municipality."""
    place, role, period, group, measure = codes
    service = names.renamed("place", lambda name: "/".join(name.split("/")[:2]))[place]
    municipality = names.renamed("place", lambda name: name.partition("/")[0])[place]
    year = names.renamed("period", lambda name: name[:4])[period]
    nobody, everyone = np.full_like(group, names.code("grouping", "")), np.full_like(role, names.code("role", EVERYONE))
    for whole in (
        (place, role, period, nobody), (place, role, year, group), (place, role, year, nobody),
        (service, role, period, group), (service, role, year, nobody), (municipality, role, period, group),
        (municipality, role, year, nobody), (municipality, everyone, year, nobody),
    ):  # fmt: skip
        yield np.array([*whole, measure])


def differences(told: pd.DataFrame, other: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Cells that both releases show, with a few respondents more or fewer: these few are a group of their own."""
    both = told[told["state"].eq(SHOWN)].merge(other[other["state"].eq(SHOWN)], on=KEY, suffixes=("", "_other"))
    difference = (both["n"] - both["n_other"]).abs()
    few = both[difference.between(1, policy.min_n - 1) & (both["n_other"] > 0)]
    apart = difference[few.index]
    mean = ((few["total"] - few["total_other"]) / (few["n"] - few["n_other"])).clip(0, 1)
    return few[KEY].assign(kind="difference", numbers=1, least=apart, most=apart, mean_least=mean, mean_most=mean)
