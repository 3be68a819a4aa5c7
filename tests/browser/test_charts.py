"""Charts in a window as narrow as a phone, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# The last entry of each legend, and the figure it stands in.
BOXES = """() => {
    const box = part => part.getBoundingClientRect();
    const figures = [...document.querySelectorAll('.js-plotly-plot')].filter(one => one.querySelector('.legendtext'));
    return figures.map(one => ({
        edge: box(one),
        last: box([...one.querySelectorAll('.legendtext')].at(-1)),
        scrolled: one.querySelector('.legend .scrollbar')?.getBoundingClientRect().height ?? 0,
    }));
}"""


def test_every_answer_is_in_the_legend_of_a_chart_on_a_phone(page: Page, sample_server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{sample_server}/questions?municipality=9901&service=kindergarten&period=2025")
    # The overall question has a chart of its own, which is not much higher than its legend.
    expect(page.locator(".js-plotly-plot .legendtext", has_text="6 Svært fornøyd")).to_be_visible()

    boxes = page.evaluate(BOXES)

    assert len(boxes) == 2
    for box in boxes:
        assert box["scrolled"] == 0
        assert box["last"]["bottom"] <= box["edge"]["bottom"]
        assert box["last"]["right"] <= box["edge"]["right"]


# Whether so many headings begin below the upper edge of their figure, and close to it. Plotly may draw them twice.
WHOLE = """wanted => {
    const top = part => part.getBoundingClientRect().top;
    const figure = [...document.querySelectorAll('.js-plotly-plot')].find(one => one.querySelector('.xtick'));
    const headings = figure ? [...figure.querySelectorAll('.xtick text')].map(top) : [];
    const room = Math.min(...headings) - (figure ? top(figure) : 0);
    return headings.length === wanted && 0 <= room && room <= 20;
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_the_headings_of_a_matrix_are_whole_and_waste_no_room(page: Page, sample_server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{sample_server}/?municipality=9901&period=2025")

    page.wait_for_function(WHOLE, arg=6)
