"""How many answered, as bands on the pages for leaders where the settings say so."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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


@pytest.mark.parametrize("page", ["overview", "development"])
def test_charts_for_leaders_hold_no_decimals_to_work_out_the_number_of_answers_from(
    page: str, sample_data_folder: Path, opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not all(map(_is_short, _values(opened(page, sample_data_folder, **CHOICE))))
    monkeypatch.setenv("BRUKERINNSIKT_N_IN_BANDS", "true")

    values = _values(opened(page, sample_data_folder, **CHOICE))

    assert values
    assert [value for value in values if not _is_short(value)] == []


def test_a_line_tells_leaders_bands_below_its_points(
    sample_data_folder: Path, opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRUKERINNSIKT_N_IN_BANDS", "true")

    line = json.loads(opened("development", sample_data_folder, **CHOICE).get("plotly_chart")[0].proto.spec)

    assert any(re.fullmatch(r"\d+–\d+", note["text"]) for note in line["layout"]["annotations"])


def _values(app: AppTest) -> list[float]:
    """What the charts hold of figures: all but when they were measured, and where on the paper they stand."""
    traces = [trace for chart in app.get("plotly_chart") for trace in json.loads(chart.proto.spec)["data"]]
    told = [(trace.get("y"), trace.get("z"), trace.get("error_y"), trace.get("customdata")) for trace in traces]
    return [*_numbers(told)]


def _numbers(told: Any) -> Iterator[float]:
    if isinstance(told, float):
        yield told
    elif isinstance(told, (list, tuple, dict)):
        for value in told.values() if isinstance(told, dict) else told:
            yield from _numbers(value)


def _is_short(value: float) -> bool:
    return abs(value - round(value, 1)) < 1e-9
