"""The warehouse made anew from the received files, each read with the codebook it came with."""

from etl.context import Context
from etl.pipeline import Progress, carry_out, uploads
from etl.plans import Choice, plan_of
from etl.received import Received
from core import codebook
from core.codebook import Codebooks
from store.warehouse import warehouse_path


def rebuild(context: Context, progress: Progress) -> None:
    """Read every present upload again; the former warehouse is kept until the new one is whole."""
    table = uploads(context)
    received = Received(context.settings.data)
    former = warehouse_path(context.settings.data)
    plans = []
    for row in table[table["replaced_by"].isna()].sort_values("upload").itertuples():
        files = [received.file(name, sha) for name, sha in zip(row.file_names, row.file_hashes, strict=True)]
        # What the file did not tell was filled in from the settings of that day.
        settings = context.settings.model_copy(update={"municipality": row.own_municipality})
        books = context.codebooks
        choice = None
        if row.kind == "answers":
            book = codebook.parse(row.codebook, row.instrument, context.catalogue)
            books = Codebooks({**books, book.id: book})
            choice = Choice(row.instrument, row.edition)
        plans.append(
            (
                plan_of(files, Context(settings, context.catalogue, books), choice),
                Context(settings, context.catalogue, books),
                bool(row.sample),
            )
        )
    aside = former.with_suffix(".former")
    former.replace(aside)
    try:
        for number, (plan, then, sample) in enumerate(plans, start=1):
            carry_out([plan], then, mode="add", sample=sample, publish_after=number == len(plans))
            progress(number / len(plans), "storing")
    except BaseException:
        aside.replace(former)
        raise
    aside.unlink()
