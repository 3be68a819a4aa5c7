"""Weights from margins: categories merged, shares met in turn, weights kept within limits; many groups at once.

Cells carry the number of their group; a margin carries the category of each cell and the share it should have.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Flags, Floats, floats, quotient

Codes = NDArray[np.int64]
ROUNDS = 500  # of raking, at most
CLOSE, MET = 1e-10, 1e-6  # the largest miss of a margin, as a share, to stop at, and to be content with


@dataclass(frozen=True)
class Margin:
    """One margin of all groups.

    ``category`` of each cell; ``group`` and ``share`` (of the invited) of each category. The last category holds the
    cells outside the margin. Per group: ``categories`` left, how many were ``merged``, whether the margin is ``known``,
    and whether there are ``foreign`` answers, outside it.
    """

    category: Codes
    group: Codes
    share: Floats
    categories: Floats
    merged: Floats
    known: Flags
    foreign: Flags


def summed(code: Codes, numbers: Floats, size: int) -> Floats:
    """The sum of the numbers of each code from 0 up to the size."""
    return np.bincount(code, numbers, size).astype(np.float64)


def read_margin(
    cells: pd.DataFrame, by: list[str], name: str, known: pd.DataFrame, groups: pd.Index, fewest: int
) -> Margin:
    """One margin of the groups, with its small categories merged.

    Raises
    ------
    ValueError
        A category is listed twice, or its number is missing or negative.
    """
    listed = known[known.set_index(by).index.isin(groups)].set_index([*by, name])["known"]
    if listed.index.has_duplicates or not (floats(listed) >= 0).all():
        raise ValueError(f"The margin {name} lists a category twice, or a number that is missing or negative.")
    n, size = floats(cells["n"]), len(groups)
    place = listed.index.get_indexer(pd.MultiIndex.from_frame(cells[[*by, name]]))
    answers = summed(place[place >= 0], n[place >= 0], len(listed))
    owner = groups.get_indexer(listed.reset_index().set_index(by).index)
    labels, left = _labels(answers, floats(listed), owner, size, fewest)
    last = int(left.sum())
    group = np.zeros(last + 1, dtype=np.int64)
    group[labels] = owner
    whole = summed(owner, floats(listed), size)
    outside = cells.loc[(place < 0) & (n > 0)].set_index(by).index
    return Margin(
        category=np.append(labels, last)[place],
        group=group,
        share=np.append(quotient(summed(labels, floats(listed), last), whole[group[:-1]]), np.nan),
        categories=left,
        merged=_lost(labels, group, size),
        known=whole > 0,
        foreign=groups.isin(outside),
    )


def _labels(answers: Floats, known: Floats, owner: Codes, size: int, fewest: int) -> tuple[Codes, Floats]:
    """The category that each listed one ends in, numbered through all groups, and how many each group has."""
    labels, left = np.zeros(len(owner), dtype=np.int64), np.zeros(size)
    for number in range(size):
        rows = np.flatnonzero(owner == number)
        own = np.array(merged_categories(answers[rows], known[rows], fewest), dtype=np.int64)
        labels[rows] = int(left.sum()) + own
        left[number] = len(np.unique(own))
    return labels, left


def _lost(labels: Codes, group: Codes, size: int) -> Floats:
    """How many listed categories of each group share theirs with another."""
    width = np.bincount(labels, minlength=len(group))[:-1]
    return summed(group[:-1], np.where(width > 1, width, 0).astype(np.float64), size)


def merged_categories(answers: Floats, known: Floats, fewest: int) -> list[int]:
    """The category each one ends in: the smallest that is too small joins its smaller neighbour, until none is.

    A category is too small with less than ``fewest`` answers, or where none of the invited belong to it.

    Parameters
    ----------
    answers, known : arrays of the same length
        Answers in each category and number invited, in an order where neighbours may be merged.
    fewest : int
        Answers that a category needs to stand alone.

    Returns
    -------
    list of int
        Numbers from 0, rising; equal for categories that are merged.

    Examples
    --------
    >>> merged_categories(np.array([12.0, 2.0, 9.0, 30.0]), np.array([40.0, 10.0, 20.0, 50.0]), fewest=5)
    [0, 1, 1, 2]
    """
    parts = [[float(answers[i]), float(known[i]), 1] for i in range(len(answers))]
    while len(parts) > 1:
        small = [i for i, (heard, invited, _) in enumerate(parts) if heard < fewest or invited == 0]
        if not small:
            break
        one = min(small, key=lambda i: parts[i][0])
        other = min((i for i in (one - 1, one + 1) if 0 <= i < len(parts)), key=lambda i: parts[i][0])
        low, high = sorted((one, other))
        parts[low : high + 1] = [[a + b for a, b in zip(parts[low], parts[high], strict=True)]]
    return [number for number, (_, _, width) in enumerate(parts) for _ in range(int(width))]


def raked_weights(n: Floats, own: Codes, read: list[Margin], usable: Flags) -> tuple[Floats, Floats, Floats]:
    """Weights, and per group the rounds taken and the largest miss that is left."""
    size = len(usable)
    answers = summed(own, n, size)
    weight, rounds, miss = np.ones(len(n)), np.full(size, np.nan), np.full(size, np.nan)
    for number in range(1, ROUNDS + 1):
        for margin in read:
            heard = summed(margin.category, weight * n, len(margin.share))
            factor = quotient(margin.share * answers[margin.group], heard)
            weight = weight * np.where(usable[own] & (n > 0), factor[margin.category], 1.0)
        going = usable & ~(miss <= CLOSE)
        miss = largest_miss(n, own, size, weight, read)
        rounds[going] = number
        if (miss[usable] <= CLOSE).all():
            break
    return weight, rounds, miss


def largest_miss(n: Floats, own: Codes, size: int, weight: Floats, read: list[Margin]) -> Floats:
    """How far the weighted shares are from the margins, at most, in each group."""
    whole, worst = summed(own, weight * n, size), np.zeros(size)
    for margin in read:
        heard = quotient(summed(margin.category, weight * n, len(margin.share)), whole[margin.group])
        miss = np.abs(heard - margin.share)[:-1]
        np.maximum.at(worst, margin.group[:-1], np.where(np.isnan(miss), np.inf, miss))
    return worst


def trimmed_weights(
    n: Floats, own: Codes, size: int, weight: Floats, trim: tuple[float, float]
) -> tuple[Floats, Flags]:
    """Weights within the limits whose mean over the answers is 1, and which of them were cut."""
    answers = summed(own, n, size)
    low = np.full(size, np.log(trim[0] / weight.max(initial=1.0)))
    high = np.full(size, np.log(trim[1] / weight.min(initial=1.0)))
    outside = (n > 0) & ((weight < trim[0]) | (weight > trim[1]))
    touched = summed(own, outside.astype(np.float64), size) > 0
    for _ in range(80):
        middle = (low + high) / 2
        mean = quotient(summed(own, n * np.clip(weight * np.exp(middle)[own], trim[0], trim[1]), size), answers)
        low, high = np.where(mean < 1, middle, low), np.where(mean < 1, high, middle)
    scaled = weight * np.where(touched, np.exp(low), 1.0)[own]
    return np.clip(scaled, trim[0], trim[1]), (n > 0) & ((scaled < trim[0]) | (scaled > trim[1]))


def residual(n: Floats, deviation: Floats, read: list[Margin]) -> Floats:
    """What is left of the cells' deviations when the additive means of the categories are taken out."""
    left = deviation
    for _ in range(ROUNDS):
        before = left
        for margin in read:
            size = len(margin.share)
            mean = quotient(summed(margin.category, n * left, size), summed(margin.category, n, size))
            left = left - np.where(n > 0, mean[margin.category], 0.0)
        if np.abs(left - before).max(initial=0.0) <= 1e-13 * np.abs(deviation).max(initial=0.0):
            break
    return left
