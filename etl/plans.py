"""What an import would do: which adapter, instrument and edition, what is dubious, and what would change."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from core.codebook import Codebooks, dump
from core.errors import InputError
from core.findings import Finding, errors
from etl import recognition
from etl.context import Context
from etl.export import FIGURES
from etl.harmonise import harmonised
from etl.harmonise.harmonised import SPOT, Harmonised
from etl.harmonise.invited import harmonised_invited
from etl.harmonise.invited_to import InvitedTo, invited_to
from etl.harmonise.signals import signals_of
from etl.opening import Opened, opened, opened_export
from etl.reading import SourceFile
from etl.surveyed import surveyed_before, surveyed_now
from store.warehouse import Warehouse, warehouse_path

UNIT = SPOT[:4]


@dataclass(frozen=True)
class Choice:
    """What a reader has decided about an export beforehand, or what was gone by when it was imported the first time."""

    instrument: str | None = None
    edition: str | None = None
    invited_to: InvitedTo | None = None


@dataclass(frozen=True)
class Change:
    """One unit and role before and after an import: answering respondents and answers, 0 where it is not there."""

    unit: str
    role: str
    respondents_before: int
    respondents_after: int
    answers_before: int
    answers_after: int


@dataclass(frozen=True)
class Plan:
    """One export, read and understood, not yet stored; ``codebook`` is the YAML that explained it."""

    files: tuple[SourceFile, ...]
    adapter: str
    kind: str
    fingerprint: str
    contents: Harmonised
    codebook: str = ""
    already: int | None = None
    former: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    shared_units: tuple[str, ...] = ()
    shared_respondents: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything dubious."""
        return self.contents.findings

    @property
    def refused(self) -> bool:
        """Whether the findings stop the import."""
        return bool(errors(self.findings))

    @property
    def units_lost(self) -> tuple[tuple[str, str], ...]:
        """Units, each with a role, that the former upload has and this export lacks."""
        lost = (change for change in self.changes if change.answers_before and not change.answers_after)
        return tuple((change.unit, change.role) for change in lost)


Planner = Callable[[Opened, Context, Choice | None], Plan]


def plan_of(files: Sequence[SourceFile], context: Context, choice: Choice | None = None) -> Plan:
    """Read an export and lay its codebook over it; InputError where that is not possible."""
    return plan_of_export(opened_export(files, context.codebooks), context, choice)


def plan_of_export(opened: Opened, context: Context, choice: Choice | None = None) -> Plan:
    """Lay its codebook over an export that has been read; InputError where no edition of any fits."""
    choice = choice or Choice()
    export, files, name = opened.export, opened.files, opened.adapter
    if export.kind == "invited":
        return _plan_of_invited(opened, context, choice)
    codebook, edition = recognition.edition_of(export, context.codebooks, choice.instrument, choice.edition)
    contents = harmonised(export, codebook, edition, context.catalogue, context.settings)
    contents = replace(contents, findings=(*contents.findings, *signals_of(export, contents)))
    if export.kind == "figures":
        contents = _of_figures(contents)
    explained_by = dump(contents.codebook)
    # Figures explained by a codebook are stored, replaced and published as answers are.
    return Plan(files, name, "answers", _fingerprint(files, contents, explained_by), contents, explained_by)


def _plan_of_invited(opened: Opened, context: Context, choice: Choice) -> Plan:
    """Numbers invited belong to no codebook: what tells two of them apart is what the numbers were taken to be."""
    told = choice.invited_to or invited_to(opened.export, context, choice.instrument, choice.edition)
    contents = _of_figures(harmonised_invited(opened.export, context, told))
    fingerprint = _fingerprint(opened.files, contents, contents.invited.to_csv())
    return Plan(opened.files, opened.adapter, "invited", fingerprint, contents, told.written())


def _of_figures(contents: Harmonised) -> Harmonised:
    """The contents with a mark at findings about a column of ours, which figures got when they were read."""
    return replace(contents, findings=tuple(map(_marked, contents.findings)))


def _marked(finding: Finding) -> Finding:
    named = finding.column in (*FIGURES, "instrument")
    return replace(finding, details={**finding.details, "of_figures": True}) if named else finding


def plans(files: Sequence[SourceFile], context: Context, choice: Choice | None = None) -> list[Plan]:
    """What importing the files would do; InputError lists what stops any of them from being understood."""
    return plans_of(opened(files, context.codebooks), context, choice)


def plans_of(
    exports: Iterable[Opened], context: Context, choice: Choice | None = None, plan: Planner = plan_of_export
) -> list[Plan]:
    """What importing exports that have been read would do; InputError lists what stops any of them."""
    found: list[Plan] = []
    findings: list[Finding] = []
    # Numbers invited may be about what comes with them.
    for export in sorted(exports, key=is_of_invited):
        try:
            context = knowing_answers(context) if is_of_invited(export) else context
            found.append(plan(export, context, choice))
            context = knowing(found[-1], context)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    if not warehouse_path(context.settings.data).exists():
        return found
    with Warehouse(context.settings.data) as warehouse:
        return [beside_the_warehouse(plan, warehouse) for plan in found]


def is_of_invited(opened: Opened) -> bool:
    """Whether an export has no answers, but how many were asked."""
    return opened.export.kind == "invited"


def knowing(plan: Plan, context: Context) -> Context:
    """The context with the codebook and the units of a plan: a further file may be of the edition after its own."""
    if plan.kind != "answers":
        return context
    contents = plan.contents
    book, spots = contents.codebook, ["unit", "period"]
    units = pd.concat([contents.respondents[spots], contents.aggregates[spots]])
    surveyed = pd.concat([context.surveyed, surveyed_now(book.id, contents.edition.id, units)])
    return replace(context, codebooks=Codebooks({**context.codebooks, book.id: book}), surveyed=surveyed)


def knowing_answers(context: Context) -> Context:
    """The context with the units that the warehouse has answers of, beside those that it knows of already."""
    return replace(context, surveyed=pd.concat([surveyed_before(context.settings), context.surveyed]))


def beside_the_warehouse(plan: Plan, warehouse: Warehouse) -> Plan:
    """The plan with what the warehouse already holds of the same edition."""
    already = warehouse.upload_of(plan.fingerprint)
    if already is not None or plan.kind == "invited":
        return replace(plan, already=already)
    former = tuple(warehouse.uploads_of(plan.contents.codebook.id, plan.contents.edition.id))
    if not former:
        return plan
    before = warehouse.frame("units_of_uploads", uploads=list(former))
    after = _units(plan.contents)
    both = before.merge(after, on=[*UNIT, "period"], how="inner")
    return replace(
        plan,
        former=former,
        changes=_changes(before, after),
        shared_units=tuple(both["unit_name_x"].drop_duplicates()),
        shared_respondents=_shared_respondents(plan.contents, warehouse, former),
    )


def _fingerprint(files: Sequence[SourceFile], contents: Harmonised, meaning: str) -> str:
    """The same files read with the same codebook are the same upload; an edited codebook makes another one."""
    parts = [*sorted(file.sha256 for file in files), contents.edition.id, meaning]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _units(contents: Harmonised) -> pd.DataFrame:
    """Answering respondents and answers by unit, role and period."""
    if len(contents.aggregates):
        grouped = contents.aggregates.groupby([*UNIT, "period"], as_index=False)
        return grouped.agg(unit_name=("unit_name", "first"), respondents=("n", "max"), answers=("n", "sum"))
    given = contents.answers[contents.answers["value"].notna()]
    counts = given.groupby("respondent", as_index=False).size().rename(columns={"size": "answers"})
    people = contents.respondents.merge(counts, on="respondent", how="left")
    people["answered"] = people["answers"].notna()
    grouped = people.groupby([*UNIT, "period"], as_index=False)
    return grouped.agg(unit_name=("unit_name", "first"), respondents=("answered", "sum"), answers=("answers", "sum"))


def _changes(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Change, ...]:
    both = before.merge(after, on=[*UNIT, "period"], how="outer", suffixes=("_before", "_after"))
    names = both["unit_name_after"].fillna(both["unit_name_before"])
    counts = both[["respondents_before", "respondents_after", "answers_before", "answers_after"]].fillna(0).astype(int)
    rows = zip(names, both["period"], both["role"], counts.to_numpy().tolist(), strict=True)
    return tuple(Change(f"{name} {period}".strip(), role, *numbers) for name, period, role, numbers in rows)


def of_several_roles(changes: Sequence[Change]) -> frozenset[str]:
    """The units that occur with more than one role, which must then stand beside the name."""
    roles = Counter(unit for unit, _ in {(change.unit, change.role) for change in changes})
    return frozenset(unit for unit, count in roles.items() if count > 1)


def _shared_respondents(contents: Harmonised, warehouse: Warehouse, former: Sequence[int]) -> int:
    keys = contents.respondents["source_key"].dropna()
    if keys.empty:
        return 0
    known = warehouse.frame("source_keys", uploads=list(former))["source_key"]
    return int(warehouse.source_keys(contents.codebook.id, contents.edition.id, keys).isin(known).sum())
