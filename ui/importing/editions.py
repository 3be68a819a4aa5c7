"""What differs from the edition before, and a person's verdict on whether the figures can be compared."""

from collections.abc import Sequence

import streamlit as st

from core.codebook import Codebook, Verdict
from core.text import pick, text
from etl.context import Context
from etl.mapping.changes import JUDGED, ItemChange, changes_between, edition_before
from etl.mapping.model import Mapping
from ui import show
from ui.importing import fields
from ui.importing.state import now, put_verdict, seen

VERDICTS: tuple[Verdict, ...] = ("not_judged", "yes", "with_reservation", "no")


def changes(mapping: Mapping, context: Context) -> None:
    """The changes of a new edition, each with a verdict to choose."""
    work = now().work
    if work.survey.approach != "edition":
        return
    book = context.codebooks[work.survey.instrument]
    former = edition_before(book, mapping.edition, mapping.period)
    show.heading(text("importing.edition_changes"))
    if former is None:
        show.caption(text("importing.no_former_edition"))
        return
    found = seen("changes", mapping, lambda: changes_between(book, former.id, mapping))
    judged = [change for change in found if change.kind in JUDGED]
    if not found:
        show.caption(text("importing.no_edition_changes", edition=former.id))
        return
    if judged:
        show.caption(text("importing.edition_changes_help", edition=former.id))
    for item in dict.fromkeys(change.item for change in judged):
        _judge(item, [change for change in judged if change.item == item], book)
    _list("added", found)
    _list("removed", found)


def _judge(item: str, found: Sequence[ItemChange], book: Codebook) -> None:
    """One item: what is changed, the verdict, and the reason."""
    verdict, reason = now().work.verdicts.get(item, ("not_judged", ""))
    with st.container(border=True, key=f"changed_{item}"):
        show.bullets(pick(book.item(item).text), [_words(change) for change in found])
        left, right = st.columns([2, 3])
        with left:
            fields.choice(
                f"verdict_{item}",
                text("importing.verdict"),
                VERDICTS,
                verdict,
                lambda value: put_verdict(item, value, reason),
                lambda one: text(f"importing.verdicts.{one}"),
            )
        with right:
            fields.words(
                f"verdict_reason_{item}",
                text("importing.verdict_reason"),
                reason,
                lambda value: put_verdict(item, verdict, value),
                help_text=text("importing.verdict_reason_help"),
            )


def _words(change: ItemChange) -> str:
    return text(
        "importing.edition_change",
        kind=text(f"importing.changed_kind.{change.kind}"),
        before=change.before or "–",
        after=change.after or "–",
    )


def _list(kind: str, found: Sequence[ItemChange]) -> None:
    of_kind = [change.after or change.before for change in found if change.kind == kind]
    if of_kind:
        with st.expander(text(f"importing.edition_{kind}", count=len(of_kind))):
            show.bullets(text(f"importing.changed_kind.{kind}"), of_kind)
