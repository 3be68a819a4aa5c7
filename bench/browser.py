"""A reader's browser: opens pages, changes filters, and knows when a page has settled."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, sync_playwright

# Chromium itself must stay silent: its own look-ups would count as requests and cost processor time.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
MILLISECONDS_TO_WAIT = 60_000
# Settled: the script has run, no element is stale, and nothing in the document has changed for a while.
SETTLED = """
(quiet) => new Promise((done) => {
    const app = () => document.querySelector('[data-testid=stApp]');
    const resting = () => app()?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
        && document.querySelector('h1');
    let last = performance.now();
    const watch = new MutationObserver(() => { last = performance.now(); });
    watch.observe(document, {subtree: true, childList: true, characterData: true});
    const timer = setInterval(() => {
        if (!resting()) { last = performance.now(); }
        if (performance.now() - last > quiet) { clearInterval(timer); watch.disconnect(); done(); }
    }, 20);
})
"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@contextmanager
def reader(running: Browser) -> Iterator[Page]:
    """A new reader: nothing in the cache, no cookies."""
    context = running.new_context(viewport={"width": 1280, "height": 900}, locale="nb-NO")
    page = context.new_page()
    page.set_default_timeout(MILLISECONDS_TO_WAIT)
    yield page
    context.close()


def opened(page: Page, address: str) -> None:
    """Go there, and wait until the page stands still."""
    page.goto(address)
    settle(page, 1000)


def settle(page: Page, quiet: int = 250) -> None:
    """Wait until the page stands still."""
    page.evaluate(SETTLED, quiet)


def options(page: Page, label: str) -> list[str]:
    """What a filter offers."""
    _filter(page, label).click()
    shown = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return shown


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a filter, and wait until the page shows it."""
    _filter(page, label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def _filter(page: Page, label: str) -> Locator:
    return page.get_by_role("combobox", name=label)
