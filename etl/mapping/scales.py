"""Scales a draft proposes: which columns are ratings, on which points, and which end is the good one."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.codebook import Scale
from etl.harmonise.answer_codes import Missing, folded
from etl.mapping.columns import Column
from etl.mapping.words import Family, families, is_amount, plain_answer, reason_for_none

LEAST_POINTS = 3
# So many labels and one hole are a hole; 1, 3 and 5 are labels of every other point.
LEAST_IN_ROW = 4
WIDEST = 10
# Codes beyond the scale in fewer rows than this are slips, or codes for no answer, that the import takes aside.
MOST_OUTSIDE = 0.2
# How sure a scale is by what tells it.
CERTAINTY: Mapping[str, float] = {"scale_labels": 0.95, "scale_words": 0.85, "scale_numbers": 0.6}
WHOLE = re.compile(r"(-?\d+)(?:[.,]0+)?")
_CODED = re.compile(r"(-?\d+)(?:\s*[-–=.:)]\s*(\D.*))?")
_QUESTION_CODE = re.compile(r"[A-Za-zÆØÅæøå]{1,4}[_ .-]?\d+(?:[_.-]\d+)*")
# Words joined by signs, as forms on the web name their fields.
_FIELD_NAME = re.compile(r"[^\W\d_]{3,}(?:[-_.][^\W\d_]{3,})+")
_LISTS: Mapping[Missing, str] = {
    "dont_know": "dont_know", "not_applicable": "not_applicable", "unanswered": "missing",
}  # fmt: skip


@dataclass(frozen=True)
class Rating:
    """How a column rates: its scale and its name, what tells so, and whether the first point is the good end.

    ``basis`` is scale_labels (codes with labels), scale_words (the answers in words) or scale_numbers (bare numbers).
    """

    scale: Scale
    name: str
    basis: str
    reversed: bool = False


def ratings(columns: Sequence[Column]) -> dict[str, Rating]:
    """Column code -> rating, for every column that is one; columns on the same scale have it by the same name."""
    by_code = {column.code: _by_codes(_labels_of(column)) for column in columns}
    rest = [column for column in columns if by_code[column.code] is None and not column.labels]
    found = {**by_code, **_by_words(rest), **_by_numbers(rest), **_by_ends(rest)}
    return _named({column.code: rating for column in columns if (rating := found[column.code])})


def _labels_of(column: Column) -> Mapping[str, str]:
    """Code -> label as the export tells; or as the cells tell, where they read ``1 - Helt uenig``."""
    if column.labels:
        return column.labels
    cells = [text for text in column.counts if reason_for_none(text) is None]
    coded = [match for text in cells if (match := _CODED.fullmatch(text))]
    if len(coded) < len(cells) or not any(match[2] for match in coded):
        return {}
    return {match[1]: match[0] for match in coded}


def _by_codes(labels: Mapping[str, str]) -> Rating | None:
    # A code in letters (UNK, don_t_know) can be no point; its label tells why there is no rating.
    labels = {code: label for code, label in labels.items() if WHOLE.fullmatch(code) or not reason_for_none(label)}
    if not all(WHOLE.fullmatch(code) for code in labels):
        return None
    coded = {int(code): " ".join(label.split()) for code, label in labels.items()}
    points = {code: coded[code] for code in sorted(coded) if coded[code] and reason_for_none(coded[code]) is None}
    if len(points) < 2 or not LEAST_POINTS - 1 <= max(points) - min(points) <= WIDEST:
        return None
    order = _order(list(points.values()))
    if order is None:
        return None
    name, turned = order
    others = {code: label for code, label in coded.items() if reason_for_none(label) is not None}
    return Rating(_scale(points, others), f"{name}_{max(points) - min(points) + 1}", "scale_labels", turned)


def _order(labels: Sequence[str]) -> tuple[str, bool] | None:
    """The family whose opposite ends the first and the last label are, and whether they go from good to bad."""
    for name, words in families().items():
        ranks = [words[plain_answer(label)] for label in labels if plain_answer(label) in words]
        ends = [words.get(plain_answer(label)) for label in (labels[0], labels[-1])]
        if None in ends or not _are_opposite(ranks[0], ranks[-1], words):
            continue
        if ranks in (sorted(ranks), sorted(ranks, reverse=True)):
            return name, ranks[0] > ranks[-1]
    return None


def _are_opposite(first: int, last: int, words: Family) -> bool:
    middle = max(words.values()) / 2
    return (first < middle) != (last < middle) and middle not in (first, last)


def _scale(points: Mapping[int, str], others: Mapping[int, str]) -> Scale:
    lists: dict[str, list[int | str]] = {}
    low, high = min(points), max(points)
    for code, label in others.items():
        reason = reason_for_none(label)
        if reason is not None:
            # A code among the points cannot be listed: the label tells as well.
            lists.setdefault(_LISTS[reason], []).append(label if low <= code <= high else code)
    texts = {code: {"nb": label} for code, label in points.items()}
    return Scale.model_validate({"min": low, "max": high, "labels": texts, **lists})


def _by_words(columns: Sequence[Column]) -> dict[str, Rating | None]:
    """Ratings written in words without codes: the order is that of the family they belong to."""
    worded = {column.code: _worded(column) for column in columns}
    sets = Counter(frozenset(words[1]) for words in worded.values() if words)
    found: dict[str, Rating | None] = {}
    for code, words in worded.items():
        if words is None:
            continue
        family, labels = words
        wider = [seen for seen in sets if seen >= set(labels)]
        widest = max(wider, key=lambda seen: (sets[seen], len(seen)))
        found[code] = _of_words(family, sorted(widest))
    return found


def _worded(column: Column) -> tuple[str, list[str]] | None:
    labels = [text for text in column.counts if reason_for_none(text) is None]
    for name, words in families().items():
        ranks = {words.get(plain_answer(label)) for label in labels}
        if len(labels) >= LEAST_POINTS - 1 and None not in ranks and len(ranks) == len(labels):
            return name, labels
    return None


def _of_words(family: str, labels: Sequence[str]) -> Rating | None:
    words = families()[family]
    ordered = sorted(labels, key=lambda label: words[plain_answer(label)])
    ranks = [words[plain_answer(label)] for label in ordered]
    if len(ordered) < LEAST_POINTS or not ranks[0] < max(words.values()) / 2 < ranks[-1]:
        return None
    return Rating(_scale(dict(enumerate(ordered, 1)), {}), f"{family}_{len(ordered)}", "scale_words")


def _by_numbers(columns: Sequence[Column]) -> dict[str, Rating | None]:
    """Ratings that are bare whole numbers; a column where an end does not occur has the range of the others."""
    ranges = {column.code: _range(column) for column in columns if _is_question(column)}
    seen = Counter(found for found in ranges.values() if found)
    rated: dict[str, Rating | None] = {}
    for code, found in ranges.items():
        if found is None:
            continue
        wider = [one for one in seen if one[0] <= found[0] and one[1] >= found[1]]
        low, high = max(wider, key=lambda one: (seen[one], one[0] - one[1]))
        texts = {low: str(low), high: str(high)}
        rated[code] = Rating(_scale(texts, {}), f"points_{low}_{high}", "scale_numbers")
    return rated


def _by_ends(columns: Sequence[Column]) -> dict[str, Rating | None]:
    """Ratings with words at the ends and numbers between, as forms with a row of buttons write them.

    The words are the points before and after the numbers: as far as these go in any question with the same words.
    """
    told = {column.code: found for column in columns if (found := _ends_of(column))}
    spans: dict[tuple[str, str, str], set[int]] = {}
    for words, numbers in told.values():
        spans.setdefault(words, set()).update(numbers)
    rated: dict[str, Rating | None] = {}
    for code, (words, _) in told.items():
        family, worst, best = words
        low, high = min(spans[words]) - 1, max(spans[words]) + 1
        rated[code] = Rating(_scale({low: worst, high: best}, {}), f"{family}_{high - low + 1}", "scale_words")
    return rated


def _ends_of(column: Column) -> tuple[tuple[str, str, str], set[int]] | None:
    """The family, the words at the two ends (worst first), and the numbers between; nothing where there are others."""
    told = [text for text in column.counts if reason_for_none(text) is None]
    numbers = {int(match[1]) for text in told if (match := WHOLE.fullmatch(text))}
    ends = [text for text in told if not WHOLE.fullmatch(text)]
    if len(ends) != 2 or not numbers or min(numbers) < 1 or max(numbers) >= WIDEST:
        return None
    for name, words in families().items():
        ranks = {words[plain_answer(text)]: text for text in ends if plain_answer(text) in words}
        if len(ranks) == len(ends) and _are_opposite(min(ranks), max(ranks), words):
            return (name, ranks[min(ranks)], ranks[max(ranks)]), numbers
    return None


def _is_question(column: Column) -> bool:
    if column.kind == "number":
        # An amount or a rank, as the export itself says.
        return False
    named = _QUESTION_CODE.fullmatch(column.code) or _FIELD_NAME.fullmatch(column.code)
    asked = "?" in column.text or len(column.text.split()) > 2 or named is not None
    return asked and not is_amount(column.text)


def _range(column: Column) -> tuple[int, int] | None:
    """The lowest and the highest point, where nearly every answer is a whole number from 0 to 10."""
    numbers: Counter[int] = Counter()
    for text, rows in column.counts.items():
        match = WHOLE.fullmatch(text)
        if match and 0 <= int(match[1]) <= WIDEST:
            numbers[int(match[1])] += rows
    told = sum(rows for text, rows in column.counts.items() if reason_for_none(text) is None)
    points = _without_far_codes(sorted(numbers))
    if len(points) < LEAST_POINTS or sum(numbers[point] for point in points) < (1 - MOST_OUTSIDE) * told:
        return None
    low = points[0] if points[0] == 0 else 1
    return (0, WIDEST) if low == 0 and points[-1] > 6 else (low, points[-1])


def _without_far_codes(points: list[int]) -> list[int]:
    """The points up to the first gap of two: 9 after 6 says that there is no answer."""
    for lower, upper in pairwise(points):
        if upper - lower > 2 and lower - points[0] >= LEAST_POINTS:
            return [point for point in points if point <= lower]
    return points


def _named(found: Mapping[str, Rating]) -> dict[str, Rating]:
    """Equal scales by one name, different ones by different names."""
    names: dict[str, Scale] = {}
    named: dict[str, Rating] = {}
    for code, rating in found.items():
        name, number = rating.name, 1
        while name in names and answers_of(names[name]) != answers_of(rating.scale):
            number += 1
            name = f"{rating.name}_v{number}"
        scale = names.setdefault(name, rating.scale)
        named[code] = replace(rating, scale=scale, name=name)
    return named


def is_turned(scale: Scale) -> bool:
    """Whether the labels of a scale go from the good end to the bad one."""
    labels = [scale.labels[point]["nb"] for point in sorted(scale.labels)]
    order = _order(labels)
    return order is not None and order[1]


def points_left_out(scale: Scale) -> tuple[int, ...]:
    """The points between two labelled ones, where all the others follow each other and have labels."""
    labelled = sorted(scale.labels)
    steps = [(lower, upper) for lower, upper in pairwise(labelled) if upper - lower > 1]
    return tuple(range(steps[0][0] + 1, steps[0][1])) if len(steps) == 1 and len(labelled) >= LEAST_IN_ROW else ()


def answers_of(scale: Scale) -> tuple[object, ...]:
    """What two scales must share to be the same one: points, labels and codes for no answer."""
    labels = {point: folded(texts["nb"]) for point, texts in scale.labels.items()}
    lists = (sorted(map(str, codes)) for codes in (scale.dont_know, scale.not_applicable, scale.missing))
    return scale.min, scale.max, sorted(labels.items()), *lists
