"""The page of what the overall assessment goes together with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.text import LANGUAGES, in_language
from tests.pages.conftest import told


def test_shares_and_crosses_have_their_tables_and_downloads(
    sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    app = opened("drivers", sample_data_folder, municipality="9901", service="home_care", period="2025", role="user")

    assert not app.exception
    assert len(app.get("plotly_chart")) == 2
    # The charts, and how well the questions agree.
    assert len(app.get("download_button")) == 3
    assert "henger klarest sammen med helhetsvurderingen" in told(app)
    assert "ikke hva som virker" in told(app)
    assert "Bare to spørsmål, og derfor lite å si, i «Å bli respektert»" in told(app)


def test_lines_are_chosen_and_called_a_choice(sample_data_folder: Path, opened: Callable[..., AppTest]) -> None:
    app = opened("drivers", sample_data_folder, municipality="9901", service="home_care", period="2025", role="user")
    assert "De er et valg" not in told(app)

    app.segmented_control[0].set_value("with").run()

    assert "De er et valg og ikke et funn" in told(app)
    assert app.query_params["lines"] == "with"


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_answers_are_told_with_what_to_do(
    language: str, sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    with in_language(language):
        app = opened("drivers", sample_data_folder, service="child_welfare", period="2024", role="user", lang=language)

        assert not app.exception
        assert not app.get("plotly_chart")
        assert "54" in told(app)
        assert "100" in told(app)
