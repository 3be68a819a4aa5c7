"""The import page in a real browser: from a dropped file to figures, with mouse and keyboard only."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Served

ROOT = Path(__file__).parent.parent.parent
EXPORTS = ROOT / "sample_data" / "exports"

pytestmark = pytest.mark.browser


def test_a_known_survey_goes_straight_to_the_check_and_on_to_the_result(page: Page, empty_store: Served):
    page.goto(empty_store.address)
    expect(page.get_by_text("Her er det ingen tall ennå")).to_be_visible()
    page.get_by_role("link", name="Gå til Import").click()

    drop(page, EXPORTS / "hjemmetjenester_2023.csv")
    expect(page.get_by_role("heading", name="Er alt som det skal?")).to_be_visible()
    expect(page.get_by_text("417 rader lest, 416 tas med, 1 holdes utenfor")).to_be_visible()
    expect(page.get_by_text("mangler enhet")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned feillisten (CSV)").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "fil;ark;kolonne;rad;kode;tekst"
    assert lines[1].startswith("hjemmetjenester_2023.csv;;Enhet;14;missing_unit;")

    page.get_by_role("button", name="Neste: Importer").click()
    import_and_see_the_result(page)
    expect(page.locator(".bi-sentence").first).to_contain_text("i 2023")

    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_role("button", name="Importer flere filer").click()
    drop(page, EXPORTS / "hjemmetjenester_2023.csv")
    expect(page.get_by_text("alt importert med samme kodebok")).to_be_visible()


def test_an_export_that_nobody_described_is_mapped_in_spite_of_second_presses_and_its_codebook_used_the_next_time(
    page: Page, empty_store: Served, tmp_path: Path
):
    export = tmp_path / "kulturskolen_2024.csv"
    rows = [f"{number};Strykere;{1 + number % 6};{1 + number % 5}" for number in range(1, 31)]
    header = "Løpenr;Enhet;I hvilken grad blir du møtt med respekt?;I hvilken grad får du god undervisning?"
    export.write_text("\n".join([header, *rows]), encoding="utf-8")
    page.goto(f"{empty_store.address}/importing")

    drop(page, export)
    expect(page.get_by_role("heading", name="Hvilken undersøkelse er dette?")).to_be_visible()
    press_twice(page, "Neste: Kobling")
    expect(page.get_by_role("heading", name="Hva betyr kolonnene?")).to_be_visible()
    page.get_by_role("button", name="Godta alle forslag").click()
    expect(page.get_by_text("Alle kolonnene er godtatt.")).to_be_visible()
    page.get_by_role("button", name="Neste: Kontroll").click()
    expect(page.get_by_role("heading", name="Er alt som det skal?")).to_be_visible()
    expect(page.get_by_text("30 rader lest, 30 tas med, 0 holdes utenfor")).to_be_visible()
    page.get_by_role("button", name="Neste: Importer").click()
    press_twice(page, "Importer")
    expect(page.get_by_text("Ferdig. 30 personer med 60 svar")).to_be_visible()
    expect(page.get_by_text("Koblingen er lagret som kodeboken")).to_be_visible()

    page.goto(f"{empty_store.address}/importing")
    drop(page, export)
    expect(page.get_by_text("alt importert med samme kodebok")).to_be_visible()


def test_a_norwegian_survey_of_bare_columns_is_mapped_with_the_keyboard(page: Page, empty_store: Served, shared: Path):
    page.goto(f"{empty_store.address}/importing")
    drop(page, shared / "exports" / "norwegian" / "nr_cookies_sporreundersokelse_2024.csv")
    press(page.get_by_role("button", name="Neste: Kobling"))
    # While a step is drawn anew, what it says may stand there twice for a moment.
    expect(page.get_by_text("Trenger svar fra deg: 1").first).to_be_visible()
    page.locator(".st-key-import_group").get_by_text("Alle (16)").click()

    tick_found(page, "vanskelighetsgrad", count=3)
    choose(bulk(page, "Dimensjon"), "Oversikt og forutsigbarhet")
    expect(page.locator(".st-key-import_columns").get_by_text("Spørsmål · Oversikt")).to_have_count(3)
    press(page.locator(".st-key-import_columns").get_by_role("button", name="vanskelighetsgrad-tekst"))
    expect(page.get_by_text("Hva er dette?")).to_be_visible()
    choose(page.get_by_role("combobox", name="Hva betyr «-1»?"), "Ubesvart")
    expect(page.get_by_text("Hva er dette?")).to_have_count(0)

    press(page.get_by_role("button", name="Neste: Kontroll"))
    expect(page.get_by_text("151 rader lest, 151 tas med")).to_be_visible()
    press(page.get_by_role("button", name="Neste: Importer"))
    import_and_see_the_result(page)
    expect(page.locator(".bi-sentence").first).to_contain_text("i 2024")


def drop(page: Page, file: Path) -> None:
    """Give the import page a file."""
    page.locator("input[type=file]").set_input_files(str(file))


def tick_found(page: Page, words: str, *, count: int) -> None:
    """Search the list of columns, and tick what is found."""
    search = page.get_by_placeholder("Søk i kolonnene")
    search.fill(words)
    search.press("Enter")
    expect(page.locator(".st-key-import_columns").get_by_role("button")).to_have_count(count)
    press(page.get_by_role("button", name="Kryss av alle som vises"))


def bulk(page: Page, field: str) -> Locator:
    """A field that changes all ticked columns."""
    return page.locator(".st-key-import_bulk").get_by_role("combobox", name=field)


def import_and_see_the_result(page: Page) -> None:
    """The last step, and the way to the figures."""
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_text("Ferdig.")).to_be_visible()
    page.get_by_role("link", name="Se resultatet").click()
    expect(page.get_by_role("heading", name="Tjenester", level=1)).to_be_visible()


def press_twice(page: Page, button: str) -> None:
    """Press a button and again before the page can have changed, as a double click does."""
    first = page.get_by_role("button", name=button, exact=True)
    expect(first).to_be_enabled()
    first.evaluate("button => { button.click(); button.click() }")


def press(button: Locator) -> None:
    """Press a button with the keyboard."""
    expect(button).to_be_enabled()
    button.focus()
    button.press("Enter")


def choose(field: Locator, option: str) -> None:
    """Choose an option with the keyboard."""
    field.focus()
    field.press("ArrowDown")
    field.page.get_by_role("option", name=option, exact=True).click()
    expect(field.page.get_by_role("option")).to_have_count(0)
