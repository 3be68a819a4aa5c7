"""The questions themselves: wording, mean, distribution over all scale points, and "don't know" beside it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.selection import Selection
from core.text import percent, text
from metrics.arguments import floats, quotient
from metrics.finite import finite_share
from metrics.shares import share_interval
from store.release import Release
from views import words
from views.asked import SCALE, questions_asked
from views.figures import cells, change_of, held
from views.rows import TOLD, Row, hover, records, rows_where, with_columns
from views.this_round import number_asked
from views.weighing import WEIGHTED, weighed

WORDING = ["item", "label", "dimension", "level", *SCALE, "scale_labels", "reversed"]
ENDS = 2
LARGE_DOUBT = 0.1
# Of more scale points than this no chart can show each.
MOST_POINTS = 11


def items(release: Release, selection: Selection, weighing: str = WEIGHTED) -> pd.DataFrame:
    """One row a question at the chosen place, in the order of the form.

    Columns: item, label, dimension, level, n, mean, lower, upper (scale units), scale_min, scale_max, scale_labels,
    shares (0-1 a scale point from worst to best; missing where it may not be shown), top, top_lower, top_upper (share
    on the two best points), bottom, dont_know (share of those who answered or said so), hidden, change columns.
    ``weighing`` is how units count in the means; shares are always of all answers.
    """
    own = cells(release, [selection.place], selection.period, selection.role, ["item"])
    places = {item: place for place, item in enumerate(own["item"].tolist())}
    form = wordings(release, selection)
    form = rows_where(form, (item in places for item in form["item"].tolist())).reset_index(drop=True)
    order = [places[item] for item in form["item"].tolist()]
    figures = weighed(own, weighing).take(order).reset_index(drop=True)
    counts = _histograms(release, selection)
    shares = [
        _shares(counts.get(row["item"], {}), row["scale_min"], row["scale_max"])
        for row in records(form, "item", *SCALE)
    ]
    n, dont_know = floats(figures["n"]), floats(figures["dont_know"])
    return with_columns(
        figures,
        **{name: column[order] for name, column in change_of(own).items()},
        **{str(name): form[name] for name in form.columns},
        shares=shares,
        dont_know=quotient(dont_know, n + dont_know),
        hidden=map(words.hidden, figures["hidden"].tolist()),
        **_ends(shares, n),
    )


def with_round(release: Release, selection: Selection, table: pd.DataFrame) -> pd.DataFrame:
    """The questions with ``round_top_lower`` and ``round_top_upper``: the share on the two best points of those asked.

    Exact in a small closed group (see ``metrics.finite.finite_share``); missing where nobody knows how many were asked.
    """
    top, n = floats(table["top"]), floats(table["n"])
    invited = np.full(len(table), number_asked(release, selection))
    found = finite_share((top * n).round(), np.where(np.isnan(top), np.nan, n), invited)
    return with_columns(table, **{f"round_top_{end}": floats(found[end]) for end in ("lower", "upper")})


def wordings(release: Release, selection: Selection) -> pd.DataFrame:
    """One row an item asked in the service, or anywhere where none is chosen, in the reader's language."""
    role = None if selection.service is None else selection.role
    return release.remembered(_wordings, selection.service, role)


def _wordings(release: Release, service: str | None, role: str | None) -> pd.DataFrame:
    rows = questions_asked(release, service, role)
    first = {item: place for place, item in reversed([*enumerate(rows["item"].tolist())])}
    return rows[WORDING].take(sorted(first.values()))


def matching(table: pd.DataFrame, search: str) -> pd.DataFrame:
    """The questions whose wording holds every word of the search."""
    sought = search.casefold().split()
    if not sought:
        return table
    labels = table["label"].tolist()
    return rows_where(table, (all(word in label.casefold() for word in sought) for label in labels))


def by_scale(table: pd.DataFrame) -> list[tuple[list[str], pd.DataFrame]]:
    """The questions in groups with the same answers to choose from, since each group is a chart."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, labels in enumerate(table["scale_labels"].tolist()):
        groups.setdefault(tuple(labels), []).append(place)
    return [(list(labels), table.take(places)) for labels, places in groups.items()]


def legend(labels: list[str]) -> list[str]:
    """The scale points as a legend: number and label, the number alone where there is no label."""
    return [str(point) if label == str(point) else f"{point} {label}" for point, label in enumerate(labels, start=1)]


def bars(table: pd.DataFrame, min_n_detail: int) -> pd.DataFrame:
    """Rows for the diverging bars; a question whose distribution may not be shown says so."""
    rows = records(table, "label", "hidden", "shares", "scale_labels", *TOLD)
    too_few = text("hidden.detail", min_n=min_n_detail)
    hidden = [row["hidden"] or (None if row["shares"] else too_few) for row in rows]
    shares = [row["shares"] or [0.0] * len(row["scale_labels"]) for row in rows]
    return with_columns(table, shares=shares, hidden=hidden, hover=[hover([row["label"]], row, 1) for row in rows])


def of_several_scales(table: pd.DataFrame) -> bool:
    """Whether a chart of the questions would be empty, however many have answered: none has one scale."""
    return bool(table["hidden"].eq(text("hidden.scales")).all())


def dots(table: pd.DataFrame) -> pd.DataFrame:
    """Rows for dots with intervals, for scales of more points than anybody tells apart, such as 0 to 100."""
    rows = records(table, "label", *TOLD)
    return with_columns(table, hover=[hover([row["label"]], row, 1) for row in rows])


def span(table: pd.DataFrame) -> tuple[float, float]:
    """The ends of the scale that the questions share."""
    return float(table["scale_min"].iloc[0]), float(table["scale_max"].iloc[0])


def summary(table: pd.DataFrame) -> str:
    """Which questions stand highest and lowest, and where many do not know."""
    rows = records(table, "label", "mean", "scale_min", "scale_max", "dont_know")
    shown = [row for row in rows if not words.missing(row["mean"])]
    if not shown:
        return text("summary.questions.none")
    parts = [text("summary.questions.count", count=len(rows), shown=len(shown))]
    if len(shown) > 1:
        ordered = sorted(shown, key=_height)
        parts.append(text("summary.questions.ends", best=ordered[-1]["label"], worst=ordered[0]["label"]))
    unsure = max(
        (row for row in shown if row["dont_know"] >= LARGE_DOUBT), key=lambda row: row["dont_know"], default=None
    )
    if unsure:
        share = percent(unsure["dont_know"])
        parts.append(text("summary.questions.dont_know", label=unsure["label"], share=share))
    return words.joined(parts)


def _height(row: Row) -> float:
    """Where on its scale a mean lies, 0 to 1."""
    return float((row["mean"] - row["scale_min"]) / (row["scale_max"] - row["scale_min"]))


def _histograms(release: Release, selection: Selection) -> dict[str, dict[int, int]]:
    rows = held(release, "distribution", [selection.place], selection.period, selection.role)
    counts: dict[str, dict[int, int]] = {}
    for item, value, n in zip(rows["item"].tolist(), rows["value"].tolist(), rows["n"].tolist(), strict=True):
        counts.setdefault(str(item), {})[int(value)] = int(n)
    return counts


def _shares(counts: dict[int, int], low: int, high: int) -> list[float] | None:
    total = sum(counts.values())
    return [counts.get(value, 0) / total for value in range(int(low), int(high) + 1)] if total else None


def _ends(shares: Sequence[list[float] | None], n: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Shares on the two best and the two worst points, the best with Wilson's interval; on scales of four or more."""
    wide = [own if own and len(own) >= 2 * ENDS else [np.nan] * ENDS for own in shares]
    top, bottom = np.array([sum(own[-ENDS:]) for own in wide]), np.array([sum(own[:ENDS]) for own in wide])
    limits = share_interval((top * n).round(), np.where(np.isnan(top), np.nan, n))
    return {"top": top, "top_lower": floats(limits["lower"]), "top_upper": floats(limits["upper"]), "bottom": bottom}
