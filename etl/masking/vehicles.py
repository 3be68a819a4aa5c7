"""Licence plates: two letters and five digits, or four on trailers and mopeds."""

import re
from collections.abc import Iterator

from etl.masking.spans import Span

# The letters in use on Norwegian plates.
_LETTERS = "ABCDEFGHJKLNPRSTUVXYZ"
_FIVE = re.compile(rf"(?<![\w-])([{_LETTERS}]{{2}})[ -]?[0-9]{{2}} ?[0-9]{{3}}(?![\w]|[.,-]\d| \d)", re.IGNORECASE)
_FOUR = re.compile(rf"(?<![\w-])([{_LETTERS}]{{2}})[ -]?[0-9]{{4}}(?![\w]|[.,-]\d| \d)")
_ABOUT_VEHICLES = re.compile(
    r"\b(?:tilhenger|henger|hengjar|moped|scooter|campingvogn|traktor|mc|motorsykkel|regnr|reg\.nr|skilt)\w*",
    re.IGNORECASE,
)
# Words of two letters that stand before a number of their own.
_WORDS = frozenset(
    [
        "av",
        "be",
        "bu",
        "by",
        "ca",
        "da",
        "de",
        "du",
        "er",
        "eu",
        "fv",
        "få",
        "ha",
        "hk",
        "kl",
        "kr",
        "la",
        "nr",
        "pc",
        "på",
        "rv",
        "se",
        "st",
        "så",
        "ta",
        "tv",
    ]
)


def spans(text: str) -> Iterator[Span]:
    """Licence plates; four digits only where the text is about such a vehicle."""
    for match in _FIVE.finditer(text):
        if match[1].isupper() or match[1].lower() not in _WORDS:
            yield Span(*match.span(), "plate")
    if _ABOUT_VEHICLES.search(text):
        for match in _FOUR.finditer(text):
            yield Span(*match.span(), "plate")
