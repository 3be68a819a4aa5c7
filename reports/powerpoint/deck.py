"""The whole file."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pptx.oxml.ns import qn

from core.document import Document
from reports.powerpoint.slides import add_cover, add_figure, add_table_behind
from reports.powerpoint.template import template

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def powerpoint(
    document: Document, given: bytes | None = None, progress: Callable[[float], None] = lambda share: None
) -> bytes:
    """The document on the municipality's template, or on a plain one: figures first, then the tables behind them."""
    on = template(given)
    add_cover(on, document)
    every = list(document.figures())
    for number_of, (chapter, figure) in enumerate(every):
        add_figure(on, chapter, figure)
        progress((number_of + 1) / len(every) / 2)
    for number_of, (chapter, figure) in enumerate(every):
        add_table_behind(on, chapter, figure)
        progress(0.5 + (number_of + 1) / len(every) / 2)
    for slide in on.deck.slides:
        _set_language(slide, LANGUAGES[document.language])
    _set_properties(on.deck, document)
    held = io.BytesIO()
    on.deck.save(held)
    return held.getvalue()


def _set_language(slide: Any, language: str) -> None:
    """So that it is read aloud, and its spelling looked after, in the right language."""
    parts = [slide, slide.notes_slide] if slide.has_notes_slide else [slide]
    for part in parts:
        for run in part.element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", language)


def _set_properties(deck: Any, document: Document) -> None:
    properties = deck.core_properties
    properties.title, properties.subject = document.title, document.subtitle
    properties.author, properties.language = "Brukerinnsikt", LANGUAGES[document.language]
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    properties.last_modified_by = "Brukerinnsikt"
