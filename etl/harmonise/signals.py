"""Signals of careless answering: told to the reader, never acted upon.

The same answer to everything may be an honest one, and a quick reader may have read it all; what the signals are good
for is a look at the survey itself, or at how it was sent out.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.findings import Finding, of_rows
from core.text import number
from etl.export import Export
from etl.harmonise.harmonised import Harmonised

# Fewer equal answers on one scale than this say nothing.
LEAST_ITEMS = 6
# Faster than this share of the median: the usual mark of a respondent who cannot have read the questions.
FAST = 1 / 3
LEAST_TIMED = 10


def signals_of(export: Export, contents: Harmonised) -> list[Finding]:
    """Respondents who gave one answer to everything, and those who were very much faster than the others."""
    return [*_straight_lined(export, contents), *_fast(export)]


def _straight_lined(export: Export, contents: Harmonised) -> list[Finding]:
    rows: set[int] = set()
    judged: set[int] = set()
    for items in _items_by_scale(contents):
        if len(items) < LEAST_ITEMS:
            continue
        answers = contents.answers[contents.answers["item"].isin(list(items)) & contents.answers["value"].notna()]
        equal, enough = _equal_answers(answers, items)
        judged |= set(enough.tolist())
        rows |= set(equal.tolist())
    if not rows:
        return []
    in_file = contents.respondents.set_index("respondent")["row"].loc[sorted(rows)]
    told = of_rows("straight_lined", in_file, severity="info", judged=len(judged), items=LEAST_ITEMS)
    return [replace(told, file=export.files[0], sheet=export.sheet)]


def _items_by_scale(contents: Harmonised) -> list[dict[str, float | None]]:
    """The items that share a scale: item -> what its answers are turned by, or nothing."""
    codebook, edition = contents.codebook, contents.edition
    scales: dict[str, dict[str, float | None]] = {}
    for item in codebook.items:
        scale = codebook.scale_of(item.id, edition.id)
        turn = float(scale.min + scale.max) if item.reversed else None
        scales.setdefault(edition.scales.get(item.id, item.scale), {})[item.id] = turn
    return list(scales.values())


def _equal_answers(
    answers: pd.DataFrame, items: dict[str, float | None]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Respondents whose answers, as they were written, are all equal; and all who gave enough to be judged."""
    turns = answers["item"].astype("object").map(items).astype("float64").to_numpy()
    values = answers["value"].to_numpy(dtype="float64")
    written = np.where(np.isnan(turns), values, turns - values)
    owners = answers["respondent"].to_numpy()
    order = np.argsort(owners, kind="stable")
    people, starts, counts = np.unique(owners[order], return_index=True, return_counts=True)
    if not len(people):
        return people, people
    low, high = np.minimum.reduceat(written[order], starts), np.maximum.reduceat(written[order], starts)
    enough = counts >= LEAST_ITEMS
    return people[enough & (low == high)], people[enough]


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
    told = of_rows("fast_respondents", fast, severity="info", judged=len(taken), minutes=minutes)
    return [replace(told, file=export.files[0], sheet=export.sheet)]
