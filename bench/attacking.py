"""Attacking a constructed municipality: what it takes, and how much of what is hidden it settles."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.disclosure import GROUPS, MEASURES, POLICY, SERVICES, UNITS, YEARS, large_year
from bench.timing import taken
from bench.verdicts import Figure
from disclosure.audit import Audit, audit
from disclosure.layers import Counts
from disclosure.municipality import Hidden, Year, hidden_in
from disclosure.told import told_cells
from etl.publish.attacking import PROGRAMS, ROUNDS
from etl.publish.withholding import numbered, to_withhold

CPU_SECONDS = 10.0
HIDDEN_BY = ["scope", "grouping_value", "measure_no"]


def figures() -> list[Figure]:
    """What attacking a release takes that became current, as one does that gives nothing away."""
    year = large_year(MEASURES)
    tables = published(tables_of(year, hidden_in(year, POLICY)))
    found: list[Audit] = []
    seconds = taken(lambda: found.append(audit(tables, POLICY, programs=PROGRAMS))).cpu * YEARS
    what = f"{UNITS} units x {SERVICES} services x {YEARS} years x {len(GROUPS)} variables x {MEASURES} measures"
    settled = f"{found[-1].attacked} of {found[-1].hidden} hidden settled, {len(found[-1].disclosed)} found"
    return [Figure(f"attacking {what}, CPU, from one of the years ({settled})", seconds, " s", at_most=CPU_SECONDS)]


def published(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """With more hidden until an attack finds nothing, as when a release is made."""
    for rounds in range(ROUNDS):
        disclosed = audit(tables, POLICY, programs=PROGRAMS).disclosed
        if disclosed.empty:
            break
        more = numbered(to_withhold(disclosed, told_cells(tables), tables, rounds), tables)
        at = pd.MultiIndex.from_frame(tables["cell"][HIDDEN_BY])
        gone, silent = (at.isin(pd.MultiIndex.from_frame(rows[HIDDEN_BY])) for rows in (more, more[more["unlisted"]]))
        cells = tables["cell"]
        cells.loc[gone, ["n", "pooled_mean", "sd"]] = np.nan
        cells.loc[gone, "hidden"] = "few"
        tables["cell"] = cells[~silent]
    return tables


def tables_of(year: Year, hidden: Hidden) -> dict[str, pd.DataFrame]:
    """The tables of a release that tells of a municipality and year."""
    names = _places(year.tree.parents)
    periods = ["2024", *(f"2024-{part + 1:02}" for part in range(year.parts.n.shape[1] if year.parts else 0))]
    scope = pd.DataFrame(
        [(place, period, "user") for place in names["place"] for period in periods], columns=["place", "period", "role"]
    ).rename_axis("scope")
    cells = pd.concat(_cells(year, hidden, len(periods)), ignore_index=True)
    measures = range(year.wholes.n.shape[-1])
    return {
        "place": names,
        "period": pd.DataFrame({"period": periods, "year": 2024, "kind": "year", "sort": range(len(periods))}),
        "measure": pd.DataFrame({"measure_no": measures, "measure": map(str, measures), "kind": "dimension"}),
        "scope": scope.reset_index(),
        "cell": cells,
        "response": pd.DataFrame({"scope": [], "n": [], "invited": [], "hidden": []}),
        "distribution": pd.DataFrame({"scope": [], "measure_no": [], "value": [], "n": []}),
        "driver": pd.DataFrame({"scope": [], "measure_no": [], "n": []}),
        "driver_moment": pd.DataFrame({"scope": [], "measure_no": [], "other_no": [], "correlation": []}),
        "reliability": pd.DataFrame({"scope": [], "measure_no": [], "n": []}),
    }


def _places(parents: tuple[int, ...]) -> pd.DataFrame:
    rows = []
    for number, parent in enumerate(parents):
        service = None if parent < 0 else f"s{number if parent == 0 else parent}"
        unit = f"u{number}" if parent > 0 else None
        place = "/".join(name for name in ("9901", service, unit) if name)
        rows.append((place, "municipality" if parent < 0 else "unit" if unit else "service", "9901", service, unit))
    return pd.DataFrame(rows, columns=["place", "level", "municipality", "service", "unit"])


def _cells(year: Year, hidden: Hidden, periods: int) -> Iterator[pd.DataFrame]:
    nothing = np.zeros_like(hidden.wholes)[:, None]
    yield _told(_column(year.wholes), (hidden.wholes[:, None], nothing), periods, 0, [""])
    if year.parts is not None and hidden.parts is not None:
        yield _told(year.parts, hidden.parts, periods, 1, [""] * (periods - 1))
    for number, cells in year.groups.items():
        values = [f"v{number}={value}" for value in range(cells.n.shape[1])]
        yield _told(cells, hidden.groups[number], periods, 0, values)


def _column(wholes: Counts) -> Counts:
    return wholes.at(slice(None), None)


def _told(
    counts: Counts, hidden: tuple[np.ndarray, np.ndarray], periods: int, first: int, groups: list[str]
) -> pd.DataFrame:
    told, unlisted = hidden
    place, column, measure = np.nonzero((counts.n > 0) & ~unlisted)
    at = (place, column, measure)
    n, above, squares = counts.n[at].astype(float), counts.above[at], counts.squares[at]
    variance = np.maximum(squares - above**2 / n, 0.0) / np.maximum(n - 1, 1)
    period = column + first if first else np.zeros_like(column)
    rows = pd.DataFrame(
        {
            "scope": place * periods + period, "grouping_value": np.array(groups)[column], "measure_no": measure,
            "n": n, "invited": np.nan, "pooled_mean": 100 * above / n, "sd": 100 * np.sqrt(variance), "scale_min": 0,
            "scale_max": 5, "hidden": None, "dont_know": np.nan, "not_applicable": np.nan,
        }
    )  # fmt: skip
    gone = told[at]
    rows.loc[gone, ["n", "pooled_mean", "sd"]] = np.nan
    rows.loc[gone, "hidden"] = "few"
    return rows
