"""What matters to the user: the questions behind a dimension, of one service or of several."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import told

CHOICE = {"municipality": "9901", "period": "2025", "dimension": "taken_seriously"}


def test_services_with_different_scales_have_a_table_side_by_side_in_place_of_an_empty_chart(
    sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    together = opened("dimensions", sample_data_folder, **CHOICE, role="everyone")
    parents = opened("dimensions", sample_data_folder, **CHOICE, role="guardian")

    assert [_has_bars(chart) for chart in _charts(together)] == [False]
    assert "stilt med ulike svarskalaer" in told(together)
    assert "spørsmål er stilt i" in told(together)
    assert "I hvilken grad opplever du at de ansatte tar deg på alvor?" in told(together)
    assert any(_has_bars(chart) for chart in _charts(parents))
    assert "stilt med ulike svarskalaer" not in told(parents)
    # One service alone is held beside nothing.
    assert "spørsmål er stilt i" not in told(parents)


def _charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def _has_bars(chart: dict[str, Any]) -> bool:
    return any(trace["type"] == "bar" for trace in chart["data"])
