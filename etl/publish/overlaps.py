"""Periods that overlap: then a year is no sum of its parts, and there is no release."""

import json

import pandas as pd

from core.catalogue import Catalogue
from core.errors import AppError
from core.periods import period
from core.text import listing, pick
from store.warehouse import Warehouse

SERVICE = ["instrument", "municipality", "service", "role", "year"]
MONTHS = {"year": 12, "half": 6, "tertial": 4, "quarter": 3, "month": 1}


def refuse_overlaps(warehouse: Warehouse, reference: Catalogue) -> None:
    """An error that names the first survey and service with overlapping periods.

    The parts of a year may be of several kinds as long as no month is in two of them: half a year, and the months of
    the other half. Answers of which only the year is known are what the parts leave of it. A source's figure of a
    whole year has its parts in it already, and would be counted twice beside them.
    """
    told = warehouse.frame("survey_periods")
    several = told.groupby(SERVICE)["period"].transform("nunique") > 1
    for (_, _, service, _, year), rows in told[several].groupby(SERVICE):
        found = _overlapping(rows)
        if found:
            own = rows[rows["period"].isin(found)]
            uploads = sorted({int(upload) for upload in [*own["first_upload"], *own["last_upload"]]})
            entry = reference.services.get(str(service))
            raise AppError(
                "periods_overlap",
                survey=pick(json.loads(own["title"].iloc[-1])),
                service=str(service) if entry is None else pick(entry.name),
                year=year,
                periods=listing(found),
                uploads=listing([str(upload) for upload in uploads]),
            )


def _overlapping(rows: pd.DataFrame) -> list[str]:
    """Two periods of a survey in a service and year that have answers in common, or could have."""
    parts = sorted(set(rows["period"]) - set(rows["year"]))
    for number, one in enumerate(parts):
        for other in parts[number + 1 :]:
            if _months(one) & _months(other):
                return [one, other]
    of_source = rows[rows["figures"]]
    for _, of_unit in of_source.groupby("unit"):
        told = sorted(set(of_unit["period"]))
        if len(told) > 1 and set(told) & set(of_unit["year"]):
            return told[:2]
    return []


def _months(written: str) -> set[int]:
    """The months of a part of a year; its last one is what it is sorted by."""
    found = period(written)
    if found is None:
        return set()
    return set(range(found.sort - MONTHS[found.kind] + 1, found.sort + 1))
