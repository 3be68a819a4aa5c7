"""Received files are opened in a process of their own, which may use so much memory and time and no more.

A file that is made to exhaust its reader then exhausts that process, and neither the server nor what it holds.
"""

import gc
import os
import pickle
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.codebook import Codebooks
from core.findings import Finding
from core.settings import ROOT
from etl.opening import Opened, Unopened, each_opened
from etl.reading import SourceFile

PAUSE = 0.02
# Nothing that is imported is ever let go of: looking for it would take a sixth of what it takes to begin.
SERVING = "import gc; gc.disable(); from etl.apart import serve; serve()"


@dataclass(frozen=True)
class Limits:
    """What opening files may use: bytes held at once, and seconds of the processor, more of them for larger files."""

    # The largest exports need less, and a small server has room for this beside the dashboard.
    memory: int = 1_000_000_000
    # A small file must be answered within ten seconds, whatever is in it.
    seconds: float = 8.0
    seconds_per_megabyte: float = 1.5

    def seconds_for(self, files: Sequence[SourceFile]) -> float:
        """The time for these files."""
        return self.seconds + self.seconds_per_megabyte * sum(len(file.content) for file in files) / 1_000_000


DEFAULT = Limits()
# On a busy machine a second of the processor takes several on the clock.
MOST_CLOCK = 4
# What a process ends with that the system has ended.
KILLED = -9


# What comes back: each export or refusal, and the places of its files among those that were sent.
_Answer = list[tuple[tuple[int, ...], Opened | Unopened]]


def each_opened_apart(
    files: Sequence[SourceFile], codebooks: Codebooks, limits: Limits = DEFAULT
) -> list[Opened | Unopened]:
    """Each export among the files, opened in another process, or why some files are none."""
    answer = _answer(files, codebooks, limits)
    return [replace(one, files=tuple(files[place] for place in places)) for places, one in answer]


def _answer(files: Sequence[SourceFile], codebooks: Codebooks, limits: Limits) -> _Answer:
    """What the other process answers; where it had to be ended, that all of the files are refused."""
    command = [sys.executable, "-c", SERVING]
    seconds = limits.seconds_for(files)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        watch = _Watch(process, limits.memory, seconds)
        watch.start()
        written, _ = process.communicate(pickle.dumps((list(files), codebooks)))
        watch.join()
    if process.returncode == 0:
        answer: _Answer = pickle.loads(written)
        return answer
    # Where nobody here ended it, the system did for lack of memory, or a reader broke down over a damaged file.
    broken = "file_needs_memory" if process.returncode == KILLED else "file_breaks_reader"
    details: dict[str, object] = {"seconds": round(seconds), "megabytes": limits.memory // 1_000_000}
    names = ", ".join(file.name for file in files)
    finding = Finding(watch.ended_for or broken, file=names, details=details)
    return [(tuple(range(len(files))), Unopened(tuple(files), (finding,)))]


class _Watch(threading.Thread):
    """Ends a process that uses too much; ``ended_for`` says of what."""

    def __init__(self, process: "subprocess.Popen[bytes]", memory: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self._process, self._memory, self._seconds = process, memory, seconds
        self._deadline = time.monotonic() + MOST_CLOCK * seconds
        self.ended_for: str | None = None

    def run(self) -> None:
        """Look again and again for as long as the process lives."""
        while self._process.poll() is None:
            if _memory(self._process.pid) > self._memory:
                self.ended_for = "file_needs_memory"
            elif _seconds(self._process.pid) > self._seconds or time.monotonic() > self._deadline:
                self.ended_for = "file_takes_too_long"
            if self.ended_for:
                self._process.kill()
                return
            time.sleep(PAUSE)


def _memory(pid: int) -> int:
    """Bytes that a process holds; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    held = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(held[1]) * 1024 if held else 0


def _seconds(pid: int) -> float:
    """Seconds of the processor that a process has used; 0 where the system does not tell."""
    try:
        # The second field is a name in brackets, which may hold anything.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def serve() -> None:
    """The other process: open what standard input asks for, answer on standard output, and end at once."""
    gc.freeze()
    gc.enable()
    # What libraries print must not stand in the answer.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    files, codebooks = pickle.load(sys.stdin.buffer)
    # The files themselves are with whoever asked.
    answer: _Answer = [
        (tuple(files.index(file) for file in one.files), replace(one, files=()))
        for one in each_opened(files, codebooks)
    ]
    with out:
        pickle.dump(answer, out, protocol=pickle.HIGHEST_PROTOCOL)
    # Taking down what the libraries have built takes as long as opening a small file.
    os._exit(0)
