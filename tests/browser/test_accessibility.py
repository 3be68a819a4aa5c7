"""Every page against axe's rules for WCAG 2.1 A and AA, light and dark."""

from collections.abc import Callable, Iterator

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from core.settings import ROOT
from core.text import in_language, text
from tests.browser.whole import wait_until_whole

RULES = {
    "light": {
        "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
        # No rule of WCAG's, but who listens goes from heading to heading.
        "rules": {"heading-order": {"enabled": True}},
    },
    # The markup is the same at night: only what is about colours is looked at again.
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}
# Streamlit's own markup, which we cannot mend: section headers inside the list of its sidebar menu.
STREAMLITS_OWN = {"list", "listitem"}
MENU = yaml.safe_load((ROOT / "pages" / "navigation.yaml").read_text(encoding="utf-8"))
PAGES = [page for section in MENU for page in section["pages"]]
Visit = Callable[[str, str], Page]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visit(browser: Browser, sample_server: str) -> Iterator[Visit]:
    """Go to a page by the menu, as a visitor who stays: a whole reload a page would take most of the time."""
    visitors: dict[str, Page] = {}

    def arrived(mode: str) -> Page:
        page = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=mode).new_page()
        page.goto(sample_server)
        return page

    def visited(name: str, mode: str) -> Page:
        page = visitors.setdefault(mode, visitors.get(mode) or arrived(mode))
        with in_language("nb"):
            title = text(f"page.{name}.title")
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        wait_until_whole(page, title)
        return page

    yield visited
    for page in visitors.values():
        page.context.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule(visit: Visit, name: str, mode: str):
    page = visit(name, mode)

    found = Axe().run(page, options=RULES[mode]).response["violations"]

    broken = {rule["id"]: [node["html"][:160] for node in rule["nodes"][:3]] for rule in found}
    assert {key: nodes for key, nodes in broken.items() if key not in STREAMLITS_OWN} == {}
