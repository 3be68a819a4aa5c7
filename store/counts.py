"""Counts for a release: every cell of the lattice, from the answers of a warehouse."""

from dataclasses import dataclass

import pandas as pd

from store.statements import statement
from store.warehouse import Warehouse


@dataclass(frozen=True)
class Counts:
    """What a release is made from.

    - ``cells``: scope, grouping_value ('' is everybody), measure_no, is_item, n, total, squares, dont_know,
      not_applicable, scale_min, scale_max (missing where scales are mixed). Items in scale units, groups of items
      on the 0-100 index; ``squares`` is missing where a source tells no spread.
    - ``scopes``: scope, place, period, role. ``measures``: measure_no, measure, kind, item, dimension, level.
    - ``strata``: scope, measure_no, spot, n, total, squares, invited; only where every unit's invited is known.
    - ``source_hidden``: scope, measure_no, is_item of figures that a source hid itself.
    - ``response``: scope, n, invited, by_source. ``places``, ``wordings``, ``sources``: as in the release.
    """

    cells: pd.DataFrame
    scopes: pd.DataFrame
    measures: pd.DataFrame
    strata: pd.DataFrame
    source_hidden: pd.DataFrame
    response: pd.DataFrame
    places: pd.DataFrame
    wordings: pd.DataFrame
    sources: pd.DataFrame


def counts_of(warehouse: Warehouse) -> Counts:
    """Count every cell; the temporary tables stay for ``distribution_of``."""
    connection = warehouse.connection
    for step in ("prepare", "moments", "reach"):
        connection.execute(statement(f"publish/{step}"))

    def rows(name: str) -> pd.DataFrame:
        return connection.execute(statement(f"publish/{name}")).df()

    return Counts(
        cells=rows("cells"),
        scopes=connection.execute("FROM scope").df(),
        measures=connection.execute("FROM measure").df(),
        strata=rows("strata"),
        source_hidden=rows("source_hidden"),
        response=rows("response"),
        places=rows("places"),
        wordings=rows("wordings"),
        sources=rows("sources"),
    )


def distribution_of(warehouse: Warehouse, allowed: pd.DataFrame) -> pd.DataFrame:
    """The distributions (scope, measure_no, value, n) of the allowed cells (scope, measure_no)."""
    warehouse.connection.register("allowed", allowed)
    distribution = warehouse.connection.execute(statement("publish/distribution")).df()
    warehouse.connection.unregister("allowed")
    return distribution
