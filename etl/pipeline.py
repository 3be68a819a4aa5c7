"""Importing: read, understand, compare with what is there, store in one transaction, publish."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Literal

import pandas as pd

from core.errors import AppError
from core.findings import FIRST_ROWS
from etl.comments.approved import forget_reviews
from etl.comments.keys import with_lasting_keys
from etl.context import Context
from etl.harmonise.answers import asked_items
from etl.harmonise.harmonised import Harmonised
from etl.harmonise.tallies import tallies_of
from etl.plans import Choice, Plan, beside_the_warehouse, plans
from etl.publish import is_published, publish
from etl.publish.attacking import forget_attacks
from etl.publish.decisions import FOLDER, forget_decisions
from etl.reading import SourceFile
from etl.receipts import Receipt, receipt_of
from etl.received import Received
from etl.refusals import refuse
from store.release import keep_only_current, withdraw
from store.warehouse import Frames, NewUpload, Warehouse, warehouse_path

Mode = Literal["ask", "replace", "add"]
# Called with the share that is done (0 to 1) and the key of the step's name.
Progress = Callable[[float, str], None]


def quiet(share: float, step: str) -> None:
    """Progress that nobody watches."""


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
    with Warehouse(context.settings.data) as warehouse:
        # The warehouse may have changed since the plan was shown.
        chosen = [beside_the_warehouse(plan, warehouse) for plan in planned]
        refuse(chosen, mode)
        receipts = _all_stored(chosen, warehouse, context, mode, sample, progress)
        # What has been stored need not fill the memory while it is counted.
        del planned, chosen
        # A publication that failed the last time is made up for now.
        if publish_after and not is_published(warehouse, context.settings):
            progress(len(receipts) / (len(receipts) + 1), "publishing")
            publish(warehouse, context.settings, context.catalogue)
    if publish_after:
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


def publish_again(context: Context) -> str | None:
    """A new release of what the warehouse holds; nothing where it holds nothing."""
    with Warehouse(context.settings.data) as warehouse:
        return publish(warehouse, context.settings, context.catalogue)


def publish_changes(context: Context) -> None:
    """A new release where the current one is not of what is there and approved now."""
    with Warehouse(context.settings.data) as warehouse:
        if not is_published(warehouse, context.settings):
            publish(warehouse, context.settings, context.catalogue)


def forget(uploads: Sequence[int], context: Context) -> None:
    """Remove uploads everywhere: warehouse, kept files that no other upload needs, the next release and all before."""
    with Warehouse(context.settings.data) as warehouse:
        known = set(warehouse.frame("uploads")["upload"])
        missing = [upload for upload in uploads if upload not in known]
        if missing:
            raise AppError("upload_unknown", upload=missing[0])
        comments = warehouse.frame("comments")
        with warehouse.transaction():
            for upload in uploads:
                warehouse.forget(upload)
        forget_reviews(context.settings, comments.loc[comments["upload"].isin(uploads), "key"])
        _sweep(Received(context.settings.data), warehouse)
        folder = context.settings.data / "releases"
        try:
            release = publish(warehouse, context.settings, context.catalogue, forgetting=True)
        except AppError:
            # What is to be forgotten is not told any longer, even where nothing new can be told yet.
            withdraw(folder)
            keep_only_current(folder)
            raise
        if release is None:
            withdraw(folder)
            forget_decisions(context.settings.data / FOLDER)
            forget_attacks(context.settings.data / FOLDER)
        keep_only_current(folder)


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


def _all_stored(
    chosen: Sequence[Plan], warehouse: Warehouse, context: Context, mode: Mode, sample: bool, progress: Progress
) -> list[Receipt]:
    """All of the plans stored, or none of them."""
    received = Received(context.settings.data)
    _sweep_after_the_killed(received, warehouse)
    receipts, new_files = [], []
    try:
        with warehouse.transaction():
            for number, plan in enumerate(chosen):
                progress(number / (len(chosen) + 1), "storing")
                replaced: Sequence[int] = ()
                if plan.already is None:
                    replaced = () if mode == "add" else plan.former
                    new_files += received.keep(plan.files)
                    warehouse.add(new_upload(plan, context, sample), frames(plan, warehouse), replaced)
                receipts.append(receipt_of(plan, replaced))
    except BaseException:
        received.forget(new_files)
        raise
    return receipts


def _sweep_after_the_killed(received: Received, warehouse: Warehouse) -> None:
    """Remove received files of imports that came to nothing; beside an empty warehouse they may be all there is."""
    if not warehouse.frame("uploads").empty:
        _sweep(received, warehouse)


def _sweep(received: Received, warehouse: Warehouse) -> None:
    """Remove received files that no upload needs."""
    received.keep_only({sha256 for hashes in warehouse.frame("uploads")["file_hashes"] for sha256 in hashes})


def new_upload(plan: Plan, context: Context, sample: bool) -> NewUpload:
    """What the warehouse keeps about an export."""
    contents = plan.contents
    named = plan.kind == "answers"
    return NewUpload(
        fingerprint=plan.fingerprint,
        adapter=plan.adapter,
        kind=plan.kind,
        instrument=contents.codebook.id if named else "invited",
        edition=contents.edition.id,
        title=json.dumps(contents.codebook.title, ensure_ascii=False) if named else "{}",
        codebook=plan.codebook,
        files=[(file.name, file.sha256) for file in plan.files],
        rows_read=contents.rows_read,
        rows_kept=contents.rows_kept,
        rows_quarantined=contents.rows_quarantined,
        respondents=contents.respondent_count,
        answers=contents.answer_count,
        sample=sample,
        received_by=context.by,
        own_municipality=context.settings.municipality,
        # Values that were written in the file stay out of the log: one of them may be an answer.
        findings=[asdict(finding) | {"values": [], "rows": finding.rows[:FIRST_ROWS]} for finding in contents.findings],
    )


def frames(plan: Plan, warehouse: Warehouse) -> Frames:
    """An export's rows, its respondents' own keys hashed."""
    contents = plan.contents
    keys = warehouse.source_keys(contents.codebook.id, contents.edition.id, contents.respondents["source_key"])
    return Frames(
        questions=_questions(contents),
        respondents=contents.respondents.assign(source_key=keys),
        answers=contents.answers,
        background=contents.background,
        comments=with_lasting_keys(contents, [file.sha256 for file in plan.files]),
        invited=contents.invited,
        aggregates=contents.aggregates,
        tallies=tallies_of(contents.answers),
        benchmarks=_benchmarks(contents),
    )


def _benchmarks(contents: Harmonised) -> pd.DataFrame:
    """The figures of other places, each with the scale that its item was answered on."""
    told = contents.benchmarks
    scales = {item: contents.codebook.scale_of(item, contents.edition.id) for item in told["item"].unique()}
    low, high = ({item: getattr(scale, end) for item, scale in scales.items()} for end in ("min", "max"))
    return told.assign(scale_min=told["item"].map(low), scale_max=told["item"].map(high))


def _questions(contents: Harmonised) -> pd.DataFrame:
    """What was asked: one row an item, with the labels from the worst answer to the best."""
    told = contents.aggregates if len(contents.aggregates) else contents.answers
    # A long export of a part of the questions asked no others.
    present = set(told["item"].unique())
    rows = []
    for item in asked_items(contents.codebook, contents.edition):
        if item.id not in present:
            continue
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
                "text": json.dumps(contents.codebook.text_of(item.id, contents.edition.id), ensure_ascii=False),
                "labels": json.dumps(dict(sorted(turned.items())), ensure_ascii=False),
            }
        )
    return pd.DataFrame(rows)
