"""When a page is whole: what a locator finds by looking twice a second, seen as soon as it is drawn."""

from playwright.sync_api import Page

# That nothing runs any longer is known before all of it is drawn: nothing is a sketch, and a page with figures has
# its last line.
WHOLE = """([title, foot]) => (!title || document.querySelector("h1")?.textContent === title)
    && (!foot || document.querySelector(".bi-foot"))
    && document.querySelector('[data-test-script-state="notRunning"]')
    && !document.querySelector("[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]")"""


def wait_until_whole(page: Page, title: str = "", *, foot: bool = True) -> None:
    """Wait until all of a page is drawn: the one with this title, and with its last line where it has figures."""
    page.wait_for_function(WHOLE, arg=[title, foot])
