"""What the command line says: results on standard output, progress and findings on standard error."""

import dataclasses
import json
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import typer

from core.errors import AppError, InputError
from core.findings import Finding
from core.messages import column_text, error_text, finding_text, place_text
from core.text import pick, text
from etl.editions import listed
from etl.facts import adapter_name, facts
from etl.pipeline import Receipt
from etl.plans import Plan, of_several_roles

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


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as data; what is missing is null."""
    absent = table.isna()
    rows = table.astype("object").mask(absent, None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    """Numbers and lists of numpy as numbers and lists; moments and paths as text."""
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else str(value)


def plan_document(plan: Plan) -> dict[str, Any]:
    """What an export is and what is dubious about it."""
    contents = plan.contents
    return {
        "files": [file.name for file in plan.files],
        "adapter": plan.adapter,
        "kind": plan.kind,
        "instrument": contents.codebook.id if plan.kind == "answers" else None,
        "edition": contents.edition.id if plan.kind == "answers" else None,
        "rows_read": contents.rows_read,
        "rows_kept": contents.rows_kept,
        "rows_quarantined": contents.rows_quarantined,
        "respondents": contents.respondent_count,
        "answers": contents.answer_count,
        "units": contents.unit_count,
        "benchmarks": len(contents.benchmarks),
        "already_imported": plan.already is not None,
        "refused": plan.refused,
        "changes": [dataclasses.asdict(change) for change in plan.changes],
        "findings": [finding_document(finding) for finding in plan.findings],
    }


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    """What became of an export."""
    return dataclasses.asdict(receipt) | {"findings": [finding_document(finding) for finding in receipt.findings]}


def refusal_document(error: InputError) -> dict[str, Any]:
    """Why files could not be understood, or not be imported this way."""
    files = sorted({finding.file for finding in error.findings if finding.file})
    return {"files": files, "refused": True, "findings": [finding_document(finding) for finding in error.findings]}


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as data, with its text."""
    return dataclasses.asdict(finding) | {"text": finding_text(finding)}


def say_plan(plan: Plan) -> None:
    """A plan as a person reads it."""
    contents = plan.contents
    say(
        text(
            "importing.taken_for", files=", ".join(file.name for file in plan.files), adapter=adapter_name(plan.adapter)
        )
    )
    if plan.kind == "answers":
        say(text("importing.survey", title=pick(contents.codebook.title), edition=contents.edition.id))
    say(facts(plan))
    if plan.already is not None:
        say(text("importing.already"))
    several = of_several_roles(plan.changes)
    for change in plan.changes:
        unit = f"{change.unit} ({change.role})" if change.unit in several else change.unit
        say(f"  {unit}: {change.respondents_before} → {change.respondents_after}")
    say_findings(plan.findings)


def say_table(table: pd.DataFrame) -> None:
    """A table on standard output."""
    typer.echo(table.to_string(index=False))
