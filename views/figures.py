"""Cells of a release as a page shows them: the figure, its interval, the response and the change since last."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.text import text
from metrics.arguments import floats
from metrics.differences import difference, holm, verdict
from store.release import Prepared, Release
from views import words
from views.rows import Row, records, rows_where, with_columns

# From here on no change is told.
NOT_JUDGED = 2
RESERVATIONS = {1: "with_reservation", NOT_JUDGED: "not_judged", 3: "not_comparable"}
GAIN = ["gain", "gain_lower", "gain_upper", "gain_p"]
CHANGE = ["change", "change_lower", "change_upper", "change_p", "change_verdict"]


def cells(
    release: Release, places: Sequence[str], period: str | None, role: str | None, kinds: Sequence[str]
) -> pd.DataFrame:
    """One row a place, role and measure of the kinds; no row where nothing asks, ``hidden`` where it may not be shown.

    Items are in scale units, groups of items on the 0-100 index; ``raw`` is the mean in scale units where the
    questions behind have one scale.
    """
    rows = held(release, "cells", places, period, role, _compared)
    return rows_where(rows, (kind in kinds for kind in rows["kind"].tolist())).reset_index(drop=True)


def held(
    release: Release,
    name: str,
    places: Sequence[str],
    period: str | None,
    role: str | None,
    prepared: Prepared | None = None,
) -> pd.DataFrame:
    """The rows of the places, which lie in one municipality, in the period."""
    municipality = places[0].partition("/")[0] if places else ""
    return release.held(name, municipality, prepared).of(places, period, role)


def with_change(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the change since the latest earlier year and whether it is certain.

    The tests of one table are one family: the p of each is adjusted by Holm's method. There is no change where the
    codebook says that the periods cannot be compared, or that nobody has judged whether they can; ``reservation`` says
    what it has against the comparison.
    """
    change, lower, upper, p = (floats(rows[name]) for name in GAIN)
    adjusted = holm(p)
    said = verdict(lower, upper, adjusted)
    said[np.isnan(change)] = None
    return with_columns(
        rows,
        **dict(zip(CHANGE, (change, lower, upper, adjusted, said), strict=True)),
        reservation=map(_reservation, records(rows, "severity", "former_mean")),
    )


def _compared(rows: pd.DataFrame) -> pd.DataFrame:
    """All cells of a municipality with what they gained since the latest earlier year, each tested alone."""
    comparable = rows["severity"] < NOT_JUDGED
    mean, se, df = (rows[f"former_{name}"].where(comparable) for name in ("mean", "se", "df"))
    gain = difference(rows["mean"], rows["se"], rows["df"], mean, se, df)[["difference", "lower", "upper", "p"]]
    return pd.concat([rows, gain.set_axis(GAIN, axis="columns")], axis="columns")


def responses(release: Release, places: Sequence[str], period: str | None, role: str | None) -> pd.DataFrame:
    """One row a place and role: answered, invited, and the response rate where both are known."""
    return held(release, "response", places, period, role, _with_rate).reset_index(drop=True)


def _with_rate(rows: pd.DataFrame) -> pd.DataFrame:
    rate = rows["n"] / rows["invited"].where(rows["invited"] > 0)
    return rows.assign(rate=rate.clip(upper=1.0))


def _reservation(row: Row) -> str | None:
    """What a reader should know before comparing with the former period."""
    if words.missing(row["former_mean"]) or not row["severity"] > 0:
        return None
    return text(f"phrase.{RESERVATIONS[int(row['severity'])]}")
