"""A rerun of every page with filters and of the queue, without a browser: processor time, on the sample data."""

import os
import tempfile
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from bench import stores
from bench.server import ROOT
from bench.timing import taken
from bench.verdicts import Figure
from core.settings import Settings
from etl.comments.queue import comments_of

PAGES = (
    "services", "development", "groups", "comparison", "drivers", "levels", "dimensions", "questions",
)  # fmt: skip
FILTERS = ("filter_service", "filter_period")
# Choices that are tried in each filter.
MOST_CHOICES = 3
MILLISECONDS = 60.0
STEPS = 6


def figures() -> list[Figure]:
    """Each page after a choice that nobody has made in this release, and after the same choice again."""
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"BRUKERINNSIKT_DATA": name, "BRUKERINNSIKT_MODE": "development"}
        data = stores.sample_store(Path(name))
        # The first readers of a process wait for modules to load; that is not a rerun.
        _reruns()
        stores.publish(data)
        first, again = _reruns(), _reruns()
        queue = _queue(data)
    return [
        *(
            Figure(f"rerun of {page}, sample, {when}", spent[page], " ms", at_most=MILLISECONDS)
            for page in PAGES
            for when, spent in (("first time", first), ("again", again))
        ),
        queue,
    ]


def _queue(data: Path) -> Figure:
    """The next comment of the queue, of all that the sample holds."""
    waiting = len(comments_of(Settings(data=data)))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.query_params["view"] = "review"
    app.switch_page("pages/comments.py").run()
    spent = median(taken(app.button(key="queue_next").click().run).cpu for _ in range(STEPS))
    return Figure(f"the next of {waiting} comments", 1000 * spent, " ms", at_most=MILLISECONDS)


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
