"""The page on development, from the choices in the address to the charts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.text import LANGUAGES, in_language
from tests.pages.conftest import told

PULSE = {"municipality": "9901", "service": "mental_health"}
HOME_CARE = {"municipality": "9901", "service": "home_care"}


def open_page(opened: Callable[..., AppTest], data: Path, **query: str) -> AppTest:
    """The page with a query in its own address: what stands in the address of another page does not follow."""
    app = opened("overview", data, lang=query.pop("lang", "nb"))
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page("pages/development.py").run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_series_has_a_line_limits_and_panels(
    language: str, sample_data_folder: Path, opened: Callable[..., AppTest]
):
    with in_language(language):
        app = open_page(opened, sample_data_folder, lang=language, **PULSE)

        assert not app.exception
        assert len(app.get("plotly_chart")) == 3
        assert len(app.get("download_button")) == 3
        assert told(app).count("<details") == 3


def test_a_short_series_has_no_limits_and_says_why(sample_data_folder: Path, opened: Callable[..., AppTest]):
    app = open_page(opened, sample_data_folder, **HOME_CARE, measure="dimension:overview")

    assert len(app.get("plotly_chart")) == 2
    assert "Sikker forbedring siden 2024" in told(app)
    assert "krever 12 målinger" in told(app)


def test_a_target_and_an_event_in_the_address_are_shown(sample_data_folder: Path, opened: Callable[..., AppTest]):
    app = open_page(
        opened, sample_data_folder, **PULSE, target="99", event="2024-05", what="Ny <b>leder", rebase="2024-05"
    )

    assert not app.exception
    assert "Målet nås ikke" in told(app)
    assert "Grensene er regnet på nytt fra mai 2024: Ny &lt;b&gt;leder." in told(app)


def test_limits_are_not_offered_anew_without_a_cause(sample_data_folder: Path, opened: Callable[..., AppTest]):
    app = open_page(opened, sample_data_folder, **PULSE, rebase="2024-05")

    assert "Regn grensene på nytt fra" not in [box.label for box in app.selectbox]
    assert "regnet på nytt" not in told(app).replace("bare på nytt", "")


def test_nonsense_in_the_address_is_left_out(sample_data_folder: Path, opened: Callable[..., AppTest]):
    app = open_page(
        opened, sample_data_folder, **HOME_CARE, measure="item:nothing", step="week", target="nan", event="1999-13"
    )

    assert not app.exception
    assert "Hjemmetjenester, «Samlet», 2025" in told(app)
    assert {"target", "event"}.isdisjoint(app.query_params)


def test_units_are_seen_beside_each_other(sample_data_folder: Path, opened: Callable[..., AppTest]):
    app = open_page(opened, sample_data_folder, **HOME_CARE, beside="parts")

    assert "Elvebredden hjemmetjeneste" in app.get("plotly_chart")[1].proto.alt


def test_a_choice_is_written_in_the_address(sample_data_folder: Path, opened: Callable[..., AppTest]):
    app = open_page(opened, sample_data_folder, **PULSE)

    app.selectbox(key="development_step").set_value("year").run()

    assert not app.exception
    assert app.query_params["step"] == "year"
    assert len(app.get("plotly_chart")) == 2


def test_a_target_that_is_typed_is_written_in_the_address(sample_data_folder: Path, opened: Callable[..., AppTest]):
    app = open_page(opened, sample_data_folder, **PULSE)

    app.number_input(key="development_target_0").set_value(80.0).run()

    assert not app.exception
    assert float(app.query_params["target"]) == 80
    assert "Målet på 80" in told(app)
