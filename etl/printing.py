"""What the command line says: results on standard output, progress and findings on standard error."""

import dataclasses
import json
import sys
from collections.abc import Sequence

import typer

from core.errors import AppError, InputError
from core.findings import Finding
from core.messages import column_text, error_text, finding_text, listed, place_text
from core.text import text

# What a finding tells of its column that another column with the same fault has otherwise.
OF_ONE_COLUMN = frozenset({"item", "share"})


def say(line: str) -> None:
    """A line of progress or explanation."""
    typer.echo(line, err=True)


def say_progress(share: float, step: str) -> None:
    """How far the work has come."""
    say(f"{share:>4.0%}  {text(f'progress.{step}')}")


def say_error(error: AppError) -> None:
    """Why the command stopped, every finding listed."""
    if isinstance(error, InputError):
        say_findings(error.findings)
    else:
        say(error_text(error))


def say_findings(findings: Sequence[Finding]) -> None:
    """Each finding with its place; the same one of many columns once, with the names of the others."""
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_subject(finding), []).append(finding)
    for first, *others in alike.values():
        say(f"{text(f'severity.{first.severity}')}: {finding_text(first)}")
        if place := place_text(first):
            say(f"    {place}")
        if others:
            names = listed([column_text(finding) for finding in others])
            say(f"    {text('finding_place.same_columns', count=len(others), columns=names)}")


def _subject(finding: Finding) -> object:
    """What findings of several columns have in common where they say the same."""
    if finding.column is None:
        return id(finding)
    told = dataclasses.replace(finding, column=None, line=None, row_count=0, rows=(), details={})
    return repr(told), str({name: value for name, value in finding.details.items() if name not in OF_ONE_COLUMN})


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)
    sys.stdout.write("\n")


def _plain(value: object) -> object:
    """Numbers and lists of numpy as numbers and lists; moments and paths as text."""
    return value.tolist() if hasattr(value, "tolist") else str(value)
