"""What the overall assessment of a service goes together with: shares, and where the service stands. Not causes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import listing, number, quoted, text
from core.told_counts import count
from metrics.importance import LEAST
from store.release import Release
from views import words
from views.figures import cells, held
from views.places import is_year, places_of
from views.rows import hover, records

OUTCOME = "dimension:overall"
# Part of the resamples from which a dimension is said to come first.
CLEARLY = 0.95
# And below which it is not said that it could be the one.
HARDLY = 0.05
# Points of the index from which most have so little left to criticise that it can hardly go together with anything.
NEAR_THE_TOP = 80.0
# Points of the shares from which two methods do not tell the same.
APART = 5.0


@dataclass(frozen=True)
class Found:
    """What a service's dimensions tell of its overall assessment.

    - ``table``: one row a dimension, largest share first, then those without: label, dimension, weight, weight_lower,
      weight_upper, weight_first, weight_lmg (percent of what the dimensions explain together), mean, lower, upper, n
      (index 0-100 with its own answers), weight_why (why there is no share).
    - ``reason``: why there are no shares at all, else empty. ``people``, ``explained``: respondents behind the shares,
      and the part of the differences between them that the dimensions explain, percent.
    """

    table: pd.DataFrame
    reason: str
    people: float
    explained: float


def found(release: Release, selection: Selection) -> Found:
    """The dimensions of the chosen service, and why there are no shares where there are none."""
    rows = held(release, "drivers", [selection.place], selection.period, selection.role)
    asked = cells(release, [selection.place], selection.period, selection.role, ["dimension"])
    figures = {row["dimension"]: row for row in records(asked)}
    reason = _reason(release, selection, rows, figures.get("overall"))
    table = pd.DataFrame(
        [_row(row, figures.get(row["dimension"], {})) for row in records(rows)],
        columns=[
            "label", "dimension", "weight", "weight_lower", "weight_upper", "weight_first", "weight_lmg",
            "mean", "lower", "upper", "n", "raw", "scale_max", "weight_why",
        ],
    )  # fmt: skip
    people, explained = (float(rows[name].max()) if len(rows) else np.nan for name in ("n", "r_squared"))
    return Found(table, reason, people, explained * 100)


def _row(row: dict[str, Any], figure: dict[str, Any]) -> dict[str, Any]:
    shares = {f"weight{end}": row[name] * 100 for end, name in _SHARES.items()}
    own = {name: figure.get(name, np.nan) for name in ("mean", "lower", "upper", "n", "raw", "scale_max")}
    why = text(f"drivers.why.{row['reason']}") if row["reason"] in {"seldom"} else None
    return {
        "label": words.dimension(row["dimension"]),
        "dimension": row["dimension"],
        **shares,
        **own,
        "weight_why": why,
    }


_SHARES = {"": "share", "_lower": "lower", "_upper": "upper", "_first": "first", "_lmg": "lmg"}


def _reason(release: Release, selection: Selection, rows: pd.DataFrame, outcome: dict[str, Any] | None) -> str:
    """Why there are no shares, or nothing."""
    if rows["share"].notna().any():
        return ""
    if outcome is None:
        return "not_asked"
    if words.missing(outcome["mean"]):
        return "hidden"
    if not is_year(selection.period):
        return "part_of_year"
    if outcome["n"] < LEAST:
        return "few"
    if len(rows):
        told = next((reason for reason in rows["reason"] if reason not in {"", "seldom"}), "one_dimension")
        return "few_complete" if told == "few" else told
    newest = [period for place, period in _known(release, selection) if place == selection.place]
    return "earlier_year" if newest and (selection.period or "") < min(newest) else "figures_only"


def _known(release: Release, selection: Selection) -> list[tuple[str, str]]:
    """Place and period of the services in the municipality with shares, in the same role or another."""
    rows = release.query("drivers", municipality=selection.municipality)
    shown = rows[rows["share"].notna()]
    return list(dict.fromkeys(zip(shown["place"].tolist(), shown["period"].tolist(), strict=True)))


def state(release: Release, selection: Selection) -> list[str]:
    """Why there are no shares here, how many answers there are, and what the reader can do."""
    told = found(release, selection)
    outcome = cells(release, [selection.place], selection.period, selection.role, ["dimension"])
    own = records(outcome[outcome["measure"].eq(OUTCOME)])
    n = own[0]["n"] if own else np.nan
    why = words.hidden(own[0]["hidden"]) if own else ""
    first = text(
        f"drivers.state.{told.reason}",
        place=places_of(release).name(selection.place),
        period=selection.period or "",
        n=count(n),
        people=count(told.people) if told.people == told.people else text("drivers.state.under", least=LEAST),
        least=LEAST,
        why=(why or "").lower(),
    )
    return [first, *_elsewhere(release, selection)]


def _elsewhere(release: Release, selection: Selection) -> list[str]:
    """Where in the municipality there are shares."""
    places = places_of(release)
    names: dict[str, list[str]] = {}
    for place, period in _known(release, selection):
        names.setdefault(places.name(place), []).append(period)
    if not names:
        return [text("drivers.state.nowhere", least=LEAST)]
    shown = [text("drivers.state.service", name=name, periods=listing(periods)) for name, periods in names.items()]
    return [text("drivers.state.elsewhere", services=listing(shown))]


def summary(told: Found, selection: Selection) -> str:
    """What goes together most clearly with the overall assessment, and how sure that order is."""
    shown = _with_share(told.table)
    top = shown[0]
    sentences = [_first(shown, top), _others(shown)]
    base = text("drivers.base", people=count(told.people), period=selection.period or "")
    return words.joined([*sentences, base])


def _first(shown: list[dict[str, Any]], top: dict[str, Any]) -> str:
    if words.missing(top["weight_first"]):
        return text("drivers.first.unstable", label=top["label"], share=number(top["weight"]))
    if top["weight_first"] >= CLEARLY * 100:
        interval = words.interval(top["weight_lower"], top["weight_upper"], 0)
        return text("drivers.first.clear", label=top["label"], share=number(top["weight"]), interval=interval)
    able = [_quoted(row) for row in shown if row["weight_first"] >= HARDLY * 100]
    return text("drivers.first.open", labels=listing(able), count=len(able))


def _others(shown: list[dict[str, Any]]) -> str:
    """Which of the others can be told apart: those whose intervals do not meet."""
    clear = shown[0]["weight_first"] >= CLEARLY * 100
    rest = shown[1:] if clear else shown
    if words.missing(shown[0]["weight_first"]) or len(rest) < 2:
        return ""
    apart = [(one, other) for one in rest for other in rest if one["weight_lower"] > other["weight_upper"]]
    which = "others" if clear else "all"
    if not apart:
        return text(f"drivers.order.none_{which}")
    pairs = [text("drivers.order.pair", one=one["label"], other=other["label"]) for one, other in apart[:2]]
    return text(f"drivers.order.some_{which}", pairs=listing(pairs))


def explained(told: Found) -> str:
    """How much of the differences the dimensions explain, and whether another method agrees."""
    shown = _with_share(told.table)
    gap = max(abs(row["weight"] - row["weight_lmg"]) for row in shown)
    check = text(f"drivers.check.{'agrees' if gap < APART else 'differs'}", points=number(gap, 1))
    return words.joined([text("drivers.explained", share=number(told.explained), count=len(shown)), check])


def left_out(told: Found) -> str:
    """Dimensions without a share, and why; nothing where there are none."""
    seldom = [_quoted(row) for row in records(told.table) if row["weight_why"]]
    known = set(told.table["dimension"])
    not_asked = [_quoted({"label": words.dimension(key)}) for key in words.CORE_DIMENSIONS if key not in known]
    sentences = {"drivers.left_out": seldom, "drivers.not_asked": not_asked}
    return words.joined(text(key, labels=listing(labels)) for key, labels in sentences.items() if labels)


def cautions(told: Found) -> list[str]:
    """What the shares cannot tell."""
    high = [_quoted(row) for row in _with_share(told.table) if row["mean"] >= NEAR_THE_TOP]
    ceiling = text("drivers.caution.ceiling")
    here = text("drivers.caution.ceiling_here", labels=listing(high), points=number(NEAR_THE_TOP)) if high else ""
    keys = ("cause", "halo")
    return [
        *(text(f"drivers.caution.{key}") for key in keys),
        words.joined([ceiling, here]),
        text("drivers.caution.whom"),
    ]


def dots(told: Found) -> pd.DataFrame:
    """The shares as the chart of dots wants them."""
    table = told.table
    return pd.DataFrame(
        {
            "label": table["label"],
            "mean": table["weight"],
            "lower": table["weight_lower"],
            "upper": table["weight_upper"],
            "n": told.people,
            "hidden": table["weight_why"],
            "hover": [f"{hover([row['label']], {'mean': np.nan}, 0)}<br>{_share_line(row)}" for row in records(table)],
        }
    )


def reach(told: Found) -> float:
    """The end of an axis that holds every share, in whole tens of percent."""
    ends = np.nanmax(told.table[["weight", "weight_upper"]].to_numpy(dtype=np.float64))
    return float(np.ceil(ends / 10) * 10)


def priorities(told: Found) -> pd.DataFrame:
    """Where the service stands on each dimension, beside its share: one row a dimension that has both, numbered."""
    both = told.table[told.table["weight"].notna() & told.table["mean"].notna()]
    rows = records(both)
    return both.assign(
        number=range(1, len(both) + 1),
        hover=[f"{hover([row['label']], row, 0)}<br>{_share_line(row)}" for row in rows],
    )


def lines_of(table: pd.DataFrame) -> tuple[float, float]:
    """Where lines could be drawn: the mean of the dimensions, and an equal share for each."""
    return float(table["mean"].mean()), 100 / len(table)


def priorities_summary(table: pd.DataFrame) -> str:
    """Which crosses lie wholly on the side of a low figure and a large share; none is a finding too."""
    middle, equal = lines_of(table)
    known = table["weight_lower"].notna() & table["lower"].notna()
    inside = table[known & (table["weight_lower"] > equal) & (table["upper"] < middle)]
    if len(inside):
        return text("drivers.priority.some", labels=listing([_quoted(row) for row in records(inside)]))
    return text("drivers.priority.none")


def _with_share(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [row for row in records(table) if not words.missing(row["weight"])]


def _quoted(row: dict[str, Any]) -> str:
    return quoted(row["label"])


def _share_line(row: dict[str, Any]) -> str:
    interval = words.interval(row["weight_lower"], row["weight_upper"], 0)
    return text("drivers.hover", share=number(row["weight"]), interval=interval)
