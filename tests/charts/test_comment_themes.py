"""Themes in comments as bars to each side of a line."""

import pandas as pd
import plotly.graph_objects as go

from charts import comment_themes, theme

TABLE = pd.DataFrame(
    {"label": ["Å bli tatt på alvor", "Å få hjelp til riktig tid"], "praise": [3, 0], "complaint": [1, 12]}
)


def bars(palette: theme.Palette = theme.LIGHT):
    figure = go.Figure(comment_themes.figure(TABLE, names=["Ønsker bedre", "Roser"], palette=palette).to_dict())
    return figure, [trace for trace in figure.data if trace.type == "bar"]


def test_complaints_go_left_and_praise_right_with_their_numbers():
    _, (complaint, praise) = bars()

    assert (complaint["name"], praise["name"]) == ("Ønsker bedre", "Roser")
    assert list(complaint["x"]) == [-1, -12]
    assert list(praise["x"]) == [3, 0]
    assert list(complaint["text"]) == ["1", "12"]


def test_both_sides_have_the_same_scale_and_room_for_the_numbers():
    figure, _ = bars()

    low, high = figure.layout["xaxis"]["range"]
    assert low == -high
    assert high > 12


def test_the_sides_differ_in_colour_in_light_and_dark():
    for palette in (theme.LIGHT, theme.DARK):
        _, (complaint, praise) = bars(palette)
        assert complaint["marker"]["color"] != praise["marker"]["color"]


def test_no_comments_draw_an_empty_figure():
    none = TABLE.assign(praise=0, complaint=0)

    figure = go.Figure(comment_themes.figure(none, names=["Ønsker bedre", "Roser"]).to_dict())

    assert list(figure.data[0]["x"]) == [0, 0]
