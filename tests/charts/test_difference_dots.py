"""Differences around nothing, where shape and words tell what is certain."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import difference_dots, theme

VERDICTS = {"better": "Høyere", "worse": "Lavere", "below_floor": "Liten", "uncertain": "Ikke sikker"}
TABLE = pd.DataFrame(
    {
        "label": ["Ekra", "Bakken", "Dalen", "Haugen", "Skjult"],
        "said": ["høyere", "", "", "lavere", ""],
        "difference": [9.2, 1.0, -2.0, -14.0, None],
        "difference_lower": [4.0, -3.0, None, -20.0, None],
        "difference_upper": [14.0, 5.0, None, -8.0, None],
        "verdict": ["better", "uncertain", "", "worse", ""],
        "n": [40, 1204, 12, 57, None],
        "hover": ["a", "b", "c", "d", "hemmelig 3"],
        "instead": [None, None, None, None, "Skjermet"],
    }
)


def drawn(table: pd.DataFrame = TABLE, palette: theme.Palette = theme.LIGHT) -> go.Figure:
    figure = difference_dots.figure(
        table, verdicts=VERDICTS, axis_title="Poeng", floor=4, floor_name="Betyr lite", palette=palette
    )
    return go.Figure(figure.to_dict())  # plotly checks every property here


def marks(figure: go.Figure) -> dict[str, go.Scatter]:
    return {trace.name: trace for trace in figure.data if trace.mode == "markers"}


def test_each_verdict_has_a_shape_of_its_own_and_a_name_in_the_key() -> None:
    found = marks(drawn())

    assert [*found] == [*VERDICTS.values()]
    assert len({trace.marker.symbol for trace in found.values()}) == len(VERDICTS)
    assert [trace.showlegend for trace in found.values()] == [True, True, False, True]


def test_what_could_not_be_tested_is_drawn_as_uncertain_and_without_a_whisker() -> None:
    trace = marks(drawn())["Ikke sikker"]

    assert list(trace.x) == [1.0, -2.0]
    assert list(trace.error_x.array) == pytest.approx([4.0, 0.0])
    assert list(trace.error_x.arrayminus) == pytest.approx([4.0, 0.0])


def test_the_axis_reaches_as_far_to_one_side_as_to_the_other() -> None:
    low, high = drawn().layout.xaxis.range

    assert (low, high) == (-20.0, 20.0)


def test_what_is_certain_stands_in_words_behind_the_name_with_a_sign_on_the_number() -> None:
    notes = [note.text for note in drawn().layout.annotations]

    assert "Ekra: høyere" in notes
    assert "Bakken" in notes
    assert {"<b>+9</b>", "<b>\N{MINUS SIGN}14</b>", "1\N{NO-BREAK SPACE}204"} <= set(notes)


def test_a_hidden_row_has_words_and_no_mark() -> None:
    figure = drawn()

    assert sum(len(trace.x) for trace in marks(figure).values()) == 4
    assert "Skjermet" in [note.text for note in figure.layout.annotations]
    assert "hemmelig" not in figure.to_json()


def test_the_band_of_what_matters_little_lies_around_nothing() -> None:
    band = next(trace for trace in drawn().data if trace.name == "Betyr lite")

    assert set(band.x) == {-4, 4, None}


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK])
def test_rows_stand_in_the_order_of_the_table(palette: theme.Palette) -> None:
    found = marks(drawn(palette=palette))

    heights = {x: y for trace in found.values() for x, y in zip(trace.x, trace.y, strict=True)}
    assert sorted(heights.values()) == [heights[x] for x in (9.2, 1.0, -2.0, -14.0)]


def test_a_table_without_a_difference_is_drawn() -> None:
    figure = drawn(TABLE.tail(1))

    assert all(len(trace.x) == 0 for trace in marks(figure).values())
