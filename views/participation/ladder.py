"""The ladder: on which of the four rungs each service stands, and where it stood before."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from core.participation import Activity
from core.text import has, listing, pick, text
from views.participation import known
from views.participation.known import SURVEY, WHOLE
from views.words import joined

COLUMNS = ("label", "degree", "former_degree", "former_year", "activities", "people", "hidden")


def by_service(activities: Sequence[Activity], services: Iterable[str | None], year: int) -> pd.DataFrame:
    """One row a service: the highest rung of its activities in the year, and in the latest earlier year with any.

    Columns: service (empty for the whole municipality), label, rung and former_rung (1 to 4, missing without an
    activity), degree and former_degree (their names), former_year, moved (``up``, ``down`` or ``same``), activities,
    people, survey_only (nothing but a survey), hover, hidden (why there is no rung).
    """
    rows = [_row(service, [one for one in activities if one.service == service], year) for service in services]
    return pd.DataFrame(rows, columns=[*_row(None, [], year)])


def services_of(activities: Iterable[Activity], measured: Iterable[str]) -> list[str | None]:
    """Those that have figures or activities, in the order of the list; the municipality as a whole first."""
    found = {activity.service for activity in activities} | set(measured)
    whole: list[str | None] = [None] if None in found else []
    return whole + [key for key in known.services() if key in found]


def summary(table: pd.DataFrame, year: int) -> str:
    """How many reach dialogue, which have moved, and where nothing is written down."""
    if table["rung"].isna().all():
        return text("participation.ladder.none", year=year)
    high = int(table["rung"].ge(known.words_known().rung("dialogue")).sum())
    parts = [text("participation.ladder.high", year=year, high=high, count=len(table))]
    for moved in ("up", "down"):
        names = table.loc[table["moved"].eq(moved), "label"].tolist()
        parts += [text(f"participation.ladder.{moved}", services=listing(names))] if names else []
    only = table.loc[table["survey_only"].eq(True), "label"].tolist()
    parts += [text("participation.ladder.survey_only", services=listing(only))] if only else []
    without = table.loc[table["rung"].isna(), "label"].tolist()
    parts += [text("participation.ladder.without", services=listing(without))] if without else []
    return joined(parts)


def rungs() -> dict[str, str]:
    """The rungs from the lowest: key -> name."""
    return {key: known.name("degrees", key) for key in known.words_known()["degrees"]}


def short_rungs() -> list[str]:
    """The rungs from the lowest under a chart."""
    return [
        text(f"participation.rung.{rung}") if has(f"participation.rung.{rung}") else name
        for rung, name in rungs().items()
    ]


def _row(service: str | None, activities: Sequence[Activity], year: int) -> dict[str, object]:
    now = known.during(activities, year)
    former_year = known.year_before(activities, year)
    former = known.during(activities, former_year) if former_year else []
    rung, former_rung = _highest(now), _highest(former)
    label = known.service_name(service)
    row: dict[str, object] = {
        "service": service or WHOLE,
        "label": label,
        "rung": rung,
        "former_rung": former_rung,
        "degree": _degree(rung),
        "former_degree": _degree(former_rung),
        "former_year": str(former_year or ""),
        "moved": _moved(rung, former_rung),
        "activities": len(now),
        "people": known.people(now),
        "survey_only": bool(now) and all(one.channel == SURVEY for one in now),
        "hidden": None if now else text("participation.none_written"),
    }
    return row | {"hover": _hover(row)}


def _highest(activities: Iterable[Activity]) -> float:
    rung = known.words_known().rung
    return max((float(rung(one.degree)) for one in activities if rung(one.degree)), default=float("nan"))


def _degree(rung: float) -> str:
    return list(rungs().values())[int(rung) - 1] if rung == rung else ""


def _moved(rung: float, former: float) -> str:
    if rung != rung or former != former:
        return ""
    return "up" if rung > former else "down" if rung < former else "same"


def _hover(row: Mapping[str, object]) -> str:
    lines = [f"<b>{row['label']}</b>", str(row["degree"])]
    lines.append(text("participation.activities", count=row["activities"]))
    if row["former_degree"]:
        lines.append(text("participation.ladder.former", year=row["former_year"], degree=row["former_degree"]))
    return "<br>".join(line for line in lines if line)


def explained() -> dict[str, str]:
    """The rungs from the lowest, and what each means."""
    return {pick(entry.name): pick(entry.description) for entry in known.words_known()["degrees"].values()}
