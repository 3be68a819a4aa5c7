"""The main job in a real browser: look at the sample data, and share what is seen."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from core.text import in_language, text
from tests.browser.conftest import Served
from tests.browser.whole import wait_until_whole

pytestmark = pytest.mark.browser


def test_a_leader_goes_from_the_overview_to_one_unit(page: Page, sample_server: str):
    page.goto(sample_server)
    wait_until_whole(page, "Oversikt")
    expect(page.get_by_text("Eksempeldata: Solvik kommune (oppdiktet)")).to_be_visible()
    expect(page.locator(".bi-card")).to_have_count(8)

    page.get_by_role("link", name="Gå til tjenestene").click()
    wait_until_whole(page, "Tjenester")
    choose(page, "Tjeneste", "Hjemmetjenester")
    choose(page, "Enhet", "Solbakken hjemmetjeneste")

    expect(page.locator(".bi-sentence").first).to_contain_text("Solbakken hjemmetjeneste får")
    expect(page.locator(".bi-caption", has_text="har svart)")).to_be_visible()
    assert "unit=solbakken-hjemmetjeneste" in page.url


def test_a_link_opens_the_same_view_for_another_reader_even_as_the_first_visitor_of_a_server(
    page: Page, serve: Callable[[Path], str], sample_data_folder: Path
):
    address = serve(sample_data_folder)

    page.goto(f"{address}/services?municipality=9901&service=kindergarten&period=2023")
    wait_until_whole(page)

    expect(page.locator(".bi-sentence").first).to_contain_text("Barnehage får")
    expect(page.locator(".bi-sentence").first).to_contain_text("i 2023")
    expect(page.get_by_role("link", name="Metode og ordliste")).to_be_visible()
    expect(page.get_by_text("navigation", exact=True)).to_have_count(0)


def test_the_table_twin_and_the_download_hold_what_the_chart_shows(page: Page, sample_server: str):
    page.goto(f"{sample_server}/services?service=home_care&period=2025")
    wait_until_whole(page)
    page.get_by_text("Vis tabell").first.click()

    table = page.locator("table.bi-table").first
    expect(table).to_contain_text("Å bli respektert")
    with page.expect_download() as download:
        page.locator(".st-key-download_det_som_er_viktig button").click()
    content = download.value.path().read_text(encoding="utf-8-sig")

    assert content.splitlines()[0].startswith("Navn;Svar;Snitt")
    assert "Å bli respektert" in content


@pytest.mark.parametrize(
    ("address", "button", "heads"),
    [
        ("services?", "download_det_som_er_viktig", "Name;Answers;"),
        ("actions?", "download_tiltak", "No.;Action;"),
        ("participation?part=register&", "participation_template", "Municipality;Service;"),
    ],
)
def test_a_file_speaks_the_language_of_the_page(
    address: str, button: str, heads: str, page: Page, sample_server: str
) -> None:
    page.goto(f"{sample_server}/{address}lang=en")
    wait_until_whole(page)

    with page.expect_download() as download:
        page.locator(f".st-key-{button} button").click()

    assert download.value.path().read_text(encoding="utf-8-sig").startswith(heads)


def test_the_page_speaks_the_language_it_says_it_speaks(page: Page, sample_server: str):
    for query, language, title in (
        ("", "nb", "Spørsmål"),
        ("?lang=nn", "nn", "Spørsmål"),
        ("?lang=en", "en", "Questions"),
        ("", "en", "Questions"),  # the choice is remembered
        ("?lang=nb", "nb", "Spørsmål"),
    ):
        page.goto(f"{sample_server}/questions{query}")
        wait_until_whole(page, title)
        assert page.locator("html").get_attribute("lang") == language


def test_an_address_of_no_page_is_answered_in_the_readers_language(page: Page, sample_server: str):
    page.goto(f"{sample_server}/finst/ikkje?lang=nn")

    expect(page.get_by_text("Sida du spurde etter, finst ikkje.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_leaves_the_machine(page: Page, sample_server: str):
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc))
    page.goto(sample_server)
    for name in ("overview", "services", "levels", "dimensions", "questions", "importing", "method"):
        with in_language("nb"):
            title = text(f"page.{name}.title")
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        wait_until_whole(page, title)

    assert hosts - {""} <= {sample_server.removeprefix("http://")}


def test_a_running_dashboard_shows_a_new_release_without_a_restart(
    page: Page, empty_store: Served, sample_data_folder: Path
):
    page.goto(empty_store.address)
    expect(page.get_by_text("Her er det ingen tall ennå")).to_be_visible()

    shutil.copytree(sample_data_folder, empty_store.folder, dirs_exist_ok=True)
    page.reload()
    wait_until_whole(page)

    expect(page.locator(".bi-card")).to_have_count(8)


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a filter, as a reader does."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
