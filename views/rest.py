"""Units held against the rest of their service, and services against the others: never against a total with themselves.

Only released figures are used. What is left of a service without a unit is told where it is not a hidden figure.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.selection import EVERYONE, Selection, place_id
from metrics.arguments import Floats, floats, quotient
from metrics.differences import difference, rest_of
from metrics.means import mean_interval
from metrics.moderated import moderated_spread
from metrics.rest import rest_of_estimate
from metrics.weighted import difference_from_others
from store.held import Held
from store.release import Release
from views.certainty import item_floor, judgements
from views.figures import cells, every_cell, responses
from views.places import places_of
from views.rows import numbers, records, rows_where, with_columns

# The columns of a difference here, by the fields of views.wording.Difference: ``wording.differences(table, **TOLD)``.
TOLD = {"lower": "difference_lower", "upper": "difference_upper"}
ESTIMATE = ["mean", "se", "df"]
OF_DIFFERENCE = {
    "difference": "difference", "difference_lower": "lower", "difference_upper": "upper", "se_difference": "se",
    "df_difference": "df", "p": "p",
}  # fmt: skip
TESTED = ("difference", "se_difference", "df_difference", "p")
RESTS = ("rest_n", "rest_mean", "rest_se", "rest_df", *OF_DIFFERENCE, "reason")
# What is taken of the cells for that: there are many of them.
TAKEN = [
    "place", "period", "role", "measure", "n", "invited", "mean", "sd", "se", "df", "pooled_mean", "method", "hidden",
]  # fmt: skip


def units_against_rest(
    release: Release,
    selection: Selection,
    kinds: Sequence[str],
    *,
    measures: Collection[str] | None = None,
    screening: bool = False,
) -> pd.DataFrame:
    """One row a unit (all of the service, or the chosen one) and measure: the unit beside the rest of its service.

    The columns of ``views.figures.cells`` (n, mean, lower, upper, hidden ...) and, of the rest of the service in the
    same role: rest_n, rest_mean, rest_se, rest_df, difference, difference_lower, difference_upper, p, p_adjusted,
    family_size, verdict (better, worse, below_floor, uncertain, or empty), smallest (the smallest difference that could
    have been found) and reason (a key of ``why``, where there is no verdict). All rows are one family of tests: those
    of the kinds, or only the ``measures`` among them. In the test a unit's spread is drawn towards that of the other
    units (see ``metrics.moderated``).
    """
    units = places_of(release).units(selection.municipality, selection.service or "")
    ids = [unit.id for unit in units if selection.unit is None or unit.id == selection.place]
    spots = (ids, selection.period, selection.role)
    own = every_cell(release, ids or [place_id(selection.municipality, selection.service)], *spots[1:])
    own = own if ids else own.head(0)
    beside = release.remembered(_rests, selection.municipality).of(*spots)
    wanted = zip(own["kind"].tolist(), own["measure"].tolist(), strict=True)
    every = (kind in kinds and (measures is None or measure in measures) for kind, measure in wanted)
    chosen = [place for place, is_wanted in enumerate(every) if is_wanted]
    beside = beside.take(chosen)
    told = {name: beside[name].tolist() if name == "reason" else floats(beside[name]) for name in RESTS}
    return _judged(own.take(chosen).reset_index(drop=True), told, screening)


def _rests(release: Release, municipality: str) -> Held:
    """Every unit of a municipality beside the rest of its service, each tested alone, in every period.

    Worked out for all of them at once: a page asks for a few at each change of a filter. The rows are in the order of
    the municipality's cells.
    """
    places = places_of(release)
    units = {unit.id: service.id for service in places.services(municipality)
             for unit in places.units(municipality, service.service or "")}  # fmt: skip
    periods = sorted({period for (place, _), found in places.periods.items() if place in units for period in found})
    asked = [*units, *dict.fromkeys(units.values())]
    found = [every_cell(release, asked, period, None)[TAKEN] for period in periods]
    rows = pd.concat(found or [every_cell(release, [municipality], None, None)[TAKEN]], ignore_index=True)
    is_unit = np.array([place in units for place in rows["place"].tolist()], dtype=np.bool_)
    own, whole = (rows[which].reset_index(drop=True) for which in (is_unit, ~is_unit))
    spots = _spots(own, [units[place] for place in own["place"].tolist()])
    seen: dict[tuple[str, ...], int] = {}
    spot = np.array([seen.setdefault(own_spot, len(seen)) for own_spot in spots], dtype=np.int64)
    minimum = int(release.query("about")["min_n"].iloc[0])
    beside = _beside(whole, spots)
    return Held(_differences(own, beside, spot, _invited(release, own, periods), minimum))


def _differences(
    own: pd.DataFrame, whole: pd.DataFrame, spot: NDArray[np.int64], invited: Floats, minimum: int
) -> pd.DataFrame:
    """Each unit beside the rest of its service: place, period, role and the columns `RESTS`."""
    spread = moderated_spread(own["n"], own["sd"], spot)
    shown = floats(np.bincount(spot, floats(own["mean"].notna()), int(spot.max(initial=-1)) + 1)[spot])
    rest = _rest(own, whole, invited)
    reason = _why_not_told(own, whole, rest, shown, minimum)
    rest = rest.where(pd.Series(pd.isna(reason), index=rest.index))
    compared = difference(own["mean"], spread["se"], spread["df"], rest["mean"], rest["se"], rest["df"])
    columns = own[["place", "period", "role"]].to_dict("series")
    columns |= {f"rest_{name}": rest[name] for name in ("n", *ESTIMATE)}
    columns |= {name: compared[column] for name, column in OF_DIFFERENCE.items()}
    return pd.DataFrame({**columns, "reason": _why(own, compared, reason)})


def services_against_others(
    release: Release,
    selection: Selection,
    kinds: Sequence[str],
    *,
    measures: Collection[str] | None = None,
    only: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """One row a service, role and measure: the service beside the municipality's other services.

    The columns of `units_against_rest`, but of the others only rest_mean. The others count as the overview weighs them:
    by the number invited where that is known for all, else by answers. With ``only`` the rows, and the family, are
    those of one service and role.
    """
    role = selection.one_role
    wanted = None if measures is None else frozenset(measures)
    spot = selection.municipality, selection.period, role
    own, columns = release.remembered(_beside_others, *spot, tuple(kinds), wanted)
    if only:
        spots = zip(own["place"].tolist(), own["role"].tolist(), strict=True)
        kept = [place for place, spot in enumerate(spots) if spot == only]
        own = own.take(kept).reset_index(drop=True)
        columns = {name: column[kept] for name, column in columns.items()}
    return _judged(own, columns, screening=False)


def service_against_others(
    release: Release, selection: Selection, kinds: Sequence[str], measures: Collection[str] | None = None
) -> pd.DataFrame:
    """The rows of the chosen service and role alone, beside all of the others, whoever answered for them."""
    role = EVERYONE if EVERYONE in places_of(release).roles.get(selection.municipality, ()) else selection.role
    own = (selection.place, selection.role or "")
    return services_against_others(release, selection.but(role=role), kinds, measures=measures, only=own)


def _beside_others(
    release: Release,
    municipality: str,
    period: str | None,
    role: str | None,
    kinds: tuple[str, ...],
    measures: frozenset[str] | None,
) -> tuple[pd.DataFrame, dict[str, NDArray[np.generic]]]:
    """The figures of all services, and what they are beside the others: the same whichever service is looked at."""
    selection = Selection(municipality=municipality, period=period, role=role)
    ids = [place.id for place in places_of(release).services(municipality)]
    own = cells(release, ids, period, role, kinds)
    if measures is not None:
        own = rows_where(own, (measure in measures for measure in own["measure"].tolist())).reset_index(drop=True)
    compared, alike = from_others(own, weights(release, selection, own))
    hidden = own["mean"].isna().to_numpy()
    reason = np.full(len(own), None, dtype=object)
    reason[alike] = "rest_no_spread"
    reason[hidden] = own["hidden"].to_numpy()[hidden]
    told = {name: floats(compared[column]) for name, column in OF_DIFFERENCE.items()}
    others = floats(own["mean"]) - floats(compared["difference"])
    return own, {"rest_mean": others, **told, "reason": _why(own, compared, reason)}


def from_others(own: pd.DataFrame, weight: Floats) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """Each service less the others, and whether all of the others have answered alike.

    A service where all have answered alike adds no spread to the others and leaves them tested; it is not tested
    itself, nor is one that has only such others: a spread of zero would claim certainty.
    """
    n, sd, se = (floats(own[name]) for name in ("n", "sd", "se"))
    equal = (sd == 0) & np.isnan(se) & (n > 1)
    known = {"se": np.where(equal, 0.0, se), "df": np.where(equal, n - 1, floats(own["df"]))}
    seen: dict[str, int] = {}
    measure = np.array([seen.setdefault(name, len(seen)) for name in own["measure"].tolist()], dtype=np.float64)
    estimates = numbers(own.index, measure=measure, weight=weight, mean=floats(own["mean"]), **known)
    compared = difference_from_others(estimates, by=["measure"])
    alike = ~equal & (floats(compared["se"]) <= se)
    tested = {name: floats(compared[name]) for name in ("se", "df", "lower", "upper", "p")}
    told = {name: np.where(equal | alike, np.nan, values) for name, values in tested.items()}
    return numbers(own.index, difference=floats(compared["difference"]), **told), alike


def judge_again(table: pd.DataFrame, *, screening: bool = False) -> pd.DataFrame:
    """Some rows of a table from here, numbered anew, as a family of their own."""
    return _judged(table.reset_index(drop=True), {name: floats(table[name]) for name in TESTED}, screening)


def weights(release: Release, selection: Selection, services: pd.DataFrame) -> NDArray[np.float64]:
    """What each service counts: its number invited where that is known for all, else its answers."""
    spots = list(zip(services["place"].tolist(), services["role"].tolist(), strict=True))
    told = records(responses(release, list(dict(spots)), selection.period, None), "place", "role", "invited", "n")
    counts = {(row["place"], row["role"]): (row["invited"], row["n"]) for row in told}
    known = np.array([counts.get(spot, (np.nan, np.nan)) for spot in spots]).reshape(-1, 2)
    invited, n = known.T
    return floats(np.nan_to_num(n if np.isnan(invited).any() else invited))


def _rest(own: pd.DataFrame, whole: pd.DataFrame, invited: Floats) -> pd.DataFrame:
    """Answers, mean, se and df of each row's service without its unit, as the service was put together."""
    share = quotient(invited, floats(whole["invited"]))
    by_invited = whole["method"].eq("invited").to_numpy() & (share <= 1)
    (mean, se, df), (own_mean, own_se, own_df) = ([table[name] for name in ESTIMATE] for table in (whole, own))
    weighed = rest_of_estimate(mean, se, df, np.where(by_invited, share, np.nan), own_mean, own_se, own_df)
    pooled = _rest_of_answers(own, whole)
    mixed = {name: np.where(by_invited, floats(weighed[name]), floats(pooled[name])) for name in ESTIMATE}
    return pd.DataFrame(mixed | {"n": floats(pooled["n"])}, index=own.index)


def _rest_of_answers(own: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """The rest as one sample: the answers of the service less those of the unit."""
    sums = [part for table in (whole, own) for part in _moments(table)]
    known = (sums[0] > sums[3]) & ~np.isnan(sums[0] + sums[1] + sums[3] + sums[4])
    rest = rest_of(*(np.where(known, part, np.nan) for part in sums))
    # Where a source tells no spread there are no squares: a mean, and no interval.
    told = mean_interval(rest["n"], rest["total"], rest["squares"])
    mean = quotient(floats(rest["total"]), floats(rest["n"]))
    return told[["se", "df"]].assign(n=rest["n"], mean=mean).set_axis(own.index)


def _moments(table: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    n, mean, sd = (floats(table[name]) for name in ("n", "pooled_mean", "sd"))
    return n, n * mean, (n - 1) * sd**2 + n * mean**2


def _why_not_told(
    own: pd.DataFrame, whole: pd.DataFrame, rest: pd.DataFrame, shown: Floats, minimum: int
) -> NDArray[np.object_]:
    """Why the rest is not told; missing where it is: enough answers, and not of hidden units alone.

    Anybody can subtract a released unit from a released service.
    """
    left = floats(rest["n"])
    reason = np.full(len(own), None, dtype=object)
    for condition, key in (
        (shown < 2, "rest_hidden"),
        (left < minimum, "rest_few"),
        (np.isnan(left) | (floats(whole["n"]) == floats(own["n"])), "no_rest"),
    ):
        reason[condition] = key
    hidden = own["mean"].isna().to_numpy()
    reason[hidden] = own["hidden"].to_numpy()[hidden]
    return reason


def _why(own: pd.DataFrame, compared: pd.DataFrame, known: NDArray[np.object_]) -> NDArray[np.object_]:
    """Why there is no test: what is known already, else what the figures lack; missing where there is one."""
    why = np.full(len(own), "no_sd", dtype=object)
    why[~np.isnan(floats(own["se"]))] = "rest_no_sd"
    why[floats(own["sd"]) == 0] = "no_spread"
    why[np.isnan(floats(compared["difference"]))] = "no_rest"
    given = ~pd.isna(known)
    why[given] = known[given]
    why[~np.isnan(floats(compared["p"]))] = None
    return why


def _judged(rows: pd.DataFrame, told: Mapping[str, Any], screening: bool) -> pd.DataFrame:
    """The rows with what is told of their differences, and the verdicts; all rows are one family."""
    found = judgements(*(told[name] for name in TESTED), floor=item_floor(*_scale(rows)), screening=screening)
    numbers_found = {name: floats(found[name]) for name in ("p_adjusted", "family_size", "smallest")}
    return with_columns(rows, **told, **numbers_found, verdict=found["verdict"])


def _spots(rows: pd.DataFrame, services: Sequence[str]) -> list[tuple[str, ...]]:
    """Service, period, role and measure of each row."""
    return list(zip(services, *(rows[name].tolist() for name in ("period", "role", "measure")), strict=True))


def _beside(whole: pd.DataFrame, spots: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    """The row of the service that belongs to each spot."""
    places = {spot: row for row, spot in enumerate(_spots(whole, whole["place"].tolist()))}
    return whole.reindex([places.get(spot, -1) for spot in spots]).set_axis(range(len(spots)), axis="index")


def _invited(release: Release, own: pd.DataFrame, periods: Sequence[str]) -> Floats:
    """How many were invited at each unit: of those measured several times a year the cell knows it."""
    ids = list(dict.fromkeys(own["place"].tolist()))
    spot = ("place", "period", "role")
    counts = {
        tuple(row[name] for name in spot): row["invited"]
        for period in periods
        for row in records(responses(release, ids, period, None), *spot, "invited")
    }
    told = [counts.get(key, np.nan) for key in zip(*(own[name].tolist() for name in spot), strict=True)]
    of_cell = floats(own["invited"])
    return np.where(np.isnan(of_cell), np.array(told, dtype=np.float64), of_cell)


def _scale(table: pd.DataFrame) -> tuple[Floats, Floats]:
    """The scale that the figures are on: an item's own, the index for the rest."""
    is_item = np.array([kind == "item" for kind in table["kind"].tolist()], dtype=np.bool_)
    return (
        np.where(is_item, floats(table["scale_min"]), 0.0),
        np.where(is_item, floats(table["scale_max"]), 100.0),
    )
