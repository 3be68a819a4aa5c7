"""Where somebody lives: street and number, postal code and place, post office boxes."""

import re
from collections.abc import Iterator

from etl.masking.spans import Span, chosen

_CAPITAL, _LETTER = "A-ZÆØÅÄÖ", "A-Za-zÆØÅæøåÄÖäöé"
# Endings that hardly any other word has: enough in small letters too.
_SURE = "veien|vegen|vei|veg|gata|gaten|gate|alléen|allé|alle|stien|svingen|terrasse|tråkket"
# Endings of other words too: only in a name with a capital letter.
_USUAL = (
    "bakken|bakke|sti|sving|plassen|plass|torget|torg|kroken|krok|lia|lien|tunet|tun|toppen|haugen|haug|jordet|åsen|ås"
    "|løkka|løkken|grenda|ringen|ring|brygga|kaia|stubben|kleiva|myra|enga|engen|lunden|skrenten|brinken|dalen|flata"
    "|hagen|faret|sletta|vollen|stranda|strand|bukta|viken|vika|neset|holmen|odden|berget|skogen|moen"
)
# A house's number and letter, and nothing behind it that makes it a number of something else.
_NUMBER = (
    rf"\s[0-9]{{1,4}}(?:[a-zæøåA-H]|\s[A-H])?(?![{_LETTER}\d])(?!\s?[/:-]\s?\d)(?![.,]\d)"
    r"(?!\s?\.?\s?(?:etasje|etg|meter|m|km|mil|ganger|gonger|dager|dagar|uker|veker|minutter|minutt|min|timer|timar"
    r"|måneder|månader|år|kr|kroner|prosent|stk|personer|plasser|barn)\b)(?!\s?%)"
)
_NO_NAME = "På|I|Langs|Over|Hele|Heile|Bort|Opp|Ned|Av|Ved|Den|Det|Denne|Fra|Frå|Til|Etter|Før|Jeg|Eg|Vi|Når|Bor|Bur"
_NAME = rf"(?!(?:{_NO_NAME})\s)[{_CAPITAL}][{_LETTER}-]{{0,20}}\.?\s"
_STREETS = tuple(
    re.compile(pattern + _NUMBER)
    for pattern in (
        # Eksempelveien 3, in small letters too
        rf"(?<![\w-])(?:{_NAME}){{0,2}}[{_LETTER}][{_LETTER}-]{{1,40}}(?:{_SURE})",
        # Eksempelbakken 3, Øvre Eksempelbakken 3
        rf"(?<![\w-])(?:{_NAME}){{0,2}}[{_CAPITAL}][{_LETTER}-]{{1,40}}(?:{_USUAL})",
        # Nordre gate 3, Dr. Eksempels vei 3, Øvre Lia 3
        rf"(?<![\w-])(?:{_NAME}){{1,3}}(?:{_SURE}|Lia|Ås|Tun|Bakken|plass|torg|ring|tun)",
    )
)
_BOX = re.compile(r"\bpostboks\s[0-9]{1,5}\b", re.IGNORECASE)
_POSTAL = re.compile(rf"(?<![\d./:,-])(?<!\d )(?<!kl )(?<!kl\. )\b([0-9]{{4}})\s[{_CAPITAL}][{_LETTER}]{{1,25}}\b")
_NO_PLACE = re.compile(r"\s(?:Man|Tirs|Tys|Ons|Tors|Fre|Lør|Laur|Søn|Sun)dag|\s(?:Jeg|Eg|Vi|Men|Og|Det|Da|De|Nå|No)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = re.compile(r",?\s?")


def spans(text: str) -> Iterator[Span]:
    """Addresses; a street and the postal place behind it are one."""
    parts = chosen([*_streets(text), *_postal(text)])
    while parts:
        span = parts.pop(0)
        while parts and _BETWEEN.fullmatch(text, span.end, parts[0].start):
            span = Span(span.start, parts.pop(0).end, "address")
        yield span


def _streets(text: str) -> Iterator[Span]:
    for pattern in (*_STREETS, _BOX):
        for match in pattern.finditer(text):
            yield Span(*match.span(), "address")


def _postal(text: str) -> Iterator[Span]:
    for match in _POSTAL.finditer(text):
        # A year stands before a capital letter more often than a postal code from 1900 to 2099 does.
        is_year = _YEAR.fullmatch(match[1]) and not text[: match.start()].rstrip().endswith(",")
        if not is_year and not _NO_PLACE.match(text, match.start() + 4):
            yield Span(*match.span(), "address")
