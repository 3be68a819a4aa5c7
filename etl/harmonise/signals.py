"""Signals of careless answering: told to the reader, never acted upon.

The same answer to everything may be an honest one, and a quick reader may have read it all; what the signals are good
for is a look at the survey itself, or at how it was sent out.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.findings import Finding, of_rows
from core.text import number
from etl.export import Export
from etl.harmonise.harmonised import Harmonised

# Fewer equal answers on one scale than this say nothing.
LEAST_ITEMS = 6
# Respondents looked at together.
AT_ONCE = 5_000
# Faster than this share of the median: the usual mark of a respondent who cannot have read the questions.
FAST = 1 / 3
LEAST_TIMED = 10

Numbers = npt.NDArray[np.int64]


def signals_of(export: Export, contents: Harmonised) -> list[Finding]:
    """Respondents who gave one answer to everything, and those who were very much faster than the others."""
    return [*_straight_lined(export, contents), *_fast(export)]


def _straight_lined(export: Export, contents: Harmonised) -> list[Finding]:
    scales = [items for items in _items_by_scale(contents) if len(items) >= LEAST_ITEMS]
    rows: list[Numbers] = []
    judged = 0
    for part in _parts(contents.answers):
        found = [_equal_answers(part, items) for items in scales]
        rows += [equal for equal, _ in found]
        judged += len(np.unique(np.concatenate([enough for _, enough in found]))) if found else 0
    straight = pd.Index(np.unique(np.concatenate(rows))) if rows else pd.Index([])
    if not len(straight):
        return []
    in_file = contents.respondents.set_index("respondent")["row"].loc[straight]
    told = of_rows("straight_lined", in_file, severity="info", judged=number(judged), items=LEAST_ITEMS)
    return [replace(told, file=export.files[0], sheet=export.sheet)]


def _parts(answers: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The answers, some thousand respondents at a time: all of them at once would fill the memory again."""
    owners = answers["respondent"]
    ordered = answers if owners.is_monotonic_increasing else answers.sort_values("respondent", kind="stable")
    numbers = ordered["respondent"].to_numpy()
    edges = np.arange(0, int(numbers[-1]) + 1 if len(numbers) else 0, AT_ONCE)
    starts = [*np.searchsorted(numbers, edges).tolist(), len(numbers)]
    for first, end in pairwise(starts):
        yield ordered.iloc[first:end]


def _items_by_scale(contents: Harmonised) -> list[dict[str, float | None]]:
    """The items that share a scale: item -> what its answers are turned by, or nothing."""
    codebook, edition = contents.codebook, contents.edition
    scales: dict[str, dict[str, float | None]] = {}
    for item in codebook.items:
        scale = codebook.scale_of(item.id, edition.id)
        turn = float(scale.min + scale.max) if item.reversed else None
        scales.setdefault(edition.scales.get(item.id, item.scale), {})[item.id] = turn
    return list(scales.values())


def _equal_answers(answers: pd.DataFrame, items: dict[str, float | None]) -> tuple[Numbers, Numbers]:
    """Respondents whose answers, as they were written, are all equal; and all who gave enough to be judged.

    The answers are in the order of their respondents.
    """
    item = pd.Categorical(answers["item"])
    codes, names = item.codes, item.categories.tolist()
    asked = np.array([name in items for name in names], dtype=bool)
    turns = np.array([items.get(name) for name in names], dtype="float32")
    values = answers["value"].to_numpy(dtype="float32")
    kept = np.flatnonzero(asked[codes] & ~np.isnan(values))
    if not len(kept):
        return kept, kept
    turn, given = turns[codes[kept]], values[kept]
    written = np.where(np.isnan(turn), given, turn - given)
    owners = answers["respondent"].to_numpy()[kept]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    counts = np.diff(starts, append=len(owners))
    low, high = np.minimum.reduceat(written, starts), np.maximum.reduceat(written, starts)
    enough = counts >= LEAST_ITEMS
    return owners[starts[enough & (low == high)]], owners[starts[enough]]


def _fast(export: Export) -> list[Finding]:
    if export.seconds is None:
        return []
    taken = export.seconds.dropna()
    taken = taken[taken > 0]
    if len(taken) < LEAST_TIMED:
        return []
    median = float(taken.median())
    fast = taken.index[taken < FAST * median]
    if not len(fast):
        return []
    minutes = number(median / 60, 1)
    told = of_rows("fast_respondents", fast, severity="info", judged=number(len(taken)), minutes=minutes)
    return [replace(told, file=export.files[0], sheet=export.sheet)]
