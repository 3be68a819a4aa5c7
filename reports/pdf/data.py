"""The document as the template reads it: plain lists and words, in letters that can be set."""

from datetime import date
from typing import Any

from core.document import Chart, Column, Document, Figure, Mark, Table
from core.text import number, percent, text
from reports.pdf.letters import printable

REGIONS = {"nb": "NO", "nn": "NO", "en": "GB"}
# Columns of longer words share the room that is left; a letter more than this gives no more of it.
WIDE, WIDEST = 14, 44


def as_data(document: Document, made: date) -> dict[str, Any]:
    """What the template needs of a document."""
    told = {
        "title": document.title,
        "subtitle": document.subtitle,
        "lang": document.language,
        "region": REGIONS[document.language],
        "brief": document.brief,
        "turn": len(document.chapters) // 2,
        "made": {"year": made.year, "month": made.month, "day": made.day},
        "footer": text("report.footer", title=document.title, subtitle=document.subtitle),
        "words": {"contents": text("report.contents"), "notes": text("report.notes")},
        "facts": [list(fact) for fact in document.facts],
        "cautions": list(document.cautions),
        "notes": [list(note) for note in document.notes],
        "chapters": [
            {"title": chapter.title, "figures": [_figure(one) for one in chapter.figures]}
            for chapter in document.chapters
        ],
    }
    cleaned: dict[str, Any] = _printable(told)
    return cleaned


def _printable(told: Any) -> Any:
    if isinstance(told, str):
        return printable(told)
    if isinstance(told, dict):
        return {key: _printable(value) for key, value in told.items()}
    return [_printable(value) for value in told] if isinstance(told, list) else told


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "message": figure.message,
        "told": list(figure.told),
        "chart": _chart(figure.chart) if figure.chart else None,
        "table": _columns(figure.table) if figure.table and len(figure.table) else None,
        "ground": " ".join(part for part in (figure.base, figure.source) if part),
        "footnotes": list(figure.footnotes),
        "alt": figure.alt or figure.message,
    }


def _columns(table: Table) -> list[dict[str, Any]]:
    """The columns with their share of the room that words leave: the first of those to fill in has most."""
    columns = table.seen("page")
    if not any(word for column in columns for word in column.words):
        return [_column(one, WIDEST if place == 0 else WIDE) for place, one in enumerate(columns)]
    return [_column(one, _share(one)) for one in columns]


def _share(column: Column) -> int:
    longest = max((len(word) for word in column.words), default=0)
    return 0 if column.is_number or longest <= WIDE else min(longest, WIDEST)


def _column(column: Column, share: int) -> dict[str, Any]:
    return {
        "heading": column.heading,
        "words": list(column.words),
        "tones": list(column.tones),
        "number": column.is_number,
        "share": share,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "kind": chart.kind,
        "name": chart.name,
        "axis": chart.axis,
        "low": chart.low,
        "high": chart.high,
        "ticks": [{"at": at, "word": number(at, sign=chart.signed)} for at in _ticks(chart)],
        "reference_name": chart.reference_name
        if any(_known(mark.reference) is not None for mark in chart.marks)
        else "",
        "parts": list(chart.parts),
        "marks": [_mark(chart, mark) for mark in chart.marks],
    }


def _ticks(chart: Chart) -> list[float]:
    """Five or six round numbers along the axis."""
    span = chart.high - chart.low
    step = next((one for one in (1, 2, 5, 10, 20, 25, 50) if span / one <= 6), span / 5)
    first = -(-chart.low // step) * step
    return [first + place * step for place in range(int((chart.high - first) / step + 1e-9) + 1)]


def _mark(chart: Chart, mark: Mark) -> dict[str, Any]:
    return {
        "label": mark.label,
        "value": _known(mark.value),
        "lower": _known(mark.lower),
        "upper": _known(mark.upper),
        "reference": _known(mark.reference),
        "word": number(mark.value, chart.decimals, sign=chart.signed),
        "why": mark.why,
        "apart": mark.apart,
        "shares": list(mark.shares),
        "part_words": [percent(share) for share in mark.shares],
    }


def _known(value: float) -> float | None:
    return value if value == value else None
