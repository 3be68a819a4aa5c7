"""Rows that sum up the others: counted like them, they would be counted twice."""

import re

import pandas as pd

# What a row about all units is called where the source tells of no kinds of places.
_TOTAL = re.compile(
    r"(?:grand )?tota(?:l|lt)|(?:total)?sum|samlet|samla|i alt|til sammen|"
    r"(?:alle?|all)(?: (?:enhet(?:er|ene)?|ein(?:ing|ingar|ingane)|units))?|h(?:e|ei)le (?:tjenesten|tenesta|kommunen)",
    re.IGNORECASE,
)
_MEAN = re.compile(r"(?:gjennom)?snitt|gjennomsnittet|middelverdi|average|mean", re.IGNORECASE)


def are_totals(names: "pd.Series[str]") -> "pd.Series[bool]":
    """Which names are those of all units together."""
    return names.str.fullmatch(_TOTAL)


def are_sums_of_answers(cells: "pd.Series[str]") -> "pd.Series[bool]":
    """Which cells name a sum or a mean under the answers: each stands there once, as no unit with answers does."""
    return (are_totals(cells) | cells.str.fullmatch(_MEAN)) & ~cells.str.casefold().duplicated(keep=False)
