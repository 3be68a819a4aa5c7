"""Charts on a phone and on a screen that turns dark, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from charts.theme import DARK, LIGHT, Palette
from tests.browser.whole import wait_until_whole

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


def test_a_chart_turns_dark_with_the_screen_and_what_was_typed_stays(page: Page, sample_server: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{sample_server}/development")
    wait_until_whole(page)
    # The tick of an axis is drawn by Plotly, and follows no style of the page.
    tick = page.locator(".js-plotly-plot .xtick text, .js-plotly-plot .ytick text").first
    expect(tick).to_have_css("fill", muted(LIGHT))
    page.get_by_text("Mål og hendelser").click()
    goal = page.get_by_role("spinbutton").first
    goal.fill("80")

    page.emulate_media(color_scheme="dark")

    expect(tick).to_have_css("fill", muted(DARK))
    expect(goal).to_have_value("80")


def muted(palette: Palette) -> str:
    """The colour of small text as a browser tells it."""
    red, green, blue = bytes.fromhex(palette.muted.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"
