"""A Streamlit server in a process of its own, and what it spends."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 60
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Resident memory now, in MB."""
        return float(self.process.memory_info().rss) / MEGABYTE


@contextmanager
def serving(script: Path, environment: Mapping[str, str], folder: Path = ROOT) -> Iterator[Server]:
    """The script served on a free port, with the settings of ``folder``; stopped at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"]
    started = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        server = Server(f"http://127.0.0.1:{port}", psutil.Process(started.pid))
        _wait_until_ready(server, started)
        yield server
    finally:
        started.terminate()
        started.wait()


def dashboard(data: Path) -> dict[str, str]:
    """The environment of the dashboard in production on a data folder."""
    return {"BRUKERINNSIKT_DATA": str(data), "BRUKERINNSIKT_MODE": "production", "PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_ready(server: Server, started: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and started.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
