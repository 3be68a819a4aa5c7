"""Each adapter at 100,000 respondents and 40 columns, against the fastest plain reader of that kind of file."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.adapters_child import read_plain, recognised_and_read
from bench.survey_files.survey import survey
from bench.survey_files.tools import KINDS, Kind
from bench.timing import median_of, taken
from bench.verdicts import Figure

ROOT = Path(__file__).parent.parent
RESPONDENTS = 100_000
ROUNDS = 3
OVER_READER, MEMORY_OVER_READER = 3.0, 2.0


def figures() -> list[Figure]:
    """Time and peak memory of every kind of export."""
    answers = survey(RESPONDENTS)
    found = []
    for name, kind in KINDS.items():
        with tempfile.TemporaryDirectory() as folder:
            files = kind.write(answers, Path(folder))
            found += [*_of_time(name, kind, files), *_of_memory(name, kind, files)]
    return found


def _of_time(name: str, kind: Kind, files: Sequence[Path]) -> list[Figure]:
    recognised_and_read(kind.adapter, files)
    rounds = [
        (taken(lambda: recognised_and_read(kind.adapter, files)), taken(lambda: read_plain(kind.reader, files)))
        for _ in range(ROUNDS)
    ]
    ours, theirs = (median_of([pair[side] for pair in rounds]) for side in (0, 1))
    return [
        Figure(f"{name}, clock", ours.wall, " s"),
        Figure(f"  {kind.reader}, clock", theirs.wall, " s"),
        Figure(f"  over {kind.reader}, clock", ours.wall / theirs.wall, " ×", at_most=OVER_READER),
        Figure(f"  over {kind.reader}, CPU", ours.cpu / theirs.cpu, " ×", at_most=OVER_READER),
    ]


def _of_memory(name: str, kind: Kind, files: Sequence[Path]) -> list[Figure]:
    rounds = [[_memory(who, files) for who in (kind.adapter, kind.reader)] for _ in range(ROUNDS)]
    ours, theirs = (median(pair[side][1] for pair in rounds) for side in (0, 1))
    own, of_reader = (median(pair[side][1] - pair[side][0] for pair in rounds) for side in (0, 1))
    return [
        Figure(f"{name}, peak memory", ours, " MB"),
        Figure(f"  over {kind.reader}", ours / theirs, " ×", at_most=MEMORY_OVER_READER),
        Figure(f"  over {kind.reader}, beyond the loaded modules", own / of_reader, " ×"),
    ]


def _memory(who: str, files: Sequence[Path]) -> tuple[float, float]:
    """MB after loading, and at the peak."""
    command = [sys.executable, "-m", "bench.adapters_child", who, *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    loaded, peak = json.loads(done.stdout)
    return loaded, peak
