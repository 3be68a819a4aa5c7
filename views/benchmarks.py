"""Reference values: what others have published, beside the figures of a chosen place and never mixed with them.

A release holds what the sources themselves tell: a value an item. A dimension has a reference value where one can be
made of them honestly (see ``_index``); a level of participation has none, since no source asks about a whole level.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import LANGUAGES, number, pick, quoted, text
from metrics.arguments import floats
from metrics.likert import index
from metrics.means import limits
from store.release import Release
from views import words
from views.asked import questions_asked
from views.figures import cells
from views.rows import Row, records, with_columns

VALUE = ("benchmark", "benchmark_lower", "benchmark_upper", "benchmark_n", "benchmark_from", "benchmark_source")
TABLE = ("label", "from", "source", "scale", "n", "mean", "lower", "upper", "hidden")
COLUMNS = [
    "area", "name", "period", "year", "item", "label", "scale", "scale_min", "scale_max", "n", "mean", "lower", "upper",
    "hidden", "from", "source",
]  # fmt: skip
SCALE = ("scale_min", "scale_max")
CONFIDENCE = 0.95


def values(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a place of others and item: the value of the chosen year, or of the latest before it.

    Columns: area, name, period, year, item, label, scale, scale_min, scale_max, n, mean, lower, upper (scale units),
    hidden, and ``from`` and ``source`` in words. The nation comes first, items as in the form. Without a standard
    deviation there is no interval. What is not asked in the service here is left out: it stands beside nothing.
    """
    return pd.DataFrame(_rows(release, selection), columns=COLUMNS)


def beside_items(release: Release, selection: Selection, table: pd.DataFrame) -> pd.DataFrame:
    """The questions with the reference value of each in columns of their own; as they are where there is none."""
    told = drawn(release, selection)
    if not told:
        return table
    by_item = {row["item"]: row for row in told}
    own = records(table, "item", *SCALE)
    found = [_same_scale(by_item.get(row["item"]), row) for row in own]
    if not any(found):
        return table
    # On a line of its own below each bar, where the year stands only if the mark's name cannot tell it.
    alike = len({row["year"] for row in found if row}) == 1
    lines = [_line(row, mean, alike) for row, mean in zip(found, table["mean"].tolist(), strict=True)]
    return with_columns(_beside(table, found, 1), benchmark_text=lines)


def beside_dimensions(release: Release, selection: Selection, table: pd.DataFrame) -> pd.DataFrame:
    """The dimensions with the index of each as the source's items give it, where they do."""
    told = drawn(release, selection)
    if not told:
        return table
    asked = cells(release, [selection.place], selection.period, selection.role, ["item"])
    by_measure = _by_measure(release, selection, records(asked, "item", *SCALE))
    by_item = {row["item"]: row for row in told}
    found = [_index(by_measure.get(measure, []), by_item) for measure in table["measure"].tolist()]
    return _beside(table, found, 0)


def drawn(release: Release, selection: Selection) -> list[Row]:
    """The values of one place of others, which the charts have a mark for: the nation before all others."""
    told = _rows(release, selection)
    return [row for row in told if (row["area"], row["name"]) == (told[0]["area"], told[0]["name"])]


def mark_name(table: pd.DataFrame) -> str:
    """What the mark in a chart is of: place and year, or the place where the years differ; nothing without marks."""
    if "benchmark" not in table:
        return ""
    pairs = zip(table["benchmark"].tolist(), table["benchmark_from"].tolist(), table["benchmark_name"], strict=True)
    marked = [(told, name) for value, told, name in pairs if not words.missing(value)]
    names = {told for told, _ in marked}
    return names.pop() if len(names) == 1 else marked[0][1] if marked else ""


def summary(table: pd.DataFrame, selection: Selection) -> str:
    """What the marks of a chart are: whose values, of when, from where, and why they may lack an interval."""
    name = mark_name(table)
    if not name:
        return ""
    rows = [row for row in records(table, *VALUE, "benchmark_year") if not words.missing(row["benchmark"])]
    sources = ", ".join(dict.fromkeys(quoted(row["benchmark_source"]) for row in rows))
    parts = [text("benchmark.mark", name=name, source=sources)]
    year = (selection.period or "")[:4]
    if any(row["benchmark_year"] != year for row in rows):
        parts.append(text("benchmark.earlier", year=year))
    if any(words.missing(row["benchmark_lower"]) for row in rows):
        parts.append(text("benchmark.constant" if table["kind"].eq("item").any() else "benchmark.by_index"))
    return words.joined(parts)


def _rows(release: Release, selection: Selection) -> list[Row]:
    """The values of the chosen year or the latest before it, where there are any."""
    year = (selection.period or "")[:4]
    latest: dict[tuple[str, str, str], Row] = {}
    for row in release.remembered(_by_service).get((selection.service, selection.role), ()):
        if row["year"] <= year:
            latest.setdefault((row["area"], row["name"], row["item"]), row)
    return list(latest.values())


def _by_service(release: Release) -> dict[tuple[str | None, str | None], list[Row]]:
    """All values by service and role, newest first at each place and item; read once for a release."""
    found = release.query("benchmarks")
    if found.empty:
        return {}
    n, mean = floats(found["n"]), floats(found["mean"])
    # The source tells nothing of its design: its answers are taken as drawn at random, as our own are.
    ends = limits(mean, floats(found["sd"]) / np.sqrt(np.where(n > 1, n, np.nan)), n - 1, CONFIDENCE)
    known = zip(records(found), n.tolist(), ends["lower"].tolist(), ends["upper"].tolist(), strict=True)
    told: dict[tuple[str | None, str | None], list[Row]] = {}
    for row, number_of_answers, lower, upper in known:
        whole = _in_words(row | {"n": number_of_answers, "lower": lower, "upper": upper})
        told.setdefault((row["service"], row["role"]), []).append(whole)
    return told


def _in_words(row: Row) -> Row:
    name = row["area_name"] or text(f"benchmark.area.{row['area']}")
    return row | {
        "name": name,
        "label": pick({code: row[f"text_{code}"] for code in LANGUAGES}),
        "hidden": words.hidden(row["hidden"]),
        "scale": f"{row['scale_min']}–{row['scale_max']}",
        "source": pick(json.loads(row["title"])),
        "from": f"{name} {row['period']}",
    }


def _by_measure(release: Release, selection: Selection, asked: Sequence[Row]) -> dict[str, list[Row]]:
    """The items that each measure of the place rests on."""
    form = questions_asked(release, selection.service, selection.role)
    dimension = dict(zip(form["item"].tolist(), form["dimension"].tolist(), strict=True))
    found: dict[str, list[Row]] = {"overall": list(asked)}
    for row in asked:
        found.setdefault(f"dimension:{dimension.get(row['item'])}", []).append(row)
    return found


def _same_scale(told: Row | None, own: Row) -> Row | None:
    """The value where it is of the scale that the item was answered on here."""
    return told if told is not None and all(told[end] == own[end] for end in SCALE) else None


def _index(asked: Sequence[Row], by_item: Mapping[str, Row]) -> Row | None:
    """The index 0-100 of a group of items, as their published means give it; nothing where they do not.

    Our own index is the mean over respondents of each one's answered items. Means of items, each weighted by its
    answers, give the same but for those who left some items unanswered, and it is how the index of a unit is made
    whose source tells figures only. What must hold: the source has a shown value, with its number of answers, of
    every single item that the place was asked, all of one year and one scale, which is the scale here. With other
    items it would be an index of something else. A spread cannot be had from several items, since nobody knows how
    one person's answers hang together: the index is then a constant.
    """
    rows = [_same_scale(by_item.get(own["item"]), own) for own in asked]
    told = [row for row in rows if row is not None and row["mean"] == row["mean"] and row["n"] > 0]
    alike = {(row["year"], *(row[end] for end in SCALE)) for row in told}
    if not told or len(told) < len(asked) or len(alike) > 1:
        return None
    low, high = (told[0][end] for end in SCALE)
    points = {end: [index(row[end], low, high) for row in told] for end in ("mean", "lower", "upper")}
    n = [row["n"] for row in told]
    ends = {end: points[end][0] if len(told) == 1 else np.nan for end in ("lower", "upper")}
    return told[0] | ends | {"mean": float(np.average(points["mean"], weights=n)), "n": max(n)}


def _beside(table: pd.DataFrame, told: Sequence[Row | None], decimals: int) -> pd.DataFrame:
    """The table with the value, its interval and n, what it is and where it is from; as it is without any."""
    if not any(told):
        return table
    columns: dict[str, Iterable[object]] = {
        "benchmark": _floats(told, "mean"),
        "benchmark_lower": _floats(told, "lower"),
        "benchmark_upper": _floats(told, "upper"),
        "benchmark_n": _floats(told, "n"),
        "benchmark_from": _words(told, "from"),
        "benchmark_source": _words(told, "source"),
        "benchmark_name": _words(told, "name"),
        "benchmark_year": _words(told, "year"),
        "benchmark_told": (None if row is None else _told(row, decimals) for row in told),
    }
    return with_columns(table, **columns)


def _floats(told: Iterable[Row | None], name: str) -> np.ndarray:
    return np.array([np.nan if row is None else row[name] for row in told], dtype="float64")


def _words(told: Iterable[Row | None], name: str) -> list[str | None]:
    return [None if row is None else row[name] for row in told]


def _line(row: Row | None, mean: float, alike: bool) -> str | None:
    """``Snitt 4,2 (n = 5 943); her 4,4``, with the year before it unless it is alike for all."""
    if row is None or words.missing(row["mean"]):
        return None
    value = text("benchmark.mean", value=f"{number(row['mean'], 1)} ({_n(row)})")
    here = "" if words.missing(mean) else f"; {text('benchmark.here', value=number(mean, 1))}"
    return f"{value}{here}" if alike else f"{row['year']}: {value}{here}"


def _n(row: Row) -> str:
    return text("benchmark.no_n") if words.missing(row["n"]) else text("benchmark.n", n=number(row["n"]))


def _told(row: Row, decimals: int) -> str | None:
    """``Landet 2021: 4,2 (n = 5 943)``; nothing where the source hides the value."""
    if words.missing(row["mean"]):
        return None
    between = "" if words.missing(row["lower"]) else f"{words.interval(row['lower'], row['upper'], decimals)}; "
    return f"{row['from']}: {number(row['mean'], decimals)} ({between}{_n(row)})"
