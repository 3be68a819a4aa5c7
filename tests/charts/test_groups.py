"""Groups as marks on a line."""

import pandas as pd
import plotly.graph_objects as go

from charts import groups

NAMES = {"Kvinne": "Kvinne (40 svar)", "Mann": "Mann (30 svar)"}
TABLE = pd.DataFrame(
    {
        "label": ["Respekt", "Respekt", "Respekt", "Tid", "Tid", "Tid", "Oversikt", "Oversikt", "Oversikt"],
        "series": ["Kvinne", "Mann", "Annet"] * 3,
        "mean": [80.0, 62.0, None, 70.0, 33.0, None, None, None, None],
        "hover": ["a", "b", None, "c", "hemmelig 33", None, None, None, None],
        "hidden": [None, None, "skjermet", None, "skjermet", "skjermet", "ikke målt", "ikke målt", "ikke målt"],
    }
)


def drawn(table=TABLE, names=NAMES):
    figure = groups.figure(table, names=names, axis=(0, 100), axis_title="Indeks 0–100")
    return go.Figure(figure.to_dict())  # plotly checks every property here


def marks(figure):
    return {trace.name: trace for trace in figure.data if trace.mode == "markers"}


def notes(figure):
    return [note.text for note in figure.layout.annotations]


def test_each_group_has_a_mark_of_its_own_shape_and_colour():
    found = marks(drawn())

    assert list(found) == ["Kvinne (40 svar)", "Mann (30 svar)"]
    assert len({trace.marker.symbol for trace in found.values()}) == 2
    assert len({trace.marker.color for trace in found.values()}) == 2
    assert list(found["Kvinne (40 svar)"].x) == [80, 70]


def test_a_line_goes_from_the_lowest_to_the_highest():
    span = drawn().data[1]

    assert list(span.x) == [62, 80, None, 70, 70, None]


def test_a_hidden_group_has_words_and_neither_mark_nor_number_nor_hover():
    figure = drawn()

    assert list(marks(figure)["Mann (30 svar)"].x) == [62]
    assert "Mann: skjermet" in notes(figure)
    assert "hemmelig" not in figure.to_json()
    assert "33" not in notes(figure)


def test_a_line_where_all_are_hidden_alike_says_it_once():
    assert notes(drawn()).count("ikke målt") == 1


def test_a_group_that_is_hidden_everywhere_is_not_drawn():
    assert "Annet" not in drawn().to_json()


def test_numbers_stand_in_a_column_a_group_under_its_sign():
    figure = drawn()

    shifts = {note.text: note.xshift for note in figure.layout.annotations if note.x == 1}
    assert shifts["●"] == shifts["80"] < shifts["■"] == shifts["62"]


def test_more_groups_than_signs_have_marks_that_differ_and_no_columns():
    names = {str(place): str(place) for place in range(6)}
    table = pd.DataFrame({"label": "Respekt", "series": [*names], "mean": range(6), "hover": "", "hidden": None})

    figure = drawn(table, names)

    assert len({trace.marker.symbol for trace in marks(figure).values()}) == 6
    assert "●" not in notes(figure)
