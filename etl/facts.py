"""What an export holds, and what became of it, in a sentence or two."""

from core.text import number, text
from etl.adapter_names import adapter_name
from etl.plans import Plan
from etl.receipts import Receipt

__all__ = ["adapter_name", "done", "facts"]


def facts(plan: Plan) -> str:
    """Rows, respondents, answers, units and reference values of a plan in words."""
    contents = plan.contents
    counts = {
        "rows_read": number(contents.rows_read),
        "rows_kept": number(contents.rows_kept),
        "rows_quarantined": number(contents.rows_quarantined),
        "respondents": number(contents.respondent_count),
        "answers": number(contents.answer_count),
        "units": number(contents.unit_count),
        "invited": number(contents.invited_count),
    }
    benchmarks = len(contents.benchmarks)
    return _with_benchmarks(text(f"importing.{_kind_of_facts(plan)}", **counts), benchmarks)


def done(receipt: Receipt) -> str:
    """What an import led to: answers and respondents, or what else was taken in."""
    if receipt.already:
        return text("importing.done_already")
    if receipt.kind == "invited":
        return text("importing.done_invited")
    if receipt.benchmarks and not receipt.answers:
        return _with_benchmarks(text("importing.done_benchmarks"), receipt.benchmarks)
    if not receipt.respondents:
        return _with_benchmarks(text("importing.done_figures"), receipt.benchmarks)
    counts = {"answers": number(receipt.answers), "respondents": number(receipt.respondents)}
    return _with_benchmarks(text("importing.done", **counts), receipt.benchmarks)


def _kind_of_facts(plan: Plan) -> str:
    if plan.kind == "invited":
        return "facts_invited"
    if len(plan.contents.aggregates):
        return "facts_figures" if plan.contents.answer_count else "facts_figures_uncounted"
    return "facts_benchmarks" if len(plan.contents.benchmarks) else "facts"


def _with_benchmarks(told: str, benchmarks: int) -> str:
    return f"{told} {text('importing.benchmarks', benchmarks=number(benchmarks))}" if benchmarks else told
