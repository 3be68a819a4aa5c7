"""The tests that hold statistics against their reference cases, run by themselves: writes what they found to a file."""

import json
import sys
from pathlib import Path

import pytest

TESTS = str(Path(__file__).parent.parent / "tests" / "metrics")


class Recorder:
    """Runs the tests that use the fixture ``agree``, and keeps what it was told."""

    def __init__(self) -> None:
        self.found: list[object] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the other tests."""
        items[:] = [item for item in items if "agree" in getattr(item, "fixturenames", ())]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a finished test found."""
        if report.when == "call":
            self.found += [value for name, value in report.user_properties if name == "agreement"]


if __name__ == "__main__":
    recorder = Recorder()
    code = pytest.main(["-q", "-p", "no:cacheprovider", TESTS], plugins=[recorder])
    Path(sys.argv[1]).write_text(json.dumps(recorder.found), encoding="utf-8")
    sys.exit(code)
