"""The page on comments: read them, or review those that wait, where the reader is an adviser."""

from core.errors import AppError
from core.selection import Selection
from core.text import text
from ui import access, data, filters, registered, show
from ui.comments import reading, review, style
from views import comments

READ, REVIEW = MODES = ("read", "review")
REVIEWERS = frozenset({"adviser", "administrator"})


def mode() -> str:
    """Reading or reviewing, as the reader has chosen; who is no adviser reads."""
    style.put()
    who = access.reader()
    if who is None or not who.roles & REVIEWERS:
        return READ
    return filters.choice("view", MODES, text("comments.mode"), lambda one: text(f"comments.mode_{one}"))


def read() -> None:
    """Comments of a place, or why there are none."""
    selection = comments.of_year(filters.bar("municipality", "service", "unit", "period", "role"))
    state = data.cached(comments.state, selection)
    if state != "shown":
        show.note(text(f"comments.none.{state}"))
        if state == "none":
            show.link("comments", text("comments.to_queue"), view=REVIEW)
        return
    _parts(selection)


def reviewed() -> None:
    """The queue; figures and comments can be read while the register cannot be reached."""
    try:
        review.page()
    except AppError as error:
        if error.code != "register_unavailable":
            raise
        registered.unavailable(error)


def _parts(selection: Selection) -> None:
    reading.themes(selection)
    if selection.service is None:
        reading.by_service(selection)
    reading.quotes(selection)
    reading.every(selection)
