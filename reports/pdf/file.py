"""The whole file."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from core.document import Document
from reports import look
from reports.pdf.data import as_data
from reports.pdf.letters import FONTS

TEMPLATES = Path(__file__).parent.parent / "templates"
# A scale has so many points at the most that are drawn (see views.questions).
POINTS = range(2, 12)


def pdf(document: Document) -> bytes:
    """The document as PDF/UA-1: tagged, with its language, its title and a text for each chart."""
    now = datetime.now(UTC).replace(microsecond=0)
    inputs = {"document": json.dumps(as_data(document, now.date())), "look": _look()}
    made = typst.compile(
        str(TEMPLATES / "report.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=now,
    )
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that are shipped, so that a report looks alike wherever it is made."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _look() -> str:
    colours = {
        "ink": look.INK, "muted": look.MUTED, "accent": look.ACCENT, "reference": look.REFERENCE,
        "rule": look.RULE, "shade": look.SHADE, **look.TONES,
    }  # fmt: skip
    scales = {
        str(count): [[f"#{one}", f"#{look.text_on(one)}"] for one in look.scale_colors(count)] for count in POINTS
    }
    return json.dumps({name: f"#{colour}" for name, colour in colours.items()} | {"scales": scales})
