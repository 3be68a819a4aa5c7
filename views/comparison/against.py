"""Each part of the chosen place held against the rest, the municipality or a published value, on every measure."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from core.selection import EVERYONE, Selection
from core.text import text
from metrics.arguments import Floats, floats, quotient
from metrics.differences import difference, rest_of
from metrics.means import mean_interval
from metrics.moderated import moderated_spread
from metrics.rest import rest_of_estimate
from metrics.weighted import difference_from_others
from store.release import Release
from views import benchmarks, rest, wording, words
from views.comparison import parts
from views.figures import cells
from views.places import places_of
from views.rows import records, with_columns

REST, MUNICIPALITY, BENCHMARK = "rest", "municipality", "benchmark"
CHOICES = (REST, MUNICIPALITY, BENCHMARK)
COMPARED = (
    "other_n", "other_mean", "difference", "difference_lower", "difference_upper", "p",
    "se_difference", "df_difference", "reason",
)  # fmt: skip
ESTIMATE = ("mean", "se", "df")
CONFIDENCE = 0.975


def choices(release: Release, selection: Selection) -> list[str]:
    """What the parts can be held against: the rest always, the others where there is something to hold them against."""
    found = [REST]
    if parts.kind(selection) == "units" and _services_of_role(release, selection) > 1:
        found.append(MUNICIPALITY)
    if parts.kind(selection) != "services" and benchmarks.drawn(release, selection):
        found.append(BENCHMARK)
    return found


def other(release: Release, selection: Selection, against: str) -> str:
    """What the parts are held against, to stand after "than"."""
    if against == MUNICIPALITY:
        return text("comparison.other.municipality")
    if against == BENCHMARK:
        told = benchmarks.drawn(release, selection)
        return str(told[0]["from"]) if told else text("comparison.other.benchmark")
    return text(f"comparison.other.{parts.kind(selection)}")


def differences(release: Release, selection: Selection, against: str) -> pd.DataFrame:
    """One row a part and measure: the cell, ``label``, and the difference from what it is held against, not yet judged.

    Columns besides those of ``parts.every``: other_n and other_mean (of what it is held against), difference,
    difference_lower, difference_upper, p, se_difference, df_difference, and reason where there is no difference.
    """
    return release.remembered(_differences, selection.but(unit=None, measure=None), against)


def as_told(rows: pd.DataFrame) -> Iterator[wording.Difference]:
    """Judged rows as the wording layer takes them."""
    return wording.differences(rows, lower="difference_lower", upper="difference_upper")


def _differences(release: Release, selection: Selection, against: str) -> pd.DataFrame:
    rows = parts.every(release, selection)
    if rows.empty:
        return rows
    if against == BENCHMARK:
        return _with(rows, _from_benchmark(release, selection, rows))
    if against == MUNICIPALITY:
        return _with(rows, _from_municipality(release, selection, rows))
    if parts.kind(selection) == "units":
        return _beside(rows, rest.units_against_rest(release, selection, parts.KINDS), rest_n="other_n")
    if parts.kind(selection) == "services":
        return _beside(rows, rest.services_against_others(release, selection, parts.KINDS))
    return _with(rows, _from_others(rows))


def _beside(rows: pd.DataFrame, compared: pd.DataFrame, **renamed: str) -> pd.DataFrame:
    """The rows with what stands in another table for the same place, role and measure."""
    found = compared.rename(columns={"rest_mean": "other_mean", **renamed})
    keys = ["place", "role", "measure"]
    places = {key: row for row, key in enumerate(zip(*(found[name].tolist() for name in keys), strict=True))}
    wanted = zip(*(rows[name].tolist() for name in keys), strict=True)
    told = found.reindex(columns=list(COMPARED)).reindex([places.get(key, -1) for key in wanted]).set_axis(rows.index)
    return _with(rows, told)


def _with(rows: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """The rows with the columns of a comparison; where the figure is hidden that is the reason."""
    reasons = [
        own if isinstance(own, str) else told
        for own, told in zip(rows["hidden"].tolist(), compared["reason"].tolist(), strict=True)
    ]
    numbers = {name: floats(compared[name]) for name in COMPARED if name != "reason"}
    return with_columns(rows, **numbers, reason=reasons)


def _from_others(rows: pd.DataFrame) -> pd.DataFrame:
    """Municipalities against the others, each by its number invited where that is known for all, else by answers."""
    invited, n = floats(rows["invited"]), floats(rows["n"])
    shown = rows["mean"].notna().to_numpy()
    known = not np.isnan(invited[shown]).any()
    weights = np.nan_to_num(np.where(shown, invited if known else n, 0.0))
    table = difference_from_others(with_columns(rows, weight=floats(weights)), by=["measure"])
    answers = pd.Series(np.where(shown, n, 0.0)).groupby(rows["measure"].to_numpy()).transform("sum")
    return _compared(rows, table, floats(answers) - np.nan_to_num(n))


def _from_municipality(release: Release, selection: Selection, rows: pd.DataFrame) -> pd.DataFrame:
    """Units against the rest of the municipality in the same role: no service is held against itself alone."""
    whole = cells(release, [selection.municipality], selection.period, selection.role, parts.KINDS)
    places = {measure: row for row, measure in enumerate(whole["measure"].tolist())}
    beside = whole.reindex([places.get(measure, -1) for measure in rows["measure"].tolist()]).set_axis(rows.index)
    n = floats(beside["n"]) - floats(rows["n"])
    share = quotient(floats(rows["invited"]), floats(beside["invited"]))
    weighed = beside["method"].eq("invited").to_numpy() & (share < 1)
    (mean, se, df), (own_mean, own_se, own_df) = ([table[name] for name in ESTIMATE] for table in (beside, rows))
    of_invited = rest_of_estimate(mean, se, df, np.where(weighed, share, np.nan), own_mean, own_se, own_df)
    of_answers = _rest_of_answers(beside, rows)
    minimum = int(release.query("about")["min_n"].iloc[0])
    left = {
        name: np.where(n >= minimum, np.where(weighed, floats(of_invited[name]), floats(of_answers[name])), np.nan)
        for name in ESTIMATE
    }
    spread = _spread(rows)
    table = difference(rows["mean"], spread["se"], spread["df"], left["mean"], left["se"], left["df"])
    return _compared(rows, table, n)


def _spread(rows: pd.DataFrame) -> pd.DataFrame:
    """Standard error and degrees of freedom of each part, where few answers borrow spread from the other parts."""
    return moderated_spread(rows["n"], rows["sd"], rows["measure"])


def _rest_of_answers(whole: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rest as one sample, where nobody knows how many were invited."""
    sums = [
        floats(table[name]) for table in (_pooled(whole), parts.moments(rows)) for name in ("n", "total", "squares")
    ]
    known = (sums[0] > sums[3]) & ~np.isnan(sums[0] + sums[2] + sums[3] + sums[5])
    left = rest_of(*(np.where(known, part, np.nan) for part in sums))
    return mean_interval(left["n"], left["total"], left["squares"])


def _pooled(whole: pd.DataFrame) -> pd.DataFrame:
    return parts.moments(with_columns(whole, mean=floats(whole["pooled_mean"])))


def _from_benchmark(release: Release, selection: Selection, rows: pd.DataFrame) -> pd.DataFrame:
    """Parts against a published value; without a spread in the source it is a constant, known exactly."""
    names = list(dict.fromkeys(rows["measure"].tolist()))
    beside = benchmarks.beside_dimensions(release, selection, pd.DataFrame({"measure": names}))
    told = {row["measure"]: row for row in records(beside)} if "benchmark" in beside else {}
    columns = ("benchmark", "benchmark_lower", "benchmark_upper", "benchmark_n")
    nothing = dict.fromkeys(columns, np.nan)
    of_row = [told.get(measure, nothing) for measure in rows["measure"].tolist()]
    mean, lower, upper, n = (floats([row[name] for row in of_row]) for name in columns)
    spread = ~np.isnan(lower) & ~np.isnan(upper) & (n > 1)
    freedom = np.where(spread, n - 1, np.inf)
    quantile = np.where(spread, special.stdtrit(np.where(spread, n - 1, 1.0), CONFIDENCE), np.nan)
    se = np.where(spread, quotient(upper - lower, floats(2 * quantile)), 0.0)
    own = _spread(rows)
    table = difference(rows["mean"], own["se"], own["df"], mean, np.where(np.isnan(mean), np.nan, se), freedom)
    return _compared(rows, table, n, "no_benchmark")


def _compared(rows: pd.DataFrame, table: pd.DataFrame, n: Floats, lacking: str = "no_rest") -> pd.DataFrame:
    """A difference as the columns of a comparison, with why there is none."""
    found = floats(table["difference"])
    known = ~np.isnan(found)
    reason = _why_untested(rows)
    reason[~np.isnan(floats(table["p"]))] = None
    reason[~known] = lacking
    names = {"se": "se_difference", "df": "df_difference", "lower": "difference_lower", "upper": "difference_upper"}
    return table.rename(columns=names).assign(
        other_n=np.where(known, n, np.nan), other_mean=floats(rows["mean"]) - found, reason=reason
    )


def _why_untested(rows: pd.DataFrame) -> NDArray[np.object_]:
    return np.array(["no_spread" if sd == 0 else "no_sd" for sd in rows["sd"].tolist()], dtype=object)


def _services_of_role(release: Release, selection: Selection) -> int:
    """How many services of the municipality have a figure in the chosen role and period."""
    ids = [place.id for place in places_of(release).services(selection.municipality)]
    if selection.role == EVERYONE or not ids:
        return 0
    rows = cells(release, ids, selection.period, selection.role, ["overall"])
    return int(rows["mean"].notna().sum())


def constant(release: Release, selection: Selection, rows: pd.DataFrame) -> bool:
    """Whether the published value of these rows has no spread: it is then taken as if it were known exactly."""
    names = list(dict.fromkeys(rows["measure"].tolist()))
    beside = benchmarks.beside_dimensions(release, selection, pd.DataFrame({"measure": names}))
    if "benchmark" not in beside:
        return False
    told = records(beside, "benchmark", "benchmark_lower")
    return any(not words.missing(row["benchmark"]) and words.missing(row["benchmark_lower"]) for row in told)
