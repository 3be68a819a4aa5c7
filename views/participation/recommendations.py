"""What users recommended, and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from core.participation import OUTCOMES, Activity
from core.text import listing, number, text
from views.participation import known
from views.participation.known import WHOLE
from views.words import joined

COLUMNS = ("recommendation", "place", "activity", "outcome", "note", "decided")
LABELS = {"label": "", "recommendations": 0} | dict.fromkeys(OUTCOMES, 0)
# Answered so that something becomes of it.
HEARD = ("accepted", "partly", "done")


def table(activities: Iterable[Activity], year: int) -> pd.DataFrame:
    """One row a recommendation of the activities that had begun by the end of the year, those without an answer first.

    Columns: recommendation, place, activity, outcome (its name), note, decided (a date), and the keys service and key.
    """
    rows = [
        {
            "recommendation": one.text,
            "place": joined([known.service_name(activity.service), activity.unit and f"· {activity.unit}"]),
            "activity": activity.title,
            "outcome": known.name("recommendation_outcomes", one.outcome),
            "note": one.note,
            "decided": day(one.decided_on),
            "service": activity.service or WHOLE,
            "key": one.outcome,
            "begins": activity.begins,
        }
        for activity in activities
        if activity.begins.year <= year
        for one in activity.recommendations
    ]
    found = pd.DataFrame(rows, columns=[*COLUMNS, "service", "key", "begins"])
    order = found["key"].map({key: place for place, key in enumerate(OUTCOMES)})
    return found.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def by_service(found: pd.DataFrame, services: Sequence[str | None]) -> pd.DataFrame:
    """One row a service: how many recommendations, and how many of each outcome."""
    rows = [_counted(known.service_name(key), found[found["service"].eq(key or WHOLE)]) for key in services]
    return pd.DataFrame(rows, columns=[*LABELS])


def summary(found: pd.DataFrame) -> str:
    """How many were answered, and how long the oldest has waited."""
    if found.empty:
        return text("participation.recommended.none")
    counts = found["key"].value_counts()
    names = {key: known.name("recommendation_outcomes", key).lower() for key in OUTCOMES if key in counts}
    told = [f"{number(counts[key])} {name}" for key, name in names.items()]
    parts = [text("participation.recommended.count", count=len(found), told=listing(told))]
    waiting = found.loc[found["key"].eq("awaiting"), "begins"]
    if len(waiting):
        parts.append(text("participation.recommended.oldest", year=min(waiting).year))
    return joined(parts)


def day(moment: date | None) -> str:
    """A date as it is written in Norwegian."""
    return f"{moment:%d.%m.%Y}" if moment else ""


def _counted(label: str, found: pd.DataFrame) -> dict[str, object]:
    counts = found["key"].value_counts()
    return {"label": label, "recommendations": len(found)} | {key: int(counts.get(key, 0)) for key in OUTCOMES}
