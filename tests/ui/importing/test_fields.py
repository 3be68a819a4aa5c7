"""A field of the import keeps its value, and is a new one where something else has changed it."""

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    """A field, and a button that changes what it holds."""
    import streamlit as st

    from ui.importing import fields

    def change(value: str) -> None:
        st.session_state["value"] = value.strip()

    fields.words("name", "Name", st.session_state.setdefault("value", "first"), change)
    st.button("Suggest", on_click=change, args=("suggested",))


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page).run()


def test_a_field_that_the_reader_writes_in_stays_the_same(app: AppTest) -> None:
    before = app.text_input[0].key

    app.text_input[0].set_value("written").run()

    assert (app.text_input[0].key, app.text_input[0].value) == (before, "written")
    assert app.session_state["value"] == "written"


def test_what_the_browser_has_not_heard_of_is_not_undone_by_a_field_that_has_left_the_page(app: AppTest) -> None:
    before = app.text_input[0].key

    app.button[0].click().run()

    assert app.text_input[0].key != before
    assert app.text_input[0].value == "suggested"
    app.text_input[0].set_value("written").run()
    assert app.session_state["value"] == "written"


def test_what_was_written_is_shown_as_it_was_taken(app: AppTest) -> None:
    app.text_input[0].set_value(" written ").run()

    assert app.text_input[0].value == "written"
