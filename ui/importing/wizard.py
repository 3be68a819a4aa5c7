"""The five steps from a dropped file to figures; values are kept in ``state``, so going back loses nothing."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.text import text
from etl.context import Context
from ui.importing import codebooks, control, file, known, mapping, steps, storing, style, survey, uploads
from ui.importing.planning import plan
from ui.importing.state import Step, go, now

PARTS: Mapping[Step, Callable[[Context], None]] = {
    "file": file.step,
    "survey": survey.step,
    "mapping": mapping.step,
    "control": control.step,
    "storing": storing.step,
}


def run() -> None:
    """The step that is on its way, and below the first what is here already."""
    context = known.context()
    style.put()
    if now().step not in steps.reachable(now()) and now().step != "control":
        go("file")
    step = now().step
    if step in ("control", "storing"):
        with st.spinner(text("progress.checking")):
            plan(context)
    if step == "file" and not now().files:
        uploads.offer_to_remove_sample(context)
    steps.line()
    PARTS[step](context)
    if step == "file":
        st.divider()
        codebooks.list_codebooks(context)
        uploads.list_uploads(context)
