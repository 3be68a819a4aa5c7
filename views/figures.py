"""Cells of a release as a page shows them: the figure, its interval, the response and the change since last."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.text import text
from metrics.differences import difference, holm, verdict
from store.release import Release

NOT_COMPARABLE = 2
CHANGE = ["change", "change_lower", "change_upper", "change_p", "change_verdict"]


def cells(
    release: Release, places: Sequence[str], period: str | None, role: str | None, kinds: Sequence[str]
) -> pd.DataFrame:
    """One row a place, role and measure of the kinds; no row where nothing asks, ``hidden`` where it may not be shown.

    Items are in scale units, groups of items on the 0-100 index; ``raw`` is the mean in scale units where the
    questions behind have one scale.
    """
    rows = held(release, "cells", places, period, role)
    return rows[np.isin(rows["kind"].to_numpy(dtype="str"), list(kinds))].reset_index(drop=True)


def held(release: Release, name: str, places: Sequence[str], period: str | None, role: str | None) -> pd.DataFrame:
    """The rows of the places, which lie in one municipality, in the period."""
    municipality = places[0].partition("/")[0] if places else ""
    return release.held(name, municipality).of(places, period, role)


def with_change(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the change since the latest earlier year and whether it is certain.

    The tests of one table are one family: the p of each is adjusted by Holm's method. There is no change where the
    codebook says that the periods cannot be compared, and a ``reservation`` where it has one.
    """
    comparable = rows["severity"].fillna(0) < NOT_COMPARABLE
    now = [rows[name].astype("float64") for name in ("mean", "se", "df")]
    then = [rows[f"former_{name}"].astype("float64").where(comparable) for name in ("mean", "se", "df")]
    compared = difference(now[0], now[1], now[2], then[0], then[1], then[2])
    adjusted = holm(compared["p"])
    said = verdict(compared["lower"], compared["upper"], adjusted).where(compared["difference"].notna())
    columns = [compared["difference"], compared["lower"], compared["upper"], adjusted, said]
    severity = rows["severity"].fillna(0).where(rows["former_mean"].notna(), 0)
    reservation = pd.Series([_reservation(grade) for grade in severity], index=rows.index, dtype="object")
    return rows.assign(**dict(zip(CHANGE, columns, strict=True)), reservation=reservation)


def responses(release: Release, places: Sequence[str], period: str | None, role: str | None) -> pd.DataFrame:
    """One row a place and role: answered, invited, and the response rate where both are known."""
    rows = held(release, "response", places, period, role).reset_index(drop=True)
    rate = rows["n"] / rows["invited"].where(rows["invited"] > 0)
    return rows.assign(rate=rate.clip(upper=1.0))


def _reservation(severity: float) -> str | None:
    """What a reader should know before comparing with the former period."""
    if severity == NOT_COMPARABLE:
        return text("phrase.not_comparable")
    return text("phrase.with_reservation") if severity else None
