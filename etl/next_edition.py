"""The file of another year of a known survey: a new edition where nobody need look, as on the import page."""

from dataclasses import replace

from core.codebook import Codebook, Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.context import Context
from etl.editions import SeveralEditionsError, edition_of
from etl.export import Export
from etl.mapping.answers import questions_to_adviser
from etl.mapping.changes import JUDGED, changes_between
from etl.mapping.editions import of_edition
from etl.mapping.following import as_following, following
from etl.mapping.making import codebook_of
from etl.mapping.model import DROP, Mapping
from etl.opening import Opened
from etl.plans import Choice, Plan, plan_of_export

Fitting = tuple[Codebook, list[str]]


def plan_in_its_edition(opened: Opened, context: Context, choice: Choice | None = None) -> Plan:
    """The plan of an export under the edition it is of, a new one where it tells a year that none has."""
    export, choice = opened.export, choice or Choice()
    fitting = _fitting(export, context, choice) if export.kind != "invited" and choice.edition is None else None
    made = _next(export, *fitting, context) if fitting else None
    if fitting is None or made is None:
        return plan_of_export(opened, context, choice)
    book, edition = made
    with_it = replace(context, codebooks=Codebooks({**context.codebooks, book.id: book}))
    plan = plan_of_export(opened, with_it, Choice(book.id, edition))
    details: dict[str, object] = {"edition": edition, "like": fitting[1][-1]}
    note = Finding("edition_is_new", "info", ", ".join(export.files), details=details)
    return replace(plan, contents=replace(plan.contents, findings=(note, *plan.contents.findings)))


def is_new(plan: Plan, context: Context) -> bool:
    """Whether the plan is of an edition that the codebooks do not have yet."""
    book = context.codebooks.get(plan.contents.codebook.id)
    return book is not None and plan.contents.edition.id not in {edition.id for edition in book.editions}


def _fitting(export: Export, context: Context, choice: Choice) -> Fitting | None:
    """The codebook whose columns the export has, with every edition that has them; nothing where it is not one."""
    try:
        book, edition = edition_of(export, context.codebooks, choice.instrument)
    except SeveralEditionsError as several:
        book, editions = several.fits[0][0], [edition.id for _, edition in several.fits]
        return (book, editions) if all(of.id == book.id for of, _ in several.fits) else None
    except InputError:
        return None
    return book, [edition.id]


def _next(export: Export, book: Codebook, editions: list[str], context: Context) -> tuple[Codebook, str] | None:
    """The codebook with a further edition, and its id; nothing where a known edition may be meant."""
    new = following(export, [book.edition(one) for one in editions])
    if new is None:
        return None
    mapping = as_following(of_edition(book, editions[-1], export), new)
    taken = new.edition in {edition.id for edition in book.editions}
    untold = not new.period and book.edition(editions[-1]).period is not None
    details: dict[str, object] = {"edition": f"{book.id} {editions[-1]}", "year": new.edition}
    unsure = Finding("edition_new_unsure", file=", ".join(export.files), details=details)
    if taken or untold or not _asks_the_same(mapping, book, editions[-1]):
        raise InputError([unsure])
    if questions := questions_to_adviser(mapping, export):
        raise InputError([unsure, *questions])
    return codebook_of(mapping, book, lists=context.catalogue), new.edition


def _asks_the_same(mapping: Mapping, book: Codebook, former: str) -> bool:
    """Whether every column is used as in the former edition, and nothing has changed that makes figures differ."""
    uses = (column.suggestions.get("use") for column in mapping.columns if column.use != DROP)
    known = all(use is None or use.reason == "known_column" for use in uses)
    return known and not any(change.kind in JUDGED for change in changes_between(book, former, mapping))
