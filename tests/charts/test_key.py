"""What the marks of a figure mean, beside it."""

from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from charts import bands, control_chart, difference_dots, groups, interval_dots, lines, theme
from charts.key import html_of

MARKER = {"color": "#1f5fa8", "size": 10, "line": {"color": "#333333", "width": 2}}
SYMBOLS = {
    *interval_dots.SYMBOLS, *bands.SYMBOLS.values(), *control_chart.SYMBOLS.values(), *difference_dots.SYMBOLS.values(),
    *(groups._symbol(place) for place in range(2 * len(groups.SYMBOLS))), "diamond-open", "line-ns", "x-thin",
}  # fmt: skip


def key(*traces: dict[str, object]) -> ElementTree.Element:
    """The key of a figure of these traces; XML, where it is whole."""
    return ElementTree.fromstring(html_of(theme.Drawing(list(traces), {})))


def trace(**own: object) -> dict[str, object]:
    return {"type": "scatter", "mode": "markers", "name": "Individ", "showlegend": True, "marker": MARKER} | own


def picture(one: dict[str, object]) -> ElementTree.Element:
    source = key(one).find(".//img").get("src")
    return ElementTree.fromstring(unquote(source.removeprefix("data:image/svg+xml,")))


def test_named_traces_stand_in_their_order_and_the_others_not_at_all() -> None:
    found = key(trace(), trace(name="Linje", showlegend=False), trace(name="System &amp; tjeneste"))

    assert ["".join(item.itertext()) for item in found] == ["Individ", "System & tjeneste"]


def test_a_figure_that_names_nothing_has_no_key() -> None:
    assert html_of(theme.Drawing([trace(showlegend=False), {"type": "heatmap"}], {})) == ""


def test_every_mark_has_a_picture_of_its_own() -> None:
    drawn = {symbol: ElementTree.tostring(picture(trace(marker=MARKER | {"symbol": symbol}))) for symbol in SYMBOLS}

    assert len(set(drawn.values())) == len(SYMBOLS)


@pytest.mark.parametrize("dash", [*lines.DASHES.values(), "dashdot"])
def test_a_line_is_drawn_as_it_is_dashed(dash: str) -> None:
    line = {"color": "#333333", "width": 1.5, "dash": dash}

    (drawn,) = picture(trace(mode="lines", line=line))

    assert drawn.get("stroke") == "#333333"
    assert bool(drawn.get("stroke-dasharray")) == (dash != "solid")


def test_an_interval_runs_through_its_dot_and_an_area_is_a_square() -> None:
    across = picture(trace(error_x={"color": "#1f5fa8"}))
    area = picture(trace(mode="lines", fill="toself", fillcolor="#c5dcf2", line={"color": "#c5dcf2", "width": 1}))
    bar = picture({"type": "bar", "name": "1 Svært liten grad", "showlegend": True, "marker": {"color": "#7a3a0a"}})

    assert [part.tag.rpartition("}")[2] for part in across] == ["line", "circle"]
    assert [(part.tag.rpartition("}")[2], part.get("fill")) for part in (*area, *bar)] == [
        ("rect", "#c5dcf2"),
        ("rect", "#7a3a0a"),
    ]
