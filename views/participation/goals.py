"""The ten goals of participation, and the questions and activities that evidence each."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from core.participation import Activity
from core.reference_files import Entry
from core.selection import EVERYONE, Selection
from core.text import listing, number, pick, text
from store.release import Release
from views import words
from views.figures import cells
from views.participation import known
from views.participation.satisfaction import latest
from views.places import places_of
from views.questions import wordings
from views.rows import Row, records
from views.words import joined

COLUMNS = ("goal", "participation_level", "evidenced", "asked_of_users", "seen_in_activities")
# More questions than these about one goal say no more, and the table could not be read.
MOST = 3


def evidence(release: Release, selection: Selection, activities: Sequence[Activity], year: int) -> pd.DataFrame:
    """One row a goal: the questions with their figures, and the activities of the year, that evidence it.

    Columns: goal, participation_level, evidenced (by both, by questions, by activities, or not), asked_of_users and
    seen_in_activities (in words), is_evidenced, key. A figure that is hidden says so, and the question still counts: it
    was asked.
    """
    asked = release.remembered(_asked, selection, year)
    goals = known.words_known()["goals"]
    return pd.DataFrame([_row(entry, asked.get(key, []), activities) for key, entry in goals.items()])


def summary(table: pd.DataFrame, year: int) -> str:
    """How many goals are evidenced, and which are not."""
    lacking = table.loc[~table["is_evidenced"], "goal"].tolist()
    count = len(table) - len(lacking)
    parts = [text("participation.goals.count", year=year, evidenced=number(count), count=number(len(table)))]
    parts += [text("participation.goals.lacking", goals=listing([_small(goal) for goal in lacking]))] if lacking else []
    return joined(parts)


def _row(entry: Entry, asked: Sequence[str], activities: Iterable[Activity]) -> dict[str, object]:
    seen = [_activity(one) for one in activities if entry.key in one.goals]
    by = "both" if asked and seen else "questions" if asked else "activities" if seen else "nothing"
    return {
        "key": entry.key,
        "goal": pick(entry.name),
        "participation_level": text(f"level_short.{entry.level}"),
        "evidenced": text(f"participation.evidenced.{by}"),
        "asked_of_users": " ".join(asked) or text("participation.not_documented"),
        "seen_in_activities": "; ".join(seen) or text("participation.not_documented"),
        "is_evidenced": by != "nothing",
    }


def _asked(release: Release, selection: Selection, year: int) -> dict[str, list[str]]:
    """Goal -> what was asked that evidences it in the latest survey so far, with the figure in words."""
    places = places_of(release)
    period = latest(places, selection.place, year)
    if not period:
        return {}
    roles = places.roles.get(selection.place, ())
    everyone = EVERYONE if EVERYONE in roles else None
    rows = records(cells(release, [selection.place], period, everyone, ["item", "dimension_level"]))
    labels = _labels(release, selection)
    return {key: _told(entry, rows, labels) for key, entry in known.words_known()["goals"].items()}


def _told(entry: Entry, rows: Sequence[Row], labels: Mapping[str, str]) -> list[str]:
    """The questions of a goal; where none of them was asked, the dimension at the level that is about it."""
    # Questions on unlike scales in several services have no figure together.
    found = [row for row in rows if row["measure"] in entry.measures and row["hidden"] != "scales"]
    items = [row for row in found if row["kind"] == "item"]
    return [_figure(row, labels) for row in (items or found)[:MOST]]


def _figure(row: Row, labels: Mapping[str, str]) -> str:
    label = labels.get(row["item"] or "") or _dimension(row)
    if not words.missing(row["hidden"]):
        return text("participation.asked_hidden", label=label, why=(words.hidden(row["hidden"]) or "").lower())
    value = words.raw(row["raw"], row["scale_max"]) or text("participation.of_hundred", value=number(row["mean"]))
    return text("participation.asked", label=label, value=value, n=number(row["n"]))


def _dimension(row: Row) -> str:
    dimension, level = words.dimension(row["dimension"]), words.level(row["participation"])
    return text("participation.dimension_at_level", dimension=dimension, level=level)


def _labels(release: Release, selection: Selection) -> dict[str, str]:
    rows = wordings(release, selection.but(role=None))
    return dict(zip(rows["item"].tolist(), rows["label"].tolist(), strict=True))


def _activity(activity: Activity) -> str:
    return f"{activity.title} ({known.name('channels', activity.channel).lower()})"


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
