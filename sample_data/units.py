"""Who is asked, and how many answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sample_data.contents import content, planted

# Chosen, as the draws in ``units.yaml``, so that chance alone makes no other certain change and no other certain unit.
SEED = 20_211_119
# How much the number invited and the response rate differ from one period to the next.
INVITED_VARIES, RATE_VARIES, MONTH_VARIES = 0.04, 0.06, 0.18
FIRST_DRAW = 2


@dataclass(frozen=True)
class Survey:
    """One edition of an instrument; ``periods`` has one entry, or one a month. ``draw`` numbers its answers."""

    instrument: str
    edition: str
    stream: int
    periods: tuple[str, ...]
    units: tuple[dict[str, Any], ...]
    draw: int

    def generator(self, purpose: int) -> np.random.Generator:
        """Random numbers of this edition alone, so that a change in one file leaves the others as they are."""
        number = int(self.edition) if self.edition.isdecimal() else 0
        return np.random.default_rng([SEED, self.stream, number, purpose])


@dataclass(frozen=True)
class Group:
    """The people of one unit and role in one period: how many were invited, how many answered."""

    unit: str
    service: str
    role: str
    period: str
    invited: int
    answering: int


def surveys() -> Iterator[Survey]:
    """Every edition of every instrument, in the order of ``units.yaml``."""
    for plan in content("units"):
        for edition in plan["editions"]:
            periods = tuple(_months(**plan["months"])) if "months" in plan else (edition,)
            draw = plan.get("draws", {}).get(edition, FIRST_DRAW)
            yield Survey(plan["instrument"], edition, plan["stream"], periods, tuple(plan["units"]), draw)


def groups(survey: Survey) -> list[Group]:
    """One group a unit, role and period."""
    rng = survey.generator(1)
    open_units = ((unit, period) for period in survey.periods for unit in survey.units if _open(unit, period))
    return [_group(survey, unit, period, rng) for unit, period in open_units]


def _group(survey: Survey, unit: dict[str, Any], period: str, rng: np.random.Generator) -> Group:
    """Two random numbers a group, whatever is planted."""
    monthly = len(survey.periods) > 1
    invited = round(unit["invited"] * (1 + INVITED_VARIES * _spread(rng)))
    rate = unit["rate"] * (1 + (MONTH_VARIES if monthly else RATE_VARIES) * _spread(rng))
    told = planted("answering", survey.instrument, edition=survey.edition, unit=unit["name"], role=unit["role"])
    answering = told[0]["n"] if told else min(invited, round(invited * rate))
    return Group(unit["name"], unit["service"], unit["role"], period, invited, answering)


def _open(unit: dict[str, Any], period: str) -> bool:
    return period >= str(unit.get("first", ""))


def _spread(rng: np.random.Generator) -> float:
    return 2 * rng.random() - 1


def _months(first: str, number: int) -> Iterator[str]:
    year, month = (int(part) for part in first.split("-"))
    for step in range(month - 1, month - 1 + number):
        yield f"{year + step // 12}-{step % 12 + 1:02d}"
