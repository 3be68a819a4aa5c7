"""What a received file is: which files belong together, which adapter reads them, which edition of which codebook."""

import re
from collections.abc import Sequence
from types import ModuleType

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl import adapters, editions
from etl.columns import by_name
from etl.editions import edition_of, matching_editions
from etl.export import labels_of
from etl.reading import SourceFile, read_tables

__all__ = ["adapter_for", "bundles", "edition_of", "matching_editions"]

# The part of a name in which the files of one SurveyXact export differ.
_ROLE_IN_NAME = re.compile(r"(dataset|structure|labels)[^/\\]*$", re.IGNORECASE)


def bundles(files: Sequence[SourceFile], codebooks: Codebooks) -> list[list[SourceFile]]:
    """The files in groups that one adapter reads together; a file that belongs to no other is alone."""
    if len(files) > 1 and _recognising(files, codebooks):
        return [list(files)]
    groups: dict[str, list[SourceFile]] = {}
    for file in files:
        prefix = _ROLE_IN_NAME.sub("", file.name)
        key = f"in parts: {prefix}" if prefix != file.name else f"alone: {file.name} {file.sha256}"
        groups.setdefault(key, []).append(file)
    found: list[list[SourceFile]] = []
    for group in groups.values():
        found += [group] if len(group) > 1 and _recognising(group, codebooks) else [[file] for file in group]
    return found


def adapter_for(files: Sequence[SourceFile], codebooks: Codebooks) -> ModuleType:
    """The adapter that reads these files; InputError where none or several do."""
    recognising = _recognising(files, codebooks)
    if len(recognising) == 1:
        return next(iter(recognising.values()))
    name = ", ".join(file.name for file in files)
    if recognising:
        raise InputError([Finding("adapter_several", file=name, values=tuple(sorted(recognising)))])
    raise InputError(_reading_errors(files) or [_no_adapter(files, codebooks, name)])


def _recognising(files: Sequence[SourceFile], codebooks: Codebooks) -> dict[str, ModuleType]:
    return {name: adapter for name, adapter in adapters.found().items() if _recognises(adapter, files, codebooks)}


def _recognises(adapter: ModuleType, files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    try:
        return bool(adapter.recognises(files, codebooks))
    except InputError:
        return False


def _reading_errors(files: Sequence[SourceFile]) -> list[Finding]:
    findings: list[Finding] = []
    for file in files:
        try:
            read_tables(file)
        except InputError as error:
            findings += error.findings
    return findings


def _no_adapter(files: Sequence[SourceFile], codebooks: Codebooks, name: str) -> Finding:
    tables = [table for file in files for table in read_tables(file)]
    nearest_fits = []
    for table in tables:
        names = by_name([str(code) for code in table.cells.columns], labels_of(table))
        for codebook, edition in editions.every(codebooks):
            lacking = editions.lacking(codebook, edition, names)
            share = len(lacking) / max(len(editions.required(codebook, edition)), 1)
            nearest_fits.append((share, f"{codebook.id} {edition.id}", lacking))
    if not nearest_fits or min(nearest_fits)[0] == 1:
        return Finding("adapter_none", file=name)
    _, closest, lacking = min(nearest_fits)
    details: dict[str, object] = {"nearest": closest, "missing": editions.listed(lacking)}
    return Finding("adapter_none_near", file=name, values=tuple(lacking[: editions.MOST_LISTED]), details=details)
