"""The workbook inside a chart: what is drawn, and beside it the limits and answers that the drawing rests on."""

import io
from collections.abc import Sequence

import xlsxwriter

from core.document import Chart
from core.spreadsheet import harmless
from core.text import text

SHEET = "Sheet1"  # as python-pptx names it in the chart's references


def workbook(chart: Chart, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]) -> bytes:
    """Labels, the drawn series, then limits, their distances from the figure, and answers."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, 45)
        sheet.set_column(1, 12, 14)
        for row, label in enumerate(labels, start=1):
            sheet.write_string(row, 0, harmless(label))
        for column, (name, values) in enumerate([*series, *limits(chart)], start=1):
            sheet.write_string(0, column, harmless(name))
            for row, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return held.getvalue()


def limits(chart: Chart) -> list[tuple[str, list[float | None]]]:
    """Down to the lower limit, up to the upper, both limits, and answers; nothing for shares, which have none."""
    if chart.kind == "shares":
        return [(text("column.n"), [_known(mark.n) for mark in chart.marks])]
    return [
        (text("report.below"), [_known(mark.value - mark.lower) for mark in chart.marks]),
        (text("report.above"), [_known(mark.upper - mark.value) for mark in chart.marks]),
        (text("column.lower"), [_known(mark.lower) for mark in chart.marks]),
        (text("column.upper"), [_known(mark.upper) for mark in chart.marks]),
        (text("column.n"), [_known(mark.n) for mark in chart.marks]),
    ]


def _known(value: float) -> float | None:
    return value if value == value else None
