"""Tables wider than the page, in a real browser."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.whole import wait_until_whole

pytestmark = pytest.mark.browser

PLACES = """box => {
    const [edge, caption, ...columns] = [box, ...box.querySelectorAll("caption span, thead th")]
        .map(one => one.getBoundingClientRect());
    return {edge, caption, columns};
}"""


@pytest.fixture
def narrow(page: Page, sample_server: str) -> Page:
    """The page Tjenester on a phone."""
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{sample_server}/services")
    wait_until_whole(page)
    return page


@pytest.fixture
def table(narrow: Page) -> Locator:
    """The first table of the page, opened."""
    narrow.get_by_text("Vis tabell").first.click()
    found = narrow.locator(".bi-twin[open] .bi-scroll").first
    expect(found).to_be_visible()
    return found


def test_the_first_column_and_the_caption_stay_while_a_wide_table_scrolls(table: Locator) -> None:
    table.evaluate("box => box.scrollTo(300, 0)")

    found = table.evaluate(PLACES)
    edge, caption, first, second = found["edge"], found["caption"], *found["columns"][:2]
    assert first["left"] == pytest.approx(edge["left"], abs=1)
    assert second["left"] < first["left"]
    assert caption["left"] >= edge["left"] - 1
    assert caption["right"] <= edge["right"] + 1


def test_a_column_of_words_has_room_for_them(table: Locator) -> None:
    widths = table.evaluate(
        "box => [...box.querySelectorAll('thead .bi-long:not(:first-child)')].map(one => one.offsetWidth)"
    )

    assert widths
    assert min(widths) >= 12 * 16


def test_on_paper_no_column_is_held_in_place(narrow: Page, table: Locator) -> None:
    narrow.emulate_media(media="print")

    expect(table.locator("thead th").first).to_have_css("position", "static")
    expect(table).to_have_css("overflow-x", "visible")
    expect(table).to_have_css("background-image", "none")


def test_what_downloads_a_table_looks_like_a_link(narrow: Page) -> None:
    download = narrow.get_by_role("button", name="Last ned tabellen (CSV)").first

    expect(download.locator("p")).to_have_css("text-decoration-line", "underline")
