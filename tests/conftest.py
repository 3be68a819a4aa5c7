"""What every test may use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real exports and reference cases; tests that need it are left out where the variable is unset."""
    folder = os.environ.get("BRUKERINNSIKT_SHARED")
    if not folder:
        pytest.skip("BRUKERINNSIKT_SHARED is not set: real exports and reference cases are not on this machine")
    path = Path(folder)
    assert path.is_dir(), f"BRUKERINNSIKT_SHARED points to a folder that does not exist: {path}"
    return path
