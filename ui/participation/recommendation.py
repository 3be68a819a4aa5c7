"""What was recommended in an activity: the list, and a form for one of them or a new one."""

import pandas as pd
import streamlit as st

from core.participation import Activity, Recommendation
from core.text import text
from etl.masking import masked_text
from register import participation as rows
from register.participation import ParticipationRecommendation
from ui import registered, registered_form, show
from ui.participation import acts, fields
from views.participation.recommendations import day

COLUMNS = ("recommendation", "outcome", "note", "decided")
NEW = 0


def all_of(activity: Activity) -> None:
    """The recommendations of an activity, and a form."""
    show.heading(text("participation.recommended.title"))
    known = {one.id: one for one in activity.recommendations}
    if known:
        show.reader_table(_table(activity), COLUMNS)
    chosen = st.selectbox(
        text("participation.recommendation_which"),
        [NEW, *known],
        format_func=lambda key: known[key].text if key in known else text("participation.new_recommendation"),
        key=f"recommendation_of_{activity.id}",
    )
    if chosen in known:
        _one(known[chosen])
    else:
        _new(activity)


def _table(activity: Activity) -> pd.DataFrame:
    told = [
        (one.text, fields.said("outcome", one.outcome), one.note, day(one.decided_on))
        for one in activity.recommendations
    ]
    return pd.DataFrame(told, columns=list(COLUMNS))


def _new(activity: Activity) -> None:
    name = f"participation_{activity.id}_more"
    registered_form.begin(name, ParticipationRecommendation, None, fields.NEW_RECOMMENDATION)
    registered_form.tell(name, fields.PREFIX, fields.said)
    with st.form(name):
        fields.recommendation(name)
        st.form_submit_button(text("participation.save_recommendation"), on_click=_add, args=(name, activity.id))


def _one(told: Recommendation) -> None:
    name = f"recommendation_{told.id}"
    with registered.register().reading() as session:
        row = session.get_one(ParticipationRecommendation, told.id)
    registered_form.begin(name, ParticipationRecommendation, row, fields.NEW_RECOMMENDATION)
    registered_form.tell(name, fields.PREFIX, fields.said)
    with st.form(name):
        fields.recommendation(name)
        st.form_submit_button(text("participation.save_recommendation"), on_click=_save, args=(name,))
    with st.container(horizontal=True):
        st.button(
            text("participation.undo"),
            key=f"{name}_undo",
            on_click=acts.done,
            args=(name, rows.undo_recommendation, told.id, told.version),
            disabled=told.version < 2,  # What was just written down is withdrawn instead.
        )
        st.button(
            text("participation.withdraw_recommendation"),
            key=f"{name}_withdraw",
            type="tertiary",
            on_click=acts.done,
            args=(name, rows.change_recommendation, told.id, told.version, {"withdrawn": True}),
        )


def _add(name: str, activity_id: int) -> None:
    registered_form.add(name, {"activity_id": activity_id}, lambda row: None, _lacking(name))


def _save(name: str) -> None:
    registered_form.save(name, lacking=_lacking(name))


def _lacking(name: str) -> str:
    """What is wrong with what was typed, in which what may tell of a person is masked first."""
    for field in ("text", "note"):
        key = registered_form.key(name, field)
        st.session_state[key] = masked_text(str(st.session_state.get(key, "")))
    return "" if registered_form.typed(name)["text"] else text("participation.text_missing")
