"""What an import would do, from the mappings as they stand: kept until one of them is changed."""

from dataclasses import replace
from operator import itemgetter

from core.codebook import Codebook, Codebooks
from core.errors import InputError
from core.findings import Finding
from core.text import pick
from etl.context import Context
from etl.export import Export
from etl.mapping.answers import questions_of_column
from etl.mapping.changes import edition_before, judged, unjudged
from etl.mapping.dates import DATED
from etl.mapping.making import codebook_of
from etl.mapping.model import ColumnMapping, Mapping
from etl.mapping.reuse import unordered
from etl.plans import Choice, Plan, is_of_invited, knowing, plans_of
from ui.importing.state import Import, Survey, Work, now, put, seen


def plan(context: Context) -> None:
    """Lay the codebooks over the exports, where that has not been done since the last change."""
    state = now()
    if state.planned is not None or state.refused or not state.works:
        return
    planned, refused = _planned(state, context)
    put(planned=None if refused else planned, refused=refused)


def book_of(work: Work, context: Context) -> Codebook:
    """The codebook that a mapping makes; an InputError names what it lacks."""
    base = None if work.survey.approach == "new" else context.codebooks.get(work.survey.instrument)
    if base is None and work.survey.approach != "new":
        raise InputError([Finding("survey_gone", file=work.name)])
    subject = (work.mapping, work.verdicts, base, context.catalogue)
    made = seen(f"book {work.key} {work.survey.approach}", subject, lambda: _made(work, base, context))
    if isinstance(made, InputError):
        raise made
    return made


def _made(work: Work, base: Codebook | None, context: Context) -> Codebook | InputError:
    mapping = work.mapping
    assert mapping is not None, "only an export with a mapping has a codebook of its own"
    try:
        book = codebook_of(mapping, base, lists=context.catalogue)
    except InputError as error:
        return error
    return book if base is None or work.survey.approach != "edition" else _judged(book, work, mapping)


def context_with(works: tuple[Work, ...], context: Context) -> Context:
    """The context with the codebooks of these exports too, so that the next may be of the same instrument."""
    for work in works:
        if work.by_mapping and work.mapping is not None:
            try:
                context = _with(book_of(work, context), context)
            except InputError:
                continue
    return context


def known_beside(state: Import) -> tuple[Work, ...]:
    """The exports whose surveys the current one may be of: those before it, and for numbers invited all of them."""
    return state.works if is_of_invited(state.work.opened) else state.works[: state.current]


def titles_of(context: Context) -> dict[str, str]:
    """The known surveys by name, in the order of their names."""
    titles = {key: pick(book.title) for key, book in context.codebooks.items()}
    return dict(sorted(titles.items(), key=itemgetter(1)))


def newest_first(book: Codebook) -> list[str]:
    """The editions of a survey."""
    return [edition.id for edition in reversed(book.editions)]


def books_of(works: tuple[Work, ...], context: Context) -> list[Codebook]:
    """The codebooks that the mappings make, each beside those of the files before it."""
    books: list[Codebook] = []
    for work in works:
        if work.by_mapping and work.mapping is not None:
            books.append(book_of(work, context))
            context = _with(books[-1], context)
    return books


def is_lost(work: Work, context: Context) -> bool:
    """Whether the survey that a file is taken for is not there: that of a file before it may be gone or unfinished."""
    return bool(work.survey.instrument) and work.survey.instrument not in context.codebooks


def is_explained(work: Work) -> bool:
    """Whether it has been said what the export is."""
    if is_of_invited(work.opened):
        return True
    return work.mapping is not None if work.by_mapping else bool(work.survey.edition) and not work.refused


def unanswered(mapping: Mapping, export: Export) -> list[Finding]:
    """What only a person can say of the answers, and has not said yet."""
    found = (questions_about(mapping, export, column) for column in mapping.columns)
    return [*(finding for one in found for finding in one), *unordered(mapping, export)]


def questions_about(mapping: Mapping, export: Export, column: ColumnMapping) -> list[Finding]:
    """The same of one column; kept while nothing is changed that they follow from."""
    if column.use in DATED:
        return list(questions_of_column(mapping, export, column))
    subject = (export, column, mapping.scales.get(column.scale))
    return seen(f"questions {column.column}", subject, lambda: list(questions_of_column(mapping, export, column)))


def taken_as(work: Work, survey: Survey) -> Work:
    """The export taken for another survey; what it was mapped to before is kept."""
    return replace(work, survey=survey, refused=())


def _planned(state: Import, context: Context) -> tuple[tuple[Plan, ...], tuple[Finding, ...]]:
    plans: dict[str, Plan] = {}
    findings: list[Finding] = []
    # Numbers invited may be about what is imported with them, before them or after.
    for work in sorted(state.works, key=lambda one: is_of_invited(one.opened)):
        try:
            choice = Choice(work.survey.instrument or None, work.survey.edition or None)
            if work.by_mapping and work.mapping is not None:
                findings += unanswered(work.mapping, work.opened.export)
                book = book_of(work, context)
                context = _with(book, context)
                choice = Choice(book.id, work.mapping.edition)
            (plans[work.key],) = plans_of([work.opened], context, choice)
            context = knowing(plans[work.key], context)
        except InputError as error:
            findings += error.findings
    return tuple(plans[work.key] for work in state.works if work.key in plans), tuple(findings)


def _judged(book: Codebook, work: Work, mapping: Mapping) -> Codebook:
    """The codebook with what was said of the changes since the edition before; what was not is told to be unjudged."""
    former = edition_before(book, mapping.edition, mapping.period)
    if former is None:
        return book
    told = unjudged(book, mapping)
    book = book.model_copy(update={"comparability": told})
    changed = {one.item: one.reason for one in told if (one.from_, one.to) == (former.id, mapping.edition)}
    for item, (verdict, reason) in work.verdicts.items():
        if item in changed:
            why = {"nb": reason} if reason else changed[item]
            book = judged(book, item, former.id, mapping.edition, verdict, why)
    return book


def _with(book: Codebook, context: Context) -> Context:
    return replace(context, codebooks=Codebooks({**context.codebooks, book.id: book}))
