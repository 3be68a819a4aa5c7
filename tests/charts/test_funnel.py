"""A funnel of units by their number of answers."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import bands, funnel, theme

NAMES = {band: f"bånd {number}" for number, band in enumerate(bands.SYMBOLS)}
TABLE = pd.DataFrame(
    {
        "label": ["Ekra", "Bakken", "Dalen", "Skjult"],
        "n": [10, 60, 40, None],
        "mean": [70.0, 75.0, 40.0, None],
        "band": ["expected", "above", "far_below", None],
        "hover": ["a", "b", "c", "hemmelig"],
    }
)
SIZES = np.linspace(5, 62, 20)
CURVES = pd.DataFrame(
    {
        "n": SIZES,
        "baseline": 68.0,
        "far_lower": 68 - 120 / np.sqrt(SIZES),
        "lower": 68 - 60 / np.sqrt(SIZES),
        "upper": 68 + 60 / np.sqrt(SIZES),
        "far_upper": 68 + 120 / np.sqrt(SIZES),
    }
)


def drawn(palette: theme.Palette = theme.LIGHT) -> go.Figure:
    figure = funnel.figure(
        TABLE,
        CURVES,
        band_names=NAMES,
        limit_names=("indre", "ytre"),
        baseline_name="snitt",
        axis=(0, 100),
        axis_title="Svar",
        palette=palette,
    )
    return go.Figure(figure.to_dict())


def test_every_unit_with_a_band_has_a_mark_of_the_shape_of_its_band() -> None:
    found = {trace.name: trace for trace in drawn().data if trace.mode == "markers"}

    assert {name: list(trace.y) for name, trace in found.items() if trace.y} == {
        NAMES["far_below"]: [40.0],
        NAMES["expected"]: [70.0],
        NAMES["above"]: [75.0],
    }
    assert len({trace.marker.symbol for trace in found.values()}) == len(NAMES)


def test_only_units_outside_the_limits_are_named() -> None:
    notes = [note.text for note in drawn().layout.annotations]

    assert {"Bakken", "Dalen"} <= set(notes)
    assert "Ekra" not in notes


def test_limits_are_cut_where_the_scale_ends_and_each_pair_has_one_name() -> None:
    lines = [trace for trace in drawn().data if trace.mode == "lines"]

    assert all(0 <= y <= 100 for trace in lines for y in trace.y)
    assert [trace.name for trace in lines if trace.showlegend] == ["ytre", "indre", "snitt"]


def test_the_axis_begins_at_the_smallest_unit_that_may_be_shown() -> None:
    assert drawn().layout.xaxis.range[0] == 5


def test_a_hidden_unit_is_not_there() -> None:
    assert "hemmelig" not in drawn().to_json()


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK])
def test_a_name_stands_on_the_surface_so_that_no_line_strikes_it_out(palette: theme.Palette) -> None:
    named = [note for note in drawn(palette).layout.annotations if note.text in {"Bakken", "Dalen"}]

    assert {note.bgcolor for note in named} == {palette.surface}
