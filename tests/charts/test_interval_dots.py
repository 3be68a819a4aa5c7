"""Dots with intervals."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import axes, interval_dots, theme

TABLE = pd.DataFrame(
    {
        "label": ["Å bli respektert", "Å få riktig hjelp", "Oversikt og forutsigbarhet", "Å få hjelp til riktig tid"],
        "mean": [5.21, 4.7, 3.0, None],
        "lower": [5.0, 4.4, 2.0, None],
        "upper": [6.42, None, 4.0, None],
        "n": [1409, 87, 3, None],
        "hover": ["god", "middels", "hemmelig 3,0", None],
        "reference": [5.1, 4.8, 4.4, None],
        "hidden": [None, None, "skjermet", "ikke målt"],
    }
)


def drawn(table=TABLE, **more):
    figure = interval_dots.figure(table, axis=(1, 6), axis_title="Gjennomsnitt 1–6", **more)
    return go.Figure(figure.to_dict())  # plotly checks every property here


def dots(figure):
    return [trace for trace in figure.data if trace.mode == "markers"]


def notes(figure):
    return [note.text for note in figure.layout.annotations]


def test_dots_stand_from_the_top_in_the_order_of_the_table():
    figure = drawn()

    (trace,) = dots(figure)
    assert list(trace.x) == [5.21, 4.7]
    assert list(trace.y) == sorted(trace.y)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1] == 0


def test_a_whisker_ends_where_the_axis_ends():
    figure = drawn()

    whisker = dots(figure)[0].error_x
    assert list(whisker.array) == pytest.approx([6 - 5.21, 0])
    assert list(whisker.arrayminus) == pytest.approx([0.21, 0.3])


def test_a_hidden_row_has_words_and_neither_dot_nor_number_nor_hover():
    figure = drawn(reference_name="Kommunen")

    whole = figure.to_json()
    assert {"skjermet", "ikke målt"} <= set(notes(figure))
    assert all(len(trace.x) == 2 for trace in dots(figure))
    assert "hemmelig" not in whole
    assert "<b>3,0</b>" not in notes(figure)
    assert "3" not in notes(figure)


def test_n_and_mean_stand_in_columns_beside_every_dot():
    figure = drawn()

    rows = [note for note in figure.layout.annotations if note.y == dots(figure)[0].y[0]]
    assert [(note.text, note.xanchor) for note in rows] == [
        ("<b>5,2</b>", "right"),
        ("1\N{NO-BREAK SPACE}409", "right"),
    ]
    assert [note.xshift for note in rows] == [interval_dots.MEAN_COLUMN, interval_dots.N_COLUMN]


def test_series_differ_in_colour_and_symbol_and_share_a_label():
    table = pd.DataFrame(
        {
            "label": ["Sykehjem"] * 3,
            "mean": [4.9, 4.4, 3.9],
            "series": ["Individ", "Tjeneste", "System"],
            "n": [9, 9, 9],
        }
    )

    figure = drawn(table)

    traces = dots(figure)
    assert [trace.name for trace in traces] == ["Individ", "Tjeneste", "System"]
    assert len({trace.marker.color for trace in traces}) == len({trace.marker.symbol for trace in traces}) == 3
    assert len({trace.y[0] for trace in traces}) == 3
    assert notes(figure).count("Sykehjem") == 1
    assert all(trace.showlegend for trace in traces)


def test_the_reference_is_hollow_and_named_in_the_key():
    figure = drawn(reference_name="Kommunen")

    reference = dots(figure)[-1]
    assert (reference.name, reference.marker.symbol, list(reference.x)) == ("Kommunen", "diamond-open", [5.1, 4.8])


def test_one_series_without_reference_needs_no_key():
    assert not [trace for trace in drawn().data if trace.showlegend]


def test_the_axis_widens_for_a_mean_outside_it():
    table = pd.DataFrame({"label": ["SFO"], "mean": [2.4], "lower": [2.0], "upper": [2.9], "n": [40]})

    figure = interval_dots.figure(table, axis=(3, 6), axis_title="").to_dict()

    assert figure["layout"]["xaxis"]["range"] == [2.4, 6]


def test_a_row_is_one_pixel_to_one_unit_of_the_axis():
    layout = drawn().layout

    plot = layout.height - layout.margin.t - layout.margin.b
    assert plot == layout.yaxis.range[0]


def test_long_labels_are_wrapped():
    table = pd.DataFrame({"label": ["Vet du hvem du skal kontakte dersom du har behov for endringer?"], "mean": [4.0]})

    label = drawn(table).layout.annotations[0].text

    assert all(len(line) <= 42 for line in label.split("<br>"))
    assert "<br>" in label


def test_an_empty_table_gives_an_empty_figure():
    assert dots(drawn(TABLE.head(0))) == []


@pytest.mark.parametrize(
    ("span", "expected"),
    [((1, 6), [1, 2, 3, 4, 5, 6]), ((0, 100), [0, 20, 40, 60, 80, 100]), ((3.5, 5), [3.5, 4, 4.5, 5])],
)
def test_ticks_are_round_and_few(span, expected):
    assert axes.ticks(span) == expected


def test_dark_figures_are_drawn_in_the_dark_palette():
    figure = drawn(palette=theme.DARK)

    assert dots(figure)[0].marker.color == theme.DARK.accent
    assert figure.layout.template.layout.font.color == theme.DARK.ink


def test_a_published_value_has_a_mark_of_its_own_beside_shown_figures_only():
    table = TABLE.assign(
        benchmark=[5.3, None, 4.0, 4.1], benchmark_told=["Landet 2021: 5,3 (n = 5 943)", None, "nei", "nei"]
    )

    figure = drawn(table, reference_name="Kommunen", benchmark_name="Landet 2021")

    reference, benchmark = dots(figure)[-2:]
    assert (benchmark.name, list(benchmark.x), list(benchmark.y)) == ("Landet 2021", [5.3], [reference.y[0]])
    assert list(benchmark.hovertext) == ["Landet 2021: 5,3 (n = 5 943)"]
    assert benchmark.marker.symbol not in {reference.marker.symbol, *interval_dots.SYMBOLS}
    assert benchmark.showlegend


def test_a_published_value_outside_the_axis_has_no_mark():
    table = TABLE.assign(benchmark=[7.0, 4.0, None, None])

    figure = drawn(table, benchmark_name="Landet 2021")

    assert list(dots(figure)[-1].x) == [4.0]


def test_without_published_values_there_is_no_mark():
    assert len(dots(drawn(TABLE.assign(benchmark=5.0)))) == 1


def test_the_interval_of_those_asked_is_a_thick_stroke_under_the_dots():
    table = TABLE.assign(round_lower=[5.1, None, 2.5, None], round_upper=[6.2, None, 3.5, None])

    figure = drawn(table, round_name="De som ble spurt")

    (stroke,) = [trace for trace in figure.data if trace.name == "De som ble spurt"]
    assert list(stroke.x) == [5.1, 6, None]  # clipped to the axis; nothing where it is unknown or hidden
    assert stroke.line.width > dots(figure)[0].error_x.thickness
    assert list(figure.data).index(stroke) < list(figure.data).index(dots(figure)[0])


def test_without_a_name_there_is_no_second_interval():
    figure = drawn(TABLE.assign(round_lower=5.1, round_upper=5.3))

    assert all(trace.mode != "lines" or trace.line.width < 2 for trace in figure.data)
