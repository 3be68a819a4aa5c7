"""What the last import of this visit led to, with the way to the result."""

import json
from collections.abc import Sequence

import streamlit as st

from core.selection import place_id
from core.text import number, pick, text
from etl.pipeline import Receipt
from etl.plans import Plan
from ui import menu

LAST, COUNT, DRAFT = "import_last", "import_count", "import_draft"


def count() -> int:
    """How many imports this visit has seen."""
    return int(st.session_state.get(COUNT, 0))


def remember(receipts: Sequence[Receipt], planned: Sequence[Plan]) -> None:
    """Keep what is needed to tell of the import after the page has been drawn anew."""
    st.session_state[COUNT] = count() + 1
    st.session_state.pop(DRAFT, None)
    st.session_state[LAST] = ([_words(receipt) for receipt in receipts], _result_address(planned))


def remember_draft(name: str, codebook: str) -> None:
    """Keep the draft that was saved, so that it can be downloaded."""
    st.session_state[DRAFT] = (name, codebook)


def show_last() -> None:
    """The last import, and a link to what it led to."""
    if LAST not in st.session_state:
        return
    lines, address = st.session_state[LAST]
    for line in lines:
        st.success(line)
    st.page_link(menu.PAGES / "services.py", label=text("importing.see_result"), query_params=address)


def show_draft() -> None:
    """The draft that was saved a moment ago."""
    if DRAFT not in st.session_state:
        return
    name, codebook = st.session_state[DRAFT]
    st.success(text("importing.draft_saved", file=name))
    st.download_button(text("importing.draft_download"), codebook, file_name=name, mime="text/yaml", on_click="ignore")


def title_of(upload: object) -> str:
    """An upload's survey in the reader's language."""
    titles = json.loads(upload.title)  # type: ignore[attr-defined]
    return pick(titles) if titles else text("importing.invited")


def _words(receipt: Receipt) -> str:
    if receipt.already:
        return text("importing.done_already")
    if receipt.kind == "invited":
        return text("importing.done_invited")
    return text("importing.done", answers=number(receipt.answers), respondents=number(receipt.respondents))


def _result_address(planned: Sequence[Plan]) -> dict[str, str]:
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
