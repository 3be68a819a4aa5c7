"""How somebody is reached: e-mail, web addresses and telephone numbers."""

import re
from collections.abc import Iterator

import phonenumbers

from etl.masking.spans import Span

_AT = r"(?:\s?@\s?|\s?[(\[]\s?(?:at|alfa|krøllalfa)\s?[)\]]\s?)"
_SAID = r"\s(?:krøllalfa|alfakrøll)\s[\w.-]{1,63}\s?(?:punktum|prikk|dot|\.)\s?[a-z]{2,6}\b"
# The bounds keep a long text without an address from being searched from each of its letters to the end.
_EMAIL = re.compile(
    rf'(?:"[^"\s]{{1,64}}"|[\w.+-]{{1,64}})(?:{_AT}[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}|{_SAID})', re.IGNORECASE
)
_WEB = re.compile(r"\b(?:https?://|www\.)[^\s<>]{1,2000}", re.IGNORECASE)
_ENDINGS = "no|com|org|net|info|eu|se|dk|uk|de|io|app|be|test|example"
# Lower case: "greit.No kjem" lacks a blank and is no address.
_BARE = re.compile(rf"(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,5}}(?:{_ENDINGS})(?![\w-])(?:/[^\s<>]{{0,2000}})?")
_HANDLE = re.compile(r"(?<![\w.@])@[\w.]{3,40}\b")
_PUNCTUATION = ".,;:!?)]}'\"»"

_ABROAD = re.compile(r"(?<![\d+])(?:\+|00)[1-9][0-9]{0,2}[ -]?(?:\(0\) ?)?(?:[0-9][ -]?){6,11}[0-9](?!\d)")
# Eight digits from 2 to 9: together, in pairs, 3-2-3 or 4-4, but no date, two years, amount or part of a longer number.
_NO_DATE_OR_YEARS = (
    r"(?!(?:19|20)\d\d ?(?:19|20)\d\d(?!\d))(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
_UNIT_AFTER = r"(?! ?(?:kr|kroner|nok|øre|mill|millioner|stk|timer|innbyggere|innbyggjarar|personer|,-)\b| ?,-| ?%)"
_PHONE = re.compile(
    r"(?<![\d.,-])(?<!(?:19|20)\d\d/)(?<!kr )(?<!kr\. )(?<!kroner )(?:\(?(?:\+|00)47\)? ?)?"
    + _NO_DATE_OR_YEARS
    + r"(?:[2-9][0-9](?: ?[0-9]{2}){3}|[2-9][0-9]{2} [0-9]{2} [0-9]{3}|[2-9][0-9]([-.])[0-9]{2}(?:\1[0-9]{2}){2}"
    r"|[2-9][0-9]{2}-[0-9]{2}-[0-9]{3}|[2-9][0-9]{3} [0-9]{4})(?!\d|[.,-]\d| \d{3}(?!\d))" + _UNIT_AFTER,
    re.IGNORECASE,
)
# However the digits are grouped, where the text says that it is a number to ring.
_TOLD = re.compile(
    r"\b(?:tlf|telefon|mobil|ring|sms|nummer|kontakt|treff|nås|whatsapp|vipps)\w*[^\d\n]{0,25}?"
    r"(?<![\d.,-])((?:(?:\+|00)47 ?)?[2-9](?:[ .-]?[0-9]){7})(?!\d|[.,-]\d| \d{3}(?!\d))" + _UNIT_AFTER,
    re.IGNORECASE,
)
_DATES = re.compile(r"^\d{1,2}[.-]\d{1,2}[.-]\d{4}$|^\d{4}[.-]\d{2}[.-]\d{2}$|^(?:19|20)\d\d ?(?:19|20)\d\d$")


def may_hold_any(text: str) -> bool:
    """Whether the text may hold an address without a digit."""
    return "krøll" in text or bool(_WEB.search(text) or _BARE.search(text))


def addresses_on_the_net(text: str) -> Iterator[Span]:
    """E-mail and web addresses, names of users too."""
    if "@" in text or "[" in text or "(" in text or "krøll" in text:
        for match in _EMAIL.finditer(text):
            yield _trimmed(match, "email")
        for match in _HANDLE.finditer(text):
            yield _trimmed(match, "url")
    for pattern in (_WEB, _BARE):
        for match in pattern.finditer(text):
            yield _trimmed(match, "url")


def phones(text: str) -> Iterator[Span]:
    """Telephone numbers, Norwegian ones as they are usually written, others with their country."""
    for match in _PHONE.finditer(text):
        yield Span(*match.span(), "phone")
    for match in _TOLD.finditer(text):
        if not _DATES.match(match[1]):
            yield Span(*match.span(1), "phone")
    for match in _ABROAD.finditer(text):
        if _is_possible(match[0]):
            yield Span(*match.span(), "phone")


def _is_possible(written: str) -> bool:
    """Whether the country has numbers of this length."""
    number = "+" + written[2:] if written.startswith("00") else written
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return False


def _trimmed(match: "re.Match[str]", kind: str) -> Span:
    """Without the sentence's own punctuation at the end."""
    return Span(match.start(), match.start() + len(match[0].rstrip(_PUNCTUATION)), kind)
