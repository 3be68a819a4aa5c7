"""Which of the counted cells may be shown, seen beside the others of the same service, and which in detail."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from disclosure.policy import (
    HIDDEN_BY_SOURCE,
    MIXED_SCALES,
    NO_FAMILY,
    TOO_FEW,
    Policy,
    complements,
    hidden_reasons,
    may_show_detail,
)

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


def hidden_cells(cells: pd.DataFrame, scopes: pd.DataFrame, policy: Policy) -> pd.Series:
    """Why each cell is hidden, missing where it may be shown."""
    hidden = hidden_reasons(cells, policy)
    few = hidden.eq(TOO_FEW).to_numpy()
    whole = cells["grouping_value"].eq("").to_numpy()
    hidden[complements(cells["n"], _units(cells, scopes), few & whole, policy.min_n)] = TOO_FEW
    hidden[whole & cells["is_item"] & cells["scale_min"].isna() & hidden.isna()] = MIXED_SCALES
    # The groups of a hidden cell would add up to it.
    cell = _numbered(cells["scope"], cells["measure_no"])
    hidden_wholes = cell[whole & hidden.notna().to_numpy()]
    hidden[~whole & hidden.isna().to_numpy() & np.isin(cell, hidden_wholes)] = TOO_FEW
    few_groups = ~whole & hidden.eq(TOO_FEW).to_numpy()
    hidden[complements(cells["n"], _groups(cells, ~whole), few_groups, policy.min_n_detail)] = TOO_FEW
    return hidden


def shown_in_detail(cells: pd.DataFrame, scopes: pd.DataFrame, hidden: pd.Series, policy: Policy) -> Flags:
    """The cells (without groups) that may show their distribution and how many did not know."""
    shown = hidden.isna().to_numpy() & cells["grouping_value"].eq("").to_numpy() & may_show_detail(cells["n"], policy)
    withheld = ~shown & (cells["n"] > 0).to_numpy()
    return shown & ~complements(cells["n"], _units(cells, scopes), withheld, policy.min_n_detail)


def response_shown(response: pd.DataFrame, scopes: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The number of respondents of each scope, or why it is hidden."""
    counted = response.assign(grouping_value="", measure_no=0)
    hidden = hidden_reasons(counted, policy)
    few = hidden.eq(TOO_FEW).to_numpy()
    hidden[complements(counted["n"], _units(counted, scopes), few, policy.min_n)] = TOO_FEW
    hidden[response["by_source"] & response["n"].eq(0)] = HIDDEN_BY_SOURCE
    return response.drop(columns="by_source").assign(n=response["n"].where(hidden.isna()), hidden=hidden)


def _units(cells: pd.DataFrame, scopes: pd.DataFrame) -> Numbers:
    """A number for each service, period, role and measure at the cells of its units; no family for other cells."""
    of_unit = scopes["place"].str.count("/").eq(2)
    parents = scopes["place"].str.rpartition("/")[0] + "|" + scopes["period"] + "|" + scopes["role"]
    parent_of_scope = pd.Series(np.where(of_unit, pd.factorize(parents)[0], NO_FAMILY), index=scopes["scope"])
    parent = cells["scope"].map(parent_of_scope).to_numpy(dtype="int64")
    everybody = cells["grouping_value"].eq("").to_numpy()
    family = _numbered(pd.Series(parent), cells["measure_no"])
    return np.where((parent != NO_FAMILY) & everybody, family, NO_FAMILY)


def _groups(cells: pd.DataFrame, of_group: Flags) -> Numbers:
    """A number for each scope, measure and background variable at the cells of its groups."""
    variables = pd.factorize(cells["grouping_value"].str.partition("=")[0])[0].astype("int64")
    family = _numbered(cells["scope"], cells["measure_no"]) * (variables.max(initial=0) + 1) + variables
    return np.where(of_group, family, NO_FAMILY)


def _numbered(first: pd.Series, second: pd.Series) -> Numbers:
    """One number for each pair of small numbers."""
    one, other = first.to_numpy(dtype="int64"), second.to_numpy(dtype="int64")
    numbers: Numbers = one * (other.max(initial=0) + 1) + other
    return numbers
