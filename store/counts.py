"""Counts for a release: every cell of the lattice, from the answers of a warehouse.

Answers are counted some spots at a time, and cells are decided about some municipalities at a time: what is in memory
does not grow with the respondents. The counts stay in temporary tables of the warehouse's connection; only what decides
about cells and what figures are made from is fetched.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from store.former import know_former
from store.statements import statement
from store.warehouse import Warehouse

# Few enough for what DuckDB groups to stay small, and not so few that the statements themselves cost time.
RESPONDENTS_AT_ONCE = 50_000
# Most of a row group: DuckDB would put two smaller portions together again when it writes the second.
CELLS_AT_ONCE = 100_000


@dataclass(frozen=True)
class Counts:
    """What a release is made from, beside its cells.

    - ``scopes``: scope, place, municipality, service, unit (empty where the place is none), role, period, year.
    - ``measures``: measure_no, measure, kind, item, dimension, level.
    - ``response``: scope, n, invited, by_source; told_n, told_invited, told_as_of and was_hidden are what the release
      before told. ``places``, ``wordings``: as in the release.
    """

    scopes: pd.DataFrame
    measures: pd.DataFrame
    response: pd.DataFrame
    places: pd.DataFrame
    wordings: pd.DataFrame


def counts_of(
    warehouse: Warehouse, grouped_kinds: Iterable[str], former: Path | None = None, apart: pd.DataFrame | None = None
) -> Counts:
    """Count what is at each spot; the temporary tables stay for the functions below.

    ``grouped_kinds`` are the kinds of measures that are counted for groups too; ``former`` is the release before, and
    ``apart`` names the cells of it that will be hidden again whatever is decided.
    """
    # The import before may have left much behind.
    warehouse.reopen()
    connection = warehouse.connection
    warehouse.take_resources_for(connection.execute("SELECT count(*) FROM answer").fetchall()[0][0])
    connection.execute(statement("publish/prepare"))
    connection.execute("SET VARIABLE grouped_kinds = ?", [list(grouped_kinds)])
    for first, last in _ranges_of_spots(warehouse):
        _set(warehouse, first_spot=first, last_spot=last)
        connection.execute(statement("publish/moments"))
    # Last: what a source of figures tells is not summed up from answers.
    connection.execute(statement("publish/figures"))
    _set(warehouse, cells_at_once=CELLS_AT_ONCE)
    connection.execute(statement("publish/reach"))
    know_former(connection, former, apart)
    counts = Counts(
        scopes=connection.execute(
            "SELECT scope, place, municipality, service, unit, role, period, year FROM scope"
        ).df(),
        measures=connection.execute("FROM measure").df(),
        response=_rows(warehouse, "response"),
        places=_rows(warehouse, "places"),
        wordings=_rows(warehouse, "wordings"),
    )
    connection.execute("DROP TABLE place_of_spot")
    return counts


def portions(warehouse: Warehouse) -> Iterator[pd.DataFrame]:
    """The cells of some municipalities, which can be decided about without the others, portion by portion.

    Columns: cell, scope, measure_no, group_no (0 is everybody), variable (the number of the background variable that
    the group is a value of), is_item, n, total and squares (of items in scale units, of groups of items on the 0-100
    index; squares is missing where a source tells no spread), low and high (the ends of the scale, missing where the
    questions behind have different ones), told_n (respondents behind the figure that the release before told),
    was_hidden (whether it hid it). Some functions below are about the latest portion.
    """
    for number in _portion_numbers(warehouse):
        _set(warehouse, portion=number)
        warehouse.connection.execute(statement("publish/cells"))
        yield _rows(warehouse, "deciding")


def strata(warehouse: Warehouse) -> Iterator[pd.DataFrame]:
    """The parts of the shown cells of the unfinished release, portion by portion.

    Columns: scope, measure_no, part (0 for all together that are not shown), n, total, squares, invited; only where
    the number invited is known of every unit.
    """
    for number in _portion_numbers(warehouse, "SEMI JOIN invited_of_spot USING (spot)"):
        _set(warehouse, portion=number)
        yield _rows(warehouse, "strata")


def _portion_numbers(warehouse: Warehouse, only: str = "") -> list[int]:
    query = f"SELECT portion FROM reach {only} WHERE portion >= 0 GROUP BY ALL ORDER BY 1"
    return [number for (number,) in warehouse.connection.execute(query).fetchall()]


def keep_decided(warehouse: Warehouse, decided: pd.DataFrame) -> None:
    """Keep what is decided about the portion's cells, which the views below go by.

    ``decided`` has cell, hidden (missing where the cell is shown), unlisted (whether nothing at all is told of it),
    carried (whether the former figure stands) and detail (whether its distribution may be shown too).
    """
    warehouse.connection.register("rows", decided)
    warehouse.connection.execute("CREATE OR REPLACE TEMP TABLE decided AS FROM rows")
    warehouse.connection.unregister("rows")


def told_cells(warehouse: Warehouse, estimated: pd.DataFrame) -> str:
    """The view of the portion's cells as the release has them; ``estimated`` has the figures of the shown ones."""
    warehouse.connection.register("estimated", estimated)
    warehouse.connection.execute(statement("publish/told_cells"))
    return "told_cell"


def told_distribution(warehouse: Warehouse) -> str:
    """The view of the portion's distributions as the release has them."""
    warehouse.connection.execute(statement("publish/distribution"))
    return "told_distribution"


def _ranges_of_spots(warehouse: Warehouse) -> list[tuple[int, int]]:
    parameters = {"respondents": RESPONDENTS_AT_ONCE}
    return warehouse.connection.execute(statement("publish/spots_at_once"), parameters).fetchall()


def _set(warehouse: Warehouse, **variables: int) -> None:
    """Variables, since a statement that makes a table takes no parameters."""
    for name, value in variables.items():
        warehouse.connection.execute(f"SET VARIABLE {name} = {value:d}")


def _rows(warehouse: Warehouse, name: str) -> pd.DataFrame:
    return warehouse.connection.execute(statement(f"publish/{name}")).df()
