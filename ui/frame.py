"""What stands around every page: the guard, the menu, the title, the banner, and words instead of errors."""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from datetime import UTC
from functools import cache
from pathlib import Path

import streamlit as st

from core.errors import AppError, InputError
from core.messages import error_text
from core.settings import Settings, current_settings
from core.text import has, text
from core.told_counts import told_in_bands
from store.release import Release
from ui import access, findings, language, markup, menu, server, show
from ui.data import release_or_none

log = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
STYLES = ("brukerinnsikt.css", "print.css")
_framed: ContextVar[bool] = ContextVar("framed", default=False)


def run() -> None:
    """Run the page that the reader has opened; every visitor gets a navigation, whatever they may open."""
    settings = _settings()
    st.set_page_config(page_title="Brukerinnsikt", page_icon=str(STATIC / "mark.svg"), layout="wide")
    code = language.choose(settings)
    markup.put(_style())
    # Otherwise Streamlit folds a menu of so many pages, and the last ones are not to be seen.
    page = st.navigation(_sections(), expanded=True)
    with st.sidebar:
        language.switch(code)
    _tell_what_is_missing()
    token = _framed.set(True)
    try:
        page.run()
    finally:
        _framed.reset(token)
    if settings.mode == "production":
        _freeze_memory()


@contextmanager
def page(name: str) -> Iterator[None]:
    """Guard the page, show its title and intro, and turn a known error into words."""
    if not _framed.get():
        # Streamlit runs a file in pages/ alone where nobody has met st.navigation yet: put the frame around it.
        run()
        st.stop()
    access.require(name)
    _banner()
    st.title(text(f"page.{name}.title"), anchor=False)
    st.caption(text(f"page.{name}.intro"))
    try:
        with told_in_bands(current_settings().n_in_bands and menu.is_for_leaders(name)):
            yield
    except AppError as error:
        if error.code == "no_release":
            _empty(name)
            return
        log.warning("page=%s error=%s", name, error.code)
        _explain(error)
    except Exception:
        if current_settings().mode != "production":
            raise
        # Streamlit's own words for it are English, and tell the reader nothing to do.
        log.exception("page=%s", name)
        st.error(text("frame.unexpected"))
    _foot()


def _tell_what_is_missing() -> None:
    """Tell a reader that the page asked for is not there; once, since the address no longer says so."""
    if st.query_params.pop(server.MISSING, None):
        show.note(text("frame.missing"))


def _settings() -> Settings:
    """The settings; a wrong one is told, and nothing else is shown."""
    try:
        return current_settings()
    except AppError as error:
        st.error(error_text(error))
        st.stop()


def _sections() -> dict[str, list[st.Page]]:
    reader = access.reader()
    sections: dict[str, list[st.Page]] = {}
    for entry in menu.entries():
        if access.allowed(entry.name, reader):
            title = text(f"page.{entry.name}.title")
            sections.setdefault(text(f"menu.{entry.section}"), []).append(copy(_page(entry.path, title)))
    return sections or {"": [st.Page(access.refuse, title="Brukerinnsikt")]}


@cache
def _page(path: Path, title: str) -> st.Page:
    """A page of the menu, to be copied: Streamlit writes into it which one is open."""
    return st.Page(path, title=title)


def _release() -> Release | None:
    """The current release; nothing where there is none, or something is wrong with it.

    A page that needs it tells what is wrong; the others are there to mend it.
    """
    try:
        return release_or_none()
    except AppError:
        return None


def _banner() -> None:
    release = _release()
    if release is not None and bool(release.query("about")["sample"].iloc[0]):
        markup.put(
            f'<p class="bi-banner" role="note"><strong>{text("frame.sample")}</strong> {text("frame.sample_more")}</p>'
        )


def _foot() -> None:
    """When the figures were made: what is printed, or open since yesterday, can be told from what stands now."""
    release = _release()
    if release is not None:
        made = release.query("about")["created"].iloc[0].to_pydatetime().replace(tzinfo=UTC).astimezone()
        told = text("frame.made", day=f"{made:%d.%m.%Y}", time=f"{made:%H:%M}")
        markup.put(f'<p class="bi-caption bi-foot">{told}</p>')


def _empty(name: str) -> None:
    """What a page says before there is anything to show."""
    own = f"page.{name}.empty"
    show.note(text(own) if has(own) else text("frame.empty"))
    st.page_link(menu.PAGES / "importing.py", label=text("frame.go_to_import"))


def _explain(error: AppError) -> None:
    if isinstance(error, InputError):
        findings.show(error.findings)
    else:
        st.error(error_text(error))


@cache
def _style() -> str:
    """Our style sheets, for the screen and for paper."""
    return f"<style>{''.join((STATIC / name).read_text(encoding='utf-8') for name in STYLES)}</style>"


@cache
def _freeze_memory() -> None:
    """After the first full run nothing that was loaded goes away: keep the collector from walking it at each rerun."""
    gc.collect()
    gc.freeze()
