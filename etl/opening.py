"""Opening received files: which of them belong together, what wrote them, and what they hold but who answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.codebook import Codebooks
from core.errors import InputError
from core.findings import Finding
from etl.export import Export
from etl.personal import without_who_answered
from etl.reading import SourceFile, let_go
from etl.recognition import adapter_for, bundles


@dataclass(frozen=True)
class Opened:
    """The files of one export, the name of the adapter that read them, and what it read."""

    files: tuple[SourceFile, ...]
    adapter: str
    export: Export


@dataclass(frozen=True)
class Unopened:
    """Files that are no export, and why."""

    files: tuple[SourceFile, ...]
    findings: tuple[Finding, ...]


def opened(files: Sequence[SourceFile], codebooks: Codebooks) -> list[Opened]:
    """Every export among the files; one InputError lists why any of them cannot be opened."""
    return all_opened(each_opened(files, codebooks))


def all_opened(found: Sequence[Opened | Unopened]) -> list[Opened]:
    """The exports, where all of them could be opened; else one InputError lists why any could not."""
    findings = [finding for one in found if isinstance(one, Unopened) for finding in one.findings]
    if findings:
        raise InputError(findings)
    return [one for one in found if isinstance(one, Opened)]


def each_opened(files: Sequence[SourceFile], codebooks: Codebooks) -> list[Opened | Unopened]:
    """Each export among the files, or why some files are none."""
    found = [_opened_or_not(bundle, codebooks) for bundle in bundles(files, codebooks)]
    let_go(files)
    return found


def _opened_or_not(files: Sequence[SourceFile], codebooks: Codebooks) -> Opened | Unopened:
    try:
        return opened_export(files, codebooks)
    except InputError as error:
        return Unopened(tuple(files), error.findings)


def opened_export(files: Sequence[SourceFile], codebooks: Codebooks) -> Opened:
    """The one export that the files are; an InputError says why they are none."""
    adapter = adapter_for(files, codebooks)
    export: Export = adapter.read(files)
    return Opened(tuple(files), adapter.__name__.rpartition(".")[2], without_who_answered(export))
