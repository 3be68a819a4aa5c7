"""Step 4: everything dubious about the files, with row numbers and a list to take along."""

from collections.abc import Sequence

import streamlit as st

from core.findings import Finding
from core.text import listing, pick, text
from etl.adapter_names import adapter_name
from etl.context import Context
from etl.facts import facts
from etl.findings_list import findings_file
from etl.plans import Plan
from ui import findings, show
from ui.importing import steps, units
from ui.importing.planning import context_with
from ui.importing.state import Work, now
from ui.made_later import as_here

MOST_PERIODS = 8


def step(context: Context) -> None:
    """What the files hold, and what is wrong with them."""
    state = now()
    if state.refused:
        findings.show(state.refused)
        show.note(text("importing.refused"))
        _download(state.refused)
        steps.onward(blocked=text("importing.blocked_errors"))
        return
    planned = state.planned or ()
    for number, one in enumerate(planned):
        _show(one, state.works[number])
        units.matches(number, context_with(state.works[:number], context))
    _download([finding for one in planned for finding in one.findings])
    if any(one.refused for one in planned):
        st.error(text("importing.refused"))
        steps.onward(blocked=text("importing.blocked_errors"))
    else:
        steps.onward()


def _show(planned: Plan, work: Work) -> None:
    contents = planned.contents
    names = ", ".join(file.name for file in planned.files)
    with st.container(border=True):
        named = planned.kind != "invited"
        show.heading(pick(contents.codebook.title) if named else text("importing.invited"))
        show.caption(text("importing.taken_for", files=names, adapter=adapter_name(planned.adapter)))
        if named:
            _say_edition(planned, work)
        show.sentence(facts(planned))
        if planned.already is not None:
            st.info(text("importing.already"))
        if planned.findings:
            findings.show(planned.findings)
        else:
            show.caption(text("importing.no_findings"))


def _say_edition(planned: Plan, work: Work) -> None:
    """Which edition and period the answers are of, and whether the edition is new."""
    contents = planned.contents
    rows = contents.respondents if len(contents.respondents) else contents.aggregates
    rows = rows if len(rows) else contents.benchmarks
    periods = listing(sorted({str(period) for period in rows["period"]})[:MOST_PERIODS])
    show.caption(text("importing.edition_is", edition=contents.edition.id, periods=periods))
    if work.survey.approach == "edition":
        told = {"edition": contents.edition.id, "like": work.survey.edition}
        show.note(text("importing.is_new_edition", **told))


def _download(found: Sequence[Finding]) -> None:
    """The findings as a file."""
    if found:
        st.download_button(
            text("importing.findings_download"),
            data=as_here(lambda: findings_file(found)),
            file_name=text("importing.findings_file"),
            mime="text/csv",
            key="findings_download",
            on_click="ignore",
        )
