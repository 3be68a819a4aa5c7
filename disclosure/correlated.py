"""What the correlations within the units of a service say of the units that are hidden: nothing, as a rule.

Nobody is told how the answers of one unit go together. So whatever the spread of the hidden units, those that are shown
can go together in such a way that the told correlations come out: by a correlation matrix of their own, the same in
each, as long as there is one. Then nothing follows for the hidden units.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.selection import EVERYWHERE
from disclosure.cone import NEAR
from disclosure.told import FEW, KEY, Tables, of_places, told_cells

Floats = npt.NDArray[np.float64]

MOMENTS = ["n", "total", "squares"]
# Correlations are rounded to so much.
ROUNDED = 5e-4
# How deep a unit lies: below its service and municipality.
UNIT = 2


def services_told_of(tables: Tables) -> pd.DataFrame:
    """The services whose correlations may say something of hidden units.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a release, by name.

    Returns
    -------
    DataFrame
        ``KEY``, ``scope``, and ``kind``: a row a service, period and role.
    """
    pairs, every = tables["driver_moment"], tables["cell"]
    if pairs.empty:
        return pd.DataFrame(columns=["scope", *KEY, "kind"])
    compared = every["measure_no"].isin(pairs[["measure_no", "other_no"]].to_numpy().ravel())
    told = told_cells({**tables, "cell": every[compared & every["grouping_value"].eq("")]})
    cells = told.merge(tables["measure"][["measure", "measure_no"]], on="measure")
    municipality, service = (of_places(cells["place"], level) for level in (0, 1))
    found = []
    for scope in tables["scope"][tables["scope"]["scope"].isin(pairs["scope"])].to_dict("records"):
        own, _, name = scope["place"].partition("/")
        inside = (service == name) & cells["role"].eq(scope["role"]) & cells["period"].eq(scope["period"])
        # Those of all municipalities together are within the units of every municipality.
        inside &= (own == EVERYWHERE) | (municipality == own)
        if not _says_nothing(cells[inside], pairs[pairs["scope"].eq(scope["scope"])]):
            found.append(scope)
    rows = pd.DataFrame(found, columns=tables["scope"].columns)
    return rows.assign(grouping="", measure="dimension:overall", kind="correlation")[["scope", *KEY, "kind"]]


def _says_nothing(cells: pd.DataFrame, pairs: pd.DataFrame) -> bool:
    """Whether the shown units can go together as told, whatever the others do."""
    measures = np.union1d(pairs["measure_no"], pairs["other_no"])
    level = cells["place"].str.count("/")
    if not (level.eq(UNIT) & cells["state"].eq(FEW)).any():
        return True
    units = cells[level.eq(UNIT) & cells["n"].gt(0)]
    whole = cells[level.eq(UNIT - 1)].groupby("measure_no")[MOMENTS].sum(skipna=False)
    number, names = pd.factorize(units["place"])
    shown = np.zeros((3, len(names), len(measures)))
    shown[:, number, np.searchsorted(measures, units["measure_no"])] = units[MOMENTS].to_numpy().T
    rest = whole.reindex(measures).to_numpy().T - shown.sum(axis=1)
    within = _scatter(shown)
    most = within.sum(axis=0) + _scatter(rest)
    together = np.sqrt(within).T @ np.sqrt(within)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = _correlations(pairs, measures) * np.sqrt(np.outer(most, most)) / together
    np.fill_diagonal(needed, 1.0)
    return bool(np.isfinite(needed).all() and np.linalg.eigvalsh(needed).min() >= ROUNDED * len(measures))


def _scatter(moments: Floats) -> Floats:
    """The sum of squares around the mean."""
    n, total, squares = moments
    return np.asarray(np.maximum(squares - np.divide(total**2, n, out=np.zeros_like(n), where=n > NEAR), 0.0))


def _correlations(pairs: pd.DataFrame, measures: "npt.NDArray[np.int64]") -> Floats:
    """As a matrix."""
    one, other = (np.searchsorted(measures, pairs[name]) for name in ("measure_no", "other_no"))
    matrix = np.eye(len(measures))
    matrix[one, other] = matrix[other, one] = pairs["correlation"]
    return matrix
