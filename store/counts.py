"""Counts for a release: every cell of the lattice, from the answers of a warehouse.

The cells are many: they stay in temporary tables of the warehouse's connection, and only what decides about them and
what figures are made from is fetched.
"""

from dataclasses import dataclass

import pandas as pd

from store.statements import statement
from store.warehouse import Warehouse


@dataclass(frozen=True)
class Counts:
    """What a release is made from.

    - ``cells``: cell, scope, variable (number of the background variable, 0 is everybody), measure_no, is_item, n,
      mixed_scales.
    - ``scopes``: scope, place, period, role. ``measures``: measure_no, measure, kind, item, dimension, level.
    - ``strata``: scope, measure_no, spot, n, total, squares, invited; only where every unit's invited is known.
    - ``response``: scope, n, invited, by_source. ``places``, ``wordings``, ``sources``: as in the release.
    """

    cells: pd.DataFrame
    scopes: pd.DataFrame
    measures: pd.DataFrame
    strata: pd.DataFrame
    response: pd.DataFrame
    places: pd.DataFrame
    wordings: pd.DataFrame
    sources: pd.DataFrame


def counts_of(warehouse: Warehouse) -> Counts:
    """Count every cell; the temporary tables stay for the functions below."""
    connection = warehouse.connection
    for step in ("prepare", "moments", "reach", "cells"):
        connection.execute(statement(f"publish/{step}"))
    return Counts(
        cells=_rows(warehouse, "deciding"),
        scopes=connection.execute("FROM scope").df(),
        measures=connection.execute("FROM measure").df(),
        strata=_rows(warehouse, "strata"),
        response=_rows(warehouse, "response"),
        places=_rows(warehouse, "places"),
        wordings=_rows(warehouse, "wordings"),
        sources=_rows(warehouse, "sources"),
    )


def shown_moments(warehouse: Warehouse, decided: pd.DataFrame) -> pd.DataFrame:
    """Cell, scope, measure_no, variable, n, total and squares of the shown cells.

    Items in scale units, groups of items on the 0-100 index; ``squares`` is missing where a source tells no spread.
    ``decided`` has cell, hidden (missing where the cell is shown) and detail (whether its distribution may be too).
    """
    _keep(warehouse, "decided", decided)
    return _rows(warehouse, "shown_moments")


def told_cells(warehouse: Warehouse, estimated: pd.DataFrame) -> str:
    """The view of the cells as the release has them; ``estimated`` has the figures of the shown ones."""
    _keep(warehouse, "estimated", estimated)
    warehouse.connection.execute(statement("publish/told_cells"))
    return "told_cell"


def distribution_of(warehouse: Warehouse) -> pd.DataFrame:
    """The distributions (scope, measure_no, value, n) of the items' cells that may show them."""
    return _rows(warehouse, "distribution")


def _keep(warehouse: Warehouse, name: str, rows: pd.DataFrame) -> None:
    warehouse.connection.register("rows", rows)
    warehouse.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM rows")
    warehouse.connection.unregister("rows")


def _rows(warehouse: Warehouse, name: str) -> pd.DataFrame:
    return warehouse.connection.execute(statement(f"publish/{name}")).df()
