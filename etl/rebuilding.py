"""The warehouse made anew from the received files, each read with the codebook it came with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pandas as pd

from core import codebook
from core.codebook import Codebooks
from etl.context import Context
from etl.harmonise.invited_to import read_back
from etl.pipeline import Progress, frames, new_upload
from etl.plans import Choice, Plan, plan_of
from etl.publish import publish
from etl.received import Received
from store.warehouse import Frames, NewUpload, Warehouse, warehouse_path

NEW = "warehouse.new.duckdb"
UNCHANGED = (
    "upload", "fingerprint", "adapter", "kind", "instrument", "edition", "title", "codebook", "rows_read", "rows_kept",
    "rows_quarantined", "respondents", "answers", "sample", "own_municipality", "received_by",
)  # fmt: skip


def rebuild(context: Context, progress: Progress) -> None:
    """Read every present upload again; the former warehouse stays until the new one is whole."""
    data = context.settings.data
    with Warehouse(data, any_version=True) as lasting:
        rows = lasting.frame("uploads").sort_values("upload").to_dict("records")
        uploads = [_Former({str(name): value for name, value in row.items()}) for row in rows]
        _remove(warehouse_path(data, NEW))
        try:
            with Warehouse(data, NEW) as fresh:
                _fill(fresh, uploads, context, progress)
        except BaseException:
            _remove(warehouse_path(data, NEW))
            raise
        lasting.connection.close()
        warehouse_path(data, NEW).replace(warehouse_path(data))
        progress(1.0, "publishing")
        # Still within the lock of the former: nobody else can come between.
        with Warehouse(data) as fresh:
            publish(fresh, context.settings, context.catalogue)


@dataclass(frozen=True)
class _Former:
    """An upload as the former warehouse has it."""

    row: dict[str, Any]

    @property
    def replaced_by(self) -> int | None:
        return None if pd.isna(self.row["replaced_by"]) else int(self.row["replaced_by"])

    @property
    def files(self) -> list[tuple[str, str]]:
        return list(zip(self.row["file_names"], self.row["file_hashes"], strict=True))

    def as_it_was(self) -> NewUpload:
        """The same upload, to be stored anew."""
        told = {name: self.row[name] for name in UNCHANGED}
        return NewUpload(
            **told,
            files=self.files,
            findings=json.loads(self.row["findings"]),
            received=self.row["received"].to_pydatetime(),
            replaced_by=self.replaced_by,
        )


def _fill(fresh: Warehouse, uploads: Sequence[_Former], context: Context, progress: Progress) -> None:
    with fresh.transaction():
        for number, former in enumerate(uploads):
            progress(number / len(uploads), "storing")
            was = former.as_it_was()
            if former.replaced_by is not None:
                # Its row tells that it was here; its answers are gone.
                fresh.add(was, Frames(*(pd.DataFrame() for _ in fields(Frames))))
                continue
            plan, then = _read_again(former, context)
            now = new_upload(plan, then, was.sample)
            fresh.add(
                replace(now, upload=was.upload, received=was.received, received_by=was.received_by),
                frames(plan, fresh),
            )


def _read_again(former: _Former, context: Context) -> tuple[Plan, Context]:
    row, received = former.row, Received(context.settings.data)
    files = [received.file(name, sha256) for name, sha256 in former.files]
    # What the file did not tell was filled in from the settings of that day.
    settings = context.settings.model_copy(update={"municipality": row["own_municipality"]})
    if row["kind"] != "answers":
        then = Context(settings, context.catalogue, context.codebooks)
        return plan_of(files, then, Choice(invited_to=read_back(row["codebook"]))), then
    book = codebook.parse(row["codebook"], row["instrument"], context.catalogue)
    then = Context(settings, context.catalogue, Codebooks({**context.codebooks, book.id: book}))
    return plan_of(files, then, Choice(row["instrument"], row["edition"])), then


def _remove(path: Path) -> None:
    for left_behind in path.parent.glob(f"{path.name}*"):
        left_behind.unlink()
