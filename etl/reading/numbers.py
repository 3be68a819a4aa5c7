"""Numbers as Norwegian exports write them: ``4,8``, ``5 943``, ``48,9 %``, ``−0,3``."""

import numpy as np
import pandas as pd

MINUS = "\N{MINUS SIGN}"
# Blanks between thousands and before a per cent sign: plain, no-break, narrow no-break, thin, figure space.
_BLANKS = r"[  \u00a0\u202f\u2009\u2007\t]"
_NUMBER = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?"


def decimal(texts: "pd.Series[str]") -> "pd.Series[float]":
    """The numbers in a column of text; per cent keep their size (``48,9 %`` is 48.9), what is no number is missing."""
    places, distinct = pd.factorize(texts.fillna("").astype("str"))
    spelled = (
        pd.Series(distinct, dtype="str")
        .str.replace(MINUS, "-", regex=False)
        .str.replace(_BLANKS, "", regex=True)
        .str.removesuffix("%")
    )
    readable = spelled.str.fullmatch(_NUMBER)
    numbers = pd.to_numeric(spelled.str.replace(",", ".", regex=False).where(readable, np.nan), errors="coerce")
    return pd.Series(numbers.to_numpy("float64")[places], index=texts.index, name=texts.name)


def unreadable(texts: "pd.Series[str]", numbers: "pd.Series[float]") -> "pd.Series[bool]":
    """Which cells hold something that is no number; an empty cell is missing, not unreadable."""
    return numbers.isna() & (texts.fillna("").str.strip() != "")
