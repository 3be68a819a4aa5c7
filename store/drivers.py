"""Answers side by side, service by service: for what tells how answers to several questions go together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from store.statements import statement
from store.warehouse import Warehouse

# Answers that are copied out at once: a bound on memory.
RESPONDENTS_AT_ONCE = 20_000


@dataclass(frozen=True)
class ServiceAnswers:
    """The answers at a place of level service, in a year and a role.

    - ``answered``: respondents x items (measure numbers) on the 0-100 index, missing where not answered.
    - ``asked``: as ``answered``, whether the item was on the respondent's form.
    - ``units``: a number for each respondent's unit.
    """

    scope: int
    name: str
    answered: pd.DataFrame
    asked: NDArray[np.bool_]
    units: pd.Series


def questions_about(warehouse: Warehouse, dimensions: Sequence[str]) -> pd.DataFrame:
    """Upload, item, dimension_no and dimension: the measure numbers of the dimensions' questions, which are kept for
    the function below. To be called while a release is made, when its measures are numbered."""
    warehouse.connection.execute("CREATE OR REPLACE TEMP TABLE driver_dimension (dimension VARCHAR)")
    warehouse.connection.executemany("INSERT INTO driver_dimension VALUES (?)", [[name] for name in dimensions])
    return warehouse.connection.execute(statement("publish/driver_questions")).df()


def answers_by_service(
    warehouse: Warehouse, questions: pd.DataFrame, years: int, least: int
) -> Iterator[ServiceAnswers]:
    """The services with so many respondents in one of their newest years, one in memory at a time."""
    _set(warehouse, respondents_at_once=RESPONDENTS_AT_ONCE, newest_years=years, least_respondents=least)
    connection = warehouse.connection
    connection.execute(statement("publish/driver_scopes"))
    on_form = pd.crosstab(questions["upload"], questions["item"]).astype(np.bool_)
    scopes = connection.execute(
        "SELECT batch::INTEGER, scope, concat_ws(' ', place, period, role) FROM driver_scope ORDER BY batch, scope"
    ).fetchall()
    for batch, members in groupby(scopes, key=itemgetter(0)):
        _set(warehouse, batch=batch)
        connection.execute(statement("publish/driver_answers"))
        for _, scope, name in members:
            yield _side_by_side(warehouse, scope, name, on_form)
    for table in ("driver_dimension", "driver_scope", "driver_reach", "driver_answer"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _set(warehouse: Warehouse, **variables: int) -> None:
    """Variables, since a statement that makes a table takes no parameters."""
    for name, value in variables.items():
        warehouse.connection.execute(f"SET VARIABLE {name} = {value:d}")


def _side_by_side(warehouse: Warehouse, scope: int, name: str, on_form: pd.DataFrame) -> ServiceAnswers:
    found = warehouse.connection.execute(statement("publish/driver_values"), {"scope": scope}).fetchnumpy()
    people, first, rows = np.unique(found["respondent"], return_index=True, return_inverse=True)
    items, columns = np.unique(found["item"], return_inverse=True)
    values = np.full((len(people), len(items)), np.nan)
    values[rows, columns] = found["value"]
    uploads = np.asarray(found["upload"])[first]
    asked = on_form.to_numpy()[
        np.ix_(on_form.index.get_indexer(pd.Index(uploads)), on_form.columns.get_indexer(pd.Index(items)))
    ]
    return ServiceAnswers(scope, name, pd.DataFrame(values, columns=items), asked, pd.Series(found["unit"][first]))
