"""What dropped files are taken for: a known edition, a new edition of a known instrument, or a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.errors import InputError
from core.findings import Finding
from etl.apart import each_opened_apart
from etl.context import Context
from etl.editions import edition_of
from etl.opening import Unopened
from etl.reading import SourceFile
from ui.importing.state import Survey, Work


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
    except InputError as error:
        return replace(work, survey=_nearest(error.findings), refused=error.findings)
    return replace(work, survey=Survey("known", book.id, edition.id))


def _nearest(findings: Sequence[Finding]) -> Survey:
    """What a file that no edition fits is likely to be."""
    first = findings[0]
    if first.code == "columns_missing":
        return Survey("edition", *str(first.details["edition"]).split())
    if first.code == "edition_ambiguous":
        return Survey("known", *first.values[0].split())
    return Survey("new")
