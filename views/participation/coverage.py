"""Which channels are in use at which level, and which are not."""

from collections.abc import Sequence

import pandas as pd

from core.participation import Activity
from core.text import listing, number, text
from views.participation import known
from views.words import joined

COLUMNS = ("channel", "participation_level", "activities", "people")


def by_channel(activities: Sequence[Activity]) -> pd.DataFrame:
    """One row a channel and level: how many activities there are, and how many users took part where that is told.

    A channel without activities has a row at its usual level, with 0. ``row``, ``column``, ``text``, ``score`` and
    ``hover`` are as the matrix wants them.
    """
    words = known.words_known()
    rows = [
        _row(channel, level, [one for one in activities if (one.channel, one.level) == (channel, level)])
        for channel, entry in words["channels"].items()
        for level in words["levels"]
        if level == entry.level or any((one.channel, one.level) == (channel, level) for one in activities)
    ]
    return pd.DataFrame(rows)


def matrix_rows() -> list[str]:
    """The channels in their order."""
    return [known.name("channels", key) for key in known.words_known()["channels"]]


def matrix_columns() -> list[str]:
    """The levels in their order."""
    return [text(f"level_short.{key}") for key in known.words_known()["levels"]]


def summary(table: pd.DataFrame, year: int) -> str:
    """How many channels are in use, and at which levels nothing is."""
    used = table[table["activities"] > 0]
    if used.empty:
        return text("participation.coverage.none", year=year)
    channels = number(used["channel"].nunique())
    parts = [text("participation.coverage.used", year=year, used=channels, count=number(table["channel"].nunique()))]
    per_level = used.groupby("participation_level")["activities"].sum()
    levels = [known.name("levels", key) for key in known.words_known()["levels"]]
    told = [f"{level.lower()} {number(per_level[level])}" for level in levels if level in per_level.index]
    parts.append(text("participation.coverage.levels", levels=listing(told)))
    lacking = [level.lower() for level in levels if level not in per_level.index]
    parts += [text("participation.coverage.lacking", levels=listing(lacking))] if lacking else []
    return joined(parts)


def _row(channel: str, level: str, activities: Sequence[Activity]) -> dict[str, object]:
    name, level_name, count = known.name("channels", channel), known.name("levels", level), len(activities)
    return {
        "channel": name,
        "participation_level": level_name,
        "activities": count,
        "people": known.people(activities),
        "row": name,
        "column": text(f"level_short.{level}"),
        "text": number(count),
        # One colour for "in use" and the neutral one for "not": more activities are not a better score.
        "score": 1.0 if count else 0.0,
        "hover": f"<b>{name}</b><br>{level_name}<br>{text('participation.activities', count=count)}",
        "hidden": None,
    }
