"""Levels of participation: individual, service and system side by side."""

import pandas as pd

from core.selection import EVERYONE, Selection, place_id
from core.text import listing, number, text
from store.release import Release
from views import words
from views.figures import cells
from views.places import places_of
from views.questions import wordings
from views.rows import chart_rows, matrix_cells
from views.words import CORE_DIMENSIONS, LEVELS


def by_service(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a service (and role) and level, each level as a ``series``; ``hidden`` where nothing asks."""
    places = places_of(release)
    chosen = place_id(selection.municipality, selection.service)
    services = [place.id for place in places.services(selection.municipality) if place.id.startswith(chosen)]
    role = None if selection.role == EVERYONE else selection.role
    rows = cells(release, services, selection.period, role, ["level"])
    rows = rows.assign(name=words.place_labels(places, rows), level=rows["participation"])
    every = pd.MultiIndex.from_product([sorted(rows["name"].unique()), LEVELS], names=["name", "level"])
    table = rows.set_index(["name", "level"]).reindex(every).reset_index()
    table["hidden"] = table["hidden"].where(table["measure"].notna(), words.NOT_MEASURED)
    series = [words.level(key) for key in table["level"]]
    return chart_rows(table, table["name"].tolist(), series=series)


def matrix(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension and level at the chosen place: text, colour score around the place's own mean, hidden."""
    rows = cells(release, [selection.place], selection.period, selection.role, ["dimension_level", "overall"])
    overall = rows.loc[rows["kind"].eq("overall"), "mean"]
    middle = float(overall.iloc[0]) if len(overall) else float("nan")
    every = pd.MultiIndex.from_product([CORE_DIMENSIONS, LEVELS], names=["dimension", "participation"])
    crossed = rows[rows["kind"].eq("dimension_level")].set_index(["dimension", "participation"])
    table = crossed.reindex(every).reset_index()
    table["hidden"] = table["hidden"].where(table["measure"].notna(), words.NOT_MEASURED)
    dimensions = [words.dimension(key) for key in table["dimension"]]
    levels = [words.level(key) for key in table["participation"]]
    columns = [text(f"level_short.{key}") for key in table["participation"]]
    titles = list(zip(dimensions, levels, strict=True))
    return matrix_cells(table, table["mean"].to_numpy() - middle, titles, row=dimensions, column=columns)


def matrix_rows() -> list[str]:
    """The dimensions in their order."""
    return [words.dimension(key) for key in CORE_DIMENSIONS]


def matrix_columns() -> list[str]:
    """The levels in their order."""
    return [text(f"level_short.{key}") for key in LEVELS]


def asked(release: Release, selection: Selection) -> dict[str, list[str]]:
    """What each level asks, by level; an empty list where nothing asks."""
    questions = wordings(release, selection)
    return {key: questions.loc[questions["level"].eq(key), "label"].tolist() for key in LEVELS}


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
