"""Importing: read, understand, compare with what is there, store in one transaction, publish."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import pandas as pd

from core.codebook import dump
from core.errors import AppError, InputError
from core.findings import Finding
from etl.answers import asked_items
from etl.context import Context
from etl.harmonised import Harmonised
from etl.plans import Choice, Plan, beside_the_warehouse, bundles, plan_of, refusal
from etl.publish import publish
from etl.reading import SourceFile
from etl.received import Received
from store.warehouse import Frames, NewUpload, Warehouse, warehouse_path

Mode = Literal["ask", "replace", "add"]
# Called with the share that is done (0 to 1) and the key of the step's name.
Progress = Callable[[float, str], None]


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
    findings: tuple[Finding, ...]


def quiet(share: float, step: str) -> None:
    """Progress that nobody watches."""


def plans(files: Sequence[SourceFile], context: Context, choice: Choice | None = None) -> list[Plan]:
    """What importing the files would do; InputError lists what stops any of them from being understood."""
    found, findings = [], []
    for bundle in bundles(files, context):
        try:
            found.append(plan_of(bundle, context, choice))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    if not warehouse_path(context.settings.data).exists():
        return found
    with Warehouse(context.settings.data) as warehouse:
        return [beside_the_warehouse(plan, warehouse) for plan in found]


def carry_out(
    planned: Iterable[Plan],
    context: Context,
    *,
    mode: Mode = "ask",
    sample: bool = False,
    publish_after: bool = True,
    progress: Progress = quiet,
) -> list[Receipt]:
    """Store the plans and make one new release; nothing is stored where any of them is refused."""
    chosen = list(planned)
    received = Received(context.settings.data)
    with Warehouse(context.settings.data) as warehouse:
        # The warehouse may have changed since the plan was shown.
        chosen = [beside_the_warehouse(plan, warehouse) for plan in chosen]
        _refuse(chosen, mode)
        receipts = []
        for number, plan in enumerate(chosen):
            progress(number / (len(chosen) + 1), "storing")
            receipts.append(_stored(plan, warehouse, received, context, mode, sample))
        progress(len(chosen) / (len(chosen) + 1), "publishing")
        if publish_after and (_anything_new(receipts) or not _has_release(context)):
            publish(warehouse, context.settings, context.catalogue)
    progress(1.0, "done")
    return receipts


def import_files(
    files: Sequence[SourceFile],
    context: Context,
    choice: Choice | None = None,
    *,
    mode: Mode = "ask",
    sample: bool = False,
    progress: Progress = quiet,
) -> list[Receipt]:
    """Plan and carry out in one go."""
    progress(0.0, "reading")
    return carry_out(plans(files, context, choice), context, mode=mode, sample=sample, progress=progress)


def publish_again(context: Context) -> str:
    """A new release of what the warehouse holds."""
    with Warehouse(context.settings.data) as warehouse:
        return publish(warehouse, context.settings, context.catalogue)


def forget(uploads: Sequence[int], context: Context) -> None:
    """Remove uploads everywhere: warehouse, kept files that no other upload needs, and the next release."""
    with Warehouse(context.settings.data) as warehouse:
        known = warehouse.frame("uploads").set_index("upload")
        missing = [upload for upload in uploads if upload not in known.index]
        if missing:
            raise AppError("upload_unknown", upload=missing[0])
        for upload in uploads:
            warehouse.forget(upload)
        needed = set(known.drop(index=list(uploads))["file_hashes"].explode())
        Received(context.settings.data).forget(set(known.loc[list(uploads), "file_hashes"].explode()) - needed)
        publish(warehouse, context.settings, context.catalogue)


def uploads(context: Context) -> pd.DataFrame:
    """Every upload, newest first; no rows in a new store."""
    if not warehouse_path(context.settings.data).exists():
        return pd.DataFrame()
    with Warehouse(context.settings.data) as warehouse:
        return warehouse.frame("uploads")


def forget_sample(context: Context) -> int:
    """Remove the sample data; the number of uploads removed."""
    table = uploads(context)
    chosen = [] if table.empty else [int(upload) for upload in table.loc[table["sample"], "upload"]]
    if chosen:
        forget(chosen, context)
    return len(chosen)


def _anything_new(receipts: Sequence[Receipt]) -> bool:
    return not all(receipt.already for receipt in receipts)


def _has_release(context: Context) -> bool:
    return (context.settings.data / "releases" / "CURRENT").exists()


def _refuse(chosen: Sequence[Plan], mode: Mode) -> None:
    findings = [
        finding
        for plan in chosen
        if plan.already is None and (error := refusal(plan, mode)) is not None
        for finding in error.findings
    ]
    if findings:
        raise InputError(findings)


def _stored(
    plan: Plan, warehouse: Warehouse, received: Received, context: Context, mode: Mode, sample: bool
) -> Receipt:
    contents = plan.contents
    replaced = () if mode == "add" else plan.former
    if plan.already is None:
        new_files = received.keep(plan.files)
        try:
            warehouse.add(_new_upload(plan, context, sample), _frames(contents, context, warehouse), replaced)
        except BaseException:
            for path in new_files:
                path.unlink(missing_ok=True)
            raise
    return Receipt(
        files=tuple(file.name for file in plan.files),
        adapter=plan.adapter,
        kind=plan.kind,
        instrument=contents.codebook.id if plan.kind == "answers" else "",
        edition=contents.edition.id if plan.kind == "answers" else "",
        already=plan.already is not None,
        replaced=0 if plan.already is not None else len(replaced),
        rows_read=contents.rows_read,
        rows_kept=contents.rows_kept,
        rows_quarantined=contents.rows_quarantined,
        respondents=contents.respondent_count,
        answers=contents.answer_count,
        findings=contents.findings,
    )


def _new_upload(plan: Plan, context: Context, sample: bool) -> NewUpload:
    contents = plan.contents
    named = plan.kind == "answers"
    return NewUpload(
        fingerprint=plan.fingerprint,
        adapter=plan.adapter,
        kind=plan.kind,
        instrument=contents.codebook.id if named else "invited",
        edition=contents.edition.id,
        title=json.dumps(contents.codebook.title, ensure_ascii=False) if named else "{}",
        codebook=dump(contents.codebook) if named else "",
        files=[(file.name, file.sha256) for file in plan.files],
        rows_read=contents.rows_read,
        rows_kept=contents.rows_kept,
        rows_quarantined=contents.rows_quarantined,
        respondents=contents.respondent_count,
        answers=contents.answer_count,
        sample=sample,
        own_municipality=context.settings.municipality,
        # Values that were written in the file stay out of the log: one of them may be an answer.
        findings=[asdict(finding) | {"values": []} for finding in contents.findings],
    )


def _frames(contents: Harmonised, context: Context, warehouse: Warehouse) -> Frames:
    keys = warehouse.source_keys(contents.codebook.id, contents.edition.id, contents.respondents["source_key"])
    return Frames(
        questions=_questions(contents),
        respondents=contents.respondents.assign(source_key=keys),
        answers=contents.answers,
        background=contents.background,
        comments=contents.comments,
        invited=contents.invited,
        aggregates=contents.aggregates,
    )


def _questions(contents: Harmonised) -> pd.DataFrame:
    """What was asked: one row an item, with the labels from the worst answer to the best."""
    rows = []
    for item in asked_items(contents.codebook, contents.edition):
        scale = contents.codebook.scale_of(item.id, contents.edition.id)
        turned = {
            scale.min + scale.max - value if item.reversed else value: names for value, names in scale.labels.items()
        }
        rows.append(
            {
                "item": item.id,
                "dimension": item.dimension,
                "level": item.level,
                "scale_min": scale.min,
                "scale_max": scale.max,
                "reversed": item.reversed,
                "text": json.dumps(item.text, ensure_ascii=False),
                "labels": json.dumps(dict(sorted(turned.items())), ensure_ascii=False),
            }
        )
    return pd.DataFrame(rows)
