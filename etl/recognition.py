"""What a received file is: which files belong together, and which adapter reads them."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from types import ModuleType

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl import adapters
from etl.adapters import mapped_table
from etl.editions import edition_of, matching_editions
from etl.reading import SourceFile, read_tables

__all__ = ["adapter_for", "bundles", "edition_of", "matching_editions"]

# The part of a name in which the files of one SurveyXact export differ.
_ROLE_IN_NAME = re.compile(r"(dataset|structure|labels)[^/\\]*$", re.IGNORECASE)
# Of more files than this nobody asks which two are a pair: a dropped folder is many single exports.
MOST_PAIRED = 12


def bundles(files: Sequence[SourceFile], codebooks: Codebooks) -> list[list[SourceFile]]:
    """The files in groups that one adapter reads together; a file that belongs to no other is alone."""
    if len(files) > 1 and _recognising(files, codebooks):
        return [list(files)]
    left = list(files)
    found: list[list[SourceFile]] = []
    for group in _possible(files):
        if all(file in left for file in group) and _recognising(group, codebooks):
            found.append(list(group))
            left = [file for file in left if file not in group]
    found += [[file] for file in left]
    return sorted(found, key=lambda group: files.index(group[0]))


def adapter_for(files: Sequence[SourceFile], codebooks: Codebooks) -> ModuleType:
    """The adapter that reads these files: the one that knows them, or that of any table; InputError otherwise."""
    recognising = _recognising(files, codebooks)
    if len(recognising) == 1:
        return next(iter(recognising.values()))
    name = ", ".join(file.name for file in files)
    if recognising:
        raise InputError([Finding("adapter_several", file=name, values=tuple(sorted(recognising)))])
    if problems := _reading_errors(files):
        raise InputError(problems)
    if mapped_table.recognises(files, codebooks):
        return mapped_table
    raise InputError([Finding("adapter_none", file=name)])


def _possible(files: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, ...]]:
    """Groups that files may come in: equal names but for their role, and any two."""
    by_prefix: dict[str, list[SourceFile]] = {}
    for file in files:
        prefix = _ROLE_IN_NAME.sub("", file.name)
        if prefix != file.name:
            by_prefix.setdefault(prefix, []).append(file)
    yield from (tuple(group) for group in by_prefix.values() if len(group) > 1)
    if len(files) <= MOST_PAIRED:
        yield from combinations(files, 2)


def _recognising(files: Sequence[SourceFile], codebooks: Codebooks) -> dict[str, ModuleType]:
    """The adapters that know these files; the one that takes any table is asked only where none does."""
    known = {name: adapter for name, adapter in adapters.found().items() if adapter is not mapped_table}
    return {name: adapter for name, adapter in known.items() if _recognises(adapter, files, codebooks)}


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
