"""From the page to the meeting: the report is chosen, looked over, made and downloaded; and a page on paper."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PdfReader

from tests.browser.whole import wait_until_whole

pytestmark = pytest.mark.browser


def test_a_report_is_downloaded_and_holds_the_figures_of_the_release(
    page: Page, sample_server: str, sample_data_folder: Path
) -> None:
    page.goto(f"{sample_server}/meeting_report?service=kindergarten")
    wait_until_whole(page)
    summary = page.get_by_text("Sikker nedgang siden sist: «Å få hjelp til riktig tid» (−11 poeng).")
    expect(summary).to_be_visible()
    summary.click()
    expect(page.get_by_role("table").first).to_contain_text("Sikker nedgang")

    page.get_by_role("button", name="Lag rapporten").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned PowerPoint").click()
    deck = Presentation(str(download.value.path()))

    assert deck.slides[0].shapes.title.text == "Møterapport"
    chart = next(shape.chart for shape in deck.slides[1].shapes if shape.has_chart)
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    inside = {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}
    means = {row["dimension"]: row["mean"] for row in figures(sample_data_folder)}
    assert inside["Å få hjelp til riktig tid"] == pytest.approx(means["right_time"])
    assert inside["Å bli respektert"] == pytest.approx(means["respected"])


def figures(folder: Path) -> list[dict[str, object]]:
    """What the command line says of the same service."""
    command = [sys.executable, "-m", "etl", "figures", "--service", "kindergarten", "--period", "2025", "--json"]
    command += ["--measure", "dimension"]
    told = subprocess.run(
        command, env=os.environ | {"BRUKERINNSIKT_DATA": str(folder)}, capture_output=True, check=True
    )
    return list(json.loads(told.stdout)["figures"])


def test_on_paper_a_page_has_its_tables_and_nothing_to_press(page: Page, sample_server: str) -> None:
    page.goto(f"{sample_server}/services?service=kindergarten")
    wait_until_whole(page)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()

    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    told = " ".join(" ".join(one.extract_text() for one in printed.pages).split())

    assert "Tyttebærtoppen barnehage" in told
    assert "Sikker nedgang" in told, "the table behind the switch"
    assert "For ledermøtet" not in told, "the menu"
    assert "Last ned" not in told
