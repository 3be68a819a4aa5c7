"""The loop in a real browser: a finding becomes a tiltak, a newer survey comes, and the tiltak is judged and closed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served
from tests.browser.whole import wait_until_whole
from tests.etl.store import Store

ROOT = Path(__file__).parent.parent.parent
EXPORTS = ROOT / "sample_data" / "exports"

pytestmark = pytest.mark.browser


def test_a_finding_is_followed_up_until_the_next_survey_shows_what_became_of_it(page: Page, empty_store: Served):
    bring_in(empty_store.folder, "hjemmetjenester_2023.csv")
    page.goto(f"{empty_store.address}/services?service=home_care&period=2023")
    wait_until_whole(page)

    page.get_by_text("Følg opp et av tallene").first.click()
    page.get_by_role("link", name="Oversikt og forutsigbarhet", exact=True).first.click()
    expect(page.locator(".bi-note")).to_contain_text("«Oversikt og forutsigbarhet» var 70 av 100")
    page.get_by_role("textbox", name="Tittel").fill("Si hvem som kommer i morgen")
    page.get_by_role("textbox", name="Ansvarlig rolle").fill("Enhetsleder hjemmetjenester")
    # Pressed twice, as those do who are used to icons: one tiltak and one note come of it.
    page.get_by_role("button", name="Opprett tiltaket").dblclick()
    expect(page.get_by_role("heading", name="Si hvem som kommer i morgen")).to_be_visible()
    page.get_by_role("textbox", name="Nytt notat").fill("Lista henger på kjøleskapet.")
    page.get_by_role("button", name="Legg til notatet").dblclick()
    expect(page.get_by_text("Lagret.")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="kjøleskapet")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Nytt notat")).to_have_value("")
    expect(page.get_by_text("Ingen nyere måling ennå")).to_be_visible()

    bring_in(empty_store.folder, "hjemmetjenester_2025.csv")
    page.goto(f"{empty_store.address}/actions")
    wait_until_whole(page)
    expect(page.get_by_text("1 tiltak er åpent. 1 er klart for evaluering")).to_be_visible()
    page.get_by_role("link", name="Si hvem som kommer i morgen").click()

    expect(page.locator(".bi-sentence")).to_contain_text(
        "Målingen i 2025: sikker forbedring siden 2023, +9 poeng (95\N{NO-BREAK SPACE}%:"
    )
    expect(page.get_by_text("Det er kommet en ny måling (2025)")).to_be_visible()
    page.get_by_role("combobox", name="Ga tiltaket det dere ventet?").click()
    page.get_by_role("option", name="Nådd", exact=True).click()
    page.get_by_text("Avslutt tiltaket samtidig").click()
    page.get_by_role("button", name="Lagre evalueringen").click()

    expect(page.get_by_text("Lagret.")).to_be_visible()
    expect(page.locator(".bi-tag").first).to_have_text("Avsluttet")
    page.goto(f"{empty_store.address}/actions?which=finished")
    wait_until_whole(page)
    expect(page.locator("table.bi-actions")).to_contain_text("Sikker forbedring +9 poeng (2025)")


def bring_in(data: Path, export: str) -> None:
    """Import an export as the adviser does at the command line."""
    Store(data, pytest.MonkeyPatch()).done("import", EXPORTS / export)
