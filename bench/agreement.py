"""Agreeing: how far each statistic lies from its reference cases, as the tests of the statistics find it."""

import json
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from inspect import getdoc
from pathlib import Path

import pandas as pd

from bench.verdicts import Figure

ROOT = Path(__file__).parent.parent
REFERENCES = re.compile(r"References\n-+\n(.*?)(?:\n\n\w+\n-+\n|\Z)", re.DOTALL)


def figures() -> list[Figure]:
    """How many statistics are held against a reference case, and the largest deviation as a part of what is allowed."""
    found = deviations()
    return [
        Figure("statistics that have a reference case", float(found["function"].nunique()), ""),
        Figure("the largest deviation, of what is allowed", float((found["largest"] / found["limit"]).max()), "", 1.0),
    ]


def deviations() -> pd.DataFrame:
    """One row a statistic and reference case: function, case, largest (relative deviation), limit.

    The cases outside the project are there where BRUKERINNSIKT_SHARED is set.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "agreements.json"
        command = [sys.executable, "-m", "bench.agreement_child", str(told)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"The tests of the statistics failed:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
        rows = pd.DataFrame(json.loads(told.read_text(encoding="utf-8")))
    return rows.groupby(["function", "case"], as_index=False).max().sort_values(["function", "case"], ignore_index=True)


def statistic(function: str) -> str:
    """What a function computes, in the first sentence of its docstring."""
    first = _documented(function).partition("\n\n")[0].replace("\n", " ").replace("``", "`")
    return re.split(r"\.(?:\s|$)|[,;] one row", first)[0]


def source(function: str) -> str:
    """Where a function's formula is from; "definition" where it needs no source."""
    found = REFERENCES.search(_documented(function))
    if not found:
        return "definition"
    cited = re.split(r"Reference values:", re.sub(r"\s+", " ", found[1]).strip())[0].strip()
    if cited.startswith(("As for", "See")):
        module = function.rpartition(".")[0]
        cited = " ".join(source(f"{module}.{name}") for name in re.findall(r"`(\w+)`", cited))
    return cited or "definition"


def _documented(function: str) -> str:
    module, _, name = function.rpartition(".")
    return getdoc(getattr(import_module(module), name)) or ""
