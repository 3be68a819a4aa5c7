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
    items, names = pd.factorize(answers["item"])
    # 0 is a rating, the others the place of the reason in MISSING plus one.
    kinds = np.array([*range(1, len(MISSING) + 1), 0])[pd.Categorical(answers["missing"], categories=MISSING).codes]
    owners = answers["respondent"].to_numpy()
    began = np.zeros(int(owners.max()) + 1, dtype=bool)
    began[owners[kinds != 1 + MISSING.index("unanswered")]] = True
    width = len(MISSING) + 1
    counted = np.bincount((items * width + kinds)[began[owners]], minlength=len(names) * width)
    table = pd.DataFrame(counted.reshape(len(names), width), columns=["answered", *MISSING])
    table["unusable"] = table[list(QUARANTINED)].sum(axis="columns")
    return table.assign(item=pd.Series(names, dtype="str"))[COLUMNS]
