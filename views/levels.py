"""Levels of participation: individual, service and system side by side."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from core.selection import Selection, place_id
from core.text import listing, number, text
from store.release import Release
from views import words
from views.figures import cells
from views.places import places_of
from views.questions import wordings
from views.rows import arranged, chart_rows, matrix_cells, records, with_columns
from views.words import CORE_DIMENSIONS, LEVELS


def by_service(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a service (and role) and level, each level as a ``series``; ``hidden`` where nothing asks."""
    places = places_of(release)
    chosen = place_id(selection.municipality, selection.service)
    services = [place.id for place in places.services(selection.municipality) if place.id.startswith(chosen)]
    role = selection.one_role
    rows = cells(release, services, selection.period, role, ["level"])
    labels = words.place_labels(places, rows)
    table, wanted = _crossed(rows, labels, sorted(set(labels)))
    names, keys = [name for name, _ in wanted], [key for _, key in wanted]
    return chart_rows(table, names, name=names, level=keys, series=[words.level(key) for key in keys])


def _crossed(
    rows: pd.DataFrame, own: Sequence[str], names: Sequence[str]
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """One row for each of the names and each level, and these; ``own`` are the names of the rows."""
    keys = zip(own, rows["participation"].tolist(), strict=True)
    wanted = {"/".join(spot): spot for spot in product(names, LEVELS)}
    table = with_columns(rows, key=["/".join(key) for key in keys])
    return arranged(table, "key", dict.fromkeys(wanted, words.NOT_MEASURED)), [*wanted.values()]


def matrix(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension and level at the chosen place: text and hidden. No shade: the eye takes one for a finding."""
    rows = cells(release, [selection.place], selection.period, selection.role, ["dimension_level"])
    table, wanted = _crossed(rows, rows["dimension"].tolist(), CORE_DIMENSIONS)
    titles = [(words.dimension(dimension), words.level(level)) for dimension, level in wanted]
    columns = [text(f"level_short.{level}") for _, level in wanted]
    keys = {"dimension": [key for key, _ in wanted], "participation": [key for _, key in wanted]}
    rows_of = [dimension for dimension, _ in titles]
    return matrix_cells(
        table, np.zeros(len(table)), titles, row=rows_of, dimension_name=rows_of, column=columns, **keys
    )


def matrix_rows() -> list[str]:
    """The dimensions in their order."""
    return [words.dimension(key) for key in CORE_DIMENSIONS]


def matrix_columns() -> list[str]:
    """The levels in their order."""
    return [text(f"level_short.{key}") for key in LEVELS]


def asked(release: Release, selection: Selection) -> dict[str, list[str]]:
    """What each level asks, by level; an empty list where nothing asks."""
    questions = wordings(release, selection)
    told = records(questions, "level", "label")
    return {key: [row["label"] for row in told if row["level"] == key] for key in LEVELS}


def summary(table: pd.DataFrame) -> str:
    """How the levels lie against each other, and where one is not measured."""
    shown = table.dropna(subset="mean")
    if shown.empty:
        return text("summary.levels.none")
    means = shown.groupby("level")["mean"].mean()
    told = [f"{words.level(key).lower()} {number(means[key])}" for key in LEVELS if key in means.index]
    parts = [text("summary.levels.means", means=listing(told))]
    lacking = table.loc[table["measure"].isna(), "name"].unique().tolist()
    if lacking:
        parts.append(text("summary.levels.lacking", services=listing(lacking)))
    return words.joined(parts)
