"""The switch between weighted and raw on the pages: one choice in the address, and everything on the page follows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.text import LANGUAGES, in_language, text
from tests.pages.conftest import told

MUNICIPALITY = {"municipality": "9901", "period": "2025"}
HOME_CARE = MUNICIPALITY | {"service": "home_care", "role": "user"}


def open_page(opened: Callable[..., AppTest], page: str, data: Path, **query: str) -> AppTest:
    """The page with a query in its own address."""
    app = opened("overview", data, lang=query.pop("lang", "nb"))
    for name, value in query.items():
        app.query_params[name] = value
    return app.run() if page == "overview" else app.switch_page(f"pages/{page}.py").run()


@pytest.mark.parametrize("page", ["overview", "services"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_weighted_is_the_default_and_raw_is_in_the_address(
    page: str, language: str, sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    selection = HOME_CARE if page == "services" else MUNICIPALITY | {"role": "everyone"}
    with in_language(language):
        weighted = open_page(opened, page, sample_data_folder, lang=language, **selection)
        raw = open_page(opened, page, sample_data_folder, lang=language, weighing="raw", **selection)

        assert not weighted.exception
        assert not raw.exception
        assert text("caption.invited") in told(weighted)
        assert text("caption.invited") not in told(raw)
        assert text("weighing.raw_caption") in told(raw)
        assert text("method_told.invited") in told(weighted)


def test_cards_sentence_and_table_of_the_overview_follow_the_switch(
    sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    app = open_page(opened, "overview", sample_data_folder, **MUNICIPALITY, role="everyone")
    before = told(app)

    app.segmented_control(key="filter_weighing").set_value("raw").run()

    assert app.query_params["weighing"] == "raw"
    after = told(app)
    for part in ("bi-sentence", "bi-cards", "bi-twin"):
        assert _after(before, part) != _after(after, part)


def test_a_unit_has_no_switch(sample_data_folder: Path, opened: Callable[..., AppTest]) -> None:
    app = open_page(opened, "services", sample_data_folder, **HOME_CARE, unit="nordlia-hjemmetjeneste", weighing="raw")

    assert "filter_weighing" not in [control.key for control in app.segmented_control]
    assert text("weighing.raw_caption") not in told(app)


def test_the_pages_tell_of_those_who_did_not_answer(sample_data_folder: Path, opened: Callable[..., AppTest]) -> None:
    for page in ("overview", "services"):
        app = open_page(opened, page, sample_data_folder, **(HOME_CARE if page == "services" else MUNICIPALITY))

        assert "Hadde alle de gitt det svakeste svaret" in told(app)
        assert "#nonresponse" in told(app)


def _after(html: str, style: str) -> str:
    """The first element of a style and a little of what follows."""
    begin = html.index(style)
    return html[begin : begin + 9000]
