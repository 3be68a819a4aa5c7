"""What every test may use."""

import gc
import os
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from core.settings import Settings

# A third of what the library tries by itself: the laws are many, and the whole run is to end within minutes.
settings.register_profile("many_laws", max_examples=30)
settings.load_profile("many_laws")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the sample data begins at the middle, by module: the second of two processes makes it there at once.

    The first has other tests to run meanwhile. The journeys stay together, since they share a browser.
    """
    of_sample = {item.path for item in items if "sample_data_folder" in getattr(item, "fixturenames", ())}
    of_sample |= {item.path for item in items if item.get_closest_marker("browser")}
    others = [item for item in items if item.path not in of_sample]
    half = len(items) // 2
    items[:] = [*others[:half], *(item for item in items if item.path in of_sample), *others[half:]]


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end: keep the collector from walking them again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """At the end everything is let go of again, as libraries that look for leaks expect."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real exports and reference cases; tests that need it are left out where the variable is unset."""
    folder = os.environ.get("BRUKERINNSIKT_SHARED")
    if not folder:
        pytest.skip("BRUKERINNSIKT_SHARED is not set: real exports and reference cases are not on this machine")
    path = Path(folder)
    assert path.is_dir(), f"BRUKERINNSIKT_SHARED points to a folder that does not exist: {path}"
    return path


@pytest.fixture(scope="session")
def sample_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample data imported through the production path, made once for all test processes."""
    shared_by_workers = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else None
    root = shared_by_workers or tmp_path_factory.getbasetemp()
    folder = root / "sample_store"
    with FileLock(str(folder) + ".lock"):
        if not (folder / "releases" / "CURRENT").exists():
            # Here, since most of the program comes with it: the process that hands out the tests needs none of it.
            from etl.demo import import_sample

            import_sample(Settings(data=folder), lambda share, step: None)
    return folder
