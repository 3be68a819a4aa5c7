"""What a person says that a written answer means: a point of the scale, or why there is no answer."""

from collections.abc import Mapping, Sequence

from core.codebook import Scale, Texts
from etl.harmonise.answer_codes import folded

NO_ANSWER = ("dont_know", "not_applicable", "missing")
Code = int | str


def explained(scale: Scale, written: str, meaning: str) -> Scale:
    """The scale where a written answer has the meaning: one of ``NO_ANSWER``, or the number of a point.

    A number that is a point stands for itself, so that a point beyond the scale widens it. A text takes the place of
    the text that was there, which gets its place instead; where it becomes no answer, the points above move down.
    """
    bare = _without(scale, written)
    if meaning in NO_ANSWER:
        listed = [*getattr(bare, meaning), code_of(written)]
        return _closed_up(bare, scale, written).model_copy(update={meaning: listed})
    point = int(meaning)
    if is_whole(written):
        return _widened(bare, int(written))
    return _placed(bare, scale, written, point)


def meaning_of(scale: Scale, written: str) -> str:
    """What a written answer means on the scale: one of ``NO_ANSWER``, the number of a point, or nothing."""
    for name in NO_ANSWER:
        if any(folded(code) == folded(written) for code in getattr(scale, name)):
            return name
    point = _point_of(scale, written)
    if point is None and is_whole(written) and scale.min <= int(written) <= scale.max:
        point = int(written)
    return "" if point is None else str(point)


def is_whole(written: str) -> bool:
    """Whether an answer is written as a whole number."""
    return written.removeprefix("-").isdecimal()


def code_of(written: str) -> Code:
    """A written answer as a codebook has it: a whole number, or the text."""
    return int(written) if is_whole(written) and str(int(written)) == written else written


def _without(scale: Scale, written: str) -> Scale:
    """The scale whose lists do not name the answer."""
    lists: dict[str, Sequence[Code]] = {
        name: [code for code in getattr(scale, name) if folded(code) != folded(written)] for name in NO_ANSWER
    }
    return scale.model_copy(update=lists)


def _point_of(scale: Scale, written: str) -> int | None:
    labelled = (
        point for point, texts in scale.labels.items() if folded(written) in {folded(one) for one in texts.values()}
    )
    return next(labelled, None)


def _closed_up(bare: Scale, scale: Scale, written: str) -> Scale:
    """The scale without the point that the text was, the points above one lower; a number may take an end away."""
    if is_whole(written):
        return _shortened(bare, int(written))
    gone = _point_of(scale, written)
    if gone is None or scale.max - scale.min < 2:
        return bare
    labels = {point - (point > gone): texts for point, texts in scale.labels.items() if point != gone}
    return bare.model_copy(update={"labels": labels, "max": scale.max - 1})


def _shortened(scale: Scale, point: int) -> Scale:
    low, high = scale.min + (point == scale.min), scale.max - (point == scale.max)
    if (low, high) == (scale.min, scale.max) or low >= high:
        return scale
    return _ended(scale, {at: texts for at, texts in scale.labels.items() if at != point}, low, high)


def _widened(scale: Scale, point: int) -> Scale:
    low, high = min(scale.min, point), max(scale.max, point)
    return _ended(scale, dict(scale.labels), low, high)


def _placed(bare: Scale, scale: Scale, written: str, point: int) -> Scale:
    """The scale with the text at the point, and the text that was there where this one came from."""
    former = _point_of(scale, written)
    labels = {at: texts for at, texts in scale.labels.items() if at != former}
    if former is not None and point in labels:
        labels[former] = labels[point]
    labels[point] = {"nb": written} if former is None else scale.labels[former]
    return _ended(bare, labels, min(scale.min, point), max(scale.max, point))


def _ended(scale: Scale, labels: Mapping[int, Texts], low: int, high: int) -> Scale:
    """The scale from one point to another; both ends have a text."""
    ends = {end: {"nb": str(end)} for end in (low, high) if end not in labels}
    return scale.model_copy(update={"min": low, "max": high, "labels": dict(sorted((ends | dict(labels)).items()))})
