"""What became of exports."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.findings import Finding
from etl.plans import Plan


@dataclass(frozen=True)
class Receipt:
    """What became of one export."""

    files: tuple[str, ...]
    adapter: str
    kind: str
    instrument: str
    edition: str
    already: bool
    replaced: int
    rows_read: int
    rows_kept: int
    rows_quarantined: int
    respondents: int
    answers: int
    benchmarks: int
    findings: tuple[Finding, ...]


def receipt_of(plan: Plan, replaced: Sequence[int]) -> Receipt:
    contents = plan.contents
    return Receipt(
        files=tuple(file.name for file in plan.files),
        adapter=plan.adapter,
        kind=plan.kind,
        instrument=contents.codebook.id if plan.kind == "answers" else "",
        edition=contents.edition.id if plan.kind == "answers" else "",
        already=plan.already is not None,
        replaced=len(replaced),
        rows_read=contents.rows_read,
        rows_kept=contents.rows_kept,
        rows_quarantined=contents.rows_quarantined,
        respondents=contents.respondent_count,
        answers=contents.answer_count,
        benchmarks=len(contents.benchmarks),
        findings=contents.findings,
    )
