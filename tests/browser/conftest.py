"""A real server and a real browser."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
# Without these, Chromium looks up hosts of its own at every start.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip  # noqa: E501
SECONDS_TO_START = 60
# The first page of a new server waits for the libraries to load.
expect.set_options(timeout=40_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    executable = next((path for path in CHROMIUM if Path(path).exists()), None)
    assert executable, "Chromium is needed for the browser tests: apt install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """The window that visitors have one after the other; those who stay have a page of its context.

    Another context would compile all of Streamlit again.
    """
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(40_000)
    yield page
    context.close()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """A new visitor, of whom nothing is remembered afterwards."""
    window.set_viewport_size({"width": 1440, "height": 1000})
    yield window
    window.emulate_media(media="null", color_scheme="null")
    window.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    window.context.clear_cookies()
    window.goto("about:blank")


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Start the dashboard on a data folder; its address."""
    running: list[subprocess.Popen[bytes]] = []

    def started(data: Path) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = os.environ | {"BRUKERINNSIKT_DATA": str(data)}
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
        # Beside the data, so that a test can read what the server wrote.
        with (data.parent / f"{data.name}-{port}.log").open("wb") as log:
            running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log))
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, running[-1])
        return address

    yield started
    for server in running:
        server.terminate()
        server.wait(timeout=20)


@dataclass(frozen=True)
class Served:
    """A running dashboard: its address, and the data folder that it shows."""

    address: str
    folder: Path


@pytest.fixture(scope="session")
def one_server(serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A dashboard on a folder of its own: a server for each test would take longer than the tests."""
    folder = tmp_path_factory.mktemp("served")
    return Served(serve(folder), folder)


@pytest.fixture
def empty_store(one_server: Served) -> Served:
    """A running dashboard whose data folder has nothing in it."""
    for path in one_server.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return one_server


@pytest.fixture
def own_sample(empty_store: Served, sample_data_folder: Path) -> Served:
    """A running dashboard on the sample data, which a test may change."""
    shutil.copytree(sample_data_folder, empty_store.folder, dirs_exist_ok=True)
    return empty_store


@pytest.fixture(scope="session")
def sample_server(serve: Callable[[Path], str], sample_data_folder: Path) -> str:
    """The dashboard on the sample data."""
    return serve(sample_data_folder)


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        # Not again at once: what starts would have to share its processor with who asks for it.
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.05)
            raise AssertionError("the server stopped before it answered")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            if answer.read() == b"ok":
                return
    raise AssertionError("the server did not answer in time")
