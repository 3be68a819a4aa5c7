"""Small figures of measures over time."""

import pandas as pd
import plotly.graph_objects as go

from charts import small_lines, theme

TABLE = pd.DataFrame(
    {
        "label": ["2023", "2024"],
        "when": [2023.0, 2024.0],
        "mean": [70.0, 62.0],
        "lower": [66.0, 59.0],
        "upper": [74.0, 65.0],
        "n": [40, 44],
        "rate": [0.5, 0.55],
        "hover": ["a", "b"],
        "link": ["first", "comparable"],
        "note": ["", ""],
        "hidden": [None, None],
    }
)


def test_panels_share_their_axes_and_say_what_is_seen():
    empty = TABLE.assign(mean=None, hidden="Ikke målt")
    own = [small_lines.Panel("Respekt", TABLE, "Sikker nedgang"), small_lines.Panel("Tid", empty, "")]

    figure = go.Figure(small_lines.figure(own, axis=(50.0, 100.0), axis_title="Indeks", palette=theme.DARK).to_dict())

    assert figure.layout.xaxis.range == figure.layout.xaxis2.range
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert "<b>Respekt</b><br>Sikker nedgang" in [note.text for note in figure.layout.annotations]
    assert "<b>Tid</b><br>Ikke målt" in [note.text for note in figure.layout.annotations]


def test_a_break_has_its_letter_in_the_panel_where_it_is():
    broken = TABLE.assign(link=["first", "no"], note=["", "b"])
    own = [small_lines.Panel("Respekt", TABLE), small_lines.Panel("Tid", broken)]

    figure = go.Figure(small_lines.figure(own, axis=(50.0, 100.0), axis_title="Indeks").to_dict())

    (letter,) = [note for note in figure.layout.annotations if note.text == "<b>b</b>"]
    assert (letter.x, letter.xref, letter.yref) == (2023.5, "x2", "y2 domain")
    (title,) = [note for note in figure.layout.annotations if note.text.startswith("<b>Tid</b>")]
    assert title.yshift >= small_lines.LETTERS


def test_what_happened_stands_in_every_panel():
    own = [small_lines.Panel(name, TABLE) for name in ("Respekt", "Tid", "Hjelp")]

    figure = go.Figure(small_lines.figure(own, axis=(50.0, 100.0), axis_title="Indeks", events=(2023.5,)).to_dict())

    assert [(shape.xref, shape.x0) for shape in figure.layout.shapes] == [(x, 2023.5) for x in ("x", "x2", "x3")]
