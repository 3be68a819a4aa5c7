"""Every page against axe's rules for WCAG 2.1 A and AA, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
# Streamlit's own markup, which we cannot mend: section headers inside the list of its sidebar menu.
STREAMLITS_OWN = {"list", "listitem"}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "services", "levels", "dimensions", "questions", "importing", "method"])
def test_a_page_breaks_no_rule(browser: Browser, sample_server: str, path: str, mode: str):
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=mode)
    page = context.new_page()
    page.goto(f"{sample_server}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-testid=stAppViewContainer]")).to_be_visible()
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)

    found = Axe().run(page, options=RULES).response["violations"]
    context.close()

    broken = {rule["id"]: [node["html"][:160] for node in rule["nodes"][:3]] for rule in found}
    assert {key: nodes for key, nodes in broken.items() if key not in STREAMLITS_OWN} == {}
