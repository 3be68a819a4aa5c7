"""What is certain among differences that are judged together, and what so few answers could have shown."""

import numpy as np
import pandas as pd

from metrics.arguments import Floats, Numbers, floats
from metrics.differences import smallest_detectable
from metrics.screening import Labels, screened
from views.wording import FLOOR

LEVEL = 0.05


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
    adjust = "benjamini_hochberg" if screening else "holm"
    found = screened(tested["difference"], tested["p"], floor, family, confidence=1 - LEVEL, adjust=adjust)
    sizes = floats(found["family_size"])
    return found.assign(smallest=_smallest(floats(tested["se"]), floats(tested["df"]), sizes))


def item_floor(scale_min: Numbers, scale_max: Numbers) -> Floats:
    """The floor of a question in units of its own scale; that of the index where the scale is not known."""
    width = floats(scale_max) - floats(scale_min)
    return np.where(np.isnan(width), FLOOR, width * FLOOR / 100)


def _smallest(se: Floats, df: Floats, sizes: Floats) -> Floats:
    smallest = np.full(len(se), np.nan)
    for size in np.unique(sizes[sizes > 0]):
        own = sizes == size
        smallest[own] = smallest_detectable(se[own], df[own], confidence=1 - LEVEL / size)
    return smallest
