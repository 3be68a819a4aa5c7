"""How each question was answered: rated, not known, not applicable, skipped, or unusable."""

import numpy as np
import pandas as pd

from etl.harmonise.answer_codes import MISSING, QUARANTINED

COLUMNS = ["item", "answered", "dont_know", "not_applicable", "unanswered", "unusable"]


def tallies_of(answers: pd.DataFrame) -> pd.DataFrame:
    """One row an item, in the order of the export, with numbers of respondents.

    Only those count who answered anything at all: an invited person who never began has skipped no question.
    """
    if answers.empty:
        return pd.DataFrame(columns=COLUMNS)
    items = pd.Categorical(answers["item"])
    missing = pd.Categorical(answers["missing"], categories=list(MISSING))
    # 0 is a rating, the others the place of the reason in MISSING plus one.
    kinds = missing.codes.astype("int64") + 1
    owners = answers["respondent"].to_numpy()
    began = np.zeros(int(owners.max()) + 1, dtype=bool)
    began[owners[kinds != 1 + MISSING.index("unanswered")]] = True
    width = len(MISSING) + 1
    cells = items.codes.astype("int64") * width + kinds
    counted = np.bincount(cells[began[owners]], minlength=len(items.categories) * width)
    table = pd.DataFrame(counted.reshape(-1, width), columns=["answered", *MISSING])
    table["unusable"] = table[list(QUARANTINED)].sum(axis="columns")
    return table.assign(item=pd.Series(items.categories, dtype="str"))[COLUMNS]
