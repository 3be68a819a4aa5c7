"""What is certain among differences that are judged together, and what so few answers could have shown."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.arguments import Floats, Numbers, floats
from metrics.differences import smallest_detectable
from metrics.screening import Labels
from metrics.screening import judgements as screening_of
from views.wording import FLOOR

LEVEL = 0.05
TESTED = ("difference", "se", "df", "p")


def judged(
    tested: pd.DataFrame, *, floor: Numbers = FLOOR, family: Labels | None = None, screening: bool = False
) -> pd.DataFrame:
    """Verdict on each difference, with the family it was judged in and the smallest that could have been found.

    ``tested`` has ``difference``, ``se``, ``df`` and ``p`` (see ``metrics.differences.difference``). Holm's adjustment
    where the reader asks whether anything differs, Benjamini and Hochberg's for a ``screening`` list of where to look.
    Returns, with the index of ``tested``: p_adjusted, family_size, verdict (better, worse, below_floor, uncertain, or
    empty), reason (of an empty verdict: no_difference or no_p) and smallest. ``smallest`` is for a test that stands
    alone against its whole family, so a difference as large as that is always certain.
    """
    columns = (floats(tested[name]) for name in TESTED)
    return pd.DataFrame(judgements(*columns, floor=floor, family=family, screening=screening), index=tested.index)


def judgements(
    difference: Floats,
    se: Floats,
    df: Floats,
    p: Floats,
    *,
    floor: Numbers = FLOOR,
    family: Labels | None = None,
    screening: bool = False,
) -> dict[str, NDArray[Any]]:
    """The columns of `judged` as arrays, for a view that puts them in a table of its own."""
    adjust = "benjamini_hochberg" if screening else "holm"
    least = np.broadcast_to(floats(floor), len(difference))
    found = screening_of(difference, p, least, family, 1 - LEVEL, adjust)
    return found | {"smallest": _smallest(se, df, found["family_size"])}


def item_floor(scale_min: Numbers, scale_max: Numbers) -> Floats:
    """The floor of a question in units of its own scale; that of the index where the scale is not known."""
    width = floats(scale_max) - floats(scale_min)
    return np.where(np.isnan(width), FLOOR, width * FLOOR / 100)


def _smallest(se: Floats, df: Floats, sizes: NDArray[Any]) -> Floats:
    smallest = np.full(len(se), np.nan)
    for size in np.unique(sizes[sizes > 0]):
        own = sizes == size
        smallest[own] = smallest_detectable(se[own], df[own], confidence=1 - LEVEL / size)
    return smallest
