"""Every page opens, on an empty and a filled store, in every language, or is refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.text import LANGUAGES, has, in_language, text
from tests.pages.conftest import PAGES, ROOT, told
from ui import access


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens(page: str, language: str, data_folder: Path, opened: Callable[..., AppTest]):
    # AppTest itself spells out the options of a filter, in the language of the test.
    with in_language(language):
        app = opened(page, data_folder, lang=language)

        assert not app.exception
        assert app.title[0].value == text(f"page.{page}.title")


@pytest.mark.parametrize("page", [page for page in PAGES if page not in {"importing", "method"}])
def test_an_empty_store_says_what_to_do(page: str, tmp_path: Path, opened: Callable[..., AppTest]):
    app = opened(page, tmp_path)

    own = f"page.{page}.empty"
    assert text(own if has(own) else "frame.empty") in told(app)
    assert app.get("page_link")


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_who_was_not_let_in_sees_nothing(
    page: str, sample_data_folder: Path, opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(access, "reader", lambda: None)
    monkeypatch.setenv("BRUKERINNSIKT_DATA", str(sample_data_folder))

    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60).run()

    assert [error.value for error in app.error] == [text("access.refused")]
    assert not app.title
    assert not app.get("plotly_chart")


def test_the_sample_data_is_called_by_its_name(sample_data_folder: Path, opened: Callable[..., AppTest]):
    assert "Eksempeldata: Solvik kommune (oppdiktet)" in told(opened("overview", sample_data_folder))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_ends_with_when_its_figures_were_made(
    page: str, sample_data_folder: Path, tmp_path: Path, opened: Callable[..., AppTest]
):
    release = (sample_data_folder / "releases" / "CURRENT").read_text()
    # Its id begins with the same moment.
    made = datetime.strptime(release[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC).astimezone()

    last = opened(page, sample_data_folder).main.get("html")[-1].proto.body

    assert f"utgivelsen {made:%d.%m.%Y} kl. {made:%H:%M}" in last
    assert "bi-foot" not in told(opened(page, tmp_path))


@pytest.mark.parametrize("page", ["overview", "development", "services", "levels", "dimensions", "questions"])
def test_every_chart_has_a_description_a_table_and_a_download(
    page: str, sample_data_folder: Path, opened: Callable[..., AppTest]
):
    app = opened(page, sample_data_folder)

    charts = app.get("plotly_chart")
    assert charts
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    assert len(app.get("download_button")) >= len(charts)
    assert told(app).count("<details") >= len(charts)


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "finnes ikke"), ("nn", "finst ikkje"), ("en", "does not exist")]
)
def test_who_asked_for_a_page_that_is_not_there_is_told_once_and_in_their_language(
    language: str, words: str, tmp_path: Path, opened: Callable[..., AppTest]
):
    app = opened("overview", tmp_path, lang=language, missing="1")

    assert words in told(app)
    assert "missing" not in app.query_params
    assert words not in told(app.run())


def test_an_unknown_place_in_the_address_falls_back_to_one_that_exists(
    sample_data_folder: Path, opened: Callable[..., AppTest]
):
    app = opened("overview", sample_data_folder, municipality="4601", period="1999", role="pupil")

    assert not app.exception
    assert "Solvik får" in told(app)


@pytest.mark.parametrize(
    "selection",
    [
        {"service": "habilitation", "unit": "lyngtun-bofellesskap", "role": "user", "period": "2025"},
        {"service": "mental_health", "period": "2024-03"},
        {"service": "kindergarten", "period": "2021"},
    ],
    ids=["hidden unit", "month", "figures only"],
)
def test_unusual_places_open(selection: dict[str, str], sample_data_folder: Path, opened: Callable[..., AppTest]):
    for page in ("services", "questions"):
        app = opened("overview", sample_data_folder, municipality="9901", **selection)
        app = app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
