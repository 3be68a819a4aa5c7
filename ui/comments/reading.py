"""Comments for readers: themes at a place and in each service, a few quotes, and all of them with a search."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from charts import comment_themes
from core.selection import Selection
from core.text import number, text
from ui import data, filters, markup, show
from ui.comments import marked, style
from views import comments, services, words
from views.places import places_of
from views.rows import records

EVERY = "all"
SHOWN = "comments_shown"


def themes(selection: Selection) -> None:
    """What the comments of the place are about."""
    table = data.cached(comments.by_dimension, selection)
    said = comments.summary(table)
    show.heading(text("comments.themes", place=places_of(data.release()).name(selection.place)))
    show.sentence(said)
    show.response(data.cached(services.response, selection))
    names = [text("comments.complaint_name"), text("comments.praise_name")]
    show.chart(
        comment_themes.figure(table, names=names, palette=show.palette()),
        alt=said,
        table=table.assign(comment_share=table["share"], comment_count=table["n"]),
        file="temaer",
        columns=comments.THEMES,
        caption_text=text("comments.themes_caption"),
    )


def by_service(selection: Selection) -> None:
    """The themes of each service side by side, with shares and n."""
    table = comments.shares_by_service(data.cached(comments.by_service, selection))
    if len(table) < 2:
        return
    show.heading(text("comments.by_service"))
    show.caption(text("comments.by_service_caption"))
    columns = [str(name) for name in table.columns]
    show.reader_table(table, columns)
    show.download(table, columns, "temaer_per_tjeneste")


def quotes(selection: Selection) -> None:
    """A few comments that stand for many."""
    found = comments.quotes(data.cached(comments.listed, selection))
    if len(found):
        show.heading(text("comments.quotes"))
        listed(found)
        show.caption(text("comments.quotes_caption"))


def every(selection: Selection) -> None:
    """All comments of the place, narrowed by words, theme and what is said of it."""
    show.heading(text("comments.every"))
    columns = st.columns([2, 2, 2])
    with columns[0]:
        search = filters.search(text("comments.search"))
    with columns[1]:
        dimension = _narrowed("theme", [EVERY, *words.CORE_DIMENSIONS], _dimension)
    with columns[2]:
        polarity = _narrowed("said", [EVERY, *comments.POLARITIES], _polarity)
    every_one = data.cached(comments.listed, selection)
    found = comments.matching(every_one, search, dimension, polarity)
    show.caption(text("comments.found", n=number(len(found)), of=number(len(every_one)), count=len(every_one)))
    _paged(found, (selection, search, dimension, polarity))


def beside(selection: Selection, dimension: str) -> None:
    """Up to three comments about a dimension, beside its figures, and the way to the rest."""
    every_one = data.cached(comments.listed, selection)
    found = comments.matching(every_one, dimension=dimension)
    if found.empty:
        return
    style.put()
    label = text("comments.beside", n=number(len(found)), count=len(found), of=number(len(every_one)))
    with st.expander(label):
        listed(comments.quotes(every_one, dimension, most=3))
        show.link("comments", text("comments.to_page"), theme=dimension)


def listed(found: pd.DataFrame) -> None:
    """Comments with their themes and what they answer."""
    items = "".join(
        f"<li>{marked.as_read(row['text'])}<small>{escape(_about(row['themes'], row['question']))}</small></li>"
        for row in records(found)
    )
    markup.put(f'<ul class="bi-quotes">{items}</ul>')


def _about(themes_told: Sequence[comments.Theme], question: str) -> str:
    return " · ".join([one for one in (*(comments.theme_name(theme) for theme in themes_told), question) if one])


def _paged(found: pd.DataFrame, of: tuple[object, ...]) -> None:
    """The first comments, and more at a time on demand."""
    state = st.session_state.get(SHOWN)
    shown = state[1] if state and state[0] == of else comments.AT_ONCE
    listed(found.head(shown))
    if len(found) > shown:
        st.button(text("comments.more"), on_click=_show_more, args=(of, shown), key="comments_more")


def _show_more(of: tuple[object, ...], shown: int) -> None:
    st.session_state[SHOWN] = (of, shown + comments.AT_ONCE)


def _narrowed(name: str, options: Sequence[str], named: object) -> str | None:
    """A choice kept in the address; nothing for all of them."""
    asked = st.query_params.get(name)
    key = f"filter_{name}"
    st.session_state[key] = asked if asked in options else EVERY
    chosen = st.selectbox(
        text(f"comments.filter.{name}"), options, format_func=named, key=key, on_change=_remember, args=(name,)
    )
    return None if chosen == EVERY else str(chosen)


def _remember(name: str) -> None:
    chosen = st.session_state[f"filter_{name}"]
    if chosen == EVERY:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = chosen


def _dimension(key: str) -> str:
    return text("comments.filter.every_theme") if key == EVERY else words.dimension(key)


def _polarity(key: str) -> str:
    return text("comments.filter.everything") if key == EVERY else text(f"comments.filter.{key}")
