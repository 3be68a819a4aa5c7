"""Comparison: what a reader chooses, what is said and drawn, and the states without a figure."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.text import LANGUAGES, in_language, text
from tests.pages.conftest import told

Opened = Callable[..., AppTest]
HOME_CARE = {"municipality": "9901", "service": "home_care", "period": "2025", "role": "user"}


def test_the_weak_unit_is_named_where_the_page_opens(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("comparison", sample_data_folder, **HOME_CARE, measure="dimension:respected")

    said = told(app)
    assert "Elvebredden hjemmetjeneste: sikkert lavere enn resten av tjenesten" in said
    assert "Elvebredden hjemmetjeneste, Å bli tatt på alvor: sikkert lavere" in said
    assert "sikkert høyere enn resten av tjenesten" not in said
    assert "rangering" in app.caption[0].value


def test_what_is_chosen_stands_in_the_address(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("comparison", sample_data_folder, **HOME_CARE)

    app.selectbox(key="picked_measure").set_value("dimension:right_time").run()
    app.segmented_control(key="filter_against").set_value("municipality").run()

    assert not app.exception
    assert app.query_params["measure"] == "dimension:right_time"
    assert app.query_params["against"] == "municipality"
    assert app.header[0].value == text(
        "page.comparison.differences",
        other=text("comparison.other.municipality"),
        measure="Å få hjelp til riktig tid",
    )


def assert_whole(app: AppTest) -> None:
    """Nothing went wrong, no number is missing in silence, and every chart has its words, its table and its file."""
    said = told(app)
    assert not app.exception
    assert "nan" not in said.lower().replace(">", " ").replace("<", " ").split()
    charts = app.get("plotly_chart")
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    assert len(app.get("download_button")) >= len(charts)
    assert said.count("<details") >= len(charts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("closer", ["none", "small", "spread"])
def test_the_page_is_whole_in_every_language(
    closer: str, language: str, sample_data_folder: Path, opened: Opened
) -> None:
    with in_language(language):
        assert_whole(opened("comparison", sample_data_folder, **HOME_CARE, closer=closer, lang=language))


@pytest.mark.parametrize(
    "selection",
    [
        {"period": "2025"},
        {"service": "bpa", "period": "2025"},
        {"service": "habilitation", "period": "2025", "role": "user"},
        {"service": "mental_health", "period": "2024-03"},
        {"service": "kindergarten", "period": "2021"},
        {"service": "kindergarten", "period": "2023", "against": "benchmark"},
    ],
    ids=["services", "one unit", "hidden units", "month", "figures only", "benchmark"],
)
def test_every_place_can_be_compared_or_says_why_not(
    selection: dict[str, str], sample_data_folder: Path, opened: Opened
) -> None:
    assert_whole(opened("comparison", sample_data_folder, municipality="9901", **selection, closer="small"))


def test_one_unit_is_told_to_have_nothing_beside_it(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("comparison", sample_data_folder, municipality="9901", service="bpa", period="2025")

    assert text("comparison.one_part.units") in told(app)
    assert not app.get("plotly_chart")


def test_a_choice_that_is_not_there_falls_back(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("comparison", sample_data_folder, **HOME_CARE, measure="item:unknown", against="benchmark")

    assert not app.exception
    assert app.query_params["measure"] == "overall"
    assert app.query_params["against"] == "rest"
