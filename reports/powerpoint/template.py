"""The slides to write on: the municipality's own template, or a plain one."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches

from core.errors import AppError
from core.text import listing, text

TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
SUBTITLES = {PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY}
CONTENTS = {PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE}
# What a template may be when it is unpacked: one that is larger is no template.
MOST_BYTES = 300_000_000
WIDE = (Inches(13.333), Inches(7.5))
# Left, top, width and height in inches of what the plain template has on a slide.
PLAIN = {
    "Title Slide": {0: (0.9, 2.0, 11.5, 1.5), 1: (0.9, 3.6, 11.5, 1.0)},
    "Title and Content": {0: (0.6, 0.4, 12.1, 1.15), 1: (0.6, 1.65, 12.1, 5.1)},
}
TITLE_SIZE = 26


@dataclass(frozen=True)
class Rectangle:
    """A place on a slide."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Template:
    """A presentation without slides, and the layouts to use; ``is_plain`` where nobody gave one."""

    deck: Deck
    cover: SlideLayout
    content: SlideLayout
    is_plain: bool


def template(given: bytes | None) -> Template:
    """The layouts of the municipality's template, or of the plain one; AppError says what a template lacks."""
    deck = _plain() if given is None else _opened(given)
    cover = next(
        (one for one in deck.slide_layouts if _has(one, TITLES) and _has(one, {PP_PLACEHOLDER.SUBTITLE})), None
    )
    cover = cover or next((one for one in deck.slide_layouts if _has(one, {PP_PLACEHOLDER.CENTER_TITLE})), None)
    content = max(
        (one for one in deck.slide_layouts if _has(one, {PP_PLACEHOLDER.TITLE}) and _contents(one)),
        key=_room,
        default=None,
    )
    lacking = [key for key, found in {"cover": cover, "content": content}.items() if found is None]
    if cover is None or content is None:
        raise AppError("report_template_lacks", what=listing([text(f"report.layout.{key}") for key in lacking]))
    _remove_slides(deck)
    return Template(deck, cover, content, given is None)


def content_place(layout: SlideLayout) -> Rectangle:
    """Where a figure stands: the largest content placeholder of the layout."""
    largest = max(_contents(layout), key=lambda one: (one.width or 0) * (one.height or 0))
    return Rectangle(largest.left or 0, largest.top or 0, largest.width or 0, largest.height or 0)


def _opened(given: bytes) -> Deck:
    try:
        with zipfile.ZipFile(io.BytesIO(given)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_BYTES:
                raise AppError("report_template_too_large")
        return Presentation(io.BytesIO(given))
    except (zipfile.BadZipFile, PythonPptxError, SyntaxError, KeyError, ValueError, AttributeError) as error:
        raise AppError("report_template_unreadable") from error


def _placeholders(holder: Any) -> list[Any]:
    """python-pptx tells what they are, but not so that it can be checked."""
    return list(holder.placeholders)


def _has(layout: SlideLayout, kinds: set[PP_PLACEHOLDER]) -> bool:
    return any(one.placeholder_format.type in kinds for one in _placeholders(layout))


def _contents(layout: SlideLayout) -> list[Any]:
    return [one for one in _placeholders(layout) if one.placeholder_format.type in CONTENTS and one.width]


def _room(layout: SlideLayout) -> tuple[bool, int]:
    """One place for content rather than several, and the larger the better."""
    found = _contents(layout)
    return len(found) == 1, max((one.width or 0) * (one.height or 0) for one in found)


def _remove_slides(deck: Deck) -> None:
    """A template's own slides are examples."""
    slides = deck.slides._sldIdLst  # python-pptx has no other way to remove a slide
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)


def _plain() -> Deck:
    """The library's own template, made wide, with titles to the left and room for long ones."""
    deck = Presentation()
    factor = WIDE[0] / (deck.slide_width or WIDE[0])
    deck.slide_width, deck.slide_height = WIDE
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in _placeholders(holder):
            if shape.element.spPr.xfrm is not None:
                shape.left, shape.width = Emu(int(shape.left * factor)), Emu(int(shape.width * factor))
    for layout in deck.slide_layouts:
        for shape in _placeholders(layout):
            spot = PLAIN.get(layout.name, {}).get(shape.placeholder_format.idx)
            if spot is not None:
                shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in spot)
    _style_titles(deck)
    return deck


def _style_titles(deck: Deck) -> None:
    styles = deck.slide_master.element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", str(TITLE_SIZE * 100))
    title.find(qn("a:defRPr")).set("b", "1")
    for layout in deck.slide_layouts:
        for shape in _placeholders(layout):
            if shape.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE:
                for own in shape.element.iter(qn("a:lvl1pPr")):
                    own.set("algn", "l")
