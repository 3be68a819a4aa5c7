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


@dataclass(frozen=True)
class _Batch:
    """The respondents of some services: their ``answered`` (respondents x items) and where each scope is among them.

    ``reach`` has scope, row, upload and unit, sorted by scope.
    """

    answered: NDArray[np.float64]
    items: NDArray[np.int64]
    reach: dict[str, NDArray[np.int64]]


def questions_about(warehouse: Warehouse, dimensions: Sequence[str]) -> pd.DataFrame:
    """Upload, item, dimension_no and dimension: the measure numbers of the dimensions' questions, which are kept for
    the function below. To be called while a release is made, when its measures are numbered."""
    warehouse.connection.execute("CREATE OR REPLACE TEMP TABLE driver_dimension (dimension VARCHAR)")
    warehouse.connection.execute("INSERT INTO driver_dimension SELECT unnest(?)", [list(dimensions)])
    return warehouse.connection.execute(statement("publish/driver_questions")).df()


def answers_by_service(
    warehouse: Warehouse, questions: pd.DataFrame, years: int, least: int
) -> Iterator[ServiceAnswers]:
    """The services with so many respondents in one of their newest years, some of them in memory at a time."""
    _set(warehouse, respondents_at_once=RESPONDENTS_AT_ONCE, newest_years=years, least_respondents=least)
    connection = warehouse.connection
    connection.execute(statement("publish/driver_scopes"))
    on_form = pd.crosstab(questions["upload"], questions["item"]).astype(np.bool_)
    scopes = connection.execute("SELECT batch, scope, name FROM driver_scope ORDER BY batch, scope").fetchall()
    for number, members in groupby(scopes, key=itemgetter(0)):
        batch = _batch(warehouse, number, on_form.columns.to_numpy(dtype=np.int64))
        for _, scope, name in members:
            yield _of_scope(batch, scope, name, on_form)
    for table in ("driver_dimension", "driver_scope", "driver_spot", "driver_respondent"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _set(warehouse: Warehouse, **variables: int) -> None:
    """Variables, since a statement that makes a table takes no parameters."""
    for name, value in variables.items():
        warehouse.connection.execute(f"SET VARIABLE {name} = {value:d}")


def _batch(warehouse: Warehouse, number: int, items: NDArray[np.int64]) -> _Batch:
    _set(warehouse, batch=number)
    warehouse.connection.execute(statement("publish/driver_respondents"))
    told = warehouse.connection.execute(statement("publish/driver_reach")).fetchnumpy()
    reach = {name: np.asarray(column) for name, column in told.items()}
    given = warehouse.connection.execute(statement("publish/driver_answers")).fetchnumpy()
    answered = np.full((reach["row"].max() + 1, len(items)), np.nan)
    answered[given["row"], np.searchsorted(items, given["item"])] = given["value"]
    return _Batch(answered, items, reach)


def _of_scope(batch: _Batch, scope: int, name: str, on_form: pd.DataFrame) -> ServiceAnswers:
    """The respondents of a scope who answered something, and the items that somebody in it answered."""
    own = slice(*np.searchsorted(batch.reach["scope"], [scope, scope + 1]))
    answered = batch.answered[batch.reach["row"][own]]
    given = ~np.isnan(answered)
    somebody, something = given.any(axis=0), given.any(axis=1)
    uploads, units = batch.reach["upload"][own][something], batch.reach["unit"][own][something]
    asked = on_form.to_numpy()[on_form.index.get_indexer(pd.Index(uploads))][:, somebody]
    table = pd.DataFrame(answered[something][:, somebody], columns=batch.items[somebody])
    return ServiceAnswers(scope, name, table, asked, pd.Series(units))
