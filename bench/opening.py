"""Opening the first page of a running server with an empty cache, against a plain page on the same answers."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page

from bench import stores
from bench.browser import browser, opened, reader
from bench.server import ROOT, Server, dashboard, serving
from bench.verdicts import Figure

ROUNDS = 5
EQUAL = 1.0
PLAIN = Path(__file__).parent / "plain_page.py"


@dataclass(frozen=True)
class Opening:
    """What one opening took: requests, and milliseconds of processor time on the server and in the page."""

    requests: float
    server: float
    page: float


def figures() -> list[Figure]:
    """Both pages opened in turn, each time by a new reader."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = stores.sample_store(folder / "sample")
        answers = stores.write_answers(data, folder / "answers.csv")
        plain = {"PLAIN_PAGE_ANSWERS": str(answers)}
        # The plain page gets Streamlit's own settings, not those of this project.
        with serving(ROOT / "dashboard.py", dashboard(data)) as ours, serving(PLAIN, plain, folder) as theirs:
            rounds = _rounds(ours, theirs)
    mine, others = (_median([pair[side] for pair in rounds]) for side in (0, 1))
    return [
        Figure("opening the first page, requests", mine.requests, ""),
        Figure("  plain page, requests", others.requests, ""),
        Figure("  opening over plain page, requests", mine.requests / others.requests, " ×", at_most=EQUAL),
        Figure("opening the first page, server CPU", mine.server, " ms"),
        Figure("  plain page, server CPU", others.server, " ms"),
        Figure("  opening over plain page, server CPU", mine.server / others.server, " ×", at_most=EQUAL),
        Figure("opening the first page, browser CPU", mine.page, " ms"),
        Figure("  plain page, browser CPU", others.page, " ms"),
        Figure("  opening over plain page, browser CPU", mine.page / others.page, " ×", at_most=EQUAL),
    ]


def _rounds(ours: Server, theirs: Server) -> list[tuple[Opening, Opening]]:
    with browser() as running:
        _opening(running, ours)
        _opening(running, theirs)
        return [(_opening(running, ours), _opening(running, theirs)) for _ in range(ROUNDS)]


def _opening(running: Browser, server: Server) -> Opening:
    requests: list[str] = []
    with reader(running) as page:
        metrics = _metrics(page)
        page.on("request", lambda request: requests.append(request.url))
        page.on("websocket", lambda socket: requests.append(socket.url))
        before = server.cpu()
        opened(page, server.address)
        spent = server.cpu() - before
        over_the_net = [url for url in requests if not url.startswith(("data:", "blob:"))]
        return Opening(len(over_the_net), 1000 * spent, 1000 * _task_seconds(metrics))


def _metrics(page: Page) -> CDPSession:
    """The browser's own bookkeeping of a page, which counts from now on."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session


def _task_seconds(session: CDPSession) -> float:
    """The seconds that the browser has worked for the page: scripts, layout and drawing on its main thread."""
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def _median(rounds: Sequence[Opening]) -> Opening:
    return Opening(*(median(getattr(one, name) for one in rounds) for name in ("requests", "server", "page")))
