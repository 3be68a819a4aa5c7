"""A comment as it is read: what is masked stands out, and in the queue the words that may be names."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from etl.masking import MASKS
from etl.masking.by_hand import HAND, joined
from etl.masking.spans import Span

_MASK = re.compile("|".join(re.escape(mask) for mask in (*MASKS.values(), HAND)))
Place = tuple[int, int]


def as_read(text: str) -> str:
    """The HTML of a comment with its masks marked."""
    return _MASK.sub(lambda mask: f"<mark>{mask[0]}</mark>", escape(text))


def under_review(text: str, hidden: Iterable[Place], names: Sequence[Span]) -> str:
    """The HTML of a comment with its masks, what has been struck out by hand, and the words that may be names."""
    struck = joined(hidden)
    named = [(one.start, one.end) for one in names if not any(start <= one.start < end for start, end in struck)]
    parts = sorted([*((place, "del") for place in struck), *((place, "name") for place in named)])
    told, at = "", 0
    for (start, end), kind in parts:
        if start < at:
            continue
        inside = escape(text[start:end])
        mark = f"<del>{inside}</del>" if kind == "del" else f'<span class="bi-name">{inside}</span>'
        told += as_read(text[at:start]) + mark
        at = end
    return told + as_read(text[at:])
