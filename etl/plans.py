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
from etl.harmonise.signals import signals_of
from etl.opening import Opened, opened, opened_export
from etl.reading import SourceFile
from store.warehouse import Warehouse, warehouse_path

UNIT = SPOT[:4]


@dataclass(frozen=True)
class Choice:
    """What a reader has decided about an export beforehand."""

    instrument: str | None = None
    edition: str | None = None


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
        contents = harmonised_invited(export, context)
    else:
        codebook, edition = recognition.edition_of(export, context.codebooks, choice.instrument, choice.edition)
        contents = harmonised(export, codebook, edition, context.catalogue, context.settings)
        contents = replace(contents, findings=(*contents.findings, *signals_of(export, contents)))
    if export.kind != "answers":
        contents = replace(contents, findings=tuple(map(_of_figures, contents.findings)))
    explained_by = dump(contents.codebook) if export.kind != "invited" else ""
    # Figures explained by a codebook are stored, replaced and published as answers are.
    kind = "answers" if export.kind == "figures" else export.kind
    return Plan(files, name, kind, _fingerprint(files, contents, explained_by), contents, explained_by)


def _of_figures(finding: Finding) -> Finding:
    """The finding with a mark where its column is none of the file's, but one that figures got when they were read."""
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
    for export in exports:
        try:
            found.append(plan(export, context, choice))
            context = _knowing(found[-1], context)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    if not warehouse_path(context.settings.data).exists():
        return found
    with Warehouse(context.settings.data) as warehouse:
        return [beside_the_warehouse(plan, warehouse) for plan in found]


def _knowing(plan: Plan, context: Context) -> Context:
    """The context with the codebook of a plan, so that a further file may be of the edition after its own."""
    book = plan.contents.codebook
    known = plan.kind == "answers" and context.codebooks.get(book.id) is not book
    return replace(context, codebooks=Codebooks({**context.codebooks, book.id: book})) if known else context


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


def _fingerprint(files: Sequence[SourceFile], contents: Harmonised, codebook: str) -> str:
    """The same files read with the same codebook are the same upload; an edited codebook makes another one.

    Numbers invited belong to no codebook: there it is what the numbers were taken to be that counts.
    """
    meaning = codebook or contents.invited.to_csv()
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
