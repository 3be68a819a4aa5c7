"""Proposes a codebook from what an export tells about itself; a person checks it and goes on by hand."""

from collections.abc import Sequence

from core.codebook import Codebook
from core.errors import InputError
from core.findings import Finding
from etl.context import Context
from etl.export import Export
from etl.mapping.answers import questions_to_adviser
from etl.mapping.making import codebook_of
from etl.mapping.proposing import proposed
from etl.mapping.saving import ASSUMED_LINE, saved
from etl.opening import Opened

__all__ = ["ASSUMED_LINE", "drafted", "saved", "with_questions"]


def drafted(
    exports: Sequence[Opened],
    context: Context,
    *,
    service: str | None = None,
    role: str | None = None,
    instrument: str | None = None,
) -> Codebook:
    """A codebook with one edition that reads the only export; an InputError says why none can be proposed."""
    return with_questions(exports, context, service=service, role=role, instrument=instrument)[0]


def with_questions(
    exports: Sequence[Opened],
    context: Context,
    *,
    service: str | None = None,
    role: str | None = None,
    instrument: str | None = None,
) -> tuple[Codebook, list[Finding]]:
    """The same, and what only a person can say of the answers."""
    export = _only(exports)
    mapping = proposed(export, context, service=service, role=role, instrument=instrument)
    if not mapping.used_as("item"):
        raise InputError([Finding("draft_no_items", file=", ".join(export.files), sheet=export.sheet)])
    return codebook_of(mapping, lists=context.catalogue), questions_to_adviser(mapping, export)


def _only(exports: Sequence[Opened]) -> Export:
    """The export of answers or figures that is alone."""
    names = ", ".join(name for one in exports for name in one.export.files)
    if len(exports) > 1:
        raise InputError([Finding("draft_several_files", file=names)])
    export = exports[0].export
    if export.kind == "invited":
        raise InputError([Finding("draft_no_answers", file=names, sheet=export.sheet)])
    return export
