"""The removal of an upload, by mouse, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from core.settings import Settings
from etl.context import load_context
from etl.pipeline import uploads
from store.release import Releases
from tests.browser.conftest import Served
from tests.browser.whole import wait_until_whole

pytestmark = pytest.mark.browser


def test_a_removed_upload_is_gone_from_warehouse_files_and_every_release(page: Page, own_sample: Served) -> None:
    data = own_sample.folder
    context = load_context(Settings(data=data))
    table = uploads(context)
    row = table[table["file_names"].map(lambda names: names[0].endswith("byggesak_2021.csv"))].iloc[0]
    page.goto(f"{own_sample.address}/data_quality")
    wait_until_whole(page)

    # A long list draws only what is in sight: what is typed narrows it down.
    page.get_by_label("Se nærmere på en opplasting").click()
    page.keyboard.type(f"{row['upload']}: ")
    page.get_by_role("option", name=re.compile(f"^{row['upload']}: ")).click()
    page.get_by_role("button", name=f"Fjern opplasting {row['upload']}", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("personer og")).to_be_visible()
    expect(dialog.get_by_role("button", name="Fjern", exact=True)).to_be_disabled()
    dialog.get_by_text("Jeg har lest hva som blir borte").click()
    dialog.get_by_role("button", name="Fjern", exact=True).click()

    expect(page.get_by_text("byggesak_2021.csv")).to_have_count(0)
    assert int(row["upload"]) not in set(uploads(context)["upload"])
    assert not [path for path in data.rglob("*") if row["file_hashes"][0] in path.name]
    assert len(list((data / "releases").glob("*.duckdb"))) == 1
    chosen = {"place": "9901/building_permits", "period": "2021", "role": None, "measure": None, "grouping": None}
    assert Releases(data / "releases").current().query("figures", **chosen)["n"].fillna(0).eq(0).all()
