"""Periods: a year, or a disjoint part of one, from the many ways they are written."""

import re
from dataclasses import dataclass
from typing import Literal

PeriodKind = Literal["year", "half", "tertial", "quarter", "month"]
PARTS: dict[str, tuple[PeriodKind, int]] = {"H": ("half", 2), "T": ("tertial", 3), "Q": ("quarter", 4)}
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"((?:19|20)\d\d)[-./](0?[1-9]|1[0-2])(?:[-./]\d{1,2})?(?:[T ].*)?")
_DATE_DAY_FIRST = re.compile(r"\d{1,2}[-./](0?[1-9]|1[0-2])[-./]((?:19|20)\d\d)(?: .*)?")
_PART = re.compile(r"((?:19|20)\d\d)[- ]?([HTQK])([1-4])", re.IGNORECASE)
_SEASON = re.compile(r"(vår|spring|høst|haust|autumn)\s+((?:19|20)\d\d)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """A year or a part of one; ``id`` is 2024, 2024-03, 2024-T1, 2024-Q2 or 2024-H1."""

    year: int
    sort: int
    kind: PeriodKind
    id: str


def period(written: str) -> Period | None:
    """The period a text means, or nothing."""
    shown = written.strip()
    if _YEAR.fullmatch(shown):
        return Period(int(shown), 0, "year", shown)
    if match := _MONTH.fullmatch(shown):
        return _month(int(match[1]), int(match[2]))
    if match := _DATE_DAY_FIRST.fullmatch(shown):
        return _month(int(match[2]), int(match[1]))
    if match := _PART.fullmatch(shown):
        letter = match[2].upper().replace("K", "Q")
        return _part(int(match[1]), letter, int(match[3]))
    if match := _SEASON.fullmatch(shown):
        return _part(int(match[2]), "H", 1 if match[1].lower() in {"vår", "spring"} else 2)
    return None


def _month(year: int, month: int) -> Period:
    return Period(year, month, "month", f"{year}-{month:02d}")


def _part(year: int, letter: str, number: int) -> Period | None:
    kind, parts = PARTS[letter]
    if number > parts:
        return None
    return Period(year, number * 12 // parts, kind, f"{year}-{letter}{number}")
