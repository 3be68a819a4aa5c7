"""The queue: one comment at a time, with keys for all that is done often."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.settings import current_settings
from core.text import number, pick, text
from etl.comments import queue
from etl.comments.queue import Comment
from etl.masking.names import likely_names
from register.reviews import APPROVED, AWAITING, HIDDEN, STATUSES, Review, Status
from ui import markup, show
from ui.comments import deciding, marked, publishing
from ui.comments.draft import Draft
from views import words
from views.comments import COMPLAINT, PRAISE
from views.words import CORE_DIMENSIONS

ALL = ""
KEYS = {
    "approve": "G", "hide": "S", "undo": "Z", "names": "N", "unmask": "N", "level": "L", "next": "Right",
    "previous": "Left",
}  # fmt: skip


def page() -> None:
    """The queue with its filters, or why there is nothing in it."""
    comments = queue.comments_of(current_settings())
    if not comments:
        show.note(text("comments.queue.no_comments"))
        return
    known = deciding.known_reviews()
    publishing.offer()
    status, found = _filtered(comments, known)
    if deciding.work().is_stale:
        st.warning(text("error.register_changed_meanwhile"))
    if not found:
        show.note(text(f"comments.queue.empty.{status}"))
        _undo()
        return
    _one(found, status, known)


def _filtered(comments: Sequence[Comment], known: dict[str, Review]) -> tuple[Status, list[Comment]]:
    """The comments of a service and year that stand as chosen; how many stand how is told beside."""
    services = sorted({comment.service for comment in comments}, key=_service)
    years = sorted({comment.year for comment in comments}, reverse=True)
    columns = st.columns(2)
    with columns[0]:
        service = st.selectbox(text("filter.service"), [ALL, *services], format_func=_service, key="queue_service")
    with columns[1]:
        year = st.selectbox(text("comments.queue.year"), [ALL, *years], format_func=_year, key="queue_year")
    within = [one for one in comments if service in (ALL, one.service) and year in (ALL, one.year)]
    by_status: dict[Status, list[Comment]] = {status: [] for status in STATUSES}
    for one in within:
        by_status[deciding.status_of(one, known)].append(one)
    status: Status = st.segmented_control(
        text("comments.queue.status"), STATUSES, default=AWAITING, required=True, key="queue_status",
        format_func=lambda one: text(f"comments.queue.{one}", n=number(len(by_status[one]))),
    )  # fmt: skip
    return status, by_status[status]


def _service(key: str) -> str:
    services = words.reference().services
    return text("filter.all_service") if key == ALL else pick(services[key].name) if key in services else key


def _year(year: str) -> str:
    return year or text("comments.queue.all_years")


def _one(found: Sequence[Comment], status: Status, known: dict[str, Review]) -> None:
    comment = deciding.chosen(found)
    review = deciding.present(comment, known)
    draft = deciding.draft_of(comment, review)
    names = likely_names(comment.text, current_settings().reference_folders)
    _where(comment, found, status)
    told = marked.under_review(comment.text, draft.places, names)
    markup.put(f'<p class="bi-review" id="comment">{told}</p>')
    show.caption(text("comments.queue.caution"))
    _decisions(comment, review, found, draft, names=[(one.start, one.end) for one in names])
    _words(comment, draft)
    _themes(draft, of=comment.key)


def _where(comment: Comment, found: Sequence[Comment], status: Status) -> None:
    at = next(place for place, one in enumerate(found, start=1) if one.key == comment.key)
    stands = text(f"comments.status.{status}")
    count = escape(text("comments.queue.place", at=number(at), n=number(len(found)), status=stands))
    told = [_service(comment.service), comment.unit_name, comment.year, words.role(comment.role)]
    place = escape(" · ".join(one for one in told if one))
    question = escape(pick(dict(comment.question))) if comment.question else ""
    markup.put(f'<p class="bi-status" role="status"><b>{count}</b> · {place}</p><p class="bi-status">{question}</p>')


def _decisions(
    comment: Comment, review: Review, found: Sequence[Comment], draft: Draft, names: list[tuple[int, int]]
) -> None:
    following = _following(comment, found)
    with st.container(horizontal=True):
        _key("approve", deciding.decide, comment, review, APPROVED, following, of=comment.key, type="primary")
        _key("hide", deciding.decide, comment, review, HIDDEN, following, of=comment.key)
        # Named by what it does: pressed twice in a hurry, the second is not for the names to be read again.
        name, does = ("unmask", draft.unmask) if draft.masks(names) else ("names", draft.mask)
        _key(name, does, names, of=comment.key, disabled=not names)
        _undo()
        _key("previous", deciding.move, found, -1)
        _key("next", deciding.move, found, 1)


def _following(comment: Comment, found: Sequence[Comment]) -> str:
    keys = [one.key for one in found]
    return keys[(keys.index(comment.key) + 1) % len(keys)]


def _undo() -> None:
    _key("undo", deciding.undo, disabled=not deciding.work().undo)


def _key(name: str, does: object, *arguments: object, of: str = "", **more: object) -> None:
    """A button with a shortcut; a key pressed twice must never decide about the next comment, which nobody has read.

    What is done to a comment is therefore named by it: the second press is for one that has left the page.
    """
    label = text(f"comments.queue.do.{name}")
    st.button(label, key=f"queue_{name}{of}", on_click=does, args=arguments, shortcut=KEYS[name], **more)


def _words(comment: Comment, draft: Draft) -> None:
    """Every word to be clicked, and a field for those who type: the words in it are masked wherever they stand."""
    key, typed = f"words_{comment.key}_{draft.drawn}", f"typed_{comment.key}"
    labels = _labels([comment.text[start:end] for start, end in draft.words])
    st.session_state.setdefault(key, sorted(draft.struck))
    st.pills(
        text("comments.queue.words"), range(len(labels)), selection_mode="multi", format_func=labels.__getitem__,
        key=key, on_change=_clicked, args=(draft, key, frozenset(draft.struck)),
    )  # fmt: skip
    st.text_input(
        text("comments.queue.typed"), key=typed, on_change=_typed, args=(comment, draft, typed), width=360,
    )  # fmt: skip


def _labels(written: Sequence[str]) -> list[str]:
    """The words, told apart for Streamlit where one stands twice, by signs that nobody sees."""
    seen: dict[str, int] = {}
    labels = []
    for word in written:
        labels.append(word + "\u2060" * seen.get(word, 0))
        seen[word] = seen.get(word, 0) + 1
    return labels


def _clicked(draft: Draft, key: str, shown: frozenset[int]) -> None:
    draft.click(shown, set(st.session_state[key] or ()))


def _typed(comment: Comment, draft: Draft, key: str) -> None:
    wanted = {word.casefold() for word in st.session_state[key].split()}
    draft.mask([(a, b) for a, b in draft.words if comment.text[a:b].casefold() in wanted])
    st.session_state[key] = ""


def _themes(draft: Draft, of: str) -> None:
    show.caption(text("comments.queue.themes"))
    columns = st.columns(3)
    for at, dimension in enumerate(CORE_DIMENSIONS):
        with columns[at % 3]:
            st.button(
                _theme_label(dimension, draft.themes.get(dimension, frozenset())),
                key=f"theme_{dimension}{of}",
                shortcut=str(at + 1),
                on_click=draft.turn_theme,
                args=(dimension,),
                width="stretch",
                wrap=True,
            )
    level = text("comments.queue.level", level=words.level(draft.level))
    st.button(level, key=f"queue_level{of}", on_click=draft.turn_level, shortcut=KEYS["level"], type="tertiary")


def _theme_label(dimension: str, polarities: frozenset[str]) -> str:
    told = [text(f"comments.queue.{polarity}") for polarity in (PRAISE, COMPLAINT) if polarity in polarities]
    name = words.dimension(dimension)
    return f"**{name}: {', '.join(told)}**" if told else name
