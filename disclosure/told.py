"""The figures that a release tells, and those that it says are hidden: one row a cell, whatever table it stands in."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from disclosure.policy import NO_ANSWERS, TOO_FEW

Tables = Mapping[str, pd.DataFrame]

RESPONDENTS = "respondents"
# What is known of a cell: there is no row of it; its figures; that it has too few; that something else hides it.
NO_ROW, SHOWN, FEW, WITHHELD = 0, 1, 2, 3
# The columns of the table of cells that this is about; as_of is missing in made-up releases.
NEEDED = (
    "scope", "grouping_value", "measure_no", "n", "pooled_mean", "sd", "scale_min", "scale_max", "hidden", "as_of",
)  # fmt: skip
KEY = ["place", "role", "period", "grouping", "measure"]


def told_cells(tables: Tables, half_unit: float = 0.0) -> pd.DataFrame:
    """Every cell with a row in a release, and what is told of it.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a release, by name.
    half_unit : float
        How far from its true value a mean may be told (0.05 for means with one decimal), in the units of the mean.

    Returns
    -------
    DataFrame, one row a cell
        ``KEY``; ``state``; ``n``; ``total`` and ``squares`` (sums of answers and their squares, as parts of the scale);
        ``slack`` (how far ``total`` may be from the truth); ``scale_min``, ``scale_max``; ``invited``; ``carried``: the
        figure is an earlier release's, so it adds up with no other. The numbers of respondents are cells of a measure
        of their own, without sums.
    """
    scope = tables["scope"].set_index("scope")
    cells = _cells(tables, half_unit)
    response = tables["response"].assign(grouping="", measure=RESPONDENTS)
    told = pd.concat(
        [cells, _with_state(response)[["scope", "grouping", "measure", "state", "n", "invited", "carried"]]]
    )
    rows = scope.index.get_indexer(pd.Index(told["scope"]))
    # A few names of hundreds of thousands of cells.
    for name in ("place", "role", "period"):
        told[name] = scope[name].astype("category").array[rows]
    told = told.astype({"grouping": "category", "measure": "category"})
    return told.drop(columns="scope").reset_index(drop=True)


def numbered_places(places: pd.Series, level: int) -> "tuple[np.ndarray[tuple[int], np.dtype[np.int64]], list[str]]":
    """A number for the municipality (level 0) or service (1) of each place, and their names: empty where it has none.

    Each name is split once, and there are few of them for hundreds of thousands of cells.
    """
    place, names = pd.factorize(places)
    number, parts = pd.factorize(np.array([[*name.split("/"), ""][level] for name in names], dtype=np.object_))
    return number[place], [str(part) for part in parts]


def of_places(places: pd.Series, level: int) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    """The municipality (level 0) or service (1) of each place, empty where it has none."""
    number, names = numbered_places(places, level)
    return np.array(names, dtype=np.str_)[number]


def _cells(tables: Tables, half_unit: float) -> pd.DataFrame:
    measures = tables["measure"].set_index("measure_no")
    cells = _with_state(tables["cell"][[name for name in NEEDED if name in tables["cell"]]])
    rows = measures.index.get_indexer(pd.Index(cells["measure_no"]))
    item = measures["kind"].eq("item").to_numpy()[rows]
    # Scales of other questions say nothing of a group of items, which is always on the same index.
    low = np.where(item, _floats(cells["scale_min"]), 0.0)
    high = np.where(item, _floats(cells["scale_max"]), 100.0)
    n, mean, sd = (_floats(cells[name]) for name in ("n", "pooled_mean", "sd"))
    parts, spread = (mean - low) / (high - low), sd / (high - low)
    none = n == 0
    return pd.DataFrame(
        {
            "scope": cells["scope"].to_numpy(),
            "grouping": cells["grouping_value"].to_numpy(),
            "measure": measures["measure"].to_numpy()[rows],
            "state": cells["state"].to_numpy(),
            "n": n,
            "total": np.where(none, 0.0, n * parts),
            "squares": np.where(none, 0.0, np.where(n == 1, parts**2, (n - 1) * spread**2 + n * parts**2)),
            "slack": np.where(none, 0.0, n * half_unit / (high - low)),
            "scale_min": low,
            "scale_max": high,
            "carried": cells["carried"].to_numpy(),
        }
    )


def _with_state(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with what is known of each; nobody answered is a figure too."""
    hidden = cells["hidden"].astype("object")
    none = hidden.eq(NO_ANSWERS).to_numpy()
    n = np.where(none, 0.0, _floats(cells["n"]))
    state = np.where(hidden.eq(TOO_FEW), FEW, np.where(np.isnan(n), WITHHELD, SHOWN))
    carried = cells["as_of"].notna() if "as_of" in cells else False
    return cells.assign(n=np.where(state == SHOWN, n, np.nan), state=state, carried=carried)


def _floats(values: pd.Series) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return values.to_numpy(dtype="float64", na_value=np.nan)
