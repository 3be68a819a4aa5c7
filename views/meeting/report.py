"""The report as a document: cover, chapters in order, notes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from core.document import Chapter, Document, Figure
from core.selection import EVERYONE, Selection
from core.text import language, listing, number, text
from store.release import Release
from views import words
from views.meeting import course, follow_up, municipality, review, service
from views.meeting import request as asked
from views.meeting.beside import Beside
from views.meeting.request import Request, chosen_services, selections, whole
from views.periods import period_name
from views.places import Place, places_of

Progress = Callable[[float], None]
Build = Callable[[Release, Selection], list[Figure]]
OF_SERVICE: dict[str, Build] = {
    asked.RESULTS: service.results, asked.CHANGE: service.change, asked.COURSE: course.course,
    asked.UNITS: service.units,
    asked.LEVELS: service.by_level, asked.QUESTIONS: service.by_question, asked.DRIVERS: service.drivers,
}  # fmt: skip
OF_MUNICIPALITY: dict[str, Build] = {
    asked.RESULTS: municipality.results,
    asked.CHANGE: municipality.change,
    asked.COURSE: course.course,
}
WRITTEN = (asked.COMMENTS, asked.ACTIONS, asked.PARTICIPATION)
NOTES = ("figures", "uncertainty", "aggregation", "roles", "privacy")


def document(
    release: Release, request: Request, beside: Beside, today: date, progress: Progress = lambda share: None
) -> Document:
    """The report that was asked for, in the reader's language; ``progress`` is told from 0 to 1 how far it has come."""
    if request.kind == asked.REVIEW:
        chapters = review.chapters(release, request, beside, today)
    else:
        chapters = list(_chapters(release, request, beside, today, progress))
    progress(1.0)
    about = release.query("about").iloc[0]
    return Document(
        text(f"report.title.{request.kind}"),
        text("report.subtitle", place=_names(release, request), period=period_name(request.period)),
        language(),
        _facts(release, request, today),
        tuple(chapters),
        (text("report.sample"),) if bool(about["sample"]) else (),
        () if request.kind == asked.REVIEW else _notes(release),
        request.kind == asked.REVIEW,
    )


def _chapters(release: Release, request: Request, beside: Beside, today: date, progress: Progress) -> Iterator[Chapter]:
    services = chosen_services(release, request)
    steps = len(services) + request.is_whole
    done = 0
    if request.is_whole:
        yield _of_municipality(release, request, beside, today)
        done += 1
    for place in services:
        progress(done / steps)
        yield from _of_service(release, request, place, beside, today)
        done += 1


def _of_municipality(release: Release, request: Request, beside: Beside, today: date) -> Chapter:
    selection = whole(release, request)
    figures = [
        figure
        for part in request.parts
        if part in OF_MUNICIPALITY
        for figure in OF_MUNICIPALITY[part](release, selection)
    ]
    if asked.ACTIONS in request.parts:
        figures += follow_up.actions(release, selection, beside, today)
    if asked.PARTICIPATION in request.parts:
        figures += follow_up.participation(release, selection, beside)
    return Chapter(places_of(release).name(request.municipality), tuple(figures))


def _of_service(release: Release, request: Request, place: Place, beside: Beside, today: date) -> Iterator[Chapter]:
    """A chapter a role; tiltak and participation belong to the service, and stand in the first."""
    found = selections(release, request, place)
    if not found:
        if not request.is_whole:
            yield Chapter(place.name, (_not_asked(release, request, place),))
        return
    for number_of, selection in enumerate(found):
        figures = [
            figure for part in request.parts if part in OF_SERVICE for figure in OF_SERVICE[part](release, selection)
        ]
        parts = WRITTEN if number_of == 0 else (asked.COMMENTS,)
        figures += _of_people(release, request, selection, beside, today, parts)
        name = f"{place.name} – {words.role(selection.role).lower()}" if len(found) > 1 else place.name
        if figures:
            yield Chapter(name, tuple(figures))


def _of_people(
    release: Release, request: Request, selection: Selection, beside: Beside, today: date, parts: Sequence[str]
) -> list[Figure]:
    """Comments, tiltak and participation; in a report of the whole municipality only those that there are."""
    built = {
        asked.COMMENTS: lambda: follow_up.comments(release, selection),
        asked.ACTIONS: lambda: follow_up.actions(release, selection, beside, today),
        asked.PARTICIPATION: lambda: follow_up.participation(release, selection, beside),
    }
    figures = [figure for part in request.parts if part in parts for figure in built[part]()]
    there = [figure for figure in figures if figure.table is not None]
    lacking = [figure.message for figure in figures if figure.table is None]
    if request.is_whole or not lacking:
        return there
    source = text("report.no_source", release=release.id)
    return [*there, Figure("lacking", text("report.nothing.together"), source, told=tuple(dict.fromkeys(lacking)))]


def _not_asked(release: Release, request: Request, place: Place) -> Figure:
    """That nobody was asked in the period, and when somebody was."""
    places = places_of(release)
    years = sorted({year for role in places.roles.get(place.id, ()) for year in places.years.get((place.id, role), ())})
    told = text("report.measured_in", years=listing(years)) if years else ""
    message = text("report.not_asked", service=place.name, period=period_name(request.period))
    return Figure("not_asked", message, text("report.no_source", release=release.id), told=(told,) if told else ())


def _names(release: Release, request: Request) -> str:
    if request.is_whole:
        return places_of(release).name(request.municipality)
    return listing([place.name for place in chosen_services(release, request)])


def _facts(release: Release, request: Request, today: date) -> tuple[tuple[str, str], ...]:
    """What the report is of, and the release that its figures come from."""
    about = release.query("about").iloc[0]
    places = places_of(release)
    roles = sorted(
        {
            words.role(one.role)
            for place in chosen_services(release, request)
            for one in selections(release, request, place)
        }
    )
    facts = {
        text("filter.municipality"): places.name(request.municipality),
        text("filter.service"): text("report.all_services") if request.is_whole else _names(release, request),
        text("filter.period"): period_name(request.period),
        text("filter.role"): listing(roles) or words.role(EVERYONE),
        text("report.fact.release"): release.id,
        text("report.fact.released"): about["created"].strftime("%d.%m.%Y"),
        text("report.fact.made"): today.strftime("%d.%m.%Y"),
        text("report.fact.limits"): text(
            "report.limits", min_n=number(about["min_n"]), detail=number(about["min_n_detail"])
        ),
    }
    return tuple(facts.items())


def _notes(release: Release) -> tuple[tuple[str, str], ...]:
    """How the figures are made, at the end."""
    about = release.query("about").iloc[0]
    limits = {key: int(about[key]) for key in ("min_n", "min_n_detail")}
    bodies = {
        key: text(f"method.sections.{key}.body", **limits) if key == "privacy" else text(f"method.sections.{key}.body")
        for key in NOTES
    }
    return tuple((text(f"method.sections.{key}.title"), body.strip()) for key, body in bodies.items())
