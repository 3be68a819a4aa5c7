"""What several municipalities have together: sums over the figures that are shown of each, which tell nothing new."""

import numpy as np
import pandas as pd

from core.selection import EVERYWHERE
from disclosure.policy import HIDDEN_BY_SOURCE, MIXED_SCALES, NO_ANSWERS, TOO_FEW
from etl.publish.estimates import KEY, pooled, weighted
from store.new_release import NewRelease

# Why there is no sum where no municipality shows a figure: the first of these that is so in one of them.
REASONS = (TOO_FEW, HIDDEN_BY_SOURCE, MIXED_SCALES, NO_ANSWERS)
OF = ["of", "measure_no"]
COUNTS = ["n", "total", "squares", "dont_know", "not_applicable"]
SCALE = ["scale_min", "scale_max"]


def add_together(release: NewRelease, scopes: pd.DataFrame) -> None:
    """Add the figures of all municipalities together to a release that has each one's.

    ``scopes`` has scope, municipality, service, unit, role, period and year; none are of all municipalities where there
    is one.
    """
    parts = _parts(scopes)
    if parts.empty:
        return
    response, cells = release.rows_of("response", parts), release.rows_of("cell", parts)
    asked = response[["scope", "invited"]].rename(columns={"invited": "asked"})
    shown = _moments(cells[cells["hidden"].isna()].merge(asked, on="scope", how="left"))
    sums = _sums(shown)
    release.add("response", _responses(response))
    release.add("cell", _figures(sums, shown))
    release.add("cell", _without_figure(cells, sums))
    release.add("distribution", _distributions(release.rows_of("distribution", parts), shown))
    # How many answered all that is compared would be left of one that is hidden.
    release.leave_uncounted(response.loc[response["hidden"].notna(), "of"])


def without_together(rows: pd.DataFrame, scopes: pd.DataFrame) -> pd.DataFrame:
    """The rows about one municipality."""
    return rows[~rows["scope"].isin(scopes.loc[scopes["municipality"].eq(EVERYWHERE), "scope"])].reset_index(drop=True)


def _parts(scopes: pd.DataFrame) -> pd.DataFrame:
    """The scopes of municipalities and their services in years, and which scope of all together each is part ``of``."""
    names = ["service", "role", "period"]
    every = scopes.loc[scopes["municipality"].eq(EVERYWHERE), ["scope", *names]].rename(columns={"scope": "of"})
    own = scopes[scopes["municipality"].ne(EVERYWHERE) & scopes["unit"].eq("") & scopes["period"].eq(scopes["year"])]
    return own[["scope", *names]].merge(every, on=names)[["scope", "of"]]


def _responses(response: pd.DataFrame) -> pd.DataFrame:
    """How many answered, and how many were invited where every municipality tells that."""
    told = response.astype({"n": "float64", "invited": "float64"})
    sums = _complete_sums(told[told["hidden"].isna()], ["of"], ["n", "invited"])
    found = sums.reindex(pd.Index(response["of"].unique(), name="scope")).reset_index()
    return found.assign(hidden=pd.Series(TOO_FEW, index=found.index).where(found["n"].isna()))


def _complete_sums(rows: pd.DataFrame, by: list[str], names: list[str]) -> pd.DataFrame:
    """The sums; missing where a part is."""
    groups = rows.groupby(by)
    return groups[names].sum().mask(groups[names].count().lt(groups.size(), axis=0))


def _moments(shown: pd.DataFrame) -> pd.DataFrame:
    """The shown cells with the sums of answers that their figures were made from."""
    shown = shown.astype(dict.fromkeys(["n", "sd", "dont_know", "not_applicable"], "float64"))
    n, mean = shown["n"], shown["pooled_mean"]
    return shown.assign(total=n * mean, squares=(n - 1) * shown["sd"] ** 2 + n * mean**2)


def _sums(shown: pd.DataFrame) -> pd.DataFrame:
    """One row a scope of all municipalities and measure that they have on the same scale: the sums, and the scale."""
    groups = shown.groupby(OF)
    ends = groups[SCALE].first()
    same = groups[SCALE].nunique().le(1).all(axis=1)
    found = _complete_sums(shown, OF, COUNTS).join(ends)[same].reset_index().rename(columns={"of": "scope"})
    return found.assign(cell=np.arange(len(found)))


def _figures(sums: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """The cells with a figure; every municipality counts by its number invited where each tells it."""
    several = shown.groupby(OF)["asked"].transform("size") > 1
    known = shown.groupby(OF)["asked"].transform("count") == shown.groupby(OF)["asked"].transform("size")
    strata = shown[several & known].drop(columns=["scope", "invited"])
    found = weighted(strata.rename(columns={"of": "scope", "asked": "invited"})).set_index(KEY)
    told = sums.drop(columns=["total", "squares"]).merge(pooled(sums), on="cell").drop(columns="cell").set_index(KEY)
    told.loc[found.index, found.columns] = found
    return told.reset_index().assign(grouping_value="")


def _without_figure(cells: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """The other cells, and why they have none."""
    order = {reason: number for number, reason in enumerate(REASONS)}
    # Where figures are shown but make no sum they are on different scales.
    numbers = cells["hidden"].astype("object").map(order).fillna(order[MIXED_SCALES]).astype(int)
    why = numbers.groupby([cells[name] for name in OF]).min().rename("reason").reset_index()
    why = why.rename(columns={"of": "scope"}).merge(sums[["scope", "measure_no", "cell"]], how="left")
    without = why[why["cell"].isna()].assign(
        hidden=[REASONS[reason] for reason in why.loc[why["cell"].isna(), "reason"]]
    )
    return without[["scope", "measure_no", "hidden"]].assign(grouping_value="")


def _distributions(distributions: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """How many chose each point, where that is told of every figure in a sum."""
    told = distributions.groupby(OF)["scope"].nunique()
    complete = told[told == shown.groupby(OF).size().reindex(told.index)].index
    own = distributions[pd.MultiIndex.from_frame(distributions[OF]).isin(complete)]
    return own.groupby([*OF, "value"])["n"].sum().reset_index().rename(columns={"of": "scope"})
