"""A document as a file of the kind that was asked for."""

from collections.abc import Callable
from typing import Literal

from core.document import Document
from core.text import in_language
from reports.excel.file import excel
from reports.pdf.file import pdf
from reports.powerpoint.deck import powerpoint

Format = Literal["pptx", "pdf", "xlsx"]
FORMATS: tuple[Format, ...] = ("pptx", "pdf", "xlsx")
MIME = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(
    document: Document,
    kind: Format,
    template: bytes | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> bytes:
    """The file; ``template`` is a PowerPoint template, of no use to the others."""
    with in_language(document.language):
        if kind == "pptx":
            return powerpoint(document, template, progress)
        made = pdf(document) if kind == "pdf" else excel(document)
    progress(1.0)
    return made
