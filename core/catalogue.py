"""The reference lists (dimensions, levels, degrees, services, roles, municipalities) and how exports write them.

The files are in ``reference/``; a municipality adds to them with files of the same names in a folder of its own.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from core.reference_files import Change, Entry, Municipality, bare, entries_of, places_of

__all__ = ["Catalogue", "Change", "Entry", "Kind", "Municipality", "load"]

Kind = Literal["dimension", "level", "degree", "service", "role", "municipality"]

_NUMBERED = re.compile(r"(?:k|kommune|kommunenr\.?)?[\s.\-–]*(\d{3,4})(?:\.0+)?(?!\d)[\s.,:;\-–]*(.*)", re.IGNORECASE)
_NOT_THE_NAME = re.compile(r"\b(?:kommunen?|herad)\b|\(\s*(?:\d{4})?\s*[-–]\s*(?:\d{4})?\s*\)", re.IGNORECASE)
_BETWEEN_LANGUAGES = re.compile(r"\s+[-–]\s+|\s*[/|]\s*")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All reference lists, each in the order it is shown."""

    dimensions: dict[str, Entry]
    levels: dict[str, Entry]
    degrees: dict[str, Entry]
    services: dict[str, Entry]
    roles: dict[str, Entry]
    municipalities: tuple[Municipality, ...]
    changes: tuple[Change, ...]

    def dimension(self, text: str) -> str | None:
        """The key of the dimension that ``text`` stands for."""
        return self._keys["dimension"].get(bare(text))

    def level(self, text: str) -> str | None:
        """The key of the level that ``text`` stands for."""
        return self._keys["level"].get(bare(text))

    def degree(self, text: str) -> str | None:
        """The key of the degree of participation that ``text`` stands for."""
        return self._keys["degree"].get(bare(text))

    def service(self, text: str) -> str | None:
        """The key of the service that ``text`` stands for: key, name in any language, or synonym."""
        return self._keys["service"].get(bare(text))

    def role(self, text: str) -> str | None:
        """The key of the role that ``text`` stands for."""
        return self._keys["role"].get(bare(text))

    def municipality(self, text: str, on: date | None = None) -> str | None:
        """The number that ``text`` stands for, written as number, name or both; ``None`` when unknown or ambiguous.

        A name that several numbers have had means the one in use that day, or without a day the one that has not ended.
        A name that no number has that day means the only former or later one, so that it can be followed onward.
        """
        numbered = _NUMBERED.fullmatch(text.strip())
        if numbered:
            return self._with_number(numbered[1], numbered[2])
        numbers = self._numbers_named(text)
        in_use = {number for number in numbers if self._in_use(number, on)}
        return _only(in_use or numbers)

    def municipality_then(self, number: str, on: date) -> str:
        """The number that the area of ``number`` had that day; itself where that is not one number, or is unknown.

        An area that was part of another, or came to be divided, has no number of its own.
        """
        if number not in self._periods or self._in_use(number, on):
            return number
        return _only(self._in_use_then({number}, on, forward=True) or self._in_use_then({number}, on)) or number

    def municipality_name(self, number: str) -> str:
        """The latest name of a number; the number itself where it is unknown."""
        periods = self._periods.get(number)
        return periods[-1].name if periods else number

    def successors(self, number: str) -> tuple[str, ...]:
        """The numbers in use today for the area of ``number``: itself if it still holds, none if it is unknown."""
        if number not in self._periods:
            return ()
        onward = [change.to_number for change in self.changes if change.from_number == number]
        return tuple(sorted({last for step in onward for last in self.successors(step)})) if onward else (number,)

    def suggestions(self, text: str, kind: Kind) -> list[str]:
        """Up to three names near to ``text``, nearest first, each of another entry."""
        forms = self._forms[kind]
        name = _NOT_THE_NAME.sub(" ", text) if kind == "municipality" else text
        near = difflib.get_close_matches(bare(name), forms, n=12)
        meanings = self._keys.get(kind, {})
        nearest = {meanings.get(form, form): forms[form] for form in reversed(near)}
        return [forms[form] for form in near if forms[form] in nearest.values()][:3]

    @cached_property
    def _entries(self) -> dict[str, dict[str, Entry]]:
        return {
            "dimension": self.dimensions,
            "level": self.levels,
            "degree": self.degrees,
            "service": self.services,
            "role": self.roles,
        }

    @cached_property
    def _keys(self) -> dict[str, dict[str, str]]:
        return {
            kind: {bare(form): entry.key for entry in entries.values() for form in entry.written_forms}
            for kind, entries in self._entries.items()
        }

    @cached_property
    def _forms(self) -> dict[str, dict[str, str]]:
        forms = {
            kind: {bare(form): form for entry in entries.values() for form in reversed(entry.written_forms)}
            for kind, entries in self._entries.items()
        }
        places = {bare(name): name for place in self.municipalities for name in (place.name, *place.other_names)}
        return {**forms, "municipality": places}

    @cached_property
    def _periods(self) -> dict[str, list[Municipality]]:
        periods: dict[str, list[Municipality]] = {}
        for place in self.municipalities:
            periods.setdefault(place.number, []).append(place)
        return periods

    @cached_property
    def _numbers(self) -> dict[str, set[str]]:
        numbers: dict[str, set[str]] = {}
        for place in self.municipalities:
            for name in (place.name, *place.other_names):
                for form in (name, f"{name} {place.county}", f"{name} i {place.county}"):
                    numbers.setdefault(bare(form), set()).add(place.number)
        return numbers

    def _with_number(self, digits: str, rest: str) -> str | None:
        number = digits.zfill(4)
        if number not in self._periods:
            return None
        named = self._numbers_named(rest)
        # Three digits and other words may be anything; a name that belongs to another number is a contradiction.
        must_agree = bool(named) or (len(digits) == 3 and bare(rest) != "")
        return number if not must_agree or number in named else None

    def _numbers_named(self, text: str) -> set[str]:
        name = _NOT_THE_NAME.sub(" ", text)
        whole = self._numbers.get(bare(name))
        if whole is not None:
            return whole
        # "Deatnu - Tana": the parts are one name in several languages, of which we may know only some.
        known = [self._numbers[bare(part)] for part in _BETWEEN_LANGUAGES.split(name) if bare(part) in self._numbers]
        return set.intersection(*known) if known else set()

    def _in_use_then(self, numbers: set[str], on: date, *, forward: bool = False) -> set[str]:
        """The numbers in use that day among those that these became, or came from, step by step."""
        steps = {
            (change.from_number, change.to_number) if forward else (change.to_number, change.from_number)
            for change in self.changes
        }
        found: set[str] = set()
        seen: set[str] = set()
        while numbers:
            seen |= numbers
            found |= {number for number in numbers if self._in_use(number, on)}
            numbers = {to for start, to in steps if start in numbers} - seen
        return found

    def _in_use(self, number: str, on: date | None) -> bool:
        return any(period.holds(on) if on else period.valid_to is None for period in self._periods[number])


def load(folders: Iterable[Path]) -> Catalogue:
    """The lists of all folders, where a later folder extends and overrides an earlier one; a missing file adds nothing.

    Raises
    ------
    AppError
        ``reference_invalid`` with ``file``, ``line`` (or ``None``) and ``rule``, the name of the rule that is broken.
    """
    chain = tuple(folders)
    places, changes = places_of(chain)
    return Catalogue(
        dimensions=entries_of("dimensions.yaml", chain),
        levels=entries_of("levels.yaml", chain),
        degrees=entries_of("degrees.yaml", chain),
        services=entries_of("services.yaml", chain),
        roles=entries_of("roles.yaml", chain),
        municipalities=places,
        changes=changes,
    )


def _only(numbers: set[str]) -> str | None:
    return next(iter(numbers)) if len(numbers) == 1 else None
