"""What dropped files are taken for: a known edition, a new edition of a known instrument, or a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.errors import InputError
from core.findings import Finding
from etl.apart import each_opened_apart
from etl.context import Context
from etl.editions import NoEditionError, SeveralEditionsError, edition_of, every
from etl.export import Export
from etl.mapping.figures import questions_known
from etl.opening import Unopened
from etl.reading import SourceFile
from ui.importing.state import Survey, Work
from ui.importing.understood import as_new_edition, can_be_edition, is_next_edition


def works_of(
    files: Sequence[SourceFile], former: Iterable[Work], context: Context
) -> tuple[tuple[Work, ...], tuple[Finding, ...]]:
    """Every export among the files, one that was there before as it was, and why any of them cannot be opened."""
    known = {work.opened.files: work for work in former}
    works: list[Work] = []
    findings: list[Finding] = []
    for one in each_opened_apart(files, context.codebooks):
        if isinstance(one, Unopened):
            findings += one.findings
        else:
            works.append(known.get(one.files) or _recognised(Work(one, Survey("new")), context))
    return tuple(works), tuple(findings)


def _recognised(work: Work, context: Context) -> Work:
    if work.opened.export.kind == "invited":
        return replace(work, survey=Survey("known"))
    try:
        book, edition = edition_of(work.opened.export, context.codebooks)
    except SeveralEditionsError as several:
        return _one_of(work, several, context)
    except InputError as error:
        return _of_nearest(replace(work, refused=error.findings), error, context)
    known = Survey("known", book.id, edition.id)
    if is_next_edition(work, [edition.id], book.id, context):
        return as_new_edition(work, known, context)
    return replace(work, survey=known)


def _one_of(work: Work, several: SeveralEditionsError, context: Context) -> Work:
    """The export as the next edition where all that fit are of one survey, else as the first of them."""
    fits = [Survey("known", book.id, edition.id) for book, edition in several.fits]
    editions = [edition.id for _, edition in several.fits]
    if len({fit.instrument for fit in fits}) == 1 and is_next_edition(work, editions, fits[0].instrument, context):
        return as_new_edition(work, fits[-1], context)
    return replace(work, survey=fits[0], refused=several.findings)


def _of_nearest(work: Work, refusal: InputError, context: Context) -> Work:
    """The export as what it is likely to be where no edition explains it."""
    if work.opened.export.kind == "figures":
        return _figures(work, context)
    if isinstance(refusal, NoEditionError) and refusal.nearest is not None:
        book, edition = refusal.nearest
        return replace(work, survey=Survey("edition", book.id, edition.id))
    return replace(work, survey=Survey("new"))


def _figures(work: Work, context: Context) -> Work:
    """Figures as a new edition of the survey that has their questions, where that can have their scales too."""
    survey = _by_questions(work.opened.export, context)
    if survey.approach == "new":
        return replace(work, survey=survey)
    new = as_new_edition(work, survey, context)
    return new if can_be_edition(new, context) else replace(work, survey=Survey("new"))


def _by_questions(export: Export, context: Context) -> Survey:
    """What figures are of: their columns are called alike whatever the survey, so it is their questions that tell."""
    fits = list(every(context.codebooks))
    known = [len(export.questions.keys() & questions_known(*fit)) for fit in fits]
    if not fits or 2 * max(known) < len(export.questions):
        return Survey("new")
    book, edition = fits[known.index(max(known))]
    return Survey("edition", book.id, edition.id)
