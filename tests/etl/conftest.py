"""A data folder of one's own for each test."""

from pathlib import Path

import pytest

from tests.etl.store import Store, small_codebook


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty data folder that knows the small codebook."""
    made = Store(tmp_path / "data", monkeypatch)
    made.codebook(small_codebook())
    return made
