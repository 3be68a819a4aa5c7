"""Parts of a text that are of one kind."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """From ``start`` to (not with) ``end``, and what stands there."""

    start: int
    end: int
    kind: str

    def overlaps(self, other: "Span") -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end


def chosen(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlaps, in order: the longest first, and the first found among equally long ones."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start - span.end):
        at = bisect(kept, span)
        # What has been kept does not overlap, so that only the neighbours can.
        if not any(span.overlaps(other) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, span)
    return kept
