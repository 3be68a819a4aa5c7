"""The same questions in several services, each on the 0-100 index, whatever scale a service asked them on."""

import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import number, text
from metrics.arguments import Floats, floats
from store.release import Release
from views import words
from views.figures import cells
from views.places import places_of
from views.questions import SCALE, wordings
from views.rows import records, rows_where, with_columns
from views.table import Column, heading

FIGURES = ("mean", "lower", "upper")


def by_service(release: Release, selection: Selection, dimension: str) -> pd.DataFrame:
    """One row a question of the dimension and service (and role) that asks it, in the order of the form.

    Columns: label (the question), row (the service), n, mean, lower, upper (0-100 index), hidden, mark, and the ids of
    the figure. Empty where fewer than two services ask: then nothing is held beside anything.
    """
    places = places_of(release)
    services = [place.id for place in places.services(selection.municipality)]
    role = None if selection.role == EVERYONE else selection.role
    form = records(wordings(release, selection), "item", "label", "dimension")
    labels = {own["item"]: own["label"] for own in form if own["dimension"] == dimension}
    order = {item: place for place, item in enumerate(labels)}
    rows = cells(release, services, selection.period, role, ["item"])
    rows = rows_where(rows, (item in labels for item in rows["item"].tolist())).drop(columns="dimension")
    named = words.place_labels(places, rows)
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
    low, high = (floats(rows[end]) for end in SCALE)
    return {name: (floats(rows[name]) - low) / (high - low) * 100 for name in FIGURES}


def side_by_side(table: pd.DataFrame) -> list[Column]:
    """A row a question and a column a service: the index and its interval, or the sign for what is not shown."""
    asked = list(dict.fromkeys(table["label"].tolist()))
    told = {(row["label"], row["row"]): _told(row) for row in records(table, "label", "row", "mark", *FIGURES)}
    not_asked = text(f"mark.{words.NOT_MEASURED}")
    columns = [
        Column(service, [told.get((label, service), not_asked) for label in asked], is_number=True)
        for service in sorted(set(table["row"]))
    ]
    return [Column(heading("question"), asked, is_number=False), *columns]


def _told(row: dict[str, object]) -> str:
    if row["mark"]:
        return str(row["mark"])
    mean, lower, upper = (float(str(row[name])) for name in FIGURES)
    return f"{number(mean)} ({words.interval(lower, upper, 0)})"


def summary(table: pd.DataFrame) -> str:
    """How many questions there are, and which service stands highest and lowest on which."""
    counts = text("summary.across.count", questions=table["label"].nunique(), services=table["place"].nunique())
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
