"""What the command line says: results on standard output, progress and findings on standard error."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
import typer

from core.errors import AppError, InputError
from core.findings import Finding
from core.messages import error_text, finding_text, place_text
from core.text import pick, text
from etl.facts import adapter_name, facts
from etl.pipeline import Receipt
from etl.plans import Plan


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
    """Each finding with its place."""
    for finding in findings:
        say(f"{text(f'severity.{finding.severity}')}: {finding_text(finding)}")
        if place := place_text(finding):
            say(f"    {place}")


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
        "changes": [asdict(change) for change in plan.changes],
        "findings": [finding_document(finding) for finding in plan.findings],
    }


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    """What became of an export."""
    return asdict(receipt) | {"findings": [finding_document(finding) for finding in receipt.findings]}


def refusal_document(error: InputError) -> dict[str, Any]:
    """Why files could not be understood, or not be imported this way."""
    files = sorted({finding.file for finding in error.findings if finding.file})
    return {"files": files, "refused": True, "findings": [finding_document(finding) for finding in error.findings]}


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as data, with its text."""
    return asdict(finding) | {"text": finding_text(finding)}


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
    for change in plan.changes:
        say(f"  {change.unit}: {change.respondents_before} → {change.respondents_after}")
    say_findings(plan.findings)


def say_table(table: pd.DataFrame) -> None:
    """A table on standard output."""
    typer.echo(table.to_string(index=False))
