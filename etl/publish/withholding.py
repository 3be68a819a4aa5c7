"""What more is to be hidden where an attack has found something: figures beside it that take part in giving it away."""

from typing import Any

import pandas as pd

from disclosure.lattice import EVERYONE
from disclosure.told import KEY, RESPONDENTS, SHOWN, Tables

# After so many rounds with the smallest figure beside it, all figures beside it are hidden.
PATIENT = 5
# These are told by themselves, and not by what stands beside them.
OF_ITSELF = {"alike", "difference"}
COLUMNS = ["scope", "grouping_value", "measure_no", "unlisted"]


def to_withhold(found: pd.DataFrame, told: pd.DataFrame, tables: Tables, rounds: int) -> pd.DataFrame:
    """The cells to hide next.

    Beside each disclosed cell these are the smallest shown one in the same place and the smallest in the same column
    (places of one whole), with the one where these two cross; and all that is part of what is hidden.

    Parameters
    ----------
    found : DataFrame
        What an audit calls disclosed.
    told : DataFrame
        What ``told_cells`` says of the release.
    tables : mapping of str to DataFrame
        Its tables.
    rounds : int
        How many times something was hidden before.

    Returns
    -------
    DataFrame
        ``scope``, ``grouping_value``, ``measure_no`` (0 for the number of respondents), ``unlisted``.
    """
    cells = told.merge(tables["period"][["period", "year"]], on="period").reset_index(drop=True)
    cells = cells.assign(
        above=[_above(place, role) for place, role in zip(cells["place"], cells["role"], strict=True)],
        variable=cells["grouping"].str.partition("=")[0],
        open=cells["state"].eq(SHOWN) & cells["n"].gt(0),
    )
    # What hangs together is of one measure and year, and few of all the cells.
    together = {(str(measure), int(str(year))): rows for (measure, year), rows in cells.groupby(["measure", "year"])}
    chosen: set[int] = set()
    for row in found.to_dict("records"):
        of_measure = together[str(row["measure"]), int(str(row["period"])[:4])]
        chosen |= _beside(row, of_measure, all_of_them=rounds >= PATIENT)
    return _written(_with_parts(cells, chosen, together), tables)


def _above(place: str, role: str) -> str:
    """The whole that a place is part of; the roles of a municipality are parts of everyone."""
    whole = place.rpartition("/")[0]
    return f"{whole} {role}" if whole else f"{place} {EVERYONE}"


def _beside(row: dict[Any, Any], of_measure: pd.DataFrame, *, all_of_them: bool) -> set[int]:
    """The numbers of the shown cells to hide beside a disclosed one, among those of its measure and year."""
    place, role = str(row["place"]), str(row["role"])
    period, grouping = str(row["period"]), str(row["grouping"])
    itself = of_measure[_is(of_measure, place=place, role=role, period=period, grouping=grouping) & of_measure["open"]]
    if row["kind"] in OF_ITSELF and len(itself):
        return set(itself.index)
    variable = grouping.partition("=")[0]
    here = of_measure[
        _is(of_measure, place=place, role=role, variable=variable) & _same_kind(of_measure, period, grouping)
    ]
    column = of_measure[_is(of_measure, above=_above(place, role), period=period, grouping=grouping)]
    here, column = (part[part["open"]].sort_values("n") for part in (here, column))
    if all_of_them:
        return set(itself.index) | set(here.index) | set(column.index)
    chosen = set(itself.index) | set(here.index[:1]) | set(column.index[:1])
    if not chosen:
        return _higher(row, of_measure)
    if len(here) and len(column):
        one, other = here.iloc[0], column.iloc[0]
        crossing = _is(
            of_measure, place=other["place"], role=other["role"], period=one["period"], grouping=one["grouping"]
        )
        chosen |= set(of_measure.index[crossing & of_measure["open"]])
    return chosen


def _higher(row: dict[Any, Any], of_measure: pd.DataFrame) -> set[int]:
    """What to hide where nothing beside a cell is left: what it is part of, or something beside that."""
    whole, _, of_role = _above(str(row["place"]), str(row["role"])).partition(" ")
    higher = row | {"place": whole, "role": of_role, "kind": "above"}
    if (whole, of_role) == (row["place"], row["role"]):
        # At the top: the undivided figure.
        if not row["grouping"] and row["period"] == str(row["period"])[:4]:
            return set()
        higher |= {"grouping": "", "period": str(row["period"])[:4]}
    return _beside(higher, of_measure, all_of_them=False)


def _is(cells: pd.DataFrame, **values: Any) -> pd.Series:
    same = pd.Series(True, index=cells.index)
    for name, value in values.items():
        same &= cells[name].eq(value)
    return same


def _same_kind(cells: pd.DataFrame, period: str, grouping: str) -> pd.Series:
    """Whether cells are groups of the same period, or parts of the same year, as one with this period and group is."""
    if grouping:
        return cells["period"].eq(period)
    year = period[:4]
    return cells["period"].ne(year) if period != year else cells["period"].eq(year)


def _with_parts(cells: pd.DataFrame, chosen: set[int], together: dict[tuple[str, int], pd.DataFrame]) -> pd.DataFrame:
    """The chosen cells with all that is part of them: of a hidden whole no parts are told."""
    top = cells.loc[sorted(chosen), [*KEY, "year"]]
    found = [top.assign(unlisted=False)]
    for cell in top.to_dict("records"):
        of_measure = together[str(cell["measure"]), int(cell["year"])]
        listed = of_measure[of_measure["state"].eq(SHOWN)]
        below = listed["place"].eq(cell["place"]) | listed["place"].str.startswith(f"{cell['place']}/")
        below &= listed["role"].eq(cell["role"])
        below &= listed["period"].eq(cell["period"]) | (
            (str(cell["period"]) == str(cell["year"])) & listed["grouping"].eq("")
        )
        below &= listed["grouping"].eq(cell["grouping"]) | (cell["grouping"] == "")
        parts = listed.loc[below, [*KEY, "year"]]
        found.append(parts.assign(unlisted=parts["grouping"].ne("")))
    return pd.concat(found).drop_duplicates(KEY)


def _written(cells: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The cells by the numbers that they have in the release."""
    numbers = tables["measure"].set_index("measure")["measure_no"]
    of_measure = cells["measure"].map(numbers).where(cells["measure"].ne(RESPONDENTS), 0)
    named = cells.assign(measure_no=of_measure.astype("int64"), grouping_value=cells["grouping"])
    return named.merge(tables["scope"], on=["place", "role", "period"])[COLUMNS].reset_index(drop=True)
