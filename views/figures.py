"""Cells of a release as a page shows them: the figure, its interval, the response and the change since last."""

from collections.abc import Sequence

import pandas as pd

from metrics.differences import difference, holm, verdict
from store.release import Release

CHANGE = ["change", "change_lower", "change_upper", "change_p", "change_verdict"]


def cells(
    release: Release, places: Sequence[str], period: str | None, role: str | None, kinds: Sequence[str]
) -> pd.DataFrame:
    """One row a place, role and measure of the kinds; no row where nothing asks, ``hidden`` where it may not be shown.

    Items are in scale units, groups of items on the 0-100 index; ``raw`` is the mean in scale units where the
    questions behind have one scale.
    """
    return release.query("cells", places=list(places), period=period or "", role=role, kinds=list(kinds))


def with_change(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the change since the latest earlier year and whether it is certain.

    The tests of one table are one family: the p of each is adjusted by Holm's method.
    """
    return rows.assign(
        **dict(zip(CHANGE, _change(rows), strict=True)),
    )


def responses(release: Release, places: Sequence[str], period: str | None, role: str | None) -> pd.DataFrame:
    """One row a place and role: answered, invited, and the response rate where both are known."""
    rows = release.query("response", places=list(places), period=period or "", role=role)
    rate = rows["n"] / rows["invited"].where(rows["invited"] > 0)
    return rows.assign(rate=rate.clip(upper=1.0))


def _change(rows: pd.DataFrame) -> list[pd.Series]:
    columns = [rows[name].astype("float64") for name in ("mean", "se", "df", "former_mean", "former_se", "former_df")]
    compared = difference(*columns)
    adjusted = holm(compared["p"])
    words = verdict(compared["lower"], compared["upper"], adjusted)
    known = compared["difference"].notna()
    return [compared["difference"], compared["lower"], compared["upper"], adjusted, words.where(known)]
