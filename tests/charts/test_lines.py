"""A measure over time."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import lines

NAMES = {
    "interval": "Snitt", "hidden": "Uten tall", "target": "Mål", "n": "svar", "rate": "svar %",
    "with_reservation": "Med forbehold", "not_judged": "Ikke vurdert",
}  # fmt: skip
TABLE = pd.DataFrame(
    {
        "label": ["2020", "2021", "2022", "2023", "2024"],
        "when": [2020.0, 2021.0, 2022.0, 2023.0, 2024.0],
        "mean": [70.0, 72.0, None, 65.0, 66.0],
        "lower": [66.0, 69.0, None, None, 60.0],
        "upper": [74.0, 75.0, None, None, 105.0],
        "n": [40, 44, None, 38, 39],
        "rate": [0.5, 0.55, None, None, 0.4],
        "hover": ["a", "b", "skjermet", "d", "e"],
        "link": ["first", "with_reservation", "", "no", "comparable"],
        "note": ["", "a", "", "b", ""],
        "hidden": [None, None, "skjermet", None, None],
    }
)


def drawn(table=TABLE, **more):
    figure = lines.figure(table, axis=(50.0, 100.0), axis_title="Indeks", names=NAMES, **more)
    return go.Figure(figure.to_dict())  # plotly checks every property here


def trace(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def notes(figure):
    return [note.text for note in figure.layout.annotations]


def test_points_that_may_be_compared_are_joined_and_others_are_not():
    figure = drawn()

    joined = [trace for trace in figure.data if trace.mode == "lines"]
    assert {line.line.dash: list(line.x) for line in joined} == {
        "solid": [2023.0, 2024.0, None],
        "dash": [2020.0, 2021.0, None],
    }


def test_a_break_is_an_upright_line_with_its_letter():
    figure = drawn()

    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(2022.0, 2022.0)]
    assert [note for note in notes(figure) if note.startswith("<b>")] == ["<b>a</b>", "<b>b</b>"]


def test_a_hidden_measurement_is_a_cross_without_a_figure():
    figure = drawn()

    cross = trace(figure, "Uten tall")
    assert list(cross.x) == [2022.0]
    assert cross.y[0] < 55
    assert cross.hovertext == ("skjermet",)
    assert 2022.0 not in trace(figure, "Snitt").x


def test_a_whisker_ends_at_the_axis_and_is_none_where_there_is_no_interval():
    figure = drawn()

    whisker = trace(figure, "Snitt").error_y
    assert list(whisker.array) == pytest.approx([4, 3, 0, 34])
    assert list(whisker.arrayminus) == pytest.approx([4, 3, 0, 6])


def test_answers_and_rate_stand_below_each_point():
    told = notes(drawn())

    assert [note for note in told if note in {"40", "44", "38", "39"}] == ["40", "44", "38", "39"]
    assert [note for note in told if note.endswith("%")] == [
        "svar %",
        *(f"{n}\N{NO-BREAK SPACE}%" for n in (50, 55, 40)),
    ]
    assert "–" in told


def test_many_points_have_a_band_and_no_counts():
    months = 14
    table = pd.DataFrame(
        {
            "label": [f"m{month}" for month in range(months)],
            "when": [2023 + month / 12 for month in range(months)],
            "mean": [70.0] * months,
            "lower": [65.0] * months,
            "upper": [75.0] * months,
            "n": [20] * months,
            "rate": [0.4] * months,
            "hover": ["x"] * months,
            "link": ["first", *["comparable"] * (months - 1)],
            "note": [""] * months,
            "hidden": [None] * months,
        }
    )

    figure = drawn(table)

    (band,) = [trace for trace in figure.data if trace.fill == "toself"]
    assert len(band.x) == 2 * months
    assert "20" not in notes(figure)
    assert list(figure.layout.xaxis.ticktext) == ["2023", "2024"]


def test_a_target_and_an_event_are_marked():
    figure = drawn(target=80.0, events=((2021.5, "Ny <leder>"),))

    assert list(trace(figure, "Mål").y) == [80.0, 80.0]
    assert "Ny &lt;leder&gt;" in notes(figure)
    assert 2021.5 in [shape.x0 for shape in figure.layout.shapes]


def test_a_target_outside_the_axis_is_not_drawn():
    figure = drawn(target=20.0)

    assert "Mål" not in [trace.name for trace in figure.data]


def test_an_empty_series_and_one_of_a_single_point_are_drawn():
    assert len(drawn(TABLE.iloc[:0]).data) == 0
    assert list(trace(drawn(TABLE.iloc[:1]), "Snitt").y) == [70.0]


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [(66.0, 74.0, (50.0, 90.0)), (2.0, 8.0, (0.0, 40.0)), (97.0, 99.0, (60.0, 100.0)), (12.0, 88.0, (10.0, 90.0))],
)
def test_the_axis_holds_every_interval_and_never_less_than_four_tenths(lower, upper, expected):
    table = pd.DataFrame({"mean": [(lower + upper) / 2], "lower": [lower], "upper": [upper]})

    assert lines.span([table], (0.0, 100.0)) == expected


def test_the_axis_of_nothing_is_the_whole_scale():
    assert lines.span([TABLE.iloc[:0]], (1.0, 6.0)) == (1.0, 6.0)
