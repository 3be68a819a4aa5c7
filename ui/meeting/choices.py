"""What the reader chooses for a report."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.errors import AppError
from core.settings import current_settings
from core.text import LANGUAGES, language, text
from reports.files import FORMATS, Format
from ui import data, filters, show, uploading
from views.meeting.request import FULL, KINDS, PARTS, ReportKind, Request, periods, usual_parts
from views.periods import period_name
from views.places import Places, places_of

MOST_TEMPLATE_MEGABYTES = 30


@dataclass(frozen=True)
class Chosen:
    """The report, its language, and the files of it."""

    request: Request
    language: str
    formats: tuple[Format, ...]
    template: bytes | None


def asked() -> Chosen:
    """The choices, in two rows; those that seldom change behind a switch."""
    release = data.release()
    places = places_of(release)
    municipality = filters.bar("municipality").municipality
    chosen_kind: ReportKind = st.segmented_control(
        text("report.choose.kind"),
        KINDS,
        default=FULL,
        format_func=lambda key: text(f"report.kind.{key}"),
        key="report_kind",
        required=True,
    )
    of, when = st.columns([4, 1])
    with of:
        services = _services(places, municipality)
    with when:
        period = _period(places, municipality)
    parts = _parts(services) if chosen_kind == FULL else PARTS
    formats, spoken = _files()
    return Chosen(Request(municipality, period, services, parts, chosen_kind), spoken, formats, _template(formats))


def _services(places: Places, municipality: str) -> tuple[str, ...]:
    names = {place.service or "": place.name for place in places.services(municipality)}
    known = st.query_params.get("service") or st.session_state.get(filters.MEMORY, {}).get("service")
    chosen = st.multiselect(
        text("filter.service"),
        list(names),
        default=[known] if known in names else [],
        format_func=lambda key: names.get(key, key),
        placeholder=text("report.choose.every_service"),
        key=f"report_services_{municipality}",
    )
    return tuple(sorted(chosen))


def _period(places: Places, municipality: str) -> str:
    years = periods(places, municipality)
    asked_for = st.query_params.get("period") or st.session_state.get(filters.MEMORY, {}).get("period")
    first = years.index(asked_for) if asked_for in years else 0
    return str(
        st.selectbox(
            text("filter.period"), years, index=first, format_func=period_name, key=f"report_period_{municipality}"
        )
    )


def _parts(services: tuple[str, ...]) -> tuple[str, ...]:
    """Of one or several chosen services all there is, of a whole municipality the main things, until told otherwise."""
    usual = usual_parts(services)
    chosen = st.multiselect(
        text("report.choose.parts"),
        PARTS,
        default=usual,
        format_func=lambda key: text(f"report.part.{key}"),
        key=f"report_parts_{len(usual)}",
    )
    return tuple(part for part in PARTS if part in chosen)


def _files() -> tuple[tuple[Format, ...], str]:
    what, spoken = st.columns([3, 2])
    with what:
        formats = st.pills(
            text("report.choose.format"),
            FORMATS,
            selection_mode="multi",
            default=FORMATS[:1],
            format_func=lambda key: text(f"report.format.{key}"),
            key="report_formats",
        )
    with spoken:
        code = st.selectbox(
            text("frame.language"),
            LANGUAGES,
            index=LANGUAGES.index(language()),
            format_func=lambda key: text(f"report.language.{key}"),
            key=f"report_language_{language()}",
        )
    return tuple(one for one in FORMATS if one in formats), str(code)


def _template(formats: tuple[Format, ...]) -> bytes | None:
    """The template that is dropped here, else that of the settings."""
    if "pptx" not in formats:
        return None
    own = current_settings().report_template
    with st.expander(text("report.choose.template")):
        show.caption(text("report.choose.template_own" if own else "report.choose.template_help"))
        uploading.tell(text("uploading.limit.template", size=MOST_TEMPLATE_MEGABYTES))
        dropped = st.file_uploader(
            text("report.choose.template"),
            type=["pptx"],
            max_upload_size=MOST_TEMPLATE_MEGABYTES,
            key="report_template",
            label_visibility="collapsed",
        )
    if dropped is not None:
        return bytes(dropped.getvalue())
    return _read(own) if own else None


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise AppError("report_template_missing", file=template) from error
