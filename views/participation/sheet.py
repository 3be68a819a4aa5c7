"""The status of participation in one service, as a sheet of paper has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.participation import Activity
from core.selection import Selection
from core.text import number, text
from store.release import Release
from views import words
from views.participation import goals, known, recommendations

ACTIVITIES = ("activity", "channel", "participation_level", "degree", "begins", "ends", "people", "minutes_kept")
IMPACTS = ("impact_area", "impact", "activity")
CONDITIONS = ("condition", "have_it")
GOALS = tuple(name for name in goals.COLUMNS if name != "evidenced")
RECOMMENDATIONS = tuple(name for name in recommendations.COLUMNS if name != "place")


@dataclass(frozen=True)
class Part:
    """A table under its heading, with what it says in a sentence; ``otherwise`` is said where it is empty."""

    key: str
    title: str
    message: str
    table: pd.DataFrame
    columns: tuple[str, ...]
    otherwise: str = ""


@dataclass(frozen=True)
class Sheet:
    """One service: its name, facts by their term, and tables."""

    title: str
    facts: Mapping[str, str]
    tables: tuple[Part, ...]


def intro(table: pd.DataFrame, year: int) -> str:
    """What the sheets are of."""
    if table.empty:
        return text("participation.ladder.none", year=year)
    return text("participation.status.intro", year=year, count=len(table))


def of_service(
    release: Release, selection: Selection, registered: Sequence[Activity], row: pd.Series, year: int
) -> Sheet:
    """The sheet of one row of `views.participation.status.by_service`."""
    service = row["service"] or None
    own = [one for one in known.with_surveys(release, registered, selection) if one.service == service]
    now = known.during(own, year)
    evidence = goals.evidence(release, selection.but(service=service, unit=None), now, year)
    return Sheet(str(row["label"]), _facts(row), _parts(own, now, evidence, year))


def _parts(own: Sequence[Activity], now: Sequence[Activity], evidence: pd.DataFrame, year: int) -> tuple[Part, ...]:
    given, changed, helping = recommendations.table(own, year), impacts(now), conditions(now)
    titles = {
        key: text(f"participation.{key}.title") for key in ("happened", "recommended", "goals", "changed", "helping")
    }
    nothing = text("participation.none_in_year", year=year)
    said = text("participation.happened.count", count=len(now), year=year)
    areas = text("participation.changed.count", count=changed["impact_area"].nunique())
    return (
        Part("happened", titles["happened"], said, activities(now), ACTIVITIES, nothing),
        Part(
            "recommended", titles["recommended"], recommendations.summary(given), given, RECOMMENDATIONS,
            text("participation.recommended.none"),
        ),
        Part("changed", titles["changed"], areas, changed, IMPACTS, text("participation.changed.none")),
        Part("helping", titles["helping"], helping_summary(now), helping, CONDITIONS, nothing),
        Part("goals", titles["goals"], goals.summary(evidence, year), evidence, GOALS),
    )  # fmt: skip


def activities(found: Sequence[Activity]) -> pd.DataFrame:
    """One row an activity: what, how, when, with how many; ``minutes_kept`` is whether there is a link to minutes."""
    rows = [
        {
            "activity": one.title,
            "place": words.joined([known.service_name(one.service), one.unit and f"· {one.unit}"]),
            "channel": known.name("channels", one.channel),
            "participation_level": text(f"level_short.{one.level}"),
            "degree": known.name("degrees", one.degree),
            "begins": recommendations.day(one.begins),
            "ends": recommendations.day(one.ends) or text("participation.going_on"),
            "people": float("nan") if one.users is None else float(one.users),
            "minutes_kept": text("participation.yes" if one.minutes else "participation.no"),
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=[*ACTIVITIES, "place"])


def impacts(found: Sequence[Activity]) -> pd.DataFrame:
    """What the activities changed, by area in its order; for the users involved both good and bad."""
    rows = [
        {"impact_area": known.name("impact_areas", area), "impact": one.impacts[area], "activity": one.title}
        for area in known.words_known()["impact_areas"]
        for one in found
        if one.impacts.get(area)
    ]
    return pd.DataFrame(rows, columns=list(IMPACTS))


def conditions(found: Sequence[Activity]) -> pd.DataFrame:
    """How many of the registered activities had each helping condition; surveys are not asked."""
    asked = [one for one in found if one.channel != known.SURVEY]
    rows = [
        {
            "condition": known.name("helping_conditions", key),
            "have_it": text(
                "participation.of",
                part=number(sum(key in one.conditions for one in asked)),
                whole=number(len(asked)),
            ),
        }
        for key in known.words_known()["helping_conditions"]
    ]
    return pd.DataFrame(rows if asked else [], columns=list(CONDITIONS))


def helping_summary(found: Sequence[Activity]) -> str:
    """The condition that is most often there, and the one that is most often not."""
    asked = [one for one in found if one.channel != known.SURVEY]
    counts = {key: sum(key in one.conditions for one in asked) for key in known.words_known()["helping_conditions"]}
    if not asked or len(set(counts.values())) < 2:
        return text("participation.helping.alike")
    most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
    names = {"most": known.name("helping_conditions", most), "least": known.name("helping_conditions", least)}
    return text("participation.helping.ends", **names)


def _facts(row: pd.Series) -> dict[str, str]:
    former = text("participation.ladder.former", year=row["former_year"], degree=row["former_degree"])
    told = {
        text("column.degree"): row["degree"] or text("participation.none_written"),
        text("column.former_degree"): former if row["former_degree"] else text("participation.none_written"),
        text("participation.fact.individual"): row["individual"],
        text("participation.fact.system"): row["system"],
        text("column.recommendations"): text(
            "participation.status.recommendations",
            count=row["recommendations"],
            heard=number(row["heard"]),
            awaiting=number(row["awaiting"]),
        ),
        text("participation.fact.goals"): row["goals_evidenced"],
    }
    return {term: str(meaning) for term, meaning in told.items()}
