"""Slides: a cover, one a figure with its message as the title, and the tables behind the charts."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu, Pt

from core.document import Chapter, Chart, Document, Figure, Table
from core.text import text
from reports import look
from reports.powerpoint.charts import add_chart
from reports.powerpoint.colours import rgb
from reports.powerpoint.tables import add_table, pages
from reports.powerpoint.template import TITLES, Rectangle, Template, content_place

# So many bars are read from the back of a room; with long names beside them, fewer.
MOST_BARS, MOST_LONG_BARS, LONG = 10, 6, 45
SMALL = 11
LETTERS_IN_AN_INCH = 14.5
INCH = 914400
# Footnotes that take more room than this are read from the notes.
MOST_FOOTNOTE_LETTERS = 420


def add_cover(template: Template, document: Document) -> None:
    """Title, what it is of, and the facts."""
    slide = template.deck.slides.add_slide(template.cover)
    lines = [document.subtitle, *document.cautions]
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type in TITLES:
            shape.text_frame.text = document.title
        elif lines and shape.placeholder_format.type in {PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY}:
            shape.text_frame.text = "\n".join(lines)
            lines = []
        else:
            _remove(shape)
    facts = [f"{term}: {meaning}" for term, meaning in document.facts]
    width, height = template.deck.slide_width or 0, template.deck.slide_height or 0
    box = Rectangle(int(width * 0.07), int(height * 0.70), int(width * 0.86), int(height * 0.25))
    _add_text(slide, [" · ".join(facts[:4]), " · ".join(facts[4:])], box)
    _add_notes(slide, [f"{title}\n{body}" for title, body in document.notes])


def add_figure(template: Template, chapter: Chapter, figure: Figure) -> None:
    """The figure on a slide; on several, where there are more rows than can be read."""
    parts: Sequence[Chart | Table | None] = [None]
    if figure.chart is not None:
        parts = list(_readable(figure.chart))
    elif figure.table is not None and len(figure.table):
        parts = list(pages(figure.table, _place(template, figure)))
    for number_of, part in enumerate(parts, start=1):
        slide = _slide(template, chapter, figure.message, (number_of, len(parts)))
        place = _place(template, figure)
        if isinstance(part, Chart):
            add_chart(slide, part, place, figure.alt or figure.message)
        elif isinstance(part, Table):
            add_table(slide, part, place, figure.alt or figure.message)
        else:
            _add_text(slide, figure.told, place, 18)
        _add_ground(slide, template, figure)
        _add_notes(slide, [*figure.told, *figure.footnotes, *figure.method])


def add_table_behind(template: Template, chapter: Chapter, figure: Figure) -> None:
    """The numbers of a chart as a table."""
    if figure.chart is None or figure.table is None:
        return
    parts = list(pages(figure.table, _place(template, figure)))
    for number_of, part in enumerate(parts, start=1):
        title = text("report.behind", message=figure.message)
        slide = _slide(template, chapter, title, (number_of, len(parts)))
        add_table(slide, part, _place(template, figure), figure.alt or figure.message)
        _add_ground(slide, template, figure)
        _add_notes(slide, figure.method)


def _readable(chart: Chart) -> Iterator[Chart]:
    """The chart in parts that can be read on a slide."""
    if chart.kind == "course":
        yield chart
        return
    longest = max((len(mark.label) for mark in chart.marks), default=0)
    most = MOST_LONG_BARS if longest > LONG else MOST_BARS
    count = -(-len(chart.marks) // most)
    each = -(-len(chart.marks) // max(count, 1))
    for first in range(0, len(chart.marks), each):
        yield chart.part(first, each)


def _slide(template: Template, chapter: Chapter, message: str, part: tuple[int, int]) -> Any:
    slide = template.deck.slides.add_slide(template.content)
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type not in TITLES:
            _remove(shape)
    title = slide.shapes.title
    counted = text("report.part_of", number=part[0], count=part[1]) if part[1] > 1 else ""
    title.text_frame.text = f"{chapter.title}\v{message}{counted}"
    over, *rest = title.text_frame.paragraphs[0].runs
    over.font.size, over.font.bold = Pt(14), False
    over.font.color.rgb = rgb(look.MUTED)
    for run in rest:
        size = _title_size(len(message) + len(counted))
        if size:
            run.font.size = Pt(size)
    return slide


def _title_size(letters: int) -> int:
    """Smaller where the title is long; otherwise the template's own."""
    return 0 if letters <= 75 else 22 if letters <= 120 else 18


def _place(template: Template, figure: Figure) -> Rectangle:
    """The content's place, less what stands below the figure."""
    whole = content_place(template.content)
    return Rectangle(whole.left, whole.top, whole.width, whole.height - _ground_height(template, figure))


def _ground_lines(figure: Figure) -> list[str]:
    lines: list[str] = []
    for note in figure.footnotes:
        if sum(map(len, lines)) + len(note) <= MOST_FOOTNOTE_LETTERS:
            lines.append(note)
    return [*lines, " ".join(part for part in (figure.base, figure.source) if part)]


def _ground_height(template: Template, figure: Figure) -> int:
    letters = content_place(template.content).width / INCH * LETTERS_IN_AN_INCH
    lines = sum(-(-len(line) // max(int(letters), 1)) for line in _ground_lines(figure))
    return int(Pt(lines * SMALL * 1.25 + 10))


def _add_ground(slide: Any, template: Template, figure: Figure) -> None:
    """Footnotes, base and source below the figure."""
    whole, height = content_place(template.content), _ground_height(template, figure)
    box = Rectangle(whole.left, whole.top + whole.height - height, whole.width, height)
    _add_text(slide, _ground_lines(figure), box)


def _add_text(slide: Any, lines: Sequence[str], box: Rectangle, size: int = SMALL) -> None:
    shape = slide.shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    for number_of, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number_of == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.font.size = Pt(size)
        paragraph.font.color.rgb = rgb(look.MUTED if size == SMALL else look.INK)


def _add_notes(slide: Any, paragraphs: Sequence[str]) -> None:
    if paragraphs:
        slide.notes_slide.notes_text_frame.text = "\n".join(paragraphs)


def _remove(shape: Any) -> None:
    shape.element.getparent().remove(shape.element)
