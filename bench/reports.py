"""Reports: processor time from the release to the file, with nothing kept in memory from before."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from bench import stores
from bench.timing import Seconds, median_of, taken
from bench.verdicts import Figure
from core.document import Document
from reports.files import Format, written
from store.release import Release, Releases
from views.meeting.beside import Beside
from views.meeting.report import document
from views.meeting.request import PARTS, Request

ROUNDS = 3
ONE_SERVICE, WHOLE = 5.0, 30.0
SERVICES = 10
Build = Callable[[Release], Document]
NAMES: dict[Format, str] = {"pptx": "PowerPoint", "pdf": "PDF", "xlsx": "Excel"}
FORMS: tuple[Format, ...] = ("pptx", "pdf")
TODAY = date(2026, 1, 15)
NEWEST, FORMER = "2025", "2024"


def figures(data: Path | None = None) -> list[Figure]:
    """One service in each form, and a whole municipality of ten services with every chapter; seconds of CPU."""
    with tempfile.TemporaryDirectory() as name:
        folder = data or stores.sample_store(Path(name) / "sample")
        first = _taken(folder, of_service, "pdf").cpu
        return [
            Figure("report of one service, the first of a process, PDF", first, " s"),
            *(_limited("report of one service", folder, of_service, kind, ONE_SERVICE) for kind in FORMS),
            Figure("report of one service, Excel", _median(folder, of_service, "xlsx"), " s"),
            *(
                _limited(f"whole municipality, {SERVICES} services, every chapter", folder, of_whole, kind, WHOLE)
                for kind in FORMS
            ),
        ]


def of_service(release: Release) -> Document:
    """The service with most questions and units, every chapter."""
    return document(release, Request("9901", NEWEST, ("home_care",)), Beside(), TODAY)


def of_whole(release: Release) -> Document:
    """The municipality and ten services: those asked in the newest year, and as many of the year before as it takes."""
    now = document(release, Request("9901", NEWEST, parts=PARTS), Beside(), TODAY)
    before = document(release, Request("9901", FORMER, parts=PARTS), Beside(), TODAY)
    chapters = (*now.chapters, *before.chapters[1:])[: SERVICES + 1]
    if len(chapters) <= SERVICES:
        raise ValueError(f"the sample has {len(chapters) - 1} chapters of services, not {SERVICES}")
    return replace(now, chapters=chapters)


def _limited(what: str, folder: Path, build: Build, kind: Format, limit: float) -> Figure:
    return Figure(f"{what}, {NAMES[kind]}", _median(folder, build, kind), " s", at_most=limit)


def _median(folder: Path, build: Build, kind: Format) -> float:
    return median_of([_taken(folder, build, kind) for _ in range(ROUNDS)]).cpu


def _taken(folder: Path, build: Build, kind: Format) -> Seconds:
    """One report, from a release that nobody has read."""
    release = Releases(folder / "releases").current()
    return taken(lambda: written(build(release), kind))
