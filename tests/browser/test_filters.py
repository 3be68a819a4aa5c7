"""Filters in a window where long names have little room, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CUT = """() => [...document.querySelectorAll('[role=option]')].filter(one => {
    const words = one.firstElementChild;
    return words.scrollWidth > words.clientWidth || words.offsetHeight > one.offsetHeight;
}).map(one => one.innerText)"""


@pytest.fixture
def small(page: Page, sample_server: str) -> Page:
    """The page Tjenester in a window of a small laptop."""
    page.set_viewport_size({"width": 1024, "height": 900})
    page.goto(f"{sample_server}/services?municipality=9901&service=bpa")
    return page


def test_a_long_name_is_whole_in_the_list_and_ends_in_an_ellipsis_where_it_is_chosen(small: Page) -> None:
    chosen = small.get_by_role("combobox", name="Tjeneste")
    expect(chosen).to_have_value("BPA (brukerstyrt personlig assistanse)")
    expect(chosen).to_have_css("text-overflow", "ellipsis")

    chosen.click()
    expect(small.get_by_role("option").first).to_be_visible()

    assert small.evaluate(CUT) == []


def test_a_word_longer_than_the_page_is_broken(page: Page, sample_server: str) -> None:
    word = "https://solvik.example/" + "mappe/" * 30
    page.goto(f"{sample_server}/questions?municipality=9901&service=bpa&q={word}")

    expect(page.locator(".bi-note")).to_contain_text(word)
    wide, seen = page.get_by_test_id("stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert wide == seen
