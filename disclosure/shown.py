"""What the shown figures of a release tell by themselves: that all answered alike, and other cells' distributions."""

import numpy as np
import pandas as pd

from core.selection import EVERYWHERE
from disclosure.lattice import NOBODY, places_of
from disclosure.policy import Policy
from disclosure.told import KEY, SHOWN, Tables, of_places

NEAR = 1e-6
CELL = ["scope", "measure_no"]


def too_small(told: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Shown cells with fewer respondents than a figure needs."""
    service, names = pd.factorize(of_places(told["place"], 1))
    needed = np.array([policy.least(name) for name in names], dtype=np.int64)[service]
    needed = np.where(told["grouping"].eq(""), needed, np.maximum(needed, policy.min_n_detail))
    n = told["n"].to_numpy()
    few = told[told["state"].eq(SHOWN).to_numpy() & (n > 0) & (n < needed)]
    mean = few["total"] / few["n"]
    rows: pd.DataFrame = few[KEY]
    return rows.assign(kind="number", numbers=1, least=few["n"], most=few["n"], mean_least=mean, mean_most=mean)


def alike(told: pd.DataFrame) -> pd.DataFrame:
    """Shown cells whose respondents all gave the same answer, as the mean or the spread tells."""
    shown = told[told["state"].eq(SHOWN) & told["n"].gt(0) & told["total"].notna()]
    n, total, squares, slack = (shown[name].to_numpy() for name in ("n", "total", "squares", "slack"))
    at_end = (total <= NEAR) | (total >= n - NEAR)
    same = (at_end | (squares - total**2 / n <= NEAR)) & (slack <= 0)
    few = shown[same]
    mean = few["total"] / few["n"]
    rows: pd.DataFrame = few[KEY]
    return rows.assign(kind="alike", numbers=1, least=few["n"], most=few["n"], mean_least=mean, mean_most=mean)


def of_all(told: pd.DataFrame) -> pd.Series:
    """Which cells are of all municipalities together."""
    return pd.Series(of_places(told["place"], 0) == EVERYWHERE, index=told.index)


def beyond_the_shown(told: pd.DataFrame) -> pd.DataFrame:
    """Figures of all municipalities together that are not the sum of those shown of each: what is more is hidden."""
    every = of_all(told)
    if not every.any():
        return pd.DataFrame(columns=[*KEY, "kind"])
    shown = told[told["state"].eq(SHOWN)]
    service = shown["place"].str.partition("/")[2]
    by = ["service", "role", "period", "measure", "grouping"]
    sums = shown[~every[shown.index]].assign(service=service).groupby(by)[["n", "total"]].sum(min_count=1).reset_index()
    both = shown[every[shown.index]].assign(service=service).merge(sums, on=by, how="left", suffixes=("", "_shown"))
    more = both["n"] - both["n_shown"].fillna(0)
    other = (both["total"] - both["total_shown"]).abs() > NEAR * both["n"]
    rows: pd.DataFrame = both.loc[(more != 0) | other, KEY]
    return rows.assign(kind="number", numbers=1, least=more[rows.index], most=more[rows.index])


def beside_the_shown(tables: Tables) -> pd.DataFrame:
    """Cells that are not shown of which something else tells a number: of what it rests on, or a part of it.

    Of all municipalities together there are such numbers where each is shown only.
    """
    every = tables["cell"][tables["cell"]["grouping_value"].eq("")]
    shown = pd.MultiIndex.from_frame(every.loc[every["hidden"].isna(), CELL])
    told = [tables[name].loc[tables[name]["n"].notna(), CELL] for name in ("driver", "reliability", "distribution")]
    told.append(every.loc[every["dont_know"].notna() | every["not_applicable"].notna(), CELL])
    rows = pd.concat(told).drop_duplicates()
    rows = rows[~pd.MultiIndex.from_frame(rows).isin(shown)].merge(tables["scope"], on="scope")
    rows = rows[~of_all(rows)]
    found: pd.DataFrame = rows.merge(tables["measure"][["measure_no", "measure"]], on="measure_no")
    return found.assign(grouping="", kind="number", numbers=1)[[*KEY, "kind", "numbers"]]


def distributions(tables: Tables, policy: Policy) -> pd.DataFrame:
    """Cells with too few for a distribution whose distribution is what the others leave of their whole's.

    Where the numbers of the remaining parts are told, each has of an answer at least what the others cannot have.
    """
    told = tables["distribution"].merge(tables["scope"], on="scope")
    if told.empty:
        return pd.DataFrame(columns=[*KEY, "kind"])
    table = told.pivot_table(index=["place", "role", "period", "measure_no"], columns="value", values="n", fill_value=0)
    cells = tables["cell"][tables["cell"]["grouping_value"].eq("")].merge(tables["scope"], on="scope")
    items = tables["measure"].loc[tables["measure"]["kind"].eq("item"), ["measure_no", "measure"]]
    cells = cells.merge(items, on="measure_no").assign(grouping="")
    axis = places_of(tables["scope"], tables["place"])
    names = pd.MultiIndex.from_frame(axis.names[["place", "role"]])
    number = names.get_indexer(pd.MultiIndex.from_frame(cells[["place", "role"]]))
    found = []
    for wholes in axis.wholes:
        whole = wholes[number]
        inside = cells[whole != NOBODY].assign(whole=whole[whole != NOBODY])
        found.append(_left_of_wholes(inside, axis.names, table, policy))
    return pd.concat(found)


def _left_of_wholes(cells: pd.DataFrame, names: pd.DataFrame, table: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The parts without a told distribution of which what is left of the whole's tells all."""
    key = ["place", "role", "period", "measure_no"]
    own = table.index.get_indexer(pd.MultiIndex.from_frame(cells[key]))
    upper = names.iloc[cells["whole"]].reset_index(drop=True)
    above = pd.MultiIndex.from_arrays([upper["place"], upper["role"], cells["period"], cells["measure_no"]])
    of_whole = table.index.get_indexer(above)
    n = cells["n"].to_numpy(dtype="float64", na_value=np.nan)
    zero = cells["hidden"].astype("object").eq("none").to_numpy()
    family = cells.groupby(["whole", "period", "measure_no"]).ngroup().to_numpy()
    values = np.vstack([table.to_numpy(dtype="float64"), np.zeros(table.shape[1])])
    count = int(family.max(initial=-1)) + 1
    told = np.zeros((count, table.shape[1]))
    np.add.at(told, family, np.where((own >= 0)[:, None], values[own], 0.0))
    left = values[of_whole] - told[family]
    open_ones = (own < 0) & ~zero & (of_whole >= 0)
    together = left.sum(axis=1)
    least = np.maximum(left - (together - n)[:, None], 0.0)
    exact = (np.abs(least - np.minimum(left, n[:, None])) < NEAR).all(axis=1)
    alone = (np.bincount(family, open_ones, count)[family] == 1) & (together > 0) & (together < policy.min_n_detail)
    known = open_ones & (together > 0) & (alone | (exact & (n < policy.min_n_detail)))
    rows: pd.DataFrame = cells.loc[known, KEY]
    return rows.assign(kind="distribution", numbers=1, least=n[known], most=n[known])
