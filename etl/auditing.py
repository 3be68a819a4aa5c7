"""Attacking the current release and those kept from before, and saying what was found."""

from pathlib import Path
from typing import Any

import pandas as pd

from core.errors import AppError
from core.text import number, percent, text
from disclosure.audit import Audit, audit
from disclosure.policy import Policy
from etl.printing import records
from store.release import Releases
from store.release_tables import tables_of


def audited(folder: Path, policy: Policy) -> tuple[str, Audit]:
    """The current release's id, and what an attacker knows who has the former ones too."""
    current = Releases(folder).current_id()
    if current is None:
        raise AppError("no_release")
    path = folder / f"{current}.duckdb"
    former = [tables_of(other) for other in sorted(folder.glob("*.duckdb")) if other != path]
    return current, audit(tables_of(path), policy, former)


def audit_document(release: str, found: Audit) -> dict[str, Any]:
    """An audit as data."""
    counts = {"cells": found.cells, "hidden": found.hidden, "attacked": found.attacked}
    return {
        "release": release,
        "passed": found.passed,
        **counts,
        "disclosed": records(found.disclosed),
        "weakest": records(found.weakest),
    }


def audit_lines(found: Audit) -> list[str]:
    """An audit in words: the verdict, what is disclosed, and the weakest of what is not."""
    counts = {"cells": number(found.cells), "hidden": number(found.hidden), "attacked": number(found.attacked)}
    verdict = (
        text("audit.passed", **counts) if found.passed else text("audit.failed", count=len(found.disclosed), **counts)
    )
    lines = [verdict, *_cells(found.disclosed)]
    return lines if found.weakest.empty else [*lines, text("audit.weakest"), *_cells(found.weakest)]


def _cells(rows: pd.DataFrame) -> list[str]:
    return [_cell(row) for row in rows.to_dict("records")]


def _cell(row: dict[Any, Any]) -> str:
    names = " · ".join(str(row[name]) for name in ("place", "period", "role", "measure", "grouping") if row[name])
    least, most = row["least"], row["most"]
    several = text("audit.between", least=number(least), most=number(most))
    numbers = number(least) if least == most else several
    low, high = percent(row["mean_least"]), percent(row["mean_most"])
    said = text(f"audit.{row['kind']}", numbers=numbers, low=low, high=high)
    return f"  {names}: {said}"
