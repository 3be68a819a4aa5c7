"""The ladder."""

import pandas as pd
import plotly.graph_objects as go

from charts import ladder

TABLE = pd.DataFrame(
    [
        {"label": "Sykehjem", "rung": 3.0, "former_rung": 2.0, "hover": "opp"},
        {"label": "Barnehage", "rung": 2.0, "former_rung": 2.0, "hover": "som før"},
        {"label": "Byggesak", "rung": None, "former_rung": 1.0, "hover": "før", "hidden": "ikke registrert"},
    ]
)
RUNGS = ["Bruker-perspektiv", "Informanter", "Dialog", "Bruker-styring"]


def drawn(table: pd.DataFrame = TABLE) -> go.Figure:
    figure = ladder.figure(table, rungs=RUNGS, now_name="2025", former_name="Sist")
    return go.Figure(figure.to_dict())  # plotly checks every property here


def named(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def test_a_row_stands_where_it_stands_and_where_it_stood() -> None:
    figure = drawn()

    now, before = named(figure, "2025"), named(figure, "Sist")
    assert list(now.x) == [3, 2]
    assert list(before.x) == [2, 2, 1]
    assert now.y[0] == before.y[0]
    assert list(now.hovertext) == ["opp", "som før"]


def test_only_a_row_that_moved_has_a_line() -> None:
    lines = [trace for trace in drawn().data if trace.mode == "lines"]

    assert [list(line.x) for line in lines] == [[2, 3, None]]


def test_a_row_without_an_activity_says_so_and_has_no_dot() -> None:
    figure = drawn()

    assert "Byggesak – ikke registrert" in [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert len(named(figure, "2025").x) == 2


def test_the_rungs_stand_above_in_their_order() -> None:
    axis = drawn().layout.xaxis

    assert list(axis.ticktext) == ["Bruker-<br>perspektiv", "Informanter", "Dialog", "Bruker-<br>styring"]
    assert (axis.side, list(axis.tickvals), list(axis.range)) == ("top", [1, 2, 3, 4], [1, 4])


def test_an_empty_table_is_an_empty_figure() -> None:
    assert [len(trace.x) for trace in drawn(TABLE.head(0)).data] == [0, 0, 0, 0]
