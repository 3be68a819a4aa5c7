"""What an adviser masks beyond what the import has found."""

from collections.abc import Iterable

HAND = "[sladdet]"
Place = tuple[int, int]


def with_hidden(text: str, places: Iterable[Place]) -> str:
    """The text with the places (from, to) masked."""
    for start, end in reversed(joined(places)):
        text = text[:start] + HAND + text[end:]
    return text


def joined(places: Iterable[Place]) -> list[Place]:
    """The places in order, those that touch or stand a blank apart as one."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
