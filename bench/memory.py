"""Peak memory of an import, against DuckDB reading and unpivoting the same file; each in a process of its own."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench import data
from bench.memory_child import NEEDED
from bench.verdicts import Figure

ROOT = Path(__file__).parent.parent
ROUNDS = 3
OVER_DUCKDB = 2.0


def figures() -> list[Figure]:
    """The largest resident memory, whole and beyond the loaded modules."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        codebook = data.write_codebook(folder / "wide.yaml")
        file = data.wide_file() or data.write_wide(folder / "wide_25k.csv", data.RESPONDENTS)
        rounds = [{who: _memory(who, file, codebook) for who in NEEDED} for _ in range(ROUNDS)]
    whole = {who: median(one[who][1] for one in rounds) for who in NEEDED}
    beyond = {who: median(one[who][1] - one[who][0] for one in rounds) for who in NEEDED}
    return [
        Figure("peak memory of the import", whole["ours"], " MB"),
        Figure("  DuckDB read and unpivot", whole["duckdb"], " MB"),
        Figure("  import over DuckDB", whole["ours"] / whole["duckdb"], " ×", at_most=OVER_DUCKDB),
        Figure("  beyond the loaded modules, import", beyond["ours"], " MB"),
        Figure("  beyond the loaded modules, DuckDB", beyond["duckdb"], " MB"),
        Figure("  beyond the loaded modules, import over DuckDB", beyond["ours"] / beyond["duckdb"], " ×"),
    ]


def _memory(who: str, file: Path, codebook: Path) -> tuple[float, float]:
    """MB after loading, and at the peak."""
    command = [sys.executable, "-m", "bench.memory_child", who, str(file), str(codebook)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    loaded, peak = json.loads(done.stdout)
    return loaded, peak
