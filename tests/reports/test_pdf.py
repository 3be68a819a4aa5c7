"""PDF: every word of the document as text, tagged, in its language, a text for each chart; a review of two pages."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from core.document import Chapter, Document, Figure
from core.text import LANGUAGES, in_language
from reports.pdf.file import pdf
from reports.pdf.letters import UNKNOWN, printable
from store.release import Release
from tests.reports.conftest import BESIDE, MUNICIPALITY, TODAY, YEAR
from views.meeting.beside import Action, Activity, Beside
from views.meeting.report import document
from views.meeting.request import Request


@pytest.fixture(scope="module")
def read(of_service: Document) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(of_service)))


def words_of(read: PdfReader) -> str:
    """The text without line breaks, as somebody would search in it."""
    return squeezed(" ".join(page.extract_text() for page in read.pages))


def squeezed(told: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", told)


def structure(read: PdfReader) -> list[tuple[str, str | None]]:
    """Every tag with its alternative text, in reading order."""
    found: list[tuple[str, str | None]] = []

    def walk(node: Any) -> None:
        one = node.get_object()
        if not isinstance(one, dict):
            return
        if "/S" in one:
            found.append((str(one["/S"]), one.get("/Alt")))
        inner = one.get("/K", [])
        inner = inner.get_object() if hasattr(inner, "get_object") else inner
        for child in inner if isinstance(inner, list) else [inner]:
            walk(child) if hasattr(child, "get_object") else None

    walk(read.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return found


def test_every_message_figure_base_source_and_footnote_can_be_found(read: PdfReader, of_service: Document) -> None:
    told = words_of(read)

    for _, figure in of_service.figures():
        for line in (figure.message, *figure.told, figure.base, figure.source, *figure.footnotes):
            assert squeezed(line) in told, line
        if figure.table:
            for column in figure.table.seen("page"):
                assert [cell for cell in column.words if squeezed(printable(cell)) not in told] == []


def test_it_is_tagged_with_headings_tables_and_described_charts(read: PdfReader, of_service: Document) -> None:
    root: Any = read.trailer["/Root"]
    tags = structure(read)
    charts = [figure for _, figure in of_service.figures() if figure.chart]
    tables = [figure for _, figure in of_service.figures() if figure.table]

    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("nb-NO", True)
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert read.metadata is not None
    assert read.metadata.title == f"{of_service.title} – {of_service.subtitle}"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert [alt for tag, alt in tags if tag == "/Figure"] == [printable(figure.alt) for figure in charts]
    assert [tag for tag, _ in tags].count("/Table") == len(tables)
    assert {"/H1", "/H2", "/TH", "/TD", "/TOC"} <= {tag for tag, _ in tags}


def test_the_cover_has_the_date_and_the_release(read: PdfReader, release: Release) -> None:
    cover = read.pages[0].extract_text()

    assert release.id in cover
    assert "02.03.2026" in cover
    assert "Eksempeldata fra en oppdiktet kommune." in cover


def test_only_the_fonts_of_the_project_are_in_it(read: PdfReader) -> None:
    fonts: set[str] = set()
    for page in read.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            fonts.add(str(font.get_object()["/BaseFont"]).rpartition("+")[2])

    assert fonts == {"Inter-Regular", "Inter-SemiBold"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_fills_two_pages_in_every_language(release: Release, language: str) -> None:
    with in_language(language):
        told = document(release, Request(MUNICIPALITY, YEAR, kind="review"), BESIDE, TODAY)
        read = PdfReader(io.BytesIO(pdf(told)))

    root: Any = read.trailer["/Root"]
    assert len(read.pages) == 2
    assert root["/Lang"].startswith(language)


def test_a_review_of_much_fills_two_pages_and_says_what_is_left_out(release: Release) -> None:
    many = Beside(
        tuple(
            Action("Langt navn på et tiltak " * 8, "9901/bpa", "enhetsleder " * 4, TODAY, "I gang") for _ in range(30)
        ),
        tuple(Activity("Lang aktivitet " * 12, "9901/bpa", "Brukerråd", "Dialog", "2025 til 2026") for _ in range(30)),
    )
    every = ("bpa", "building_permits", "habilitation", "home_care", "kindergarten", "mental_health", "nursing_home")

    told = document(release, Request(MUNICIPALITY, YEAR, every, kind="review"), many, TODAY)
    read = PdfReader(io.BytesIO(pdf(told)))

    assert len(read.pages) == 2
    assert squeezed("24 til står i Brukerinnsikt.") in words_of(read)
    assert squeezed("30 åpne tiltak") in words_of(read)


def test_a_text_from_outside_is_shown_as_it_is_and_runs_nothing() -> None:
    hostile = '#panic("x") $x$ *a* _b_ <c> @d \\ `e` = f // g \u202e \U0001f600 \u0627 e\u0301'
    figure = Figure("actions", hostile, "#source", told=(hostile,))

    read = PdfReader(io.BytesIO(pdf(Document(hostile, hostile, "nb", (), (Chapter(hostile, (figure,)),)))))

    told = words_of(read)
    assert squeezed('#panic("x") $x$ *a* _b_ <c> @d \\ `e` = f // g') in told
    assert f"{UNKNOWN}{UNKNOWN}é" in told


def test_letters_without_a_glyph_are_replaced_and_those_that_only_steer_are_left_out() -> None:
    assert printable("æøå ÆØÅ − – «ł» č") == "æøå ÆØÅ − – «ł» č"
    assert printable("a\u200db\u0000 \u2217 \u4f60") == f"ab * {UNKNOWN}"
