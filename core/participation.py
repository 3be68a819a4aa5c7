"""Participation: the words of its reference lists, and what a register of it holds."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from core.reference_files import Entry, bare, entries_of

Outcome = Literal["awaiting", "accepted", "partly", "rejected", "done"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
List = Literal[
    "channels", "levels", "degrees", "goals", "impact_areas", "helping_conditions", "recommendation_outcomes",
    "participation_columns",
]  # fmt: skip
LISTS: tuple[List, ...] = get_args(List)


@dataclass(frozen=True, eq=False)
class Words:
    """The reference lists that describe participation, each by key and in the order it is shown."""

    lists: Mapping[List, dict[str, Entry]]

    def __getitem__(self, name: List) -> dict[str, Entry]:
        return self.lists[name]

    def key(self, name: List, written: str) -> str | None:
        """The key of the entry that ``written`` stands for: key, name in any language, or synonym."""
        return self._keys[name].get(bare(written))

    def rung(self, degree: str) -> int:
        """How high a degree stands, from 1; 0 where it is unknown."""
        return [*self["degrees"]].index(degree) + 1 if degree in self["degrees"] else 0

    @cached_property
    def _keys(self) -> dict[List, dict[str, str]]:
        return {
            name: {bare(form): entry.key for entry in entries.values() for form in entry.written_forms}
            for name, entries in self.lists.items()
        }


@dataclass(frozen=True)
class Recommendation:
    """What users recommended, and what became of it."""

    text: str
    outcome: Outcome = "awaiting"
    note: str = ""
    decided_on: date | None = None
    id: int = 0
    version: int = 0


@dataclass(frozen=True)
class Activity:
    """One way in which users took part, somewhere and for some time; ``service`` is missing for the whole municipality.

    ``ends`` is missing while it goes on. ``impacts`` says by area what it changed.
    """

    municipality: str
    title: str
    channel: str
    level: str
    degree: str
    begins: date
    ends: date | None = None
    service: str | None = None
    unit: str = ""
    users: int | None = None
    minutes: str = ""
    impacts: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    id: int = 0
    version: int = 0

    @property
    def key(self) -> str:
        """What makes two entries the same activity, however they are spelled: place, channel, title and first day."""
        same = (self.municipality, self.service or "", self.unit, self.channel, self.title, self.begins.isoformat())
        return hashlib.sha256("\x1f".join(map(bare, same)).encode()).hexdigest()[:32]

    def during(self, year: int) -> bool:
        """Whether it went on in some part of the year."""
        return self.begins.year <= year and (self.ends is None or self.ends.year >= year)


def load(folders: Iterable[Path]) -> Words:
    """The lists of all folders, where a later folder extends and overrides an earlier one."""
    chain = tuple(folders)
    return Words({name: entries_of(f"{name}.yaml", chain) for name in LISTS})
