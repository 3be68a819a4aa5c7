"""What each service asks each role, and what was answered by persons: read once for a release."""

import json
from itertools import accumulate

import pandas as pd

from core.text import language, pick
from store.release import Release
from views.rows import records, rows_where, with_columns

SCALE = ("scale_min", "scale_max")


def questions_asked(release: Release, service: str | None, role: str | None) -> pd.DataFrame:
    """One row an item as a service asks a role (any where none is given), in the order of the form.

    ``label`` is the question in the reader's language, ``scale_labels`` its scale points in words from worst to best.
    """
    return release.remembered(_asked, service, role)


def is_answered_by_persons(release: Release, place: str, role: str | None, year: str | None) -> bool:
    """Whether a place or the places below it have answers of persons in a role and year, not figures alone."""
    return (place, role, year) in release.remembered(_answered)


def _asked(release: Release, service: str | None, role: str | None) -> pd.DataFrame:
    every = release.remembered(_every)
    spots = zip(every["service"].tolist(), every["role"].tolist(), strict=True)
    wanted = (service in {None, own} and role in {None, own_role} for own, own_role in spots)
    return rows_where(every, wanted).reset_index(drop=True)


def _every(release: Release) -> pd.DataFrame:
    rows = release.query("wordings").astype("object")
    nearest = rows[f"text_{language()}"].fillna(rows["text_nb"])
    labels = [_labels(row["labels"], row["scale_min"], row["scale_max"]) for row in records(rows, *SCALE, "labels")]
    return with_columns(rows, label=nearest, scale_labels=labels)


def _labels(written: str, low: int, high: int) -> list[str]:
    """The label of each scale point from worst to best; the number where there is none."""
    named = {int(value): pick(names) for value, names in json.loads(written).items()}
    return [named.get(value, str(value)) for value in range(int(low), int(high) + 1)]


def _answered(release: Release) -> set[tuple[str, str, str]]:
    return {
        (place, row["role"], row["year"])
        for row in records(release.query("surveyed"))
        for place in accumulate(row["place"].split("/"), "{}/{}".format)
    }
