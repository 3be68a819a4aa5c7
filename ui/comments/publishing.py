"""Decisions that no release has yet, and making one."""

import streamlit as st

from core.settings import current_settings
from core.text import text
from etl import pipeline
from etl.context import load_context
from ui import data, registered, show, twice
from ui.comments import deciding

PUBLISH = "queue_publish"


def is_behind() -> bool:
    """Whether the current release was made with other decisions about comments than those of now."""
    release = data.release_or_none()
    return release is not None and str(release.query("reviewed")["reviews"].iloc[0] or "") != deciding.state()


def offer() -> None:
    """Where decisions are not in the release, say so and offer to make a new one."""
    done = twice.said(PUBLISH)
    if done:
        show.note(done)
    if not is_behind():
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        show.note(text("comments.publish.behind"))
        if st.button(text("comments.publish.button"), key=PUBLISH):
            with st.spinner(text("comments.publish.making")):
                pipeline.publish_again(load_context(current_settings(), by=registered.by()))
            twice.say(PUBLISH, text("comments.publish.done"))
            st.rerun()
