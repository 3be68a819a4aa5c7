"""What is not as it was in the edition before: each change is for a person to judge, and until then it is unjudged."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.codebook import Codebook, Comparability, Edition, Scale, Verdict
from core.periods import Period, period
from core.text import LANGUAGES, in_language, listing, text
from etl.mapping import model
from etl.mapping.base import is_other_wording, labels_apart
from etl.mapping.model import ITEM, ColumnMapping
from etl.mapping.names import years_in

Kind = Literal["wording", "scale", "labels", "order", "added", "removed"]
# What may make two figures of one item mean different things.
JUDGED: tuple[Kind, ...] = ("wording", "scale", "labels", "order")
NONE = "–"


@dataclass(frozen=True)
class ItemChange:
    """One thing about one item that differs between two editions, as it was and as it is."""

    item: str
    kind: Kind
    before: str
    after: str


def changes_between(codebook: Codebook, former_edition: str, mapping: model.Mapping) -> list[ItemChange]:
    """What differs from the former edition, item by item: first those that both have, then what came and what went."""
    former = codebook.edition(former_edition)
    now = {column.id: column for column in mapping.used_as(ITEM)}
    before = [item.id for item in codebook.items if former.layout != "wide" or item.id in former.columns]
    if mapping.layout != "wide" and not mapping.figures:
        return []
    places = {item: place for place, item in enumerate(former.columns) if item in before}
    both = sorted((item for item in before if item in now), key=lambda item: places.get(item, 0))
    found = [change for item in both for change in _of_item(codebook, former, now[item], mapping)]
    if former.layout == mapping.layout == "wide":
        found += _moved(both, [item for item in now if item in both])
    found += [ItemChange(item, "added", "", column.text) for item, column in now.items() if item not in before]
    gone = [item for item in before if item not in now]
    return found + [ItemChange(item, "removed", codebook.text_of(item, former_edition)["nb"], "") for item in gone]


def edition_before(codebook: Codebook, edition: str, when: str) -> Edition | None:
    """The latest of the codebook's other editions that is of an earlier period; none where all are later."""
    at = _time_of(edition, when)
    others = [one for one in codebook.editions if one.id != edition]
    known = [(found, one) for one in others if (found := _time_of(one.id, one.period or ""))]
    earlier = [pair for pair in known if at and (pair[0].year, pair[0].sort) < (at.year, at.sort)]
    return max(earlier, key=lambda pair: (pair[0].year, pair[0].sort))[1] if earlier else None


def _time_of(edition: str, when: str) -> Period | None:
    """When an edition was: its period, or the last year that its id names where a column tells each row's."""
    return period(when) or period((years_in(edition) or [""])[-1])


def unjudged(codebook: Codebook, mapping: model.Mapping) -> list[Comparability]:
    """The codebook's verdicts, with one of ``not_judged`` for every changed item that has none on this transition."""
    former = edition_before(codebook, mapping.edition, mapping.period)
    if former is None:
        return list(codebook.comparability)
    changes = [change for change in changes_between(codebook, former.id, mapping) if change.kind in JUDGED]
    kinds = {change.item: [one.kind for one in changes if one.item == change.item] for change in changes}
    here = [one for one in codebook.comparability if (one.from_, one.to) == (former.id, mapping.edition)]
    judged_already = {one.item for one in here if one.verdict != "not_judged"}
    kept = [one for one in codebook.comparability if one not in here or one.item in judged_already]
    new = [
        Comparability(
            item=item, from_=former.id, to=mapping.edition, verdict="not_judged", reason=_not_judged(kinds[item])
        )
        for item in kinds
        if item not in judged_already
    ]
    return [*kept, *new]


def judged(
    codebook: Codebook, item: str, former: str, edition: str, verdict: Verdict, reason: Mapping[str, str]
) -> Codebook:
    """The codebook with a person's verdict on an item from one edition to the next."""
    said = Comparability(item=item, from_=former, to=edition, verdict=verdict, reason=dict(reason))
    others = [one for one in codebook.comparability if (one.item, one.from_, one.to) != (item, former, edition)]
    return codebook.model_copy(update={"comparability": [*others, said]})


def _of_item(
    codebook: Codebook, former: Edition, column: ColumnMapping, mapping: model.Mapping
) -> Iterator[ItemChange]:
    texts = codebook.text_of(column.id, former.id)
    if is_other_wording(column, texts):
        yield ItemChange(column.id, "wording", texts["nb"], column.text)
    scale = mapping.scales.get(column.scale)
    if scale is None:
        return
    known = codebook.scale_of(column.id, former.id)
    if (known.min, known.max) != (scale.min, scale.max):
        yield ItemChange(column.id, "scale", _ends(known), _ends(scale))
    elif points := labels_apart(known, scale):
        yield ItemChange(column.id, "labels", _labels(known, points), _labels(scale, points))
    elif bool(known.dont_know) != bool(scale.dont_know):
        yield ItemChange(column.id, "labels", _dont_know(known), _dont_know(scale))


def _moved(before: Sequence[str], now: Sequence[str]) -> list[ItemChange]:
    """The items that stand at another place among those that both editions have: as few as explain the new order."""
    stayed = _longest_in_order([before.index(item) for item in now])
    return [
        ItemChange(item, "order", str(before.index(item) + 1), str(place))
        for place, item in enumerate(now, 1)
        if before.index(item) not in stayed
    ]


def _longest_in_order(places: Sequence[int]) -> set[int]:
    """The most of the numbers that already rise from left to right."""
    tails: list[int] = []
    former: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        former[place] = tails[at - 1] if at else None
        tails[at:at + 1] = [place]  # fmt: skip
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = former[last]
    return kept


def _not_judged(kinds: Sequence[Kind]) -> dict[str, str]:
    reasons = {}
    for code in LANGUAGES:
        with in_language(code):
            what = listing([text(f"mapping.changed.{kind}") for kind in kinds])
            reasons[code] = text("mapping.not_judged", what=what)
    return reasons


def _ends(scale: Scale) -> str:
    return f"{scale.min}–{scale.max}"


def _labels(scale: Scale, points: Sequence[int]) -> str:
    return " · ".join(f"{point} {scale.labels[point]['nb']}" for point in points)


def _dont_know(scale: Scale) -> str:
    words = [str(code) for code in scale.dont_know]
    return ", ".join(word for word in words if not word.isdecimal()) or ", ".join(words) or NONE
