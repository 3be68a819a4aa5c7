"""Why plans that were understood may still not be carried out."""

from collections.abc import Sequence
from itertools import combinations

from core.errors import InputError
from core.findings import Finding, errors
from etl.harmonise.harmonised import SPOT
from etl.plans import Plan

MOST_LISTED = 8


def refuse(plans: Sequence[Plan], mode: str) -> None:
    """InputError with every reason why the plans cannot be carried out together in this way."""
    new = [plan for plan in plans if plan.already is None]
    findings = [finding for plan in new for finding in (*errors(plan.findings), *_of_mode(plan, new, mode))]
    for one, other in combinations([plan for plan in new if plan.kind == "answers"], 2):
        findings += _overlap(one, other) if _same_edition(one, other) else []
    if findings:
        raise InputError(findings)


def _of_mode(plan: Plan, plans: Sequence[Plan], mode: str) -> list[Finding]:
    if mode == "add":
        return _added_twice(plan)
    lost = _units_lost(plan, plans) if mode == "ask" else []
    return [_about(plan, "replacement_loses_units", lost)] if lost else []


def _added_twice(plan: Plan) -> list[Finding]:
    """Respondents that are there already, or units of which it cannot be seen whether they are."""
    if plan.shared_respondents:
        return [_about(plan, "overlapping_respondents", plan.shared_units, plan.shared_respondents)]
    return [_about(plan, "overlapping_units", plan.shared_units)] if plan.shared_units and _keyless(plan) else []


def _units_lost(plan: Plan, plans: Sequence[Plan]) -> list[str]:
    """Units of the former upload that none of the files given together has."""
    together = [other for other in plans if _same_edition(plan, other)]
    lost = [spot for spot in plan.units_lost if all(spot in other.units_lost for other in together)]
    return list(dict.fromkeys(unit for unit, _ in lost))


def _overlap(one: Plan, other: Plan) -> list[Finding]:
    """What two files of one edition, given together, both have."""
    keys = set(one.contents.respondents["source_key"].dropna())
    shared = sum(key in keys for key in other.contents.respondents["source_key"].dropna())
    if shared:
        return [_about(other, "overlapping_respondents", [], shared)]
    places = _places(one)
    units = sorted({name for place, name in _places(other).items() if place in places})
    return [_about(other, "overlapping_units", units)] if units and (_keyless(one) or _keyless(other)) else []


def _places(plan: Plan) -> dict[tuple[str, ...], str]:
    rows = plan.contents.aggregates if len(plan.contents.aggregates) else plan.contents.respondents
    distinct = rows[[*SPOT, "unit_name"]].drop_duplicates()
    return {tuple(place): name for *place, name in distinct.itertuples(index=False)}


def _same_edition(one: Plan, other: Plan) -> bool:
    def edition(plan: Plan) -> tuple[str, str, str]:
        return plan.kind, plan.contents.codebook.id, plan.contents.edition.id

    return edition(one) == edition(other)


def _keyless(plan: Plan) -> bool:
    return bool(plan.contents.respondents["source_key"].isna().any()) or len(plan.contents.aggregates) > 0


def _about(plan: Plan, code: str, units: Sequence[str], rows: int = 0) -> Finding:
    listed = ", ".join(units[:MOST_LISTED]) + (" …" if len(units) > MOST_LISTED else "")
    details = {"units": listed, "count": len(units), "edition": plan.contents.edition.id}
    return Finding(code, file=plan.files[0].name, row_count=rows, details=details)
