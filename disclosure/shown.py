"""What the shown figures of a release tell by themselves: that all answered alike, and other cells' distributions."""

import numpy as np
import pandas as pd

from core.selection import EVERYWHERE
from disclosure.lattice import NOBODY, places_of
from disclosure.policy import NO_ANSWERS, Policy
from disclosure.told import KEY, SHOWN, Tables, numbered_places

NEAR = 1e-6
CELL = ["scope", "measure_no"]


def too_small(told: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Shown cells with fewer respondents than a figure needs."""
    service, names = numbered_places(told["place"], 1)
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
    municipality, names = numbered_places(told["place"], 0)
    return pd.Series(np.array([name == EVERYWHERE for name in names], dtype=np.bool_)[municipality], index=told.index)


def beyond_the_shown(told: pd.DataFrame) -> pd.DataFrame:
    """Figures of all municipalities together that are not the sum of those shown of each: what is more is hidden."""
    every = of_all(told)
    if not every.any():
        return pd.DataFrame(columns=[*KEY, "kind"])
    shown = told[told["state"].eq(SHOWN)]
    number, names = pd.factorize(shown["place"])
    service = np.array([name.partition("/")[2] for name in names], dtype=np.str_)[number]
    by = ["service", "role", "period", "measure", "grouping"]
    shown, together = shown.assign(service=service), every[shown.index]
    sums = shown[~together].groupby(by, observed=True)[["n", "total"]].sum(min_count=1).reset_index()
    both = shown[together].merge(sums, on=by, how="left", suffixes=("", "_shown"))
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
    told = tables["distribution"]
    if told.empty:
        return pd.DataFrame(columns=[*KEY, "kind"])
    table = told.pivot_table(index=CELL, columns="value", values="n", fill_value=0)
    items = tables["measure"].loc[tables["measure"]["kind"].eq("item"), ["measure_no", "measure"]]
    cells = tables["cell"]
    cells = cells[cells["grouping_value"].eq("") & cells["measure_no"].isin(items["measure_no"])]
    known = pd.concat([_left_of_wholes(cells, above, table, policy) for above in _scopes_above(tables)])
    found: pd.DataFrame = known.merge(tables["scope"], on="scope").merge(items, on="measure_no")
    return found.assign(grouping="", kind="distribution", numbers=1, least=found["n"], most=found["n"])[
        [*KEY, "kind", "numbers", "least", "most"]
    ]


def _scopes_above(tables: Tables) -> list[pd.Series]:
    """The scope of the whole that each scope is part of, in the same period; one series a relation, by scope."""
    scope, axis = tables["scope"], places_of(tables["scope"], tables["place"])
    names = pd.MultiIndex.from_frame(axis.names[["place", "role"]])
    node = names.get_indexer(pd.MultiIndex.from_frame(scope[["place", "role"]]))
    periods = pd.factorize(scope["period"])[0]
    number = np.full((len(names) + 1, int(periods.max(initial=-1)) + 1), NOBODY)
    number[node, periods] = scope["scope"]
    # A place that is part of none has the last row.
    return [pd.Series(number[whole[node], periods], index=scope["scope"]) for whole in axis.wholes]


def _left_of_wholes(cells: pd.DataFrame, above: pd.Series, table: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The parts without a told distribution of which what is left of the whole's tells all."""
    whole = above.reindex(cells["scope"]).to_numpy()
    family = table.index.get_indexer(pd.MultiIndex.from_arrays([whole, cells["measure_no"]]))
    cells, family = cells[family >= 0], family[family >= 0]
    own = table.index.get_indexer(pd.MultiIndex.from_frame(cells[CELL]))
    n = cells["n"].to_numpy(dtype="float64", na_value=np.nan)
    values = np.vstack([table.to_numpy(dtype="float64"), np.zeros(table.shape[1])])
    told = np.zeros(table.shape)
    np.add.at(told, family, values[own])
    left = values[family] - told[family]
    open_ones = (own < 0) & ~cells["hidden"].eq(NO_ANSWERS).to_numpy(dtype=np.bool_, na_value=False)
    together = left.sum(axis=1)
    least = np.maximum(left - (together - n)[:, None], 0.0)
    exact = (np.abs(least - np.minimum(left, n[:, None])) < NEAR).all(axis=1)
    alone = np.bincount(family, open_ones, len(table))[family] == 1
    few = (together < policy.min_n_detail) & alone
    known = open_ones & (together > 0) & (few | (exact & (n < policy.min_n_detail)))
    rows: pd.DataFrame = cells.loc[known, [*CELL, "n"]]
    return rows
