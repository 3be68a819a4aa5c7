"""One import, or the baseline, in a process that loads nothing else.

``python -m bench.memory_child ours|duckdb FILE CODEBOOK``
"""

import importlib
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

MEGABYTE = 1_000_000
# What each has to load before it can begin.
NEEDED = {"ours": "bench.importing", "duckdb": "bench.unpivot"}


def peak_memory() -> float:
    """The largest resident memory of this process so far, in MB.

    Not ``ru_maxrss``: Linux lets a child begin with the peak of the process that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024 / MEGABYTE


def main(arguments: Sequence[str]) -> None:
    """Load, note the memory, work, note it again."""
    who, file, codebook = arguments
    needed = importlib.import_module(NEEDED[who])
    loaded = peak_memory()
    if who == "duckdb":
        needed.duckdb_unpivot(Path(file))
    else:
        needed.import_and_publish(Path(file), needed.new_store(Path(codebook)))
    print(json.dumps([loaded, peak_memory()]))


if __name__ == "__main__":
    main(sys.argv[1:])
