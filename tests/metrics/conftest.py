"""Where the statistics' reference values are read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

FOLDER = Path(__file__).parents[1] / "reference_values"


@pytest.fixture(scope="session")
def reference_values() -> Callable[[str], pd.DataFrame]:
    """Read values computed by R from constructed inputs; the call is in the head of the file."""
    return lambda name: pd.read_csv(FOLDER / f"{name}.csv", comment="#")


@pytest.fixture(scope="session")
def oracle(shared: Path) -> Callable[[str], tuple[pd.DataFrame, dict[str, Any]]]:
    """Read the inputs and the expected values of a reference case outside the project."""

    def read(name: str, inputs: str = "input.csv") -> tuple[pd.DataFrame, dict[str, Any]]:
        folder = shared / "oracles" / name
        return pd.read_csv(folder / inputs), json.loads((folder / "expected.json").read_text())

    return read
