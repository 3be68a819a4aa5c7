"""The mapping from the columns of an export to a codebook: proposed, seen, changed, and made a codebook."""

from etl.mapping.answers import preview, questions_of_column, questions_to_adviser
from etl.mapping.changes import ItemChange, changes_between, edition_before, judged
from etl.mapping.editions import of_edition
from etl.mapping.making import codebook_of
from etl.mapping.model import ColumnMapping, Mapping, Suggestion, Use, accepted, changed, with_scale
from etl.mapping.proposing import proposed
from etl.mapping.saving import saved
from etl.mapping.units import UnitMatch, unit_matches

__all__ = [
    "ColumnMapping",
    "ItemChange",
    "Mapping",
    "Suggestion",
    "UnitMatch",
    "Use",
    "accepted",
    "changed",
    "changes_between",
    "codebook_of",
    "edition_before",
    "judged",
    "of_edition",
    "preview",
    "proposed",
    "questions_of_column",
    "questions_to_adviser",
    "saved",
    "unit_matches",
    "with_scale",
]
