"""The questions themselves: wording, mean, distribution over all scale points, and "don't know" beside it."""

import json
from html import escape

import pandas as pd

from core.selection import Selection
from core.text import language, number, percent, pick, text
from metrics.shares import share_interval
from store.release import Release
from views import words
from views.figures import cells, with_change

TOP = 2


def items(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a question at the chosen place, in the order of the form.

    Columns: item, label, dimension, level, n, mean, lower, upper (scale units), scale_min, scale_max, scale_labels,
    shares (0-1 a scale point from worst to best; missing where it may not be shown), top, top_lower, top_upper (share
    on the two best points), bottom, dont_know (share of those who answered or said so), hidden, change columns.
    """
    asked = wordings(release, selection)
    rows = cells(release, [selection.place], selection.period, selection.role, ["item"])
    table = asked.merge(with_change(rows.drop(columns=["dimension", "scale_min", "scale_max", "role", "service"])), on="item", how="inner")
    counts = _histograms(release, selection)
    shares = [_shares(counts.get(row.item), row.scale_min, row.scale_max) for row in table.itertuples()]
    table = table.assign(shares=pd.Series(shares, index=table.index, dtype="object"))
    table = table.assign(**_ends(table), dont_know=table["dont_know"] / (table["n"] + table["dont_know"]))
    hidden = [words.hidden(reason) for reason in table["hidden"]]
    return table.assign(hidden=pd.Series(hidden, index=table.index, dtype="object"))


def wordings(release: Release, selection: Selection) -> pd.DataFrame:
    """One row an item asked in the service, or anywhere in the municipality, with its wording in the reader's language."""
    role = None if selection.service is None else selection.role
    rows = release.query("wordings", service=selection.service, role=role).drop_duplicates("item")
    nearest = rows[f"text_{language()}"].fillna(rows["text_nb"])
    labels = [_labels(written, row_min, row_max) for written, row_min, row_max in zip(rows["labels"], rows["scale_min"], rows["scale_max"], strict=True)]
    shown = rows.assign(label=nearest, scale_labels=pd.Series(labels, index=rows.index, dtype="object"))
    return shown[["item", "label", "dimension", "level", "scale_min", "scale_max", "scale_labels", "reversed"]]


def matching(table: pd.DataFrame, search: str) -> pd.DataFrame:
    """The questions whose wording holds every word of the search."""
    found = pd.Series(True, index=table.index)
    for word in search.casefold().split():
        found &= table["label"].str.casefold().str.contains(word, regex=False)
    return table[found]


def by_scale(table: pd.DataFrame) -> list[tuple[list[str], pd.DataFrame]]:
    """The questions in groups with the same answers to choose from, since each group is a chart."""
    keys = table["scale_labels"].map("\n".join)
    return [(key.split("\n"), rows) for key, rows in table.groupby(keys, sort=False)]


def legend(labels: list[str]) -> list[str]:
    """The scale points as a legend: number and label, the number alone where there is no label."""
    return [str(number) if label == str(number) else f"{number} {label}" for number, label in enumerate(labels, start=1)]


def bars(table: pd.DataFrame, min_n_detail: int) -> pd.DataFrame:
    """Rows for the diverging bars; a question whose distribution may not be shown says so."""
    no_detail = table["shares"].isna() & table["hidden"].isna()
    why = text("hidden.detail", min_n=min_n_detail)
    hidden = table["hidden"].where(~no_detail, why)
    empty = [[0.0] * len(labels) for labels in table["scale_labels"]]
    shares = [own if isinstance(own, list) else none for own, none in zip(table["shares"], empty, strict=True)]
    return table.assign(
        shares=pd.Series(shares, index=table.index, dtype="object"),
        hidden=hidden.astype("object").where(hidden.notna(), None),
        hover=[_hover(row) for row in table.itertuples()],
    )


def summary(table: pd.DataFrame) -> str:
    """Which questions stand highest and lowest."""
    shown = table.dropna(subset="mean")
    if shown.empty:
        return text("summary.questions.none")
    index = (shown["mean"] - shown["scale_min"]) / (shown["scale_max"] - shown["scale_min"])
    best, worst = shown.loc[index.idxmax(), "label"], shown.loc[index.idxmin(), "label"]
    first = text("summary.questions.count", count=len(table), shown=len(shown))
    ends = text("summary.questions.ends", best=best, worst=worst) if len(shown) > 1 else ""
    unsure = shown.dropna(subset="dont_know").sort_values("dont_know")
    doubt = (
        text("summary.questions.dont_know", label=unsure["label"].iloc[-1], share=percent(unsure["dont_know"].iloc[-1]))
        if len(unsure) and unsure["dont_know"].iloc[-1] >= 0.1
        else ""
    )
    return words.joined([first, ends, doubt])


def _labels(written: str, low: int, high: int) -> list[str]:
    """The label of each scale point from worst to best; the number where there is none."""
    named = {int(value): pick(names) for value, names in json.loads(written).items()}
    return [named.get(value, str(value)) for value in range(int(low), int(high) + 1)]


def _histograms(release: Release, selection: Selection) -> dict[str, dict[int, int]]:
    rows = release.query("distribution", places=[selection.place], period=selection.period or "", role=selection.role)
    counts: dict[str, dict[int, int]] = {}
    for item, value, n in zip(rows["item"], rows["value"], rows["n"], strict=True):
        counts.setdefault(str(item), {})[int(value)] = int(n)
    return counts


def _shares(counts: dict[int, int] | None, low: int, high: int) -> list[float] | None:
    if counts is None:
        return None
    total = sum(counts.values())
    return [counts.get(value, 0) / total for value in range(int(low), int(high) + 1)]


def _ends(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Shares on the two best and the two worst points, the best with Wilson's interval; on scales of four or more."""
    wide = [isinstance(shares, list) and len(shares) >= 2 * TOP for shares in table["shares"]]
    top = [sum(shares[-TOP:]) if ok else float("nan") for shares, ok in zip(table["shares"], wide, strict=True)]
    bottom = [sum(shares[:TOP]) if ok else float("nan") for shares, ok in zip(table["shares"], wide, strict=True)]
    shown = pd.Series(top, index=table.index, dtype="float64")
    n = table["n"].astype("float64").where(shown.notna())
    limits = share_interval((shown * n).round(), n)
    return {
        "top": shown,
        "top_lower": limits["lower"],
        "top_upper": limits["upper"],
        "bottom": pd.Series(bottom, index=table.index, dtype="float64"),
    }


def _hover(row: object) -> str:
    label = escape(str(row.label))  # type: ignore[attr-defined]
    mean = text("phrase.mean_of", mean=number(row.mean, 1), maximum=int(row.scale_max))  # type: ignore[attr-defined]
    return f"<b>{label}</b><br>{mean}<br>{words.interval(row.lower, row.upper, 1)}<br>{words.answers(row.n)}"  # type: ignore[attr-defined]
