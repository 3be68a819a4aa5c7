"""What more is to be hidden where an attack has found something: figures beside it that take part in giving it away."""

from typing import Any

import pandas as pd

from core.selection import EVERYONE
from disclosure.told import FEW, KEY, RESPONDENTS, SHOWN, Tables

# After so many rounds with the smallest figure beside it, all figures beside it are hidden.
PATIENT = 5
# These are told by themselves, and not by what stands beside them.
OF_ITSELF = {"alike", "difference"}
OWN = ["place", "period", "role", "measure"]
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
        ``KEY`` and ``unlisted``: whether nothing at all is to be told of it.
    """
    # Of a hidden cell's groups no more is known than of itself.
    alone = found["grouping"].eq("")
    found = found[alone | ~pd.MultiIndex.from_frame(found[OWN]).isin(pd.MultiIndex.from_frame(found.loc[alone, OWN]))]
    cells = told.merge(tables["period"][["period", "year"]], on="period").reset_index(drop=True)
    cells = cells.assign(
        above=[_above(place, role) for place, role in zip(cells["place"], cells["role"], strict=True)],
        variable=cells["grouping"].str.partition("=")[0],
        open=cells["state"].eq(SHOWN) & cells["n"].gt(0),
    )
    # What hangs together is of one measure and year, and few of all the cells.
    together = {(str(measure), int(str(year))): rows for (measure, year), rows in cells.groupby(["measure", "year"])}
    chosen: set[int] = set()
    silent: set[int] = set()
    for row in found.to_dict("records"):
        of_measure = together[str(row["measure"]), int(str(row["period"])[:4])]
        beside = _beside(row, of_measure, all_of_them=rounds >= PATIENT)
        if beside:
            chosen |= beside
        elif itself := _itself(row, of_measure):
            # Of a group or a month with nothing beside it not even that it is hidden can be told.
            silent |= itself
        else:
            chosen |= _higher(row, of_measure)
    more = [_with_parts(cells, chosen, together), _with_parts(cells, silent, together).assign(unlisted=True)]
    return pd.concat(more)[[*KEY, "unlisted"]].drop_duplicates(KEY).reset_index(drop=True)


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
    if len(here) and len(column):
        one, other = here.iloc[0], column.iloc[0]
        crossing = _is(
            of_measure, place=other["place"], role=other["role"], period=one["period"], grouping=one["grouping"]
        )
        chosen |= set(of_measure.index[crossing & of_measure["open"]])
    return chosen


def _itself(row: dict[Any, Any], of_measure: pd.DataFrame) -> set[int]:
    """The number of a disclosed group or part of a year that is told of as hidden."""
    if not row["grouping"] and row["period"] == str(row["period"])[:4]:
        return set()
    same = _is(of_measure, **{name: row[name] for name in ("place", "role", "period", "grouping")})
    return set(of_measure.index[same & of_measure["state"].eq(FEW)])


def _higher(row: dict[Any, Any], of_measure: pd.DataFrame) -> set[int]:
    """What to hide where nothing beside a cell is left: what it is part of, or something beside that."""
    whole, _, of_role = _above(str(row["place"]), str(row["role"])).partition(" ")
    higher = row | {"place": whole, "role": of_role, "kind": "above"}
    if (whole, of_role) == (row["place"], row["role"]):
        # At the top: the undivided figure.
        if not row["grouping"] and row["period"] == str(row["period"])[:4]:
            return set()
        higher |= {"grouping": "", "period": str(row["period"])[:4]}
    return _beside(higher, of_measure, all_of_them=False) or _higher(higher, of_measure)


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
        listed = of_measure[of_measure["state"].isin([SHOWN, FEW])]
        below = listed["place"].eq(cell["place"]) | listed["place"].str.startswith(f"{cell['place']}/")
        below &= listed["role"].eq(cell["role"])
        below &= listed["period"].eq(cell["period"]) | (
            (str(cell["period"]) == str(cell["year"])) & listed["grouping"].eq("")
        )
        below &= listed["grouping"].eq(cell["grouping"]) | (cell["grouping"] == "")
        parts = listed.loc[below, [*KEY, "year"]]
        found.append(parts.assign(unlisted=parts["grouping"].ne("")))
    return pd.concat(found).drop_duplicates(KEY)


def numbered(cells: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The cells by their numbers in a release: ``scope``, ``grouping_value``, ``measure_no`` and ``unlisted``.

    The number of respondents has the measure_no 0.
    """
    numbers = tables["measure"].set_index("measure")["measure_no"]
    of_measure = cells["measure"].map(numbers).where(cells["measure"].ne(RESPONDENTS), 0)
    named = cells.assign(measure_no=of_measure.astype("int64"), grouping_value=cells["grouping"])
    return named.merge(tables["scope"], on=["place", "role", "period"])[COLUMNS].reset_index(drop=True)
