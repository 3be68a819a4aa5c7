"""Participation as it stands: the ladder, satisfaction beside it, channels, goals, and recommendations."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import ladder as ladder_chart
from charts import matrix
from charts.theme import Drawing, Palette
from core.selection import Selection
from core.text import text
from store.release import Release
from ui import data, show
from ui.participation.chosen import NOTHING, Registered
from views.participation import coverage, goals, known, ladder, recommendations, satisfaction, status


@dataclass(frozen=True)
class Shown:
    """The tables of the page, and what each says in a sentence."""

    ladder: pd.DataFrame
    ladder_said: str
    satisfaction: pd.DataFrame
    satisfaction_said: str
    channels: pd.DataFrame
    channels_said: str
    goals: pd.DataFrame
    goals_said: str
    recommended: pd.DataFrame
    recommended_said: str
    outcomes: pd.DataFrame


def everything(selection: Selection, registered: Registered | None, year: int) -> None:
    """The whole of it for one place and year."""
    told: Shown = data.cached(_shown, data.Exactly(registered or NOTHING), selection, year)
    show.sentence(told.ladder_said)
    _ladder(told, year)
    _satisfaction(told)
    _channels(told)
    _goals(told)
    _recommendations(told)


def _ladder(told: Shown, year: int) -> None:
    """Where each service stands, and what the rungs mean."""
    show.heading(text("participation.ladder.title"))
    show.chart(
        data.cached(_ladder_figure, data.Exactly(told.ladder), year, show.palette()),
        alt=told.ladder_said,
        table=told.ladder,
        file="medvirkning_stigen",
        columns=ladder.COLUMNS,
        caption_text=text("participation.ladder.caption"),
    )
    show.definitions(ladder.explained())


def _satisfaction(told: Shown) -> None:
    """What users say of being taken seriously, the levels side by side."""
    show.heading(text("participation.satisfaction.title"))
    if told.satisfaction.empty:
        show.caption(text("participation.satisfaction.empty"))
        return
    show.sentence(told.satisfaction_said)
    show.index_dots(
        told.satisfaction,
        alt=told.satisfaction_said,
        file="medvirkning_tilfredshet",
        columns=satisfaction.COLUMNS,
        caption_text=text("participation.satisfaction.caption"),
    )


def _channels(told: Shown) -> None:
    """The channels that are in use, by level."""
    show.heading(text("participation.coverage.title"))
    show.sentence(told.channels_said)
    show.chart(
        data.cached(_channels_figure, data.Exactly(told.channels), show.palette()),
        alt=told.channels_said,
        table=told.channels,
        file="medvirkning_kanaler",
        columns=coverage.COLUMNS,
        caption_text=text("participation.coverage.caption"),
    )


def _goals(told: Shown) -> None:
    """The ten goals, and what evidences each."""
    show.heading(text("participation.goals.title"))
    show.sentence(told.goals_said)
    show.kept_table(told.goals, goals.COLUMNS)
    show.caption(text("participation.goals.caption"))
    show.download(told.goals, goals.COLUMNS, "medvirkning_maal")


def _recommendations(told: Shown) -> None:
    """What was recommended, and what became of it."""
    show.heading(text("participation.recommended.title"))
    show.sentence(told.recommended_said)
    if told.recommended.empty:
        return
    show.kept_table(told.recommended, recommendations.COLUMNS)
    show.download(told.recommended, recommendations.COLUMNS, "medvirkning_anbefalinger")
    if len(told.outcomes) > 1:
        title = text("participation.recommended.by_service")
        show.twin(title, told.outcomes, "medvirkning_utfall", tuple(recommendations.LABELS))


def _shown(release: Release, of: data.Exactly, selection: Selection, year: int) -> Shown:
    activities = known.with_surveys(release, of.table, selection)
    services = ladder.services_of(activities, status.measured(release, selection))
    now = known.during(activities, year)
    stands = ladder.by_service(activities, services, year)
    satisfied = satisfaction.with_degrees(satisfaction.by_service(release, selection, year), stands)
    channels = coverage.by_channel(now)
    evidence = goals.evidence(release, selection, now, year)
    given = recommendations.table(activities, year)
    return Shown(
        stands,
        ladder.summary(stands, year),
        satisfied,
        satisfaction.summary(satisfied),
        channels,
        coverage.summary(channels, year),
        evidence,
        goals.summary(evidence, year),
        given,
        recommendations.summary(given),
        recommendations.by_service(given, services),
    )


def _ladder_figure(_release: Release, of: data.Exactly, year: int, palette: Palette) -> Drawing:
    names: dict[str, Any] = {"now_name": str(year), "former_name": text("participation.ladder.before")}
    return ladder_chart.figure(of.table, rungs=ladder.short_rungs(), palette=palette, **names)


def _channels_figure(_release: Release, of: data.Exactly, palette: Palette) -> Drawing:
    return matrix.figure(of.table, rows=coverage.matrix_rows(), columns=coverage.matrix_columns(), palette=palette)
