"""Whether a series rises or falls steadily: Mann-Kendall's test and Sen's slope, in words."""

import pandas as pd

from core.text import number, text
from metrics.arguments import floats
from metrics.trend import LEAST, mann_kendall
from views.certainty import LEVEL, item_floor
from views.development.series import Spot, since_break, with_figures
from views.rows import Row, records
from views.wording import FLOOR, points


def told(table: pd.DataFrame, spot: Spot) -> str:
    """A steady rise or fall since the last break, or that none is certain; why not, where it cannot be tested."""
    own = with_figures(since_break(table))
    if len(own) < 2:
        return ""
    if len(own) < LEAST:
        broken = "since_break" if len(own) < len(with_figures(table)) else "few"
        return text(f"development.trend.{broken}", n=len(own), least=LEAST)
    when = floats(own["when"])
    row = records(mann_kendall(floats(own["mean"]), when))[0]
    if row["reason"]:
        return text("development.trend.all_equal", n=len(own))
    years = float(when[-1] - when[0])
    return _sentence(row, spot, _floor(own, spot), years)


def _sentence(row: Row, spot: Spot, floor: float, years: float) -> str:
    known = {
        "n": number(row["n"]),
        "p": _p(row["p"]),
        "kind": text(f"development.trend.{'exact' if row['exact'] else 'normal'}"),
    }
    if row["p"] >= LEVEL:
        power = "five" if row["n"] == LEAST else "more"
        return text("development.trend.none", **known) + " " + text(f"development.trend.power_{power}")
    unit = "scale" if spot.decimals else "index"
    decimals = 2 if spot.decimals else 1
    slope, lower, upper = (row[name] for name in ("slope", "lower", "upper"))
    told = points(slope, unit, decimals=decimals, sign=True)  # type: ignore[arg-type]
    limits = (
        ""
        if lower != lower
        else text(
            "development.trend.limits",
            lower=number(lower, decimals, sign=True),
            upper=number(upper, decimals, sign=True),
        )
    )
    size = "small_" if abs(slope) * years < floor else ""
    direction = "rise" if row["s"] > 0 else "fall"
    return text(f"development.trend.{size}{direction}", slope=told, limits=limits, **known)


def _floor(own: pd.DataFrame, spot: Spot) -> float:
    return float(item_floor(own["scale_min"], own["scale_max"])[-1]) if spot.decimals else FLOOR


def _p(p: float) -> str:
    return text("development.trend.p_small") if p < 0.001 else text("development.trend.p", p=number(p, 3))
