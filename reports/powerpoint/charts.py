"""Native charts: bars with error bars, a line with error bars, stacked bars of shares."""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from core.document import Chart, Mark
from core.text import number
from reports import look
from reports.powerpoint.colours import rgb
from reports.powerpoint.template import Rectangle
from reports.powerpoint.workbook import SHEET, limits, workbook

KINDS = {
    "intervals": XL_CHART_TYPE.BAR_CLUSTERED,
    "course": XL_CHART_TYPE.LINE_MARKERS,
    "shares": XL_CHART_TYPE.BAR_STACKED_100,
}
SIZE = Pt(12)
# A part of a bar that is smaller has no room for its label.
ROOM_FOR_LABEL = 0.055
Series = list[tuple[str, list[float | None]]]


def add_chart(slide: Any, chart: Chart, place: Rectangle, alt: str) -> None:
    """Draw the chart in the rectangle, with its numbers in the workbook inside it."""
    labels, series = [_label(chart, mark) for mark in chart.marks], _series(chart)
    data: Any = CategoryChartData(number_format=_number_format(chart))  # type: ignore[no-untyped-call]
    data.categories = labels
    for name, values in series:
        data.add_series(name, values)
    frame = slide.shapes.add_chart(KINDS[chart.kind], place.left, place.top, place.width, place.height, data)
    describe(frame, alt)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(workbook(chart, labels, series))
    drawn.font.size, drawn.font.color.rgb = SIZE, rgb(look.INK)
    drawn.has_title = False
    _legend(drawn, chart, series)
    _axes(drawn, chart)
    _paint(drawn, chart, series)


def describe(frame: Any, alt: str) -> None:
    """What a screen reader says of a chart or table."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)  # python-pptx has no property for it


def _label(chart: Chart, mark: Mark) -> str:
    """The row's name, with its change, or why it has no figure."""
    if not chart.shows(mark):
        return f"{mark.label} ({mark.why.lower()})" if mark.why else mark.label
    if chart.signed:
        return f"{mark.label}: {number(mark.value, chart.decimals, sign=True)}"
    return mark.label


def _series(chart: Chart) -> Series:
    if chart.kind == "shares":
        return [
            (name, [mark.shares[place] if mark.shares else None for mark in chart.marks])
            for place, name in enumerate(chart.parts)
        ]
    if chart.kind == "course":
        return _runs(chart)
    own: Series = [(chart.name, [_known(mark.value) for mark in chart.marks])]
    references = [_known(mark.reference) for mark in chart.marks]
    return [*own, (chart.reference_name, references)] if any(value is not None for value in references) else own


def _runs(chart: Chart) -> Series:
    """The measurements that may be joined, each run a series of its own."""
    runs: list[list[float | None]] = [[]]
    for mark in chart.marks:
        if mark.apart:
            runs.append([None] * len(runs[0]))
        for run in runs[:-1]:
            run.append(None)
        runs[-1].append(_known(mark.value))
    named = [chart.name, *(f"{chart.name} ({place})" for place in range(2, len(runs) + 1))]
    return list(zip(named, runs, strict=True))


def _known(value: float) -> float | None:
    return value if value == value else None


def _number_format(chart: Chart) -> str:
    if chart.kind == "shares":
        return "0%"
    plain = "0" if chart.decimals == 0 else f"0.{'0' * chart.decimals}"
    return f"+{plain};\u2212{plain};0" if chart.signed else plain


def _legend(drawn: Any, chart: Chart, series: Series) -> None:
    drawn.has_legend = len(series) > 1 and chart.kind != "course"
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = SIZE


def _axes(drawn: Any, chart: Chart) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    values.minimum_scale, values.maximum_scale = (0.0, 1.0) if chart.kind == "shares" else (chart.low, chart.high)
    values.major_gridlines.format.line.color.rgb = rgb(look.RULE)
    values.format.line.fill.background()
    values.tick_labels.font.size = SIZE
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _number_format(chart), False
    values.has_title = bool(chart.axis)
    if chart.axis:
        values.axis_title.text_frame.text = chart.axis
        values.axis_title.text_frame.paragraphs[0].font.size = SIZE
        values.axis_title.text_frame.paragraphs[0].font.bold = False
    names.format.line.color.rgb = rgb(look.REFERENCE)
    names.tick_labels.font.size = SIZE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.has_major_gridlines = False
    if chart.kind != "course":
        # Read from the top, as the table is; the numbers then belong at the other end.
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _paint(drawn: Any, chart: Chart, series: Series) -> None:
    plot = drawn.plots[0]
    if chart.kind == "shares":
        _paint_shares(plot, series)
        return
    for place, own in enumerate(plot.series):
        if chart.kind == "course":
            _paint_line(own, chart)
        else:
            _paint_bar(own, chart, place)
        if chart.kind == "course" or place == 0:
            _error_bars(own, chart, series[place][1], first_column=1 + len(series))
    if chart.kind == "intervals":
        plot.gap_width, plot.overlap = 45, -5


def _paint_bar(own: Any, chart: Chart, place: int) -> None:
    own.format.fill.solid()
    own.format.fill.fore_color.rgb = rgb(look.ACCENT if place == 0 else look.REFERENCE)
    own.invert_if_negative = False
    if place == 0 and not chart.signed:
        labels = own.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.INSIDE_BASE
        labels.number_format, labels.number_format_is_linked = _number_format(chart), False
        labels.font.size, labels.font.bold, labels.font.color.rgb = SIZE, True, rgb("FFFFFF")


def _paint_line(own: Any, chart: Chart) -> None:
    own.smooth = False
    own.format.line.color.rgb, own.format.line.width = rgb(look.ACCENT), Pt(2.25)
    own.marker.size = 9
    own.marker.format.fill.solid()
    own.marker.format.fill.fore_color.rgb = rgb(look.ACCENT)
    own.marker.format.line.color.rgb = rgb(look.ACCENT)
    labels = own.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.RIGHT
    labels.number_format, labels.number_format_is_linked = _number_format(chart), False
    labels.font.size, labels.font.bold = SIZE, True


def _paint_shares(plot: Any, series: Series) -> None:
    plot.gap_width, plot.overlap = 40, 100
    colours = look.scale_colors(len(series))
    for own, colour, (_, values) in zip(plot.series, colours, series, strict=True):
        own.format.fill.solid()
        own.format.fill.fore_color.rgb = rgb(colour)
        labels = own.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0%", False
        labels.font.size, labels.font.color.rgb = Pt(10), rgb(look.text_on(colour))
        _remove_labels(own, [place for place, value in enumerate(values) if (value or 0) < ROOM_FOR_LABEL])


def _remove_labels(own: Any, places: Sequence[int]) -> None:
    labels = own._element.get_or_add_dLbls()  # no way to leave out the label of one point
    for number_of, place in enumerate(places):
        label = _child(labels, "c:dLbl")
        _child(label, "c:idx").set("val", str(place))
        _child(label, "c:delete").set("val", "1")
        labels.remove(label)
        labels.insert(number_of, label)


def _error_bars(own: Any, chart: Chart, values: Sequence[float | None], first_column: int) -> None:
    """The interval of each point, from the columns of the workbook that stand behind the series."""
    bars = OxmlElement("c:errBars")
    if chart.kind == "course":
        _child(bars, "c:errDir").set("val", "y")
    for tag, value in {"errBarType": "both", "errValType": "cust", "noEndCap": "0"}.items():
        _child(bars, f"c:{tag}").set("val", value)
    below, above = limits(chart)[:2]
    for tag, (_, ends), column in (("plus", above, first_column + 1), ("minus", below, first_column)):
        shown = [end if value is not None else None for end, value in zip(ends, values, strict=True)]
        bars.append(_numbers(tag, shown, column))
    properties = _child(bars, "c:spPr")
    line = _child(properties, "a:ln")
    line.set("w", "22225")
    fill = _child(_child(line, "a:solidFill"), "a:srgbClr")
    fill.set("val", look.INK)
    own._element.find(qn("c:cat")).addprevious(bars)  # python-pptx has no error bars


def _child(parent: Any, tag: str) -> Any:
    made = OxmlElement(tag)
    parent.append(made)
    return made


def _numbers(tag: str, values: Sequence[float | None], column: int) -> Any:
    letter = chr(ord("A") + column)
    side = OxmlElement(f"c:{tag}")
    reference = _child(side, "c:numRef")
    _child(reference, "c:f").text = f"{SHEET}!${letter}$2:${letter}${len(values) + 1}"
    cache = _child(reference, "c:numCache")
    _child(cache, "c:formatCode").text = "General"
    _child(cache, "c:ptCount").set("val", str(len(values)))
    for place, value in enumerate(values):
        if value is not None:
            point = _child(cache, "c:pt")
            point.set("idx", str(place))
            _child(point, "c:v").text = repr(value)
    return side
