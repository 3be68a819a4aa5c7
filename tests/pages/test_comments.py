"""The page on comments without a browser: reading, the queue, and what it says where there is nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from core.text import text
from etl.comments.queue import comments_of
from register import reviews
from register.database import open_register
from register.reviews import APPROVED, HIDDEN, Review
from tests.pages.conftest import told

Opened = Callable[..., AppTest]
HOME_CARE = {"municipality": "9901", "service": "home_care", "period": "2025", "role": "user"}


@pytest.fixture
def own(sample_data_folder: Path, tmp_path: Path) -> Path:
    """The sample store to write in."""
    return Path(shutil.copytree(sample_data_folder, tmp_path / "data"))


def page(opened: Opened, data: Path, **query: str) -> AppTest:
    app = opened("overview", data)
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page("pages/comments.py").run()


def saved(data: Path) -> dict[str, Review]:
    register = open_register(Settings(data=data))
    with register.reading() as session:
        found = reviews.reviews(session)
    register.close()
    return found


def press(app: AppTest, key: str) -> AppTest:
    """A button of the queue; those that do something to a comment are named by it."""
    named = {str(button.key) for button in app.button}
    return app.button(key=key if key in named else f"{key}{shown_key(app)}").click().run()


def shown_key(app: AppTest) -> str:
    """The key of the comment that the queue stands at."""
    return next(str(field.key) for field in app.text_input if str(field.key).startswith("typed_")).removeprefix(
        "typed_"
    )


def test_readers_see_themes_quotes_and_all_comments_and_can_search(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, **HOME_CARE)

    assert not app.exception
    assert [heading.value for heading in app.header][1:] == [text("comments.quotes"), text("comments.every")]
    everything = told(app)
    app.text_input(key="filter_q").set_value("finnesikke").run()
    assert "0 av " in told(app)
    assert app.query_params["q"] == "finnesikke"
    assert "bi-quotes" in everything


@pytest.mark.parametrize(("service", "unit", "key"), [("habilitation", "lyngtun-bofellesskap", "hidden")])
def test_a_hidden_place_says_so_and_has_no_search(sample_data_folder: Path, opened: Opened, service, unit, key):
    app = page(opened, sample_data_folder, municipality="9901", service=service, unit=unit, period="2025", role="user")

    assert text(f"comments.none.{key}") in told(app)
    assert not [field for field in app.text_input if field.key == "filter_q"]


def test_the_queue_decides_undoes_and_goes_on(own: Path, opened: Opened):
    before = saved(own)
    app = page(opened, own, view="review")
    first = shown_key(app)

    press(app, "queue_approve")
    second = shown_key(app)
    press(app, "queue_hide")
    after = saved(own)

    assert first not in before
    assert (after[first].status, after[second].status) == (APPROVED, HIDDEN)
    assert text("comments.publish.behind") in told(app)
    press(app, "queue_undo")
    assert shown_key(app) == second
    assert saved(own)[second].status == "awaiting"
    press(app, "queue_undo")
    assert shown_key(app) == first
    assert saved(own)[first].status == "awaiting"


def test_words_are_masked_by_click_and_by_typing_and_themes_by_key(own: Path, opened: Opened):
    app = page(opened, own, view="review")
    key = shown_key(app)
    comment = next(one for one in comments_of(Settings(data=own)) if one.key == key)
    words = app.get("button_group")[-1].options

    app.text_input(key=f"typed_{key}").set_value(words[0]).run()
    had = set(saved(own))
    press(app, "queue_approve")
    # What was chosen is there again when the decision is taken back.
    press(app, "queue_undo")
    press(app, "theme_overview")
    press(app, "queue_level")
    press(app, "queue_approve")

    review = saved(own)[key]
    assert key not in had
    assert review.masked[0] == (comment.text.index(words[0]), comment.text.index(words[0]) + len(words[0]))
    assert ("overview", "service", "negative") in review.themes
    assert {level for _, level, _ in review.themes} == {"service"}


def test_two_who_decide_at_once_lose_nothing(own: Path, opened: Opened):
    app = page(opened, own, view="review")
    key = shown_key(app)
    comment = next(one for one in comments_of(Settings(data=own)) if one.key == key)
    register = open_register(Settings(data=own))
    with register.session() as session:
        reviews.save(session, Review(key, comment.seen, HIDDEN), "somebody_else")
    register.close()

    press(app, "queue_approve")

    assert saved(own)[key].status == HIDDEN
    assert text("error.register_changed_meanwhile") in [warning.value for warning in app.warning]


def test_the_queue_is_closed_without_a_register_and_the_rest_is_open(
    own: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BRUKERINNSIKT_REGISTER_URL", "postgresql://nobody@127.0.0.1:9/none")

    closed = page(opened, own, view="review")
    read = page(opened, own, view="read", **HOME_CARE)

    assert text("register.unavailable") in told(closed)
    assert not closed.exception
    assert "bi-quotes" in told(read)
