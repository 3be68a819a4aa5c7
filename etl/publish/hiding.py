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


def decided(cells: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Each cell's number, why it is hidden (missing where it is shown), and whether its detail may be shown too."""
    hidden = hidden_cells(cells, policy)
    detail = shown_in_detail(cells, hidden, policy)
    return pd.DataFrame({"cell": cells["cell"], "hidden": hidden.astype("category"), "detail": detail})


def hidden_cells(cells: pd.DataFrame, policy: Policy) -> pd.Series:
    """Why each cell is hidden, missing where it may be shown."""
    hidden = hidden_reasons(cells, policy)
    few, n = (hidden == TOO_FEW).to_numpy(), cells["n"]
    whole = (cells["variable"] == 0).to_numpy()
    also = complements(n, _units(cells, whole), few & whole, policy.min_n)
    mixed = whole & (cells["is_item"] & cells["mixed_scales"]).to_numpy() & hidden.isna().to_numpy() & ~also
    if not whole.all():
        also |= _groups_to_hide(cells, whole, few | also, policy)
    hidden[also] = TOO_FEW
    hidden[mixed] = MIXED_SCALES
    return hidden


def _groups_to_hide(cells: pd.DataFrame, whole: Flags, few: Flags, policy: Policy) -> Flags:
    """Groups of a hidden cell, which would add up to it, and groups that would leave a single one."""
    cell = _numbered(cells["scope"], cells["measure_no"])
    of_hidden = ~whole & ~few & (cells["n"] > 0).to_numpy() & np.isin(cell, cell[whole & few])
    hidden = ~whole & (few | of_hidden)
    return of_hidden | complements(cells["n"], _groups(cells, cell, whole), hidden, policy.min_n_detail)


def shown_in_detail(cells: pd.DataFrame, hidden: pd.Series, policy: Policy) -> Flags:
    """The cells (without groups) that may show their distribution and how many did not know."""
    whole = (cells["variable"] == 0).to_numpy()
    shown = hidden.isna().to_numpy() & whole & may_show_detail(cells["n"], policy)
    withheld = whole & ~shown & (cells["n"] > 0).to_numpy()
    return shown & ~complements(cells["n"], _units(cells, whole), withheld, policy.min_n_detail)


def response_shown(response: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """The number of respondents of each scope, or why it is hidden."""
    counted = response.assign(variable=0, measure_no=0)
    hidden = hidden_reasons(counted, policy)
    everybody = np.ones(len(counted), dtype=np.bool_)
    few = (hidden == TOO_FEW).to_numpy()
    hidden[complements(counted["n"], _units(counted, everybody), few, policy.min_n)] = TOO_FEW
    hidden[response["by_source"] & response["n"].eq(0)] = HIDDEN_BY_SOURCE
    return response.drop(columns=["by_source", "parent"]).assign(n=response["n"].where(hidden.isna()), hidden=hidden)


def _units(cells: pd.DataFrame, whole: Flags) -> Numbers:
    """A number for each service, period, role and measure at the cells of its units; no family for other cells."""
    of_unit = cells["parent"].notna().to_numpy()
    parent = cells["parent"].fillna(NO_FAMILY)
    return np.where(of_unit & whole, _numbered(parent, cells["measure_no"]), NO_FAMILY)


def _groups(cells: pd.DataFrame, cell: Numbers, whole: Flags) -> Numbers:
    """A number for each cell and background variable at the cell's groups; no family for cells of everybody."""
    variable = cells["variable"].to_numpy(dtype="int64")
    family = cell * (variable.max(initial=0) + 1) + variable
    return np.where(whole, NO_FAMILY, family)


def _numbered(first: pd.Series, second: pd.Series) -> Numbers:
    """One number for each pair of small numbers."""
    one, other = first.to_numpy(dtype="int64"), second.to_numpy(dtype="int64")
    numbers: Numbers = one * (other.max(initial=0) + 1) + other
    return numbers
