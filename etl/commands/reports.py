"""The command that makes a report, for a scheduler or a quick look."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from core.document import Document
from core.errors import AppError, UsageError
from core.settings import Settings, current_settings
from core.text import LANGUAGES, in_language
from core.told_counts import told_in_bands
from etl.printing import say_error, say_progress
from register.database import open_register
from reports.files import FORMATS, Format, written
from store.release import Release, Releases
from views.meeting.beside import Beside
from views.meeting.report import document
from views.meeting.request import PARTS, ReportKind, Request, periods, usual_parts
from views.meeting.written import beside_figures
from views.places import places_of


def report(
    out: Annotated[Path, typer.Option(help="The file to write; its ending says what it is, unless --format does.")],
    municipality: Annotated[str | None, typer.Option(help="Number or id; the first by default.")] = None,
    service: Annotated[list[str] | None, typer.Option(help="Key of a service, once for each; all by default.")] = None,
    period: Annotated[str | None, typer.Option(help="Year; the newest by default.")] = None,
    kind: Annotated[ReportKind, typer.Option(help="full, or review for the management review.")] = "full",
    chapter: Annotated[list[str] | None, typer.Option(help=f"Once for each: {', '.join(PARTS)}.")] = None,
    format_: Annotated[Format | None, typer.Option("--format", help="pptx, pdf or xlsx.")] = None,
    language: Annotated[str | None, typer.Option(help="nb, nn or en; that of the settings by default.")] = None,
    template: Annotated[Path | None, typer.Option(help="PowerPoint template; that of the settings by default.")] = None,
) -> None:
    """Make a report of released figures as PowerPoint, PDF or Excel."""
    settings = current_settings()
    spoken = _one_of("--language", language or settings.language, LANGUAGES)
    asked_format = _format(format_, out)
    own = template or settings.report_template
    with in_language(spoken), told_in_bands(settings.n_in_bands):
        release = Releases(settings.data / "releases").current()
        request = _request(release, municipality, service or [], period, kind, chapter or [])
        made = _document(release, request, _beside(request, settings))
        content = written(made, asked_format, _read(own) if own else None, _writing)
    _write(out, content)
    typer.echo(out)


def _beside(request: Request, settings: Settings) -> Beside:
    """What the register holds; a report of figures is made without it where it cannot be reached."""
    try:
        register = open_register(settings)
    except AppError as error:
        say_error(error)
        return Beside(actions=None, activities=None)
    with register.reading() as session:
        found = beside_figures(session, request.municipality, request.period)
    register.close()
    return found


def _document(release: Release, request: Request, around: Beside) -> Document:
    return document(release, request, around, _today(), lambda share: _say(share / 2, "report_figures"))


def _writing(share: float) -> None:
    _say(0.5 + share / 2, "report_writing")


def _say(share: float, step: str) -> None:
    """How far it has come, told at whole tenths."""
    if round(share * 100) % 10 == 0:
        say_progress(share, step)


def _request(
    release: Release,
    municipality: str | None,
    services: Sequence[str],
    period: str | None,
    kind: ReportKind,
    chapters: Sequence[str],
) -> Request:
    """What is asked for, where all of it exists."""
    places = places_of(release)
    known = [place.id for place in places.municipalities]
    if not known:
        raise AppError("no_release")
    place = _one_of("--municipality", municipality or known[0], known)
    for service in services:
        _one_of("--service", service, [one.service or "" for one in places.services(place)])
    years = periods(places, place)
    when = _one_of("--period", period or years[0], years)
    parts = tuple(part for part in PARTS if part in {_one_of("--chapter", one, PARTS) for one in chapters})
    asked = tuple(sorted(services))
    return Request(place, when, asked, parts or usual_parts(asked), kind)


def _one_of(option: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise UsageError("report_option_unknown", option=option, value=value, known=", ".join(known))
    return value


def _format(asked: Format | None, out: Path) -> Format:
    ending = out.suffix.removeprefix(".").lower()
    found = next((one for one in FORMATS if one == (asked or ending)), None)
    if found is None:
        raise UsageError("report_option_unknown", option="--out", value=out.name, known=", ".join(FORMATS))
    return found


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise UsageError("file_not_found", file=template) from error


def _write(out: Path, content: bytes) -> None:
    """All of the file or nothing of it: a scheduler's reader never meets half a report."""
    unfinished = out.with_name(f"{out.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(out)
    except OSError as error:
        raise AppError("report_not_written", file=out) from error


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
