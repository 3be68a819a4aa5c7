"""The series that are seen beside the chosen one: a title and a verdict each, and all of them in one table."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.text import text
from store.release import Release
from views import words
from views.development import changes, process
from views.development.series import Spot, footnote, letters, noted, points, scale, with_figures
from views.rows import with_columns


def verdicts(release: Release, spots: tuple[Spot, ...], step: str) -> list[str]:
    """A few words on each series: the last signal of a long one, the certainty of the change of a short one."""
    short = changes.short(release, spots, step)
    return [_signal(release, spot, step) or own for spot, own in zip(spots, short, strict=True)]


@dataclass(frozen=True)
class Lettered:
    """The measurements of several series, where the same letter is the same break in all; and what the letters say."""

    tables: list[pd.DataFrame]
    footnotes: list[str]


def lettered(release: Release, spots: tuple[Spot, ...], step: str) -> Lettered:
    """The series beside the first, with the letters that the first has for the breaks they share."""
    found: dict[str, str] = {}
    free = letters()
    tables = [points(release, spot, step) for spot in spots]
    every = [noted(table) for table in tables]
    for told in (told for own in every for told in own.values()):
        if told not in found:
            found[told] = next(free)
    used = {told for own in every[1:] for told in own.values()}
    said = [footnote(letter, told) for told, letter in found.items() if told in used]
    lettered_tables = [_with_letters(table, own, found) for table, own in zip(tables[1:], every[1:], strict=True)]
    return Lettered(lettered_tables, said)


def _with_letters(table: pd.DataFrame, own: Mapping[str, str], letter_of: Mapping[str, str]) -> pd.DataFrame:
    notes = table["note"].tolist()
    return with_columns(table, note=[letter_of[own[note]] if note else "" for note in notes]) if any(notes) else table


def whole_table(release: Release, spots: tuple[Spot, ...], step: str) -> pd.DataFrame:
    """Every measurement of every series, with the name of the series before it."""
    tables = [points(release, spot, step) for spot in spots]
    names = [spot.label for spot, table in zip(spots, tables, strict=True) for _ in range(len(table))]
    return with_columns(pd.concat(tables, ignore_index=True), series_name=names)


def widest(release: Release, spots: tuple[Spot, ...], step: str) -> tuple[float, float]:
    """The scale that all of the series fit on."""
    own = [scale(points(release, spot, step), spot) for spot in spots]
    return min(low for low, _ in own), max(high for _, high in own)


def summary(spots: tuple[Spot, ...], told: list[str]) -> str:
    """Which of the series beside the first have a certain change, or a signal in their last measurement.

    ``told`` are the verdicts on all of them.
    """
    beside = list(zip(spots, told, strict=True))[1:]
    parts = []
    for key, verdict in _said().items():
        names = [spot.label for spot, own in beside if own == verdict]
        if names:
            parts.append(text(f"development.beside.{key}", what="; ".join(names)))
    return words.joined(parts) or text("development.beside.none")


def caption(release: Release, spots: tuple[Spot, ...], step: str) -> str:
    """What the verdicts are adjusted for (signals are not), and what a broken line is."""
    own = [points(release, spot, step) for spot in spots[1:]]
    long = [process.is_long(table) for table in own if len(with_figures(table))]
    judged = "" if all(long) else changes.judged_together(release, spots, step)
    parts = [text("development.beside.family", family=judged)] if judged else []
    if any(long):
        parts.append(text("development.beside.signals", count=len(spots)))
    if any(any(table["note"].tolist()) for table in own):
        parts.append(text("development.beside.broken"))
    return words.joined(parts)


def _said() -> dict[str, str]:
    """The verdicts that are told together, and the sentence each belongs to."""
    signals = {"signal_up": "improvement", "signal_down": "concern"}
    certain = {"improvement": "better", "concern": "worse", "small": "below_floor"}
    return {key: text(f"verdict.{verdict}") for key, verdict in certain.items()} | {
        key: text(f"development.meaning.{meaning}") for key, meaning in signals.items()
    }


def _signal(release: Release, spot: Spot, step: str) -> str:
    if not process.is_long(points(release, spot, step)):
        return ""
    return text(f"development.meaning.{process.icon(release.remembered(process.chart, spot, step))}")
