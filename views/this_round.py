"""Intervals for those who were asked this time, beside the ordinary ones that tell of the service."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import text
from metrics.arguments import Floats, floats, quotient
from metrics.finite import finite_mean
from metrics.means import interval
from store.held import Held
from store.release import Release
from views.figures import every_cell, responses
from views.places import places_of
from views.rows import INDEX_AXIS, records
from views.weighing import INVITED, RAW, WEIGHTED

COLUMNS = ("round_lower", "round_upper")
BOUNDS = ("least", "greatest")
KEYS = ["place", "period", "role", "measure"]
_BY_WEIGHING = {WEIGHTED: COLUMNS, RAW: ("raw_lower", "raw_upper")}


def limits(
    release: Release, selection: Selection, places: Sequence[str], measures: Sequence[str], weighing: str = WEIGHTED
) -> dict[str, Floats]:
    """The columns `COLUMNS` and `BOUNDS` for places and their measures on the index, in the chosen period and role.

    ``round_lower`` and ``round_upper``: where all answers count alike they are those of ``metrics.finite.finite_mean``;
    where units count by their number invited, each unit's part of the uncertainty shrinks by its own share of answers.
    Missing where nobody knows how many were asked, and where they were asked several times in the period: then one
    person may be several of them. ``least`` and ``greatest``: the lowest and highest mean that all invited could have.
    """
    wanted = list(dict.fromkeys(places))
    rows = release.remembered(_every, selection.municipality).of(wanted, selection.period, selection.role)
    names = [*_BY_WEIGHING[weighing], *BOUNDS]
    found = zip(*(rows[name].tolist() for name in ("place", "measure", *names)), strict=True)
    told = {(place, measure): numbers for place, measure, *numbers in found}
    nothing = [np.nan] * len(names)
    columns = np.array([told.get(spot, nothing) for spot in zip(places, measures, strict=True)], dtype=np.float64)
    return dict(zip((*COLUMNS, *BOUNDS), columns.reshape(-1, len(names)).T, strict=True))


def number_asked(release: Release, selection: Selection) -> float:
    """How many were invited at a place; missing where that is not known, or where they were asked several times."""
    told = responses(release, [selection.place], selection.period, selection.role)
    once = _asked_once(release, selection.place, selection.period or "", selection.role or "")
    return float(told["invited"].iloc[0]) if once and len(told) else np.nan


def caption(rows: pd.DataFrame) -> str:
    """When to read which of the two intervals; nothing where there is but one."""
    return text("round.caption") if is_known(rows) else ""


def mark_name(rows: pd.DataFrame) -> str:
    """What the stroke is called in a chart; nothing where there is none."""
    return text("round.mark") if is_known(rows) else ""


def is_known(rows: pd.DataFrame) -> bool:
    """Whether any row has such an interval."""
    return "round_lower" in rows and bool(rows["round_lower"].notna().any())


def _every(release: Release, municipality: str) -> Held:
    """All cells of the services and units of a municipality with their limits, weighted and raw.

    Worked out for all of them at once: a page asks for a few at each change of a filter.
    """
    periods = places_of(release).periods
    ids = [place for place, _ in periods if place.startswith(f"{municipality}/")]
    known = sorted({period for (place, _), own in periods.items() if place in ids for period in own})
    tables = [_of_index(every_cell(release, list(dict.fromkeys(ids)), period, None)) for period in known]
    rows = pd.concat(tables or [every_cell(release, [], None, None)], ignore_index=True)
    invited = _invited(release, rows)
    spots = zip(*(rows[name].tolist() for name in KEYS[:3]), strict=True)
    once = {spot: _asked_once(release, *spot) for spot in dict.fromkeys(spots)}
    closed = np.array(
        [once[spot] for spot in zip(*(rows[name].tolist() for name in KEYS[:3]), strict=True)], dtype=bool
    )
    raw = _of_one_sample(rows, invited)
    by_invited = rows["method"].eq(INVITED).to_numpy()
    of_units = _of_units(rows, _taken_off(rows, invited))
    columns = {name: np.where(closed, raw[name], np.nan) for name in _BY_WEIGHING[RAW]}
    columns |= {
        name: np.where(closed, np.where(by_invited, of_units[name], raw[own]), np.nan)
        for name, own in zip(COLUMNS, _BY_WEIGHING[RAW], strict=True)
    }
    return Held(rows[KEYS].assign(**columns, **{name: raw[name] for name in BOUNDS}))


def _of_index(cells: pd.DataFrame) -> pd.DataFrame:
    return cells[cells["kind"].ne("item")]


def _invited(release: Release, rows: pd.DataFrame) -> Floats:
    """How many were invited in each row's place, period and role."""
    places = list(dict.fromkeys(rows["place"].tolist()))
    told = {
        (row["place"], row["period"], row["role"]): row["invited"]
        for period in dict.fromkeys(rows["period"].tolist())
        for row in records(responses(release, places, period, None), *KEYS[:3], "invited")
    }
    spots = zip(*(rows[name].tolist() for name in KEYS[:3]), strict=True)
    return np.array([told.get(spot, np.nan) for spot in spots], dtype=np.float64)


def _asked_once(release: Release, place: str, period: str, role: str) -> bool:
    """Whether a period has at most one part that has figures of its own."""
    periods = places_of(release).periods.get((place, role), ())
    return sum(own != period and own.startswith(period) for own in periods) <= 1


def _of_one_sample(rows: pd.DataFrame, invited: Floats) -> dict[str, Floats]:
    n, mean, sd = (floats(rows[name]) for name in ("n", "pooled_mean", "sd"))
    n = np.where(np.isnan(mean), np.nan, n)
    # Where the source tells no spread there are bounds, but no interval.
    known = ~np.isnan(sd)
    squares = np.where(known, np.maximum(n - 1, 0) * np.nan_to_num(sd) ** 2, 0.0) + n * mean**2
    found = finite_mean(n, n * mean, squares, invited, INDEX_AXIS)
    ends = {name: floats(found[name]) for name in BOUNDS}
    within = _within(floats(found["lower"]), floats(found["upper"]), **ends)
    raw = dict(zip(_BY_WEIGHING[RAW], within, strict=True))
    return ends | {name: np.where(known, limit, np.nan) for name, limit in raw.items()}


def _of_units(rows: pd.DataFrame, less: Floats) -> Mapping[str, Floats]:
    mean, se, n, asked = (floats(rows[name]) for name in ("mean", "se", "n", "invited"))
    error = np.sqrt(np.where(less > 0, np.maximum(se**2 - less, 0.0), np.nan))
    ends = interval(mean, error, floats(rows["df"]))
    heard = quotient(n * floats(rows["pooled_mean"]), asked)
    greatest = heard + quotient(asked - n, asked) * INDEX_AXIS[1]
    return dict(zip(COLUMNS, _within(floats(ends["lower"]), floats(ends["upper"]), heard, greatest), strict=True))


def _taken_off(rows: pd.DataFrame, invited: Floats) -> Floats:
    """What ``se^2`` of each service is less for those who were asked: the sum over shown units of ``W^2 se^2 f``.

    W is the unit's share of those asked in the service, f the part of them that answered. A hidden unit keeps all of
    its part, so that the interval is rather too wide.
    """
    names = ("place", "period", "role", "measure", "method", "n", "se")
    parts: dict[tuple[str, ...], float] = {}
    for (place, *spot, method, n, se), asked in zip(
        zip(*(rows[name].tolist() for name in names), strict=True), invited.tolist(), strict=True
    ):
        if method != INVITED and se > 0 and asked >= n:
            service = (place.rpartition("/")[0], *spot)
            parts[service] = parts.get(service, 0.0) + asked * n * se**2
    spots = zip(*(rows[name].tolist() for name in KEYS), strict=True)
    return np.nan_to_num(quotient(np.array([parts.get(spot, 0.0) for spot in spots]), floats(rows["invited"]) ** 2))


def _within(lower: Floats, upper: Floats, least: Floats, greatest: Floats) -> tuple[Floats, Floats]:
    """Limits that no answer from the others could pass."""
    return np.maximum(lower, least), np.minimum(upper, greatest)
