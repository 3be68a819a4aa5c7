"""What an export holds, in a sentence."""

from core.text import number, text
from etl.adapter_names import adapter_name
from etl.plans import Plan

__all__ = ["adapter_name", "facts"]


def facts(plan: Plan) -> str:
    """Rows, respondents, answers and units of a plan in a sentence."""
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
    kind = "facts_invited" if plan.kind == "invited" else "facts_figures" if len(contents.aggregates) else "facts"
    return text(f"importing.{kind}", **counts)
