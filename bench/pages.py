"""A rerun of every page with filters, without a browser: processor time of the process, on the sample data."""

import os
import tempfile
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from bench import stores
from bench.server import ROOT
from bench.timing import taken
from bench.verdicts import Figure

PAGES = (
    "services", "development", "groups", "comparison", "drivers", "levels", "dimensions", "questions",
)  # fmt: skip
FILTERS = ("filter_service", "filter_period")
# Choices that are tried in each filter.
MOST_CHOICES = 3
MILLISECONDS = 60.0


def figures() -> list[Figure]:
    """Each page after a choice that nobody has made in this release, and after the same choice again."""
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"BRUKERINNSIKT_DATA": name, "BRUKERINNSIKT_MODE": "development"}
        data = stores.sample_store(Path(name))
        # The first readers of a process wait for modules to load; that is not a rerun.
        _reruns()
        stores.publish(data)
        first, again = _reruns(), _reruns()
    return [
        Figure(f"rerun of {page}, sample, {when}", spent[page], " ms", at_most=MILLISECONDS)
        for page in PAGES
        for when, spent in (("first time", first), ("again", again))
    ]


def _reruns() -> dict[str, float]:
    return {page: _rerun(page) for page in PAGES}


def _rerun(page: str) -> float:
    """Median milliseconds of a change in the filters of a page."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page}.py").run()
    shown = {box.key for box in app.selectbox}
    return 1000 * median(spent for key in FILTERS if key in shown for spent in _changes(app, key))


def _changes(app: AppTest, key: str) -> list[float]:
    """Seconds of processor time a change to another choice of a filter."""
    box = app.selectbox(key=key)
    others = [number for number in range(len(box.options)) if number != box.index][:MOST_CHOICES]
    return [taken(app.selectbox(key=key).select_index(number).run).cpu for number in others]
