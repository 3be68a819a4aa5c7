"""What a column may be, by key and by name."""

from core.codebook import STRUCTURAL
from core.codebook_model import PLACE_AND_TIME
from core.text import pick
from etl.context import Context
from etl.mapping.model import DROP, ITEM, ITEM_NAME, QUESTIONS, Mapping
from ui.importing.columns import use_name
from ui.importing.state import now


def uses(mapping: Mapping, column: str = "") -> dict[str, str]:
    """What a column can be used as in this layout; what a row names is a question or nothing."""
    if mapping.figures and (not column or column in now().work.opened.export.questions):
        return {use: use_name(use) for use in (ITEM, DROP)}
    if mapping.figures:
        return {name: use_name(name) for name in sorted(PLACE_AND_TIME)} | {DROP: use_name(DROP)}
    structural = sorted(ITEM_NAME if name == ITEM else name for name in STRUCTURAL[mapping.layout])
    named = {use: use_name(use) for use in structural}
    facts = dict(sorted(named.items(), key=lambda pair: pair[1]))
    return {use: use_name(use) for use in QUESTIONS} | facts | {DROP: use_name(DROP)}


def dimensions(context: Context) -> dict[str, str]:
    """What matters to the user, and what is beyond the six."""
    return {key: pick(entry.name) for key, entry in context.catalogue.dimensions.items()}


def levels(context: Context) -> dict[str, str]:
    """The levels of participation."""
    return {key: pick(entry.name) for key, entry in context.catalogue.levels.items()}


def scale_names(mapping: Mapping) -> dict[str, str]:
    """The scales by name, each with its ends."""
    return {name: f"{name} ({scale.min}–{scale.max})" for name, scale in mapping.scales.items()}
