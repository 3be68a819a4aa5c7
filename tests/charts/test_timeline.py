"""Tiltak on a timeline."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from charts import theme, timeline

TODAY = date(2026, 5, 1)
NAMES = {"today": "I dag", "open": "Innen fristen", "late": "Over fristen", "finished": "Ferdig", "no_due": "Uten"}
TABLE = pd.DataFrame(
    {
        "label": ["Ukeplan", "Kontaktperson", "Uten frist", "<b>Ferdig</b>"],
        "starts": [date(2026, 1, 1), date(2026, 2, 1), date(2026, 4, 1), date(2026, 3, 1)],
        "ends": [date(2026, 6, 1), date(2026, 4, 1), None, date(2026, 3, 1)],
        "kind": ["open", "late", "open", "finished"],
        "hover": ["a", "b", "c", "d"],
    }
)
DAY = 86_400_000


def drawn(table: pd.DataFrame = TABLE) -> go.Figure:
    return go.Figure(timeline.figure(table, today=TODAY, names=NAMES, palette=theme.LIGHT).to_dict())


def test_a_bar_goes_from_the_first_day_to_the_date_it_is_due() -> None:
    bars = {trace.name: trace for trace in drawn().data}

    assert list(bars["Over fristen"].base) == ["2026-02-01"]
    assert list(bars["Over fristen"].x) == [59 * DAY]
    assert list(bars["Innen fristen"].x) == [151 * DAY, 60 * DAY]


def test_what_has_no_date_goes_on_beyond_today_and_is_hatched() -> None:
    bars = {trace.name: trace for trace in drawn().data}

    assert list(bars["Innen fristen"].marker.pattern.shape) == ["", "/"]


def test_what_is_done_the_day_it_began_can_be_seen() -> None:
    bars = {trace.name: trace for trace in drawn().data}

    assert list(bars["Ferdig"].x) == [DAY]


def test_the_labels_are_words_and_today_is_a_line() -> None:
    figure = drawn()

    assert "&lt;b&gt;Ferdig&lt;/b&gt;" in [note.text for note in figure.layout.annotations]
    assert [line.x0 for line in figure.layout.shapes] == ["2026-05-01"]


def test_ticks_within_a_month_are_told_apart_by_their_day() -> None:
    near, far = drawn().layout.xaxis.tickformatstops

    assert (near.dtickrange, near.value) == ((None, "M1"), "%d.%m.%y")
    assert (far.dtickrange, far.value) == (("M1", None), "%m.%Y")


def test_only_kinds_that_are_there_are_in_the_key() -> None:
    assert [trace.name for trace in drawn(TABLE.iloc[[0]]).data] == ["Innen fristen"]
