"""How well the questions about one thing agree: a diagnostic of the form, in plain words."""

from typing import Any

import pandas as pd

from core.selection import Selection
from core.text import listing, quoted, text
from store.release import Release
from views import words
from views.asked import questions_asked
from views.figures import held
from views.rows import records

COLUMNS = [
    "label", "scale_items", "n", "alpha", "alpha_lower", "alpha_upper", "omega", "spearman_brown", "weakest",
    "rest_correlation",
]  # fmt: skip
# A convention: from here on questions are said to agree well.
WELL = 0.7
# And below here a question is said to follow the others little.
LITTLE = 0.3
TWO = 2


def by_dimension(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension of several questions in the chosen service, by name; none where too few answered them all.

    Alpha with its interval and omega, or Spearman-Brown's figure for two questions, which have no alpha; and the
    question that goes least together with the others, where there are more than two.
    """
    rows = held(release, "scales", [selection.place], selection.period, selection.role)
    form = questions_asked(release, selection.service, selection.role)
    texts = dict(zip(form["item"].tolist(), form["label"].tolist(), strict=True))
    # The items of a dimension come by how well they follow the others.
    least = rows.drop_duplicates("dimension")
    table = pd.DataFrame([_row(row, texts) for row in records(least)], columns=COLUMNS)
    return table.sort_values("label", ignore_index=True)


def _row(row: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    two = row["items"] == TWO
    told = {"label": words.dimension(row["dimension"]), "scale_items": str(int(row["items"])), "n": row["n"]}
    weakest = {} if two else {"weakest": texts.get(row["item"]), "rest_correlation": row["rest_correlation"]}
    if two:
        return told | {"spearman_brown": row["spearman_brown"]}
    alpha = {"alpha": row["alpha"], "alpha_lower": row["lower"], "alpha_upper": row["upper"], "omega": row["omega"]}
    return told | alpha | weakest


def summary(table: pd.DataFrame) -> str:
    """Where the questions certainly agree well, where they certainly do not, and where it cannot be said."""
    found: dict[str, list[str]] = {"well": [], "loosely": [], "open": [], "two": [], "undefined": []}
    for row in records(table):
        found[_kind(row)].append(quoted(row["label"]))
    return words.joined(text(f"scales.{kind}", labels=listing(labels)) for kind, labels in found.items() if labels)


def _kind(row: dict[str, Any]) -> str:
    if row["scale_items"] == str(TWO):
        return "two"
    if words.missing(row["alpha"]):
        return "undefined"
    if row["alpha_lower"] >= WELL:
        return "well"
    return "loosely" if row["alpha_upper"] < WELL else "open"


def apart(table: pd.DataFrame) -> str:
    """Questions that follow the others little; nothing where there are none."""
    little = [row for row in records(table) if row["rest_correlation"] < LITTLE]
    told = [text("scales.one_apart", question=row["weakest"], dimension=row["label"]) for row in little]
    return text("scales.apart", questions=listing(told)) if told else ""
