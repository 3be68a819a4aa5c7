"""Which units the surveys have answers of: by them a table of numbers invited is known that names no survey."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from core.settings import Settings
from store.warehouse import Warehouse, warehouse_path

COLUMNS = ["instrument", "edition", "unit", "period", "upload"]
# Of those that are imported at the same time: newer than every upload.
IN_HAND = np.iinfo("int32").max
# So large a part of the units of a table must be of the survey that it is taken to be about.
LEAST_KNOWN = 0.5


def none_surveyed() -> pd.DataFrame:
    """No units of any survey."""
    return pd.DataFrame({name: pd.Series(dtype="int64" if name == "upload" else "str") for name in COLUMNS})


def surveyed_before(settings: Settings) -> pd.DataFrame:
    """The units that the warehouse has answers of: instrument, edition, unit, period, upload."""
    if not warehouse_path(settings.data).exists():
        return none_surveyed()
    with Warehouse(settings.data) as warehouse:
        return warehouse.frame("surveyed_units")


def surveyed_now(instrument: str, edition: str, units: pd.DataFrame) -> pd.DataFrame:
    """The units of an export that is not stored yet (unit, period), in the same columns."""
    told = units.loc[units["unit"].ne(""), ["unit", "period"]].drop_duplicates()
    return told.assign(instrument=instrument, edition=edition, upload=IN_HAND)[COLUMNS]


def survey_of(units: Iterable[str], surveyed: pd.DataFrame) -> str | None:
    """The survey that most of the units are of; nothing where as many are of another, or too few of any."""
    named = set(units)
    known = surveyed.loc[surveyed["unit"].isin(named), ["instrument", "unit"]].drop_duplicates()
    counts = known["instrument"].value_counts()
    if counts.empty or counts.iloc[0] < LEAST_KNOWN * len(named) or (counts == counts.iloc[0]).sum() > 1:
        return None
    return str(counts.index[0])


def period_of(instrument: str, edition: str | None, surveyed: pd.DataFrame) -> str | None:
    """The only period of an edition, by default that of the last upload; nothing where there are several."""
    own = surveyed[surveyed["instrument"].eq(instrument)]
    own = own[own["upload"].eq(own["upload"].max()) if edition is None else own["edition"].eq(edition)]
    periods = own["period"].unique()
    return str(periods[0]) if len(periods) == 1 else None
