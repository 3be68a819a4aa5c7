"""The mapping an export begins with, by what it is taken for."""

from dataclasses import replace

from core.codebook import Codebook
from core.errors import InputError
from core.findings import Finding
from etl.context import Context
from etl.mapping.changes import JUDGED, changes_between
from etl.mapping.editions import of_edition
from etl.mapping.following import as_following, following, likely
from etl.mapping.model import DROP, ColumnMapping, Mapping
from etl.mapping.proposing import proposed
from etl.plans import is_of_invited
from ui.importing.planning import book_of, is_lost, unanswered
from ui.importing.state import Survey, Work


def first_mapping(work: Work, context: Context) -> Mapping:
    """The mapping that nobody has changed yet; an InputError says why there can be none."""
    export, survey = work.opened.export, work.survey
    if survey.approach == "new":
        return proposed(export, context)
    book = context.codebooks[survey.instrument]
    mapping = of_edition(book, survey.edition, export)
    if survey.approach != "edition":
        return mapping
    former = book.edition(survey.edition)
    new = following(export, [former])
    if new is None or new.edition in _ids(book):
        new = likely(export, former, _ids(book))
    return as_following(mapping, new)


def as_new_edition(work: Work, survey: Survey, context: Context) -> Work:
    """The export as the next edition of a known survey, mapped as the edition before."""
    taken = replace(work, survey=Survey("edition", survey.instrument, survey.edition), refused=())
    try:
        mapping = first_mapping(taken, context)
    except InputError as error:
        return replace(taken, refused=error.findings)
    return replace(taken, histories={taken.survey: (mapping,)})


def is_next_edition(work: Work, editions: list[str], instrument: str, context: Context) -> bool:
    """Whether the export is of another year than all of the editions whose columns it has."""
    book = context.codebooks[instrument]
    return following(work.opened.export, [book.edition(one) for one in editions]) is not None


def can_be_edition(work: Work, context: Context) -> bool:
    """Whether the mapping makes an edition of the survey it is taken for."""
    if work.mapping is None:
        return False
    try:
        book_of(work, context)
    except InputError:
        return False
    return True


def needs_nobody(work: Work, context: Context) -> bool:
    """Whether all of the export is understood: it is of a known edition, or of a new one with the same questions."""
    if is_of_invited(work.opened):
        return True
    if is_lost(work, context):
        return False
    if work.survey.approach == "known":
        return not work.refused
    mapping = work.mapping
    if mapping is None or work.survey.approach == "new":
        return False
    book = context.codebooks[work.survey.instrument]
    if mapping.edition in _ids(book) or _left(work, mapping, context):
        return False
    if any(column.use != DROP and not _is_known(column) for column in mapping.columns):
        return False
    found = changes_between(book, work.survey.edition, mapping)
    return not any(change.kind in JUDGED for change in found)


def _ids(book: Codebook) -> set[str]:
    return {edition.id for edition in book.editions}


def _is_known(column: ColumnMapping) -> bool:
    """Whether the column is used as in the edition before, or somebody has said what it is."""
    use = column.suggestions.get("use")
    return column.accepted or use is None or use.reason == "known_column"


def _left(work: Work, mapping: Mapping, context: Context) -> list[Finding]:
    """What a person must say before the export can be imported."""
    if questions := unanswered(mapping, work.opened.export):
        return questions
    try:
        book_of(work, context)
    except InputError as error:
        return list(error.findings)
    return []
