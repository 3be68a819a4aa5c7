"""The paragraphs of the method and the worked examples beside them, from the figures of the present release."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import special

from core.text import number, percent, text
from metrics.arguments import floats
from metrics.finite import finite_mean
from metrics.funnel import mean_funnel
from metrics.nonresponse import invited_mean_bounds
from metrics.ordinal import cliffs_delta
from metrics.pooling import pooled_editions
from metrics.power import smallest_change
from metrics.screening import benjamini_hochberg
from metrics.shrinkage import shrunken_means, variance_components
from metrics.trend import mann_kendall
from store.release import Release
from views import drivers, questions, rest, wording
from views.certainty import LEVEL
from views.figures import NOT_JUDGED, cells, responses, with_change
from views.method_ground import Ground, example, ground, probability
from views.method_pages import MEASURES, benchmarks, effect_floor, groups, lines, scales, xmr
from views.places import is_year
from views.rows import Row, records
from views.words import CORE_DIMENSIONS

# In the order of the page; the keys that the pages link to.
PARAGRAPHS = (
    "means_interval", "finite_population", "shares", "disclosure", "hierarchy", "rest", "waves", "ordinal",
    "effect_floor", "holm", "screening", "power", "shrinkage", "reliability", "pooling", "scales", "drivers", "funnel",
    "expected_range", "lines", "xmr", "trend", "nonresponse", "groups", "benchmarks",
)  # fmt: skip
INDEX = (0.0, 100.0)


def examples(release: Release) -> dict[str, str]:
    """The worked example of each paragraph that has one; none where the release has no units to compare."""
    on = ground(release)
    if on is None:
        return {}
    found = {key: worked(on) for key, worked in WORKED.items()}
    return {key: told for key, told in found.items() if told}


def _means_interval(on: Ground) -> str:
    row = on.unit
    t = float(special.stdtrit(row["df"], 1 - LEVEL / 2))
    return example(
        "means_interval", {"mean": row["mean"], "sd": row["sd"], "se": row["se"], "reach": t * row["se"], **_ends(row)},
        place=on.dated_unit(row), n=number(row["n"]), t=number(t, 2),
    )  # fmt: skip


def _finite_population(on: Ground) -> str:
    row, invited = on.unit, _invited(on, on.unit)
    found = finite_mean([row["n"]], *_sums(row), [invited], INDEX).iloc[0]
    numbers = {**_ends(row), "finite_lower": found["lower"], "finite_upper": found["upper"]}
    return example("finite_population", numbers, place=on.dated_unit(row), n=number(row["n"]), invited=_whole(invited))


def _shares(on: Ground) -> str:
    table = questions.items(on.release, on.selection)
    shown = records(table[table["top"].notna()], "label", "n", "top", "top_lower", "top_upper")
    if not shown:
        return ""
    row = shown[0]
    told = {name: percent(row[name]) for name in ("top", "top_lower", "top_upper")}
    return text("how.shares.example", place=on.dated_service, question=row["label"], n=number(row["n"]), **told)


def _hierarchy(on: Ground) -> str:
    row = on.whole
    if row["method"] != "invited":
        return ""
    numbers = {"mean": row["mean"], "pooled": row["pooled_mean"]}
    return example("hierarchy", numbers, 2, place=on.dated_service, n=number(row["n"]), units=number(len(on.units)))


def _rest(on: Ground) -> str:
    row = max(records(on.units), key=lambda one: abs(np.nan_to_num(one["difference"])))
    sentence = wording.compared(
        wording.Difference(row["verdict"], row["difference"], row["difference_lower"], row["difference_upper"],
                           row["smallest"], row["n"], reason=row["reason"]),
        other=text("wording.other.rest_of_service"), family_size=row["family_size"],
    )  # fmt: skip
    numbers = {"mean": row["mean"], "whole": on.whole["mean"], "rest": row["rest_mean"]}
    return example("rest", numbers, place=on.named(row), service=on.dated_service, sentence=sentence)


def _waves(on: Ground) -> str:
    row = records(with_change(pd.DataFrame([on.whole])))[0]
    sentence = wording.changed(
        wording.Difference(row["change_verdict"], row["change"], row["change_lower"], row["change_upper"],
                           row["change_smallest"], row["n"], reason=row["change_reason"]),
        since=row["former_period"],
    )  # fmt: skip
    numbers = {"now": row["mean"], "then": row["former_mean"], "se": row["se"], "former_se": row["former_se"]}
    return example(
        "waves", numbers | {"both": row["gain_se"]}, place=on.service, period=row["period"], sentence=sentence,
        former=row["former_period"], df=_whole(row["gain_df"]),
    )  # fmt: skip


def _ordinal(_on: Ground) -> str:
    one, other = pd.DataFrame([[0, 1, 1, 1]]), pd.DataFrame([[1, 1, 1, 0]])
    delta = float(cliffs_delta(one.set_axis(range(3, 7), axis=1), other.set_axis(range(3, 7), axis=1))["delta"].iloc[0])
    return text("how.ordinal.example", delta=number(delta, 2))


def _holm(on: Ground) -> str:
    rows = cells(on.release, [on.selection.place], on.selection.period, on.selection.role, ["overall", "dimension"])
    table = with_change(rows[rows["measure"].isin(MEASURES)].reset_index(drop=True))
    tested = table[table["gain_p"].notna()]
    if len(tested) < 2:
        return ""
    smallest = records(tested.sort_values("gain_p"))[0]
    outcome = "certain" if smallest["change_p"] < LEVEL else "uncertain"
    return text(
        "how.holm.example", place=on.dated_service, count=number(len(tested)), p=probability(smallest["gain_p"]),
        adjusted=probability(smallest["change_p"]), outcome=text(f"how.holm.{outcome}"),
    )  # fmt: skip


def _screening(on: Ground) -> str:
    table = rest.units_against_rest(on.release, on.selection, ["dimension"])
    table = rest.judge_again(table[table["dimension"].isin(CORE_DIMENSIONS)])
    p = table["p"].dropna()
    holm = int((table["p_adjusted"] < LEVEL).sum())
    pointed_at = int((benjamini_hochberg(p) < LEVEL).sum())
    told = {"count": number(len(p)), "holm": number(holm), "pointed_at": number(pointed_at)}
    return text("how.screening.example", place=on.dated_service, **told) if len(p) > 1 else ""


def _power(on: Ground) -> str:
    row = on.unit
    n, sd = np.array([row["n"], 4 * row["n"]]), row["sd"]
    few, many = smallest_change(n, sd, n, sd).tolist()
    return example("power", {"few": few, "many": many}, place=on.dated_unit(row), n=number(row["n"]))


def _shrinkage(on: Ground) -> str:
    found = shrunken_means(_moments(on), by=["measure"])
    row = records(found)[0]
    if row["verdict"] == "":
        return ""
    numbers = {"mean": row["mean"], "shrunken": row["shrunken"]}
    weight = percent(row["reliability"])
    return example("shrinkage", numbers, place=on.dated_unit(on.smallest), n=number(on.smallest["n"]), weight=weight)


def _reliability(on: Ground) -> str:
    row = records(variance_components(_moments(on), by=["measure"]))[0]
    if not np.isfinite(row["n_reliable"]):
        return text("how.reliability.none", place=on.dated_service) if row["tau2"] == 0 else ""
    details = {"icc": percent(row["icc"]), "reliability": number(row["reliability"], 2)}
    return text("how.reliability.example", place=on.dated_service, needed=number(np.ceil(row["n_reliable"])), **details)


def _pooling(on: Ground) -> str:
    row = on.smallest
    former = cells(on.release, [str(row["place"])], row["former_period"], on.selection.role, ["overall"])
    if former.empty or pd.isna(former["se"].iloc[0]):
        return ""
    then = records(former)[0]
    (total, squares), (former_total, former_squares) = _sums(row), _sums(then)
    comparable = row["severity"] < NOT_JUDGED
    table = pooled_editions([row["n"]], total, squares, [then["n"]], former_total, former_squares, comparable)
    found = table.iloc[0]
    if not found["pooled"]:
        return text("how.pooling.apart", place=on.named(row), period=row["period"], former=then["period"])
    numbers = {**_ends(row), "mean": found["mean"], "both_lower": found["lower"], "both_upper": found["upper"]}
    return example(
        "pooling", numbers, place=on.named(row), n=number(row["n"]), together=number(found["n"]),
        period=row["period"], former=then["period"],
    )  # fmt: skip


def _drivers(on: Ground) -> str:
    found = drivers.found(on.release, on.selection)
    shown = records(found.table[found.table["weight"].notna()])
    if found.reason or not shown:
        return ""
    row = shown[0]
    numbers = {"share": row["weight"], "lower": row["weight_lower"], "upper": row["weight_upper"]}
    return example("drivers", numbers, place=on.dated_service, label=row["label"], n=number(found.people), decimals=0)


def _funnel(on: Ground) -> str:
    limits = records(_limits(on))
    small, large = limits[0], limits[-1]
    numbers = {"baseline": small["baseline"]}
    for name, row in (("small", small), ("large", large)):
        numbers |= {f"{name}_lower": row["lower"], f"{name}_upper": row["upper"]}
    n = floats(on.units["n"])
    return example("funnel", numbers, place=on.dated_service, few=number(n[0]), many=number(n[-1]))


def _disclosure(on: Ground) -> str:
    about = on.release.query("about").iloc[0]
    told = {"hidden": number(about["hidden_cells"]), "cells": number(about["cells"])}
    return text("how.disclosure.example", **told)


def _expected_range(on: Ground) -> str:
    known = [band for band in _limits(on)["band"].tolist() if isinstance(band, str) and band]
    inside = known.count("expected")
    return text("how.expected_range.example", place=on.dated_service, inside=number(inside), count=number(len(known)))


def _trend(on: Ground) -> str:
    place, role = on.selection.place, on.selection.role
    periods = [period for period in sorted(on.places.years.get((place, role or ""), ())) if is_year(period)]
    rows = [records(cells(on.release, [place], period, role, ["overall"]), "period", "mean") for period in periods]
    years = [(str(row["period"]), float(row["mean"])) for found in rows for row in found if row["mean"] == row["mean"]]
    if len(years) < 4:
        return ""
    when, means = np.array([float(period) for period, _ in years]), np.array([[mean for _, mean in years]])
    row = mann_kendall(means, when).iloc[0]
    if pd.isna(row["p"]):
        return ""
    details = {"first": years[0][0], "last": years[-1][0], "count": number(len(years)), "p": probability(row["p"])}
    slope = wording.points(row["slope"], decimals=1, sign=True)
    return text("how.trend.example", place=on.service, slope=slope, **details)


def _nonresponse(on: Ground) -> str:
    row, invited = on.unit, _invited(on, on.unit)
    total, _ = _sums(row)
    found = invited_mean_bounds([row["n"]], total, [invited], *INDEX).iloc[0]
    numbers = {"mean": row["mean"], "lower": found["lower"], "upper": found["upper"]}
    rate = percent(found["response_rate"])
    return example("nonresponse", numbers, place=on.dated_unit(row), rate=rate, decimals=0)


WORKED: dict[str, Callable[[Ground], str]] = {
    "means_interval": _means_interval,
    "finite_population": _finite_population,
    "shares": _shares,
    "disclosure": _disclosure,
    "hierarchy": _hierarchy,
    "rest": _rest,
    "waves": _waves,
    "ordinal": _ordinal,
    "effect_floor": effect_floor,
    "holm": _holm,
    "screening": _screening,
    "power": _power,
    "shrinkage": _shrinkage,
    "reliability": _reliability,
    "pooling": _pooling,
    "scales": scales,
    "drivers": _drivers,
    "funnel": _funnel,
    "expected_range": _expected_range,
    "lines": lines,
    "xmr": xmr,
    "trend": _trend,
    "nonresponse": _nonresponse,
    "groups": groups,
    "benchmarks": benchmarks,
}


def _ends(row: Row) -> dict[str, float]:
    return {"lower": row["lower"], "upper": row["upper"]}


def _sums(row: Row) -> tuple[list[float], list[float]]:
    """Sum of the answers and of their squares."""
    n, mean, sd = row["n"], row["pooled_mean"], row["sd"]
    return [n * mean], [(n - 1) * sd**2 + n * mean**2]


def _moments(on: Ground) -> pd.DataFrame:
    n, mean, sd = (floats(on.units[name]) for name in ("n", "pooled_mean", "sd"))
    return pd.DataFrame({"measure": "overall", "n": n, "total": n * mean, "squares": (n - 1) * sd**2 + n * mean**2})


def _limits(on: Ground) -> pd.DataFrame:
    moments = _moments(on)
    return mean_funnel(moments["n"], moments["total"], moments["squares"])


def _invited(on: Ground, row: Row) -> float:
    told = responses(on.release, [str(row["place"])], on.selection.period, on.selection.role)
    return float(told["invited"].iloc[0]) if len(told) else float("nan")


def _whole(value: float) -> str:
    return number(value)
