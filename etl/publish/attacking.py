"""A new release is attacked before it becomes current: what gives something away is hidden, or there is no release."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from core.errors import AppError
from disclosure.audit import WEAKEST, Audit, audit
from disclosure.correlated import services_told_of
from disclosure.policy import Policy
from disclosure.told import KEY, SHOWN, Tables, told_cells
from etl.audit_words import cell_lines
from etl.publish.decisions import rules_name
from etl.publish.withheld import forget_hidden, hidden_before, keep_hidden
from etl.publish.withholding import numbered, to_withhold
from store.new_release import NewRelease

# In each round something more is hidden; what is known even then cannot be protected by hiding what is beside it.
ROUNDS = 8
# So many cells that are not easily shown to be safe are looked into exactly.
PROGRAMS = 300
NAMED = 10
# The limits of means are worked out to within half a point of the scale. No later audit is to find what this did not.
STRICTER = 1.05
# What is told of how answers go together.
EXPLAINING = ("driver", "driver_moment")
SAFE = "safe_systems.txt"
CELL = ["place", "period", "role", "measure", "grouping_value"]


def attack(release: NewRelease, former: Sequence[Tables], policy: Policy, folder: Path) -> None:
    """Attack a release in the making, hide what gives something away, and write down in it what was found.

    ``folder`` holds the names of what was seen to be safe before, which is not attacked again.
    """
    safe, stricter = _Safe(folder, policy), replace(policy, width=STRICTER * policy.width)
    withheld = _hidden_again(release, hidden_before(folder, policy))
    before = former[-1]["audit_weakest"] if former and safe.names else None
    for rounds in range(ROUNDS + 1):
        tables = _without_telling_correlations(release)
        found = audit(tables, stricter, former, programs=PROGRAMS, safe=safe.names)
        if found.passed:
            release.add("audit", _result(found, len(withheld), rounds))
            release.add("audit_weakest", with_former(weakest(found), before, tables))
            safe.save()
            keep_hidden(folder, policy, withheld)
            return
        more = to_withhold(found.disclosed, told_cells(tables), tables, rounds)
        if rounds == ROUNDS or more.empty:
            break
        withheld = pd.concat([withheld, more])
        release.withhold(numbered(more, tables))
    lines = cell_lines(found.disclosed.head(NAMED), tables["place"])
    raise AppError("release_discloses", count=len(found.disclosed), cells="\n".join(lines))


def _without_telling_correlations(release: NewRelease) -> Tables:
    """The tables of a release, without correlations that say something of hidden units."""
    tables = release.tables()
    telling = services_told_of(tables)
    if telling.empty:
        return tables
    release.leave_unexplained(telling["scope"])
    return tables | {name: release.table(name) for name in EXPLAINING}


def _hidden_again(release: NewRelease, before: pd.DataFrame) -> pd.DataFrame:
    """Hide what was hidden before; the cells of it that there still are."""
    if before.empty:
        return before
    tables = release.tables()
    still = before.merge(told_cells(tables)[KEY], on=KEY)
    release.withhold(numbered(still, tables))
    return still


def forget_attacks(folder: Path) -> None:
    """Remove the names of what was seen to be safe, and of what was hidden."""
    (folder / SAFE).unlink(missing_ok=True)
    forget_hidden(folder)


def weakest(found: Audit) -> pd.DataFrame:
    """The cells of which most is known, without what is known of them."""
    rows = found.weakest
    return pd.DataFrame(
        {
            **{name: rows[name] for name in ("kind", "place", "period", "role", "measure")},
            "grouping_value": rows["grouping"],
            "numbers": rows["numbers"].astype("Int64"),
            "width": (rows["mean_most"] - rows["mean_least"]).astype("float64"),
        }
    )


def with_former(found: pd.DataFrame, before: pd.DataFrame | None, tables: Tables) -> pd.DataFrame:
    """The weakest cells with those of the release before that are not shown now.

    What is unchanged since is not attacked again, and is as weak as it was.
    """
    if before is None:
        return found
    told = told_cells(tables)
    shown = told[told["state"].eq(SHOWN)].rename(columns={"grouping": "grouping_value"})
    known = pd.MultiIndex.from_frame(pd.concat([shown[CELL], found[CELL]]))
    still = before[~pd.MultiIndex.from_frame(before[CELL]).isin(known)].astype(found.dtypes.to_dict())
    return pd.concat([found, still]).sort_values("numbers", kind="stable").head(WEAKEST) if len(still) else found


def _result(found: Audit, withheld: int, rounds: int) -> pd.DataFrame:
    told = {
        "cells": found.cells,
        "hidden": found.hidden,
        "settled": found.attacked,
        "disclosures": len(found.disclosed),
    }
    return pd.DataFrame(
        [{"checked": datetime.now(UTC).replace(tzinfo=None), **told, "withheld": withheld, "rounds": rounds}]
    )


class _Safe:
    """The names of systems of cells that were seen to be safe by these rules; they say nothing of the cells."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self._path = folder / SAFE
        self._rules = rules_name(policy)
        try:
            rules, *names = self._path.read_text(encoding="ascii").splitlines()
        except (OSError, ValueError):
            rules, names = "", []
        self.names = set(names) if rules == self._rules else set()

    def save(self) -> None:
        """Keep the names for the next release."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".unfinished")
        unfinished.write_text("\n".join([self._rules, *sorted(self.names)]), encoding="ascii")
        unfinished.replace(self._path)
