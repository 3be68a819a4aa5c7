"""A table in colours."""

import pandas as pd
import plotly.graph_objects as go

from charts import matrix, theme

ROWS = ["Sykehjem", "Brukerstyrt personlig assistanse"]
COLUMNS = ["På alvor", "Uten å kreve"]
TABLE = pd.DataFrame(
    [
        {"row": ROWS[0], "column": COLUMNS[0], "text": "4,3", "score": -0.5, "hover": "4,3 mot 4,8"},
        {"row": ROWS[0], "column": COLUMNS[1], "text": "1,1", "score": -1, "hover": "hemmelig", "hidden": "ikke målt"},
        {"row": ROWS[1], "column": COLUMNS[0], "text": "5,0", "score": None, "hover": None},
    ]
)


def drawn(**more):
    table = TABLE.assign(mark=[None, "–", None]) if more.pop("marked", False) else TABLE
    figure = matrix.figure(table, rows=ROWS, columns=COLUMNS, **more)
    return go.Figure(figure.to_dict())  # plotly checks every property here


def trace(figure, kind):
    return next(trace for trace in figure.data if trace.type == kind)


def test_a_cell_holds_its_number_and_its_score_decides_the_colour():
    heat = trace(drawn(), "heatmap")

    assert [list(row) for row in heat.text] == [["4,3", ""], ["5,0", ""]]
    assert [list(row) for row in heat.z] == [[-0.5, None], [0, None]]
    assert (heat.zmin, heat.zmax) == (-1, 1)
    assert [colour for _, colour in heat.colorscale] == [
        theme.LIGHT.cell_bad,
        theme.LIGHT.cell_middle,
        theme.LIGHT.cell_good,
    ]


def test_a_hidden_cell_is_hatched_and_tells_neither_figure_nor_hover():
    figure = drawn()

    hatch = trace(figure, "bar")
    assert (list(hatch.x), hatch.marker.pattern.shape, list(hatch.hovertext)) == ([1], "/", ["ikke målt"])
    assert "ikke målt" in [note.text for note in figure.layout.annotations]
    assert "1,1" not in figure.to_json()
    assert "hemmelig" not in figure.to_json()


def test_a_mark_stands_for_the_reason_in_a_narrow_cell():
    texts = [note.text for note in drawn(marked=True).layout.annotations]

    assert "–" in texts
    assert "ikke målt" not in texts


def test_rows_run_from_the_top_and_are_as_high_as_their_labels():
    figure = drawn()

    edges = trace(figure, "heatmap").y
    assert list(figure.layout.yaxis.range) == [edges[-1], 0]
    assert edges[2] - edges[1] > edges[1] - edges[0]
    assert figure.layout.height - figure.layout.margin.t - figure.layout.margin.b == edges[-1]


def test_headings_are_on_top_and_lie_down_only_where_they_must():
    axis = drawn().layout.xaxis

    assert (axis.side, list(axis.ticktext), list(axis.autotickangles)) == ("top", COLUMNS, [0, 90])


def test_a_score_beyond_the_ends_has_the_colour_of_the_end():
    assert matrix.score_color(-3, theme.LIGHT) == theme.LIGHT.cell_bad
    assert matrix.score_color(3, theme.DARK) == theme.DARK.cell_good


def test_an_empty_table_gives_an_empty_figure():
    figure = matrix.figure(TABLE.head(0), rows=[], columns=[])

    assert go.Figure(figure.to_dict()).layout.height > 0


def test_few_rows_keep_room_for_headings_that_lie_down_and_many_give_it():
    columns = ["Å bli respektert", "Uten å måtte kreve", "Oversikt og forutsigbarhet"]
    names = [f"Tjeneste {number}" for number in range(12)]

    def above(rows):
        return matrix.figure(TABLE.head(0), rows=rows, columns=columns).to_dict()["layout"]["margin"]["t"]

    assert above(names) < above(names[:1])
