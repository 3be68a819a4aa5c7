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
