"""Attacking the current release and those kept from before."""

from pathlib import Path
from typing import Any

from core.errors import AppError
from disclosure.audit import Audit, audit
from disclosure.policy import Policy
from etl.documents import records
from etl.former_releases import kept_before
from etl.publish.attacking import PROGRAMS
from store.release import Releases
from store.release_tables import tables_of


def audited(folder: Path, policy: Policy) -> tuple[str, Audit]:
    """The current release's id, and what an attacker knows who has the former ones too."""
    current = Releases(folder).current_id()
    if current is None:
        raise AppError("no_release")
    path = folder / f"{current}.duckdb"
    tables = tables_of(path)
    about = tables["release"].iloc[0]
    made = {"min_n": int(about["min_n"]), "min_n_detail": int(about["min_n_detail"])}
    now = {"now": policy.min_n, "now_detail": policy.min_n_detail}
    if list(made.values()) != list(now.values()):
        raise AppError("release_of_other_limits", release=current, **made, **now)
    return current, audit(tables, policy, kept_before(folder, current, policy), programs=PROGRAMS)


def audit_document(release: str, found: Audit) -> dict[str, Any]:
    """An audit as data."""
    counts = {"cells": found.cells, "hidden": found.hidden, "attacked": found.attacked}
    return {
        "release": release,
        "passed": found.passed,
        **counts,
        "not_settled": found.hidden - found.attacked,
        "disclosed": records(found.disclosed),
        "weakest": records(found.weakest),
    }
