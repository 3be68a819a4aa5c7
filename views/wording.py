"""The sentences about differences: number, base, what it is held against, how certain, and what it cannot say.

All words are in ``locales/*/wording.yaml``. What is certain is decided in ``views.certainty``, not here.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

import pandas as pd

from core.text import MINUS, has, listing, number, text
from core.told_counts import count

# The smallest difference worth telling, in points of the 0-100 index: 0.2 on a scale from 1 to 6. A certain one below
# it is told as certain, but small.
FLOOR = 4.0

Unit = Literal["index", "scale", "share"]
Subject = Literal["change", "difference"]

# Decimals a number of the unit is told with, what it is multiplied by first, and the largest there can be.
DECIMALS = {"index": 0, "scale": 1, "share": 0}
FACTOR = {"index": 1.0, "scale": 1.0, "share": 100.0}
LARGEST = {"index": 100.0, "scale": 9.0, "share": 100.0}
CERTAIN = ("better", "worse", "below_floor")
LEANING = "leaning"
UNCERTAIN = "uncertain"
JUDGED = (*CERTAIN, LEANING, UNCERTAIN)
BY_SIDE = {"below_floor": "small", LEANING: LEANING}
CERTAIN_WORDS = {"change": ("better", "worse", "small"), "difference": ("higher", "lower", "small_apart")}


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference to be told.

    - ``verdict``: better, worse, below_floor, leaning (certain only because of one other that is far to the other
      side), uncertain, or empty where nothing could be tested, for ``reason``.
    - ``value``, ``lower``, ``upper``, ``smallest``: points of the index, scale points, or shares (0 to 1), as ``unit``
      says. ``smallest`` is the smallest true difference that would most likely have been found.
    - ``n``, ``other_n``: answers of the one side and the other, where known.
    """

    verdict: str | None
    value: float
    lower: float = math.nan
    upper: float = math.nan
    smallest: float = math.nan
    n: float = math.nan
    other_n: float = math.nan
    reason: str | None = None
    unit: Unit = "index"


def differences(table: pd.DataFrame, unit: str = "index", **names: str) -> Iterator[Difference]:
    """Each row of a table as a difference; ``names`` where a column is named otherwise: ``value="change"``.

    Without a name ``value`` is the column ``difference``, and the others are as in `Difference`; a column that the
    table lacks is unknown.
    """
    wanted = {"value": "difference"} | {field: field for field in _FIELDS} | names
    of: Unit = cast("Unit", unit)  # A mapping of names passed on with ** could hold any text.
    unknown: dict[str, object] = {"verdict": None, "reason": None}
    columns = [
        table[name].tolist() if name in table else [unknown.get(field, math.nan)] * len(table)
        for field, name in wanted.items()
    ]
    for row in zip(*columns, strict=True):
        yield Difference(unit=of, **dict(zip(wanted, row, strict=True)))


_FIELDS = ("verdict", "lower", "upper", "smallest", "n", "other_n", "reason")


def changed(one: Difference, *, since: str | None = None, who: str = "", family_size: float = 0) -> str:
    """What changed between two measurements, how certain, and what could not have been found.

    ``since`` is the former period, ``who`` begins the sentence, ``family_size`` is how many tests were judged together.
    """
    when = text("wording.since", period=since) if since else text("wording.since_last")
    return _told(one, "change", who, family_size, since=when, other="")


def compared(one: Difference, *, other: str, who: str = "", family_size: float = 0) -> str:
    """How something lies against ``other`` (a noun phrase that fits after "than"), how certain, and what it hides."""
    return _told(one, "difference", who, family_size, since="", other=other)


def among(
    labels: Sequence[str],
    found: Sequence[Difference],
    *,
    since: str | None = None,
    other: str = "",
    family_size: float = 0,
) -> str:
    """Many differences that were judged together: which are certain, what the others could not show, and the family.

    Of changes since last, or since ``since``; of differences from ``other`` where that is given. What could not be
    tested is counted, with why. Empty where nothing could be tested.
    """
    subject: Subject = "difference" if other else "change"
    when = _when(since)
    tested = _tested(labels, found)
    if not tested:
        return ""
    told = {key: [_one_of(label, one) for label, one in own] for key, own in _by_words(tested, subject).items()}
    parts = [
        text(f"wording.certain.{key}", what=listing(what), since=when, other=other)
        for key, what in told.items()
        if what
    ]
    open_ends = [one for _, one in tested if one.verdict == UNCERTAIN]
    if open_ends:
        which = "others" if parts else "none"
        parts.append(text(f"wording.certain.{which}_{subject}", since=when, other=other))
    parts.append(_untested(found, subject))
    parts.append(power_of_many(open_ends, subject) if open_ends else "")
    parts.append(text("wording.certain.family", family=family(family_size)) if family_size > 1 else "")
    return " ".join(part for part in parts if part)


def among_in_short(
    labels: Sequence[str], found: Sequence[Difference], *, since: str | None = None, other: str = "", most: int = 2
) -> str:
    """What `among` has to say as a headline: what is certain and large enough, else what is small, else that none is.

    At most so many are named of each; the largest come first.
    """
    subject: Subject = "difference" if other else "change"
    tested = _tested(labels, found)
    if not tested:
        return ""
    told = {key: own for key, own in _by_words(tested, subject).items() if own}
    small = CERTAIN_WORDS[subject][2]
    large = {key: own for key, own in told.items() if key != small} or told
    parts = [
        text(f"wording.certain.{key}", what=_first_of(own, most), since=_when(since), other=other)
        for key, own in large.items()
    ]
    if parts:
        return " ".join(parts)
    none = text(f"wording.certain.none_{subject}", since=_when(since), other=other)
    return " ".join(part for part in (none, _untested(found, subject)) if part)


def _untested(found: Sequence[Difference], subject: Subject) -> str:
    """How many there are that nobody can test, and why; nothing where there are none."""
    known = [one for one in found if not _missing(one.value)]
    left = [one for one in known if one.verdict not in JUDGED]
    if not left:
        return ""
    reasons = "; ".join(dict.fromkeys(why(one.reason) for one in left))
    return text(f"wording.certain.untested_{subject}", count=len(left), all=len(known), why=reasons)


def _when(since: str | None) -> str:
    return text("wording.since", period=since) if since else text("wording.since_last")


def _tested(labels: Sequence[str], found: Sequence[Difference]) -> list[tuple[str, Difference]]:
    every = zip(labels, found, strict=True)
    return [(label, one) for label, one in every if one.verdict in JUDGED and not _missing(one.value)]


def _by_words(tested: Sequence[tuple[str, Difference]], subject: Subject) -> dict[str, list[tuple[str, Difference]]]:
    """What is certain, by the words for it."""
    names = zip(CERTAIN_WORDS[subject], CERTAIN, strict=True)
    return {key: [own for own in tested if own[1].verdict == said] for key, said in names}


def _first_of(own: Sequence[tuple[str, Difference]], most: int) -> str:
    """The largest, and how many more there are."""
    ordered = sorted(own, key=lambda pair: -abs(pair[1].value))
    named = [_one_of(label, one) for label, one in ordered[:most]]
    more = len(ordered) - most
    return listing([*named, text("wording.certain.and_more", count=number(more))] if more > 0 else named)


def verdict(key: str | None, subject: Subject = "change") -> str:
    """The words for a verdict: ``Sikker forbedring`` of a change, ``Høyere`` of a difference; else not assessed."""
    return text(f"{'verdict' if subject == 'change' else 'standing'}.{_known(key) or 'not_assessed'}")


def family(size: float, *, screening: bool = False) -> str:
    """How many comparisons the certainty is adjusted for; nothing where nothing was tested.

    A screening list is adjusted for the share of false findings, the rest for any false finding at all.
    """
    if size is None or not size >= 1:
        return ""
    if size == 1:
        return text("wording.family.one")
    return text("wording.family.screening" if screening else "wording.family.many", count=number(size))


def power(one: Difference, subject: Subject = "change", *, where: Literal["here", "there"] = "here") -> str:
    """What so few answers could have found; that nothing found is not nothing there, where that is not known."""
    if _missing(one.smallest):
        return text(f"wording.power.{subject}.unknown")
    base = text("wording.power.base", answers=answers(one.n)) if one.n == one.n else text(f"wording.power.{where}")
    if _out_of_reach(one):
        return text(f"wording.power.{subject}.nothing", base=base)
    return text(f"wording.power.{subject}.least", base=base, points=_at_least(one.smallest, one.unit))


def power_of_many(found: Sequence[Difference], subject: Subject = "change") -> str:
    """As `power`, of several uncertain differences: from the smallest that could have been found to the largest."""
    known = sorted((one for one in found if not _missing(one.smallest)), key=lambda one: one.smallest)
    known = [one for one in known if not _out_of_reach(one)] or known[:1]
    if len(known) < 2:
        return power(replace(known[0] if known else found[0], n=math.nan), subject, where="there")
    ends = [_at_least(one.smallest, one.unit) for one in (known[0], known[-1])]
    if ends[0] == ends[1]:
        return text(f"wording.power.range.{subject}", least=ends[0])
    low = ends[0].partition(" ")[0]
    return text(f"wording.power.range.{subject}", least=text("wording.power.between", low=low, high=ends[1]))


def why(reason: str | None) -> str:
    """Why something is undefined, to stand after a colon."""
    return text(f"why.{reason}") if isinstance(reason, str) and has(f"why.{reason}") else text("why.unknown")


def points(value: float, unit: Unit = "index", *, decimals: int | None = None, sign: bool = False) -> str:
    """``+8 poeng``, ``1 skalapoeng``, ``12 prosentpoeng``; ``–`` where there is no number."""
    if _missing(value):
        return number(None)
    shown = number(value * FACTOR[unit], DECIMALS[unit] if decimals is None else decimals, sign=sign)
    return text(f"wording.points.{unit}_{'one' if shown.lstrip(f'+{MINUS}') == '1' else 'many'}", number=shown)


def rounded_up(value: float, decimals: int) -> float:
    """The least number of so many decimals that is not below the value; missing where it is."""
    step = 10**decimals
    # A thousandth of a step less, so that 18.0000001 is not told as 19.
    return value if _missing(value) else math.ceil(value * step - 1e-3) / step


def answers(n: float) -> str:
    """``1 svar``, ``34 svar``."""
    return text(f"wording.answers.{'one' if n == 1 else 'many'}", n=count(n))


def _told(one: Difference, subject: Subject, who: str, family_size: float, **words: str) -> str:
    said = _known(one.verdict)
    if _missing(one.value):
        sentence = text(f"wording.{subject}.undefined", why=why(one.reason), **words)
    elif said is None:
        told = points(one.value, one.unit, sign=True)
        sentence = text(f"wording.{subject}.untested", points=told, why=why(one.reason), **words)
    else:
        key = f"{BY_SIDE[said]}_{'better' if one.value > 0 else 'worse'}" if said in BY_SIDE else said
        decimals = _decimals(one)
        told = points(one.value, one.unit, decimals=decimals, sign=True)
        around = _around(one, subject, decimals, family_size)
        sentence = text(f"wording.{subject}.{key}", points=told, around=around, **words)
        if said == UNCERTAIN:
            alone = text("wording.adjusted_away") if one.lower > 0 or one.upper < 0 else ""
            sentence = " ".join(part for part in (sentence, alone, power(one, subject)) if part)
    return f"{who}: {sentence}" if who else sentence[:1].upper() + sentence[1:]


def _around(one: Difference, subject: Subject, decimals: int, family_size: float) -> str:
    """What stands in brackets behind the number: interval, base, family."""
    parts = []
    if not _missing(one.lower) and not _missing(one.upper):
        limits = [number(limit * FACTOR[one.unit], decimals, sign=True) for limit in (one.lower, one.upper)]
        parts.append(text("wording.limits", lower=limits[0], upper=limits[1]))
    if not _missing(one.n):
        both = subject == "change" and not _missing(one.other_n)
        then = text("wording.now_and_then", now=answers(one.n), then=count(one.other_n)) if both else ""
        parts.append(then or answers(one.n))
    parts.append(family(family_size))
    return text("wording.around", parts="; ".join(part for part in parts if part)) if any(parts) else ""


def _decimals(one: Difference) -> int:
    """As few as the unit has, but never so few that what is certain is told as zero, or what is small as the floor."""
    usual = DECIMALS[one.unit]
    if one.verdict not in (*CERTAIN, LEANING):
        return usual
    ends = [abs(end) * FACTOR[one.unit] for end in (one.lower, one.upper, one.value) if not _missing(end)]
    small = one.verdict == "below_floor" and one.unit == "index"
    for decimals in (usual, usual + 1):
        at_the_floor = small and round(abs(one.value), decimals) >= FLOOR
        if round(min(ends, default=0.0), decimals) > 0 and not at_the_floor:
            return decimals
    return usual + 2


def _at_least(smallest: float, unit: Unit) -> str:
    """Rounded up: a smaller difference than the one told is not found."""
    return points(rounded_up(smallest * FACTOR[unit], DECIMALS[unit]) / FACTOR[unit], unit)


def _one_of(label: str, one: Difference) -> str:
    return text(
        "wording.certain.one_of", label=label, points=points(one.value, one.unit, decimals=_decimals(one), sign=True)
    )


def _out_of_reach(one: Difference) -> bool:
    return one.smallest * FACTOR[one.unit] > LARGEST[one.unit]


def _known(verdict: object) -> str | None:
    return verdict if isinstance(verdict, str) and verdict else None


def _missing(value: float | None) -> bool:
    return value is None or value != value
