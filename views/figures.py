"""Cells of a release as a page shows them: the figure, its interval, the response and the change since last."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.selection import Selection
from core.text import text
from metrics.arguments import Floats, floats
from metrics.uneven import uneven_difference
from store.release import Prepared, Release
from views import words
from views.certainty import item_floor, judgements
from views.places import places_of
from views.rows import Row, records, rows_where, with_columns
from views.wording import FLOOR

# From here on no change is told.
NOT_JUDGED = 2
RESERVATIONS = {1: "with_reservation", NOT_JUDGED: "not_judged", 3: "not_comparable"}
SIDE = ("n", "mean", "sd", "se", "df")
REASONED = ("mean", "hidden", "former_mean", "severity", "sd", "gain_p")
GAIN = ["gain", "gain_lower", "gain_upper", "gain_se", "gain_df", "gain_p"]
CHANGE = [
    "change", "change_lower", "change_upper", "change_p", "change_verdict", "change_smallest", "change_family",
]  # fmt: skip


def cells(
    release: Release, places: Sequence[str], period: str | None, role: str | None, kinds: Sequence[str]
) -> pd.DataFrame:
    """One row a place, role and measure of the kinds; no row where nothing asks, ``hidden`` where it may not be shown.

    Items are in scale units, groups of items on the 0-100 index; ``raw`` is the mean in scale units where the
    questions behind have one scale.
    """
    rows = every_cell(release, places, period, role)
    return rows_where(rows, (kind in kinds for kind in rows["kind"].tolist())).reset_index(drop=True)


def of_services(release: Release, selection: Selection, kinds: Sequence[str]) -> pd.DataFrame:
    """As `cells`, of all services of the chosen municipality; of everyone each role by itself."""
    services = [place.id for place in places_of(release).services(selection.municipality)]
    return cells(release, services, selection.period, selection.one_role, kinds)


def every_cell(release: Release, places: Sequence[str], period: str | None, role: str | None) -> pd.DataFrame:
    """As `cells`, of every kind."""
    return held(release, "cells", places, period, role, _compared)


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
    """The rows with the columns of `change_of`."""
    return with_columns(rows, **change_of(rows))


def change_of(rows: pd.DataFrame) -> dict[str, NDArray[Any]]:
    """The change of each row since the latest earlier year, whether it is certain, and what could have been found.

    The tests of one table are one family: the p of each is adjusted by Holm's method. There is no change where the
    codebook says that the periods cannot be compared, or that nobody has judged whether they can; ``reservation`` says
    what it has against the comparison, and ``change_reason`` (a key of ``why``) why nothing is said of a change.
    """
    change, lower, upper, se, df, p = (floats(rows[name]) for name in GAIN)
    floor = item_floor(rows["scale_min"], rows["scale_max"])
    floor = np.where([kind == "item" for kind in rows["kind"].tolist()], floor, FLOOR)
    told = records(rows, *REASONED)
    return changes(change, lower, upper, judgements(change, se, df, p, floor=floor)) | {
        "reservation": np.array([*map(_reservation, told)], dtype="object"),
        "change_reason": np.array([*map(_change_reason, told)], dtype="object"),
    }


def changes(change: Floats, lower: Floats, upper: Floats, found: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The columns `CHANGE` of changes that were judged together (see ``views.certainty.judgements``).

    The verdict is missing where there is no change, and ``not_assessed`` where there is one without a test.
    """
    verdicts = zip(change.tolist(), found["verdict"].tolist(), strict=True)
    said = np.array(
        [None if value != value else verdict or "not_assessed" for value, verdict in verdicts], dtype="object"
    )
    adjusted, smallest, family = (floats(found[name]) for name in ("p_adjusted", "smallest", "family_size"))
    return dict(zip(CHANGE, (change, lower, upper, adjusted, said, smallest, family), strict=True))


def _compared(rows: pd.DataFrame) -> pd.DataFrame:
    """All cells of a municipality with what they gained since the latest earlier year, each tested alone."""
    comparable = rows["severity"] < NOT_JUDGED
    former = pd.DataFrame({name: rows[f"former_{name}"].where(comparable) for name in SIDE})
    gain = uneven_difference(rows, former)
    gain = gain[["difference", "lower", "upper", "se", "df", "p"]]
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


def _change_reason(row: Row) -> str | None:
    """Why nothing certain or uncertain is said of a change; nothing where something is."""
    if not words.missing(row["gain_p"]):
        return None
    if words.missing(row["mean"]):
        return row["hidden"] or words.NOT_MEASURED
    if words.missing(row["former_mean"]):
        return "no_former"
    if row["severity"] >= NOT_JUDGED:
        return RESERVATIONS[int(row["severity"])]
    return "no_spread" if row["sd"] == 0 else "no_sd"
