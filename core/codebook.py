"""Codebooks: one YAML file says what one survey instrument asks, how it is answered, and where each edition has it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from core.codebook_check import checked
from core.codebook_file import Document, dump
from core.codebook_model import (
    AREAS,
    CONSTANT,
    STRUCTURAL,
    Background,
    Codebook,
    Comment,
    Comparability,
    Edition,
    Item,
    Layout,
    Scale,
    Texts,
    Verdict,
    schema,
)
from core.codebook_problems import Words
from core.errors import InputError
from core.findings import Finding

__all__ = [
    "AREAS",
    "CONSTANT",
    "STRUCTURAL",
    "Background",
    "Codebook",
    "Codebooks",
    "Comment",
    "Comparability",
    "Edition",
    "Item",
    "Layout",
    "Scale",
    "Texts",
    "Verdict",
    "dump",
    "load",
    "load_all",
    "parse",
    "schema",
]


class Codebooks(Mapping[str, Codebook]):
    """The known instruments by id."""

    def __init__(self, codebooks: Mapping[str, Codebook]) -> None:
        self._codebooks = dict(codebooks)

    def __getitem__(self, key: str) -> Codebook:
        return self._codebooks[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codebooks)

    def __len__(self) -> int:
        return len(self._codebooks)


def load_all(folders: Sequence[Path], words: Words) -> Codebooks:
    """The codebooks of all folders, a later folder over an earlier; one InputError lists what is wrong in any."""
    known: dict[str, Codebook] = {}
    findings: list[Finding] = []
    for folder in folders:
        homes: dict[str, str] = {}
        for path in sorted(folder.glob("*.yaml")):
            try:
                codebook = load(path, words)
            except InputError as error:
                findings += error.findings
                continue
            if other := homes.get(codebook.id):
                findings.append(_at_the_top("codebook_id_taken", path, key=codebook.id, other=other))
            homes[codebook.id] = path.name
            known[codebook.id] = codebook
    if findings:
        raise InputError(findings)
    return Codebooks(known)


def load(path: Path, words: Words) -> Codebook:
    """The codebook in a file; an InputError names every problem with file, line and rule."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError([_at_the_top("codebook_unreadable", path, problem=error.strerror)]) from error
    return parse(content, _shown(path), words)


def parse(content: str | bytes, file: str, words: Words) -> Codebook:
    """The codebook written in ``content``; an InputError names every problem with ``file``, line and rule."""
    document = Document(content, file)
    if not isinstance(document.data, dict):
        raise InputError([Finding("codebook_empty", file=file, line=1)])
    codebook, found = checked(document.data, words)
    findings = [*document.findings, *(document.finding(problem) for problem in found)]
    if codebook is None or findings:
        raise InputError(sorted(findings, key=lambda finding: finding.line or 0))
    return codebook


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _at_the_top(code: str, path: Path, **details: object) -> Finding:
    return Finding(code, file=_shown(path), line=1, details=details)
