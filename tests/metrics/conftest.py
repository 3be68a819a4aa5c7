"""Where the statistics' reference values are read, and how far each statistic lies from them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

FOLDER = Path(__file__).parents[1] / "reference_values"


@pytest.fixture
def cases_read() -> list[str]:
    """The reference cases that the test has read, the one with the expected values last."""
    return []


@pytest.fixture
def reference_values(cases_read: list[str]) -> Callable[[str], pd.DataFrame]:
    """Read values computed by R from constructed inputs; the call is in the head of the file."""

    def read(name: str) -> pd.DataFrame:
        cases_read.append(f"R: {name}.csv")
        return pd.read_csv(FOLDER / f"{name}.csv", comment="#")

    return read


@pytest.fixture
def oracle(shared: Path, cases_read: list[str]) -> Callable[[str], tuple[pd.DataFrame, dict[str, Any]]]:
    """Read the inputs and the expected values of a reference case outside the project."""

    def read(name: str, inputs: str = "input.csv") -> tuple[pd.DataFrame, dict[str, Any]]:
        cases_read.append(name)
        folder = shared / "oracles" / name
        return pd.read_csv(folder / inputs), json.loads((folder / "expected.json").read_text())

    return read


@pytest.fixture
def agree(cases_read: list[str], record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Whether what a statistic found is what its reference case expects; ``bench.agreement`` collects how far off."""

    def check(statistic: Callable[..., Any], found: Any, expected: Any, rtol: float = 1e-9, atol: float = 0.0) -> None:
        if isinstance(expected, Mapping):
            found, expected = pd.Series(found).sort_index(), pd.Series(expected).sort_index()
            assert found.index.equals(expected.index)
        found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
        np.testing.assert_allclose(found, expected, rtol=rtol, atol=atol)
        told = np.abs(expected) > atol  # a zero has no relative deviation
        deviation = np.abs(found - expected)[told] / np.abs(expected[told])
        function = f"{statistic.__module__}.{statistic.__name__}"
        largest = float(deviation.max(initial=0.0))
        record_property("agreement", {"function": function, "case": cases_read[-1], "largest": largest, "limit": rtol})

    return check
