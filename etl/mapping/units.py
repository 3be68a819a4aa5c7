"""Which known unit a written name probably means; a suggestion only, that a person confirms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from etl.harmonise.structure import slug

# Below this two names have too little in common to be suggested.
LEAST_ALIKE = 0.8
# Of two known units that are as near as this, neither is suggested.
LEAST_AHEAD = 0.03
_SHORT_FORMS = {
    "avd": "avdeling", "avdelinga": "avdeling", "bhg": "barnehage", "bh": "barnehage", "barnehagen": "barnehage",
    "skule": "skole", "skulen": "skole", "skolen": "skole", "vgs": "videregaende", "heimeteneste": "hjemmetjeneste",
    "heimetenesta": "hjemmetjeneste", "heimetenester": "hjemmetjeneste", "hjemmetjenesten": "hjemmetjeneste",
    "hjemmetjenester": "hjemmetjeneste", "sjukeheim": "sykehjem", "sjukeheimen": "sykehjem", "sykehjemmet": "sykehjem",
    "st": "sankt", "aust": "ost", "sud": "sor",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+")
_BUCKETS = frozenset(
    [
        "",
        "ukjent",
        "ukjent-enhet",
        "ukjend-eining",
        "ikke-oppgitt",
        "ikkje-oppgitt",
        "unknown",
        "ingen",
        "annet",
        "anna",
    ]
)


@dataclass(frozen=True)
class UnitMatch:
    """A written name, the known unit it probably means if any, and how sure: 1 is the same but for case and signs."""

    written: str
    known: str | None
    confidence: float


def unit_matches(names: Iterable[str], known: Sequence[str]) -> list[UnitMatch]:
    """One match a distinct name, in their order.

    Blank names and words for «unknown unit» match nothing: their answers stay by themselves. So do names with other
    numbers in them than the known one: «avdeling 1» is not «avdeling 2».
    """
    return [_match(written, known) for written in dict.fromkeys(names)]


def _match(written: str, known: Sequence[str]) -> UnitMatch:
    name = slug(written)
    if name in _BUCKETS:
        return UnitMatch(written, None, 0.0)
    same = [unit for unit in known if slug(unit) == name]
    if same:
        return UnitMatch(written, written if written in same else same[0], 1.0)
    scores = sorted(((_likeness(written, unit), unit) for unit in known if slug(unit) not in _BUCKETS), reverse=True)
    if not scores or scores[0][0] < LEAST_ALIKE:
        return UnitMatch(written, None, 0.0)
    if len(scores) > 1 and scores[0][0] - scores[1][0] < LEAST_AHEAD:
        return UnitMatch(written, None, 0.0)
    return UnitMatch(written, scores[0][1], round(min(scores[0][0], 0.99), 2))


def _likeness(written: str, unit: str) -> float:
    words, others = _words(written), _words(unit)
    if _numbers(words) != _numbers(others):
        return 0.0
    return fuzz.token_sort_ratio(" ".join(words), " ".join(others)) / 100


def _words(name: str) -> list[str]:
    return [_SHORT_FORMS.get(word, word) for word in slug(name).split("-")]


def _numbers(words: Sequence[str]) -> list[int]:
    return sorted(int(number) for word in words for number in _NUMBERS.findall(word))
