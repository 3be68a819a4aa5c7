"""Plans, receipts, findings and tables as data, for those who read the command line by machine."""

import dataclasses
from typing import Any

import pandas as pd

from core.errors import InputError
from core.findings import Finding
from core.messages import finding_text
from etl.plans import Plan
from etl.receipts import Receipt


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as data; what is missing is null."""
    absent = table.isna()
    rows = table.astype("object").mask(absent, None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


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
