"""Crosses of how good something is and how much it goes together with."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import priority

TABLE = pd.DataFrame(
    {
        "number": [1, 2],
        "label": ["Å få hjelp uten hele tiden å måtte kreve", "Å bli <b>respektert"],
        "weight": [41.0, 7.0],
        "weight_lower": [28.0, None],
        "weight_upper": [53.0, None],
        "mean": [63.0, 83.0],
        "lower": [61.0, 81.5],
        "upper": [65.0, 120.0],
        "hover": ["en", "to"],
    }
)


def drawn(**more):
    figure = priority.figure(TABLE, across=(60, 90), up=(0, 60), titles=("Resultat", "Andel"), **more)
    return go.Figure(figure.to_dict())  # plotly checks every property here


def test_each_cross_has_an_interval_each_way():
    (trace,) = drawn().data

    assert list(trace.x) == [63, 83]
    assert list(trace.y) == [41, 7]
    assert (trace.error_x.arrayminus[0], trace.error_x.array[0]) == (2, 2)
    assert (trace.error_y.arrayminus[0], trace.error_y.array[0]) == (13, 12)


def test_an_interval_that_is_not_known_is_not_drawn_and_a_long_one_ends_at_the_axis():
    (trace,) = drawn().data

    assert (trace.error_y.arrayminus[1], trace.error_y.array[1]) == (0, 0)
    assert trace.error_x.array[1] == 7


def test_numbers_stand_at_the_crosses_and_names_below():
    figure = drawn()

    notes = [note.text for note in figure.layout.annotations]
    assert [text for text in figure.data[0].text] == ["<b>1</b>", "<b>2</b>"]
    assert "<b>1</b>  Å få hjelp uten hele tiden å måtte kreve" in notes
    assert "<b>2</b>  Å bli &lt;b&gt;respektert" in notes


def test_a_long_name_goes_on_below():
    long = TABLE.assign(label=["Getting help without always having to demand it", "Being respected"])

    figure = priority.figure(long, across=(60, 90), up=(0, 60), titles=("Result", "Share"))

    notes = [note.text for note in go.Figure(figure.to_dict()).layout.annotations]
    assert notes[-3:] == [
        "<b>1</b>  Getting help without always having to demand",
        "    it",
        "<b>2</b>  Being respected",
    ]


def test_lines_are_drawn_where_they_are_wanted_only():
    assert not drawn().layout.shapes

    across, up = sorted(drawn(lines={"across": 16.7, "up": 75}).layout.shapes, key=lambda shape: shape.x1)
    assert (across.y0, across.y1) == (16.7, 16.7)
    assert (up.x0, up.x1) == (75, 75)


@pytest.mark.parametrize(
    ("ends", "expected"), [((61.0, 65.0), (60, 70)), ((60.0, 60.0), (50, 70)), ((-3.0, 104.0), (0, 100))]
)
def test_the_axis_holds_every_cross_in_whole_tens(ends, expected):
    table = pd.DataFrame({"mean": [sum(ends) / 2], "lower": [ends[0]], "upper": [ends[1]]})

    assert priority.span(table) == expected
