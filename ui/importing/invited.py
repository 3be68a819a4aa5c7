"""Step 2 of a table of numbers invited: which survey they are about, where the table does not say."""

from dataclasses import replace

import streamlit as st

from core.text import text
from etl.context import Context
from ui import show
from ui.importing import fields
from ui.importing.planning import newest_first, titles_of
from ui.importing.state import Survey, now, put_work

BY_UNITS = ""


def step(context: Context) -> None:
    """What the file is, and a choice among the surveys where it names none."""
    show.note(text("importing.invited_help"))
    work = now().work
    if "instrument" in work.opened.export.table:
        return
    survey, titles = work.survey, titles_of(context)
    left, right = st.columns(2)
    with left:
        fields.choice(
            f"import_invited_{work.key}",
            text("importing.invited_survey"),
            [BY_UNITS, *titles],
            survey.instrument,
            lambda value: _take_for(value, context),
            lambda key: titles.get(key, text("importing.invited_by_units")),
        )
    if survey.instrument:
        with right:
            fields.choice(
                f"import_invited_{work.key}_edition",
                text("importing.edition"),
                newest_first(context.codebooks[survey.instrument]),
                survey.edition,
                lambda value: put_work(replace(work, survey=replace(survey, edition=value))),
                str,
            )


def _take_for(instrument: str, context: Context) -> None:
    edition = newest_first(context.codebooks[instrument])[0] if instrument else ""
    put_work(replace(now().work, survey=Survey("known", instrument, edition)))
