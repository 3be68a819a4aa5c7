"""What an import led to: the numbers, the codebook that was kept, and the way to the result."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.codebook import dump
from core.errors import InputError
from core.selection import place_id
from core.text import text
from etl.context import Context
from etl.facts import done
from etl.mapping.model import ITEM
from etl.plans import Plan
from ui import findings, menu, show
from ui.importing.changes import show_changes
from ui.importing.planning import book_of
from ui.importing.state import Work, now


def show_result() -> None:
    """The receipts, what changed, the codebooks, and a link to the figures."""
    state = now()
    for receipt in state.receipts:
        st.success(done(receipt))
    show_changes(state.planned or (), text("importing.changed"))
    if state.result:
        st.page_link(menu.PAGES / "services.py", label=text("importing.see_result"), query_params=dict(state.result))
    elif any(receipt.benchmarks for receipt in state.receipts):
        show.note(text("importing.benchmarks_help"))
    for name, codebook in state.codebooks.items():
        show.caption(text("importing.codebook_saved", file=name))
        _download(name, codebook)


def offer_codebook(work: Work, context: Context) -> None:
    """The mapping as a codebook to take along, as far as it is complete."""
    if work.mapping is None or not work.by_mapping:
        return
    figures = bool(work.mapping.figures)
    if (figures or work.mapping.layout == "wide") and not work.mapping.used_as(ITEM):
        show.note(text("importing.no_items_in_rows" if figures else "importing.no_items_yet"))
        return
    try:
        book = book_of(work, context)
    except InputError as error:
        show.heading(text("importing.codebook_incomplete"))
        findings.show(error.findings)
        return
    _download(f"{book.id}.yaml", lambda: dump(book))


def address(planned: Sequence[Plan]) -> dict[str, str]:
    """Where the imported answers are to be seen: the first place and newest period among them."""
    for plan in planned:
        contents = plan.contents
        rows = contents.aggregates if len(contents.aggregates) else contents.respondents
        if len(rows):
            newest = rows.sort_values("period").iloc[-1]
            return {
                "municipality": place_id(str(newest["municipality"])),
                "service": str(newest["service"]),
                "period": str(newest["year"]),
                "role": str(newest["role"]),
            }
    return {}


def _download(name: str, codebook: str | Callable[[], str]) -> None:
    st.download_button(
        text("importing.codebook_download", file=name),
        codebook,
        file_name=name,
        mime="text/yaml",
        key=f"codebook_{name}",
        on_click="ignore",
    )
