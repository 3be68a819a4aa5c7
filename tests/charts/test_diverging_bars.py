"""Diverging stacked bars."""

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from charts import diverging_bars, theme

SIX = ["Ikke i det hele tatt", "I svært liten grad", "I liten grad", "I noen grad", "I stor grad", "I svært stor grad"]
SHARES = [0.01, 0.02, 0.05, 0.12, 0.30, 0.50]
TABLE = pd.DataFrame(
    {
        "label": ["Blir du møtt med respekt?", "Får du være med på å bestemme?", "Alt i alt, hvor fornøyd er du?"],
        "shares": [SHARES, [0.25, 0.25, 0.25, 0.25, 0.0, 0.0], [0.12, 0.15, 0.20, 0.22, 0.18, 0.13]],
        "n": [412, 4, 399],
        "dont_know": [0.02, 0.77, None],
        "hidden": [None, "skjermet", None],
    }
)
SPREADS = st.lists(st.integers(0, 50), min_size=2, max_size=11).filter(any)


def drawn(table=TABLE, scale_labels=SIX, **more):
    figure = diverging_bars.figure(table, scale_labels=scale_labels, **more)
    return go.Figure(figure.to_dict())  # plotly checks every property here


def bars(figure):
    return [trace for trace in figure.data if trace.type == "bar"]


def notes(figure):
    return [note.text for note in figure.layout.annotations]


def test_every_scale_point_is_in_the_key_in_order():
    named = [trace for trace in drawn().data if trace.showlegend]

    assert [trace.name for trace in named] == SIX
    assert [trace.marker.color for trace in named] == list(theme.diverging_colors(6))


def test_segments_follow_each_other_and_are_cut_between_the_middle_points():
    figure = drawn()

    first = [(trace.base[0], trace.x[0]) for trace in bars(figure)]
    assert first[0][0] == pytest.approx(-0.08)
    assert first[3][0] == pytest.approx(0)
    assert [base for base, _ in first[1:]] == pytest.approx([base + width for base, width in first[:-1]])
    assert sum(width for _, width in first) == pytest.approx(1)


def test_an_odd_scale_is_cut_through_its_middle_point():
    table = pd.DataFrame({"label": ["Alt i alt"], "shares": [[0.1, 0.1, 0.2, 0.3, 0.3]], "n": [50]})

    figure = drawn(table, ["1", "2", "3", "4", "5"])

    middle = bars(figure)[2]
    assert (middle.base[0], middle.x[0]) == pytest.approx((-0.1, 0.2))
    assert {"<b>20\N{NO-BREAK SPACE}%</b>", "<b>60\N{NO-BREAK SPACE}%</b>"} <= set(notes(figure))


@given(counts=SPREADS)
def test_a_bar_is_as_long_as_its_shares_and_its_ends_are_the_sides_and_half_the_middle(counts):
    shares = [count / sum(counts) for count in counts]

    edge, (low, high) = diverging_bars.left_edge(shares), diverging_bars.low_and_high(shares)

    middle = shares[len(shares) // 2] if len(shares) % 2 else 0
    assert -edge == pytest.approx(low + middle / 2)
    assert edge + 1 == pytest.approx(high + middle / 2)


@example(counts=[31, 48, 28, 30, 41, 24])
@given(counts=SPREADS)
def test_the_axis_reaches_as_far_as_every_bar(counts):
    shares = [count / sum(counts) for count in counts]
    table = pd.DataFrame({"label": ["Alt i alt"], "shares": [shares], "n": [50]})

    figure = diverging_bars.figure(table, scale_labels=[str(point) for point in range(len(shares))])

    data, (left, right) = figure.to_dict()["data"], figure.to_dict()["layout"]["xaxis"]["range"]
    ends = [(bar["base"][0], bar["base"][0] + bar["x"][0]) for bar in data if bar["type"] == "bar"]
    assert all(left <= begin and end <= right for begin, end in ends)


def test_only_segments_of_five_per_cent_are_labelled():
    figure = drawn()

    assert [trace.text[0] for trace in bars(figure)] == ["", "", "5", "12", "30", "50"]


def test_totals_stand_at_both_ends_and_n_at_the_far_right():
    figure = drawn()

    texts = {note.text: note for note in figure.layout.annotations}
    assert texts["<b>8\N{NO-BREAK SPACE}%</b>"].xanchor == "right"
    assert texts["<b>92\N{NO-BREAK SPACE}%</b>"].xanchor == "left"
    assert (texts["412"].xref, texts["412"].xanchor) == ("paper", "right")
    assert texts["412"].xshift == texts["399"].xshift


def test_dont_know_stands_apart_from_the_bar():
    figure = drawn(dont_know_name="Vet ikke")

    (apart,) = [trace for trace in figure.data if trace.xaxis == "x2" and trace.mode == "lines"]
    assert list(apart.x) == [0, 0.02, None]
    assert apart.line.color == theme.LIGHT.hidden
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]
    assert "Vet ikke" in notes(figure)


def test_dont_know_is_left_out_where_nothing_heads_it_or_nobody_was_asked():
    figures = [drawn(), drawn(TABLE.drop(columns="dont_know"), dont_know_name="Vet ikke")]

    assert [[x for trace in f.data if trace.xaxis == "x2" for x in trace.x] for f in figures] == [[], []]


def test_a_hidden_row_has_words_and_no_figures_at_all():
    figure = drawn(dont_know_name="Vet ikke")

    assert "skjermet" in notes(figure)
    assert "4" not in notes(figure)
    assert all(len(trace.x) == 2 for trace in bars(figure))
    assert "77" not in "".join(str(trace.hovertext) + str(trace.text) for trace in figure.data)


def test_shares_of_another_scale_are_refused():
    with pytest.raises(ValueError, match="6 shares on a scale of 5 points"):
        drawn(scale_labels=["1", "2", "3", "4", "5"])


def test_an_empty_table_still_names_the_scale():
    assert [trace.name for trace in bars(drawn(TABLE.head(0)))] == SIX


def test_a_published_value_stands_in_words_below_its_bar():
    table = TABLE.assign(benchmark_text=["Snitt 5,1 (n = 900)", None, None], benchmark_told=["Landet: 5,1", None, None])

    plain, figure = drawn(), drawn(table, benchmark_name="Landet 2021")

    mark = next(trace for trace in figure.data if trace.name == "Landet 2021")
    words = next(note for note in figure.layout.annotations if note.text == "Snitt 5,1 (n = 900)")
    assert mark.showlegend
    assert list(mark.y) == [words.y]
    assert words.y == bars(figure)[0].y[0] + diverging_bars.LANE
    assert list(mark.hovertext) == ["Landet: 5,1"]
    assert figure.layout.height > plain.layout.height


def test_without_published_values_nothing_is_below_the_bars():
    assert drawn(benchmark_name="Landet 2021").to_dict() == drawn().to_dict()
