"""How each question was answered: rated, not known, not applicable, skipped, or unusable."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.harmonise.answer_codes import MISSING, QUARANTINED

COLUMNS = ["item", "answered", "dont_know", "not_applicable", "unanswered", "unusable"]
# Answers looked at together: a million of them, each as a number of eight bytes, would be the largest thing in memory.
AT_ONCE = 100_000

Codes = npt.NDArray[np.integer]


def tallies_of(answers: pd.DataFrame) -> pd.DataFrame:
    """One row an item, in the order of the export, with numbers of respondents.

    Only those count who answered anything at all: an invited person who never began has skipped no question.
    """
    if answers.empty:
        return pd.DataFrame(columns=COLUMNS)
    items = pd.Categorical(answers["item"])
    # 0 is a rating, the others the place of the reason in MISSING plus one.
    kinds = pd.Categorical(answers["missing"], categories=list(MISSING)).codes + 1
    owners = answers["respondent"].to_numpy()
    began = np.zeros(int(owners.max()) + 1, dtype=bool)
    began[owners[kinds != 1 + MISSING.index("unanswered")]] = True
    counted = np.zeros((len(items.categories), len(MISSING) + 1), dtype="int64")
    for first in range(0, len(owners), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        counted += _counted(items.codes[part], kinds[part], began[owners[part]], counted.shape)
    table = pd.DataFrame(counted, columns=["answered", *MISSING])
    table["unusable"] = table[list(QUARANTINED)].sum(axis="columns")
    return table.assign(item=pd.Series(items.categories, dtype="str"))[COLUMNS]


def _counted(items: Codes, kinds: Codes, began: npt.NDArray[np.bool_], shape: tuple[int, int]) -> npt.NDArray[np.int64]:
    """How many answers of each kind each item has, among those who began."""
    cells = items.astype("int32") * shape[1] + kinds
    if not began.all():
        cells = cells[began]
    return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
