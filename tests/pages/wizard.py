"""The steps of the import page, as a test takes them."""

import re

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from ui.importing.state import STEPS, Import


def drop(app: AppTest, name: str, content: bytes) -> AppTest:
    """Give the page a file."""
    app.get("file_uploader")[0].set_value([(name, content, "text/csv")])
    return app.run()


def press(app: AppTest, key: str) -> AppTest:
    """Press a button."""
    return app.button(key=key).click().run()


def onward(app: AppTest) -> Button:
    """The button that goes to the step after this one."""
    return app.button(key=f"next_{STEPS[STEPS.index(state(app).step) + 1]}")


def go_on(app: AppTest) -> AppTest:
    """Press it."""
    return onward(app).click().run()


def state(app: AppTest) -> Import:
    """What the import on its way consists of."""
    return app.session_state["importing"]


def field(app: AppTest, name: str) -> str:
    """The key of a field of the column that is looked at."""
    work = state(app).work
    assert work.mapping is not None
    codes = [column.column for column in work.mapping.columns]
    return f"import_{work.key}_{codes.index(state(app).view.column)}_{name}"


def named(app: AppTest, name: str) -> str:
    """The key of a field: a new one where something else than the field has changed its value."""
    keys = [str(one.key) for one in (*app.text_input, *app.selectbox)]
    return next(key for key in keys if re.fullmatch(rf"{re.escape(name)}(_\d+)?", key))


def tick(app: AppTest, number: int) -> AppTest:
    """Tick a column by its number in the file, the first 0."""
    return app.checkbox(key=f"pick_{state(app).work.key}_{number}").check().run()


def look_at(app: AppTest, column: str) -> AppTest:
    """Choose a column in the list."""
    work = state(app).work
    assert work.mapping is not None
    return press(app, f"open_{[one.column for one in work.mapping.columns].index(column)}")


def imported(app: AppTest) -> AppTest:
    """From the fourth step to the receipt."""
    assert not app.exception
    assert state(app).step == "control"
    go_on(app)
    return press(app, "import_now")


def answers(header: str, *units: str) -> bytes:
    """Twenty answers a unit, to the questions that the header has after number and unit."""
    asked = header.count(";") - 1
    rows = [
        ";".join([str(number), units[number % len(units)], *(str(1 + (number + k) % 6) for k in range(asked))])
        for number in range(20 * len(units))
    ]
    return "\n".join([header, *rows]).encode()
