"""The page: choices, what the report will say, and the files when they are made."""

from datetime import UTC, date, datetime

import streamlit as st

from core.document import Document
from core.errors import AppError
from core.messages import error_text
from core.text import in_language, text
from reports.files import MIME, Format, written
from store.release import Release
from ui import data, markup, show
from ui.meeting.beside import beside
from ui.meeting.choices import Chosen, asked
from ui.meeting.making import Made, Making, Progress
from ui.meeting.preview import preview
from views.meeting.beside import Beside
from views.meeting.report import document
from views.meeting.request import Request

KEY = "report_making"
SECONDS_BETWEEN_LOOKS = 0.5


def page() -> None:
    """Choose, look over, make, download."""
    chosen = asked()
    with in_language(chosen.language):
        around = beside(chosen.request.municipality, chosen.request.period)
    if not chosen.request.parts:
        show.note(text("report.choose.no_parts"))
        return
    _button(chosen, around)
    _follow()
    with in_language(chosen.language):
        shown = data.cached(_previewed, chosen.request, around, _today())
    show.heading(text("report.preview"))
    show.caption(text("report.preview_help"))
    markup.put(f'<div class="bi-preview" lang="{chosen.language}">{shown}</div>')


def _button(chosen: Chosen, around: Beside) -> None:
    """Begin, where nothing of this visit is being made."""
    making = st.session_state.get(KEY)
    busy = making is not None and not making.is_done
    pressed = st.button(text("report.make"), type="primary", key="report_make", disabled=busy or not chosen.formats)
    if pressed:
        release, today = data.release(), _today()
        with in_language(chosen.language):
            title = _title(release, chosen, around, today)
            st.session_state[KEY] = Making(title, lambda progress: _made(release, chosen, around, today, progress))
        st.rerun()


def _title(release: Release, chosen: Chosen, around: Beside, today: date) -> str:
    of = release.remembered(document, chosen.request, around, today)
    return f"{of.title}: {of.subtitle}"


def _made(release: Release, chosen: Chosen, around: Beside, today: date, progress: Progress) -> tuple[Made, ...]:
    """The files, in the thread; how far it has come is told across all of them."""
    of = release.remembered(document, chosen.request, around, today)
    count = len(chosen.formats)
    files = []
    for number_of, kind in enumerate(chosen.formats):
        content = written(of, kind, chosen.template, lambda share, done=number_of: progress((done + share) / count))
        files.append(Made(_file_name(of, kind), content, MIME[kind]))
    return tuple(files)


def _file_name(of: Document, kind: Format) -> str:
    """Of letters that every system has in file names."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in f"{of.title} {of.subtitle}".lower())
    return f"{'_'.join(part for part in plain.split('_') if part)[:80]}.{kind}"


def _follow() -> None:
    """How far it has come, looked at again and again; then the files."""
    making: Making | None = st.session_state.get(KEY)
    if making is None:
        return
    if making.is_done:
        _files(making)
    else:
        st.fragment(_progress, run_every=SECONDS_BETWEEN_LOOKS)()


def _progress() -> None:
    making: Making = st.session_state[KEY]
    if making.is_done:
        st.rerun()
    told = "report.waiting" if making.is_waiting else "report.working"
    st.progress(making.share, text(told, title=making.title))


def _files(making: Making) -> None:
    """A button a file; what went wrong, where it did."""
    try:
        files = making.made()
    except AppError as error:
        st.error(error_text(error))
        return
    show.note(text("report.ready", title=making.title))
    for place, made in zip(st.columns(max(len(files), 3)), files, strict=False):
        kind = made.name.rpartition(".")[2]
        with place:
            st.download_button(
                text("report.download", format=text(f"report.format.{kind}")),
                made.content,
                file_name=made.name,
                mime=made.mime,
                key=f"report_download_{kind}",
                on_click="ignore",
                type="primary",
            )


def _previewed(release: Release, request: Request, around: Beside, today: date) -> str:
    return preview(release.remembered(document, request, around, today))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
