"""Levels of participation: individual, service and system side by side."""

import pandas as pd

from core.selection import EVERYONE, Selection
from core.text import listing, number, text
from store.release import Release
from views import words
from views.figures import cells
from views.places import places_of
from views.questions import wordings
from views.rows import chart_rows
from views.words import CORE_DIMENSIONS, LEVELS


def by_service(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a service (and role) and level, each level as a ``series``; ``hidden`` where nothing asks."""
    names = places_of(release)
    services = [place.id for place in names.services(selection.municipality)]
    if selection.service:
        services = [place for place in services if place.endswith(f"/{selection.service}")]
    role = None if selection.role == EVERYONE else selection.role
    rows = cells(release, services, selection.period, role, ["level"])
    labels = words.of_roles(rows["place"].map({key: names.name(key) for key in services}), rows["role"])
    rows = rows.assign(name=labels, level=rows["participation"])
    every = pd.MultiIndex.from_product([sorted(rows["name"].unique()), LEVELS], names=["name", "level"])
    table = rows.set_index(["name", "level"]).reindex(every).reset_index()
    table["hidden"] = table["hidden"].where(table["measure"].notna(), words.NOT_MEASURED)
    series = [words.level(key) for key in table["level"]]
    return chart_rows(table.assign(series=series), table["name"])


def matrix(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a dimension and level at the chosen place: text, colour score around the place's own mean, hidden."""
    rows = cells(release, [selection.place], selection.period, selection.role, ["dimension_level", "overall"])
    overall = rows.loc[rows["kind"].eq("overall"), "mean"]
    middle = float(overall.iloc[0]) if len(overall) else float("nan")
    every = pd.MultiIndex.from_product([CORE_DIMENSIONS, LEVELS], names=["dimension", "participation"])
    table = rows[rows["kind"].eq("dimension_level")].set_index(["dimension", "participation"]).reindex(every).reset_index()
    reasons = table["hidden"].where(table["measure"].notna(), words.NOT_MEASURED)
    as_objects = {
        "hidden": pd.Series([words.hidden(reason) for reason in reasons], dtype="object"),
        "mark": pd.Series([words.mark(reason) for reason in reasons], dtype="object"),
    }
    shown = table.assign(
        row=[words.dimension(key) for key in table["dimension"]],
        column=[text(f"level_short.{key}") for key in table["participation"]],
        text=[number(mean) for mean in table["mean"]],
        score=((table["mean"] - middle) / 25).clip(-1, 1).fillna(0.0),
        **as_objects,
    )
    return shown.assign(hover=[_hover(row) for row in shown.itertuples()])


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
    means = shown.groupby("level")["mean"].mean().reindex(LEVELS).dropna()
    parts = [text("summary.levels.means", means=listing([f"{words.level(key).lower()} {number(value)}" for key, value in means.items()]))]
    lacking = table.loc[table["measure"].isna(), "name"].unique().tolist()
    if lacking:
        parts.append(text("summary.levels.lacking", services=listing(lacking)))
    return words.joined(parts)


def _hover(row: object) -> str:
    place = f"<b>{row.row}</b><br>{words.level(row.participation)}"  # type: ignore[attr-defined]
    if pd.isna(row.mean):  # type: ignore[attr-defined]
        return place
    index = text("phrase.index", value=row.text, interval=words.interval(row.lower, row.upper, 0))  # type: ignore[attr-defined]
    return f"{place}<br>{index}<br>{words.answers(row.n)}"  # type: ignore[attr-defined]
