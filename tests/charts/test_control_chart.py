"""A process behaviour chart."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import control_chart, theme

NAMES = {
    "improvement": "Forbedring", "concern": "Nedgang", "common_cause": "Vanlig", "centre": "Snitt",
    "limits": "Grenser", "target": "Mål", "hidden": "Uten tall",
}  # fmt: skip
TABLE = pd.DataFrame(
    {
        "label": ["jan", "feb", "mars", "april", "mai"],
        "when": [2024.04, 2024.12, 2024.21, 2024.29, 2024.37],
        "value": [70.0, None, 72.0, 95.0, 40.0],
        "centre": [72.0, 72.0, 72.0, 75.0, 75.0],
        "lower_limit": [60.0, 60.0, 60.0, 55.0, 55.0],
        "upper_limit": [84.0, 84.0, 84.0, 104.0, 104.0],
        "group": [0.0, 0.0, 0.0, 1.0, 1.0],
        "meaning": ["common_cause", None, "common_cause", "improvement", "concern"],
        "hover": ["a", "skjermet", "c", "d", "e"],
        "hidden": [None, "skjermet", None, None, None],
    }
)


def drawn(table=TABLE, **more):
    figure = control_chart.figure(table, scale=(0.0, 100.0), axis_title="Indeks", names=NAMES, **more)
    return go.Figure(figure.to_dict())


def trace(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_a_signal_has_a_shape_and_a_colour_of_its_own(palette):
    figure = drawn(palette=palette)

    marks = {name: trace(figure, name).marker for name in ("Forbedring", "Nedgang", "Vanlig")}
    assert [mark.symbol for mark in marks.values()] == ["triangle-up", "triangle-down", "circle"]
    assert [mark.color for mark in marks.values()] == [palette.series[0], palette.series[1], palette.hidden]
    assert list(trace(figure, "Nedgang").y) == [40.0]


def test_the_line_is_broken_where_a_measurement_is_hidden():
    figure = drawn()

    (joined,) = [line for line in figure.data if line.mode == "lines" and line.connectgaps is False]
    assert list(joined.y)[1] is None
    assert list(trace(figure, "Uten tall").x) == [2024.12]


def test_limits_start_anew_with_each_group_and_stay_on_the_scale():
    figure = drawn()

    assert list(trace(figure, "Snitt").y) == [72.0, 72.0, None, 75.0, 75.0, None]
    assert list(trace(figure, "Grenser").y) == [60.0, 60.0, None, 55.0, 55.0, None, 84.0, 84.0, None]
    assert figure.layout.yaxis.range[1] == 100.0


def test_the_last_limits_are_told_at_the_right():
    told = [note.text for note in drawn().layout.annotations]

    assert "<b>75</b>" in told
    assert "55" in told
    assert "104" not in told


def test_a_target_widens_the_axis_and_an_event_is_marked():
    figure = drawn(target=20.0, events=((2024.2, "Ny leder"),))

    assert list(trace(figure, "Mål").y) == [20.0, 20.0]
    assert figure.layout.yaxis.range[0] <= 20.0
    assert [shape.x0 for shape in figure.layout.shapes] == [2024.2]


def test_without_limits_there_are_points_alone():
    bare = TABLE.assign(centre=None, lower_limit=None, upper_limit=None, meaning=None)

    figure = drawn(bare)

    assert {"Snitt", "Grenser"}.isdisjoint(trace.name for trace in figure.data)
