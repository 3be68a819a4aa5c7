"""Charts in a window as narrow as a phone, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# The answers that the key above each chart names, and whether they are within the window.
KEYS = """() => [...document.querySelectorAll('.bi-key')].map(key => ({
    answers: [...key.children].map(one => one.textContent),
    right: Math.max(...[...key.children].map(one => one.getBoundingClientRect().right)),
}))"""


def test_every_answer_is_in_the_key_of_a_chart_on_a_phone(page: Page, sample_server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{sample_server}/questions?municipality=9901&service=kindergarten&period=2025")
    # The overall question has a chart of its own.
    expect(page.locator(".bi-key").nth(1)).to_contain_text("6 Svært fornøyd")

    keys = page.evaluate(KEYS)

    assert [len(key["answers"]) for key in keys] == [7, 7], "six answers and the published value"
    assert all(key["right"] <= 390 for key in keys)


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
