"""How many answered, as bands on the pages for leaders where the settings say so."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import told

CHOICE = {"municipality": "9901", "service": "home_care", "period": "2025"}
NUMBER_OF_ANSWERS = re.compile(r"\b(\d+) svar\b")


def test_leaders_are_told_bands_and_others_numbers(
    sample_data_folder: Path, opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = NUMBER_OF_ANSWERS.findall(told(opened("overview", sample_data_folder, **CHOICE)))
    assert numbers
    monkeypatch.setenv("BRUKERINNSIKT_N_IN_BANDS", "true")

    words = told(opened("overview", sample_data_folder, **CHOICE))

    assert re.search(r"\d+–\d+ svar", words)
    assert NUMBER_OF_ANSWERS.findall(re.sub(r"\d[\d\s]*–\d[\d\s]* svar", "", words)) == []
    services = NUMBER_OF_ANSWERS.findall(told(opened("services", sample_data_folder, **CHOICE)))
    assert services
