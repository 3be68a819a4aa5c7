"""PowerPoint: charts that can be edited, with the numbers of the release inside, on whatever template is given."""

import io
import math
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from core.document import Chapter, Chart, Document, Figure, Mark
from core.errors import AppError
from core.messages import error_text
from reports.powerpoint.deck import powerpoint
from tests.etl.store import Store
from views import words

ERROR_BARS = "{http://schemas.openxmlformats.org/drawingml/2006/chart}errBars"


@pytest.fixture(scope="module")
def made(of_service: Document) -> bytes:
    return powerpoint(of_service)


@pytest.fixture(scope="module")
def slides(made: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(made)).slides)


def charts(slides: list[Any]) -> list[tuple[str, Any, Any]]:
    """Title, frame and workbook of every chart."""
    found = [(slide, shape) for slide in slides for shape in slide.shapes if shape.has_chart]
    return [(slide.shapes.title.text, shape, inside(shape)) for slide, shape in found]


def inside(shape: Any) -> dict[str, dict[str, float]]:
    """The workbook in a chart: label -> heading -> number."""
    blob = shape.chart.part.chart_workbook.xlsx_part.blob
    head, *rows = openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows(values_only=True)
    return {str(row[0]): dict(zip(map(str, head[1:]), row[1:], strict=True)) for row in rows}  # type: ignore[arg-type]


def test_every_number_in_a_chart_is_one_that_the_command_figures_tells(
    slides: list[Any], sample_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(sample_data_folder, monkeypatch)
    spot = ("--municipality", "9901", "--service", "home_care", "--period", "2025", "--role", "user")
    told = {row["measure"]: row for row in store.done("figures", *spot)["figures"]}
    names = {words.dimension(key): f"dimension:{key}" for key in (*words.CORE_DIMENSIONS, "overall")}

    of_dimensions = next(book for _, _, book in charts(slides) if {"Samlet", "Å bli respektert"} <= set(book))

    for label, row in of_dimensions.items():
        figure = told[names.get(label, "overall")]
        assert {"Snitt": row["Snitt"], "Fra": row["Fra (95 %)"], "Til": row["Til (95 %)"], "Svar": row["Svar"]} == {
            "Snitt": pytest.approx(figure["mean"]),
            "Fra": pytest.approx(figure["lower"]),
            "Til": pytest.approx(figure["upper"]),
            "Svar": figure["n"],
        }


def test_the_units_of_a_chart_are_those_of_the_release_and_one_without_a_figure_has_no_number(
    slides: list[Any], sample_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(sample_data_folder, monkeypatch)
    spot = ("--municipality", "9901", "--service", "home_care", "--period", "2025", "--measure", "overall")

    units = next(book for _, _, book in charts(slides) if "Solbakken hjemmetjeneste" in book)

    for unit in ("solbakken", "elvebredden", "nordlia"):
        (figure,) = store.done("figures", *spot, "--unit", f"{unit}-hjemmetjeneste")["figures"]
        assert units[f"{unit.capitalize()} hjemmetjeneste"]["Snitt"] == pytest.approx(figure["mean"])
    empty = next(row for label, row in units.items() if label.startswith("Innsatsteamet ("))
    assert set(empty.values()) == {None}


def test_intervals_are_error_bars_that_point_to_the_workbook(slides: list[Any]) -> None:
    _, frame, book = next(one for one in charts(slides) if "Å bli respektert" in one[2])
    bars = frame.chart.plots[0].series[0]._element.find(ERROR_BARS)

    ends = [[float(value.text) for value in side.iter() if value.tag.endswith("}v")] for side in bars if len(side)]

    below = [row["Ned til nedre grense"] for row in book.values()]
    above = [row["Opp til øvre grense"] for row in book.values()]
    assert ends[:2] == [pytest.approx(above), pytest.approx(below)]
    assert [part.text for part in bars.iter() if part.tag.endswith("}f")] == ["Sheet1!$E$2:$E$9", "Sheet1!$D$2:$D$9"]


def test_each_slide_has_its_message_base_source_and_notes(slides: list[Any], of_service: Document) -> None:
    figures = [figure for _, figure in of_service.figures()]
    told = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]

    for figure in figures:
        own = [text for text in told if figure.message in text]
        assert own, figure.message
        assert figure.base in own[0]
        assert figure.source in own[0]
    with_charts = [slide for slide in slides if any(shape.has_chart for shape in slide.shapes)]
    assert all(len(slide.notes_slide.notes_text_frame.text) > 200 for slide in with_charts)


def test_charts_and_tables_are_described_for_those_who_do_not_see_them(slides: list[Any]) -> None:
    frames = [shape for slide in slides for shape in slide.shapes if shape.has_chart or shape.has_table]

    assert len(frames) > 10
    assert all(len(frame._element.nvGraphicFramePr.cNvPr.get("descr")) > 20 for frame in frames)


def test_a_hidden_figure_is_told_as_hidden_and_has_no_number_anywhere(of_hidden: Document) -> None:
    slides = list(Presentation(io.BytesIO(powerpoint(of_hidden))).slides)

    rows = [(label, row) for _, _, book in charts(slides) for label, row in book.items() if "Lyngtun" in label]
    cells = [
        [cell.text for cell in row.cells]
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        if row.cells[0].text.startswith("Lyngtun")
    ]
    hidden = [row for row in cells if "Skjermet (personvern)" in row]
    assert any("skjermet" in label for label, _ in rows)
    assert all(set(row.values()) == {None} for label, row in rows if "skjermet" in label)
    assert len(hidden) == 1
    assert not [cell for cell in hidden[0][1:] if any(letter.isdigit() for letter in cell)]


def test_the_template_of_the_municipality_is_used_and_its_own_slides_are_not(of_hidden: Document) -> None:
    deck = Presentation()
    deck.slide_width = Inches(10)
    deck.slide_master.placeholders[0].name = "Kommunens tittel"
    deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "Eksempel"
    held = io.BytesIO()
    deck.save(held)

    made = Presentation(io.BytesIO(powerpoint(of_hidden, held.getvalue())))

    assert made.slide_width == Inches(10)
    assert made.slide_master.placeholders[0].name == "Kommunens tittel"
    assert "Eksempel" not in [slide.shapes.title.text for slide in made.slides]
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width


def test_a_template_without_places_for_the_report_says_which_are_missing(review: Document) -> None:
    deck = Presentation()
    for layout in list(deck.slide_layouts)[:6]:
        if layout.name != "Title Slide":
            deck.slide_layouts.remove(layout)
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx in {1, 2}:
                shape.element.getparent().remove(shape.element)
    held = io.BytesIO()
    deck.save(held)

    with pytest.raises(AppError) as told:
        powerpoint(review, held.getvalue())

    assert error_text(told.value) == (
        "Malen mangler en side med plass til tittel og innhold. "
        "Legg det til i lysbildemalen i PowerPoint, eller lag rapporten uten mal."
    )


def test_what_is_no_presentation_is_refused_in_words(review: Document) -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")

    for given in (b"", b"%PDF-1.7", zipped.getvalue()):
        with pytest.raises(AppError, match="report_template_unreadable"):
            powerpoint(review, given)


def test_measurements_that_cannot_be_compared_are_not_joined() -> None:
    marks = (Mark("2021", 70.0), Mark("2022", 71.0), Mark("2023", 60.0, apart=True), Mark("2024", math.nan))

    made = powerpoint(Document("Rapport", "", "nb", (), (Chapter("Ett", (_course(marks),)),)))

    (shape,) = [shape for slide in Presentation(io.BytesIO(made)).slides for shape in slide.shapes if shape.has_chart]
    joined = {series.name: series.values for series in shape.chart.plots[0].series}
    assert joined == {"Samlet": (70.0, 71.0, None, None), "Samlet (2)": (None, None, 60.0, None)}


def _course(marks: tuple[Mark, ...]) -> Figure:
    return Figure("course", "Utvikling", "Kilde", chart=Chart("course", "Samlet", marks))
