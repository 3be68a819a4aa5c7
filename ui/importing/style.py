"""The style sheet of the import page."""

from functools import cache
from pathlib import Path

from ui import markup

SHEET = Path(__file__).parent.parent / "static" / "importing.css"


def put() -> None:
    """Put the style sheet on the page."""
    markup.put(_sheet())


@cache
def _sheet() -> str:
    return f"<style>{SHEET.read_text(encoding='utf-8')}</style>"
