"""The same questions in several services, each on the 0-100 index, whatever scale a service asked them on."""

import math

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import number, text
from metrics.arguments import Floats
from metrics.likert import index
from store.release import Release
from views import words
from views.asked import SCALE
from views.figures import of_services
from views.places import places_of
from views.questions import wordings
from views.rows import Row, records, rows_where, with_columns
from views.table import Column, heading

FIGURES = ("mean", "lower", "upper")


def by_service(release: Release, selection: Selection, dimension: str) -> pd.DataFrame:
    """One row a question of the dimension and service (and role) that asks it, in the order of the form.

    Columns: label (the question), row (the service), n, mean, lower, upper (0-100 index), hidden, mark, and the ids of
    the figure. Empty where fewer than two services ask: then nothing is held beside anything.
    """
    form = records(wordings(release, selection), "item", "label", "dimension")
    labels = {own["item"]: own["label"] for own in form if own["dimension"] == dimension}
    order = {item: place for place, item in enumerate(labels)}
    rows = of_services(release, selection, ["item"])
    rows = rows_where(rows, (item in labels for item in rows["item"].tolist())).drop(columns="dimension")
    named = words.place_labels(places_of(release), rows)
    if len(set(named)) < 2:
        return rows.head(0)
    items, reasons = rows["item"].tolist(), rows["hidden"].tolist()
    table = with_columns(
        rows,
        label=[labels[item] for item in items],
        row=named,
        hidden=map(words.hidden, reasons),
        mark=map(words.mark, reasons),
        place_in_form=[order[item] for item in items],
        **_on_index(rows),
    )
    return table.sort_values(["place_in_form", "row"]).reset_index(drop=True)


def _on_index(rows: pd.DataFrame) -> dict[str, Floats]:
    told = records(rows, *FIGURES, *SCALE)
    return {name: np.array([_point(row[name], row["scale_min"], row["scale_max"]) for row in told]) for name in FIGURES}


def _point(value: float, low: float, high: float) -> float:
    return math.nan if words.missing(value) else index(value, low, high)


def side_by_side(table: pd.DataFrame) -> list[Column]:
    """A row a question and a column a service: the index and its interval, or the sign for what is not shown."""
    # Two questions may have the same words.
    asked = dict(zip(table["item"].tolist(), table["label"].tolist(), strict=True))
    told = {(row["item"], row["row"]): _told(row) for row in records(table, "item", "row", "mark", *FIGURES)}
    not_asked = text(f"mark.{words.NOT_MEASURED}")
    columns = [
        Column(service, [told.get((item, service), not_asked) for item in asked], is_number=True)
        for service in sorted(set(table["row"]))
    ]
    return [Column(heading("question"), [*asked.values()], is_number=False), *columns]


def caption(table: pd.DataFrame) -> str:
    """How the figures are read, and what the signs that stand there are."""
    mixed = text("mark.scales") in table["mark"].tolist()
    return words.joined(
        [text("page.dimensions.across_caption"), text("page.dimensions.across_scales") if mixed else ""]
    )


def _told(row: Row) -> str:
    return row["mark"] or f"{number(row['mean'])} ({words.interval(row['lower'], row['upper'], 0)})"


def summary(table: pd.DataFrame) -> str:
    """How many questions there are, and which service stands highest and lowest on which."""
    counts = text("summary.across.count", questions=table["item"].nunique(), services=table["place"].nunique())
    shown = sorted(
        (row for row in records(table, "label", "row", "mean") if not words.missing(row["mean"])),
        key=lambda row: row["mean"],
    )
    if len(shown) < 2:
        return counts
    low, high = shown[0], shown[-1]
    ends = text(
        "summary.across.ends",
        best=high["label"], best_in=high["row"], high=number(high["mean"]),
        worst=low["label"], worst_in=low["row"], low=number(low["mean"]),
    )  # fmt: skip
    return words.joined([counts, ends])
