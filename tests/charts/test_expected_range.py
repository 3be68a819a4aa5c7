"""A bar for what is expected of each unit, and a mark for where it lies."""

import pandas as pd
import plotly.graph_objects as go

from charts import bands, expected_range

NAMES = {band: f"bånd {number}" for number, band in enumerate(bands.SYMBOLS)}
TABLE = pd.DataFrame(
    {
        "label": ["Ekra", "Bakken", "Skjult"],
        "said": ["", "under ventet", ""],
        "mean": [70.0, 52.0, None],
        "n": [10, 60, None],
        "band": ["expected", "below", None],
        "far_lower": [-20.0, 50.0, None],
        "lower": [50.0, 60.0, None],
        "upper": [86.0, 76.0, None],
        "far_upper": [120.0, 86.0, None],
        "hover": ["a", "b", "hemmelig"],
        "hidden": [None, None, "Skjermet"],
    }
)


def drawn(table: pd.DataFrame = TABLE) -> go.Figure:
    figure = expected_range.figure(
        table, band_names=NAMES, limit_names=("indre", "ytre"), axis=(0, 100), axis_title="Indeks"
    )
    return go.Figure(figure.to_dict())


def test_the_ranges_end_where_the_scale_ends() -> None:
    ranges = {trace.name: [x for x in trace.x if x is not None] for trace in drawn().data if trace.mode == "lines"}

    assert ranges == {"ytre": [0, 100, 50, 86], "indre": [50, 86, 60, 76]}


def test_a_unit_outside_has_a_mark_of_its_own_and_words_behind_its_name() -> None:
    figure = drawn()

    found = {trace.name: list(trace.x) for trace in figure.data if trace.mode == "markers" and len(trace.x)}
    assert found == {NAMES["expected"]: [70.0], NAMES["below"]: [52.0]}
    assert "Bakken: under ventet" in [note.text for note in figure.layout.annotations]


def test_a_hidden_unit_has_words_and_no_mark() -> None:
    figure = drawn()

    assert "Skjermet" in [note.text for note in figure.layout.annotations]
    assert "hemmelig" not in figure.to_json()


def test_a_table_of_hidden_units_alone_is_drawn() -> None:
    figure = drawn(TABLE.tail(1))

    assert tuple(figure.layout.xaxis.range) == (0, 100)
