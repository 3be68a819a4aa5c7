"""Personal data in comments: numbers and addresses of known form are masked before anything is stored.

Names are not masked: nothing but a person sees reliably that a word is one. ``etl.masking.names`` only points at words
that may be names, for whoever reviews the comment. What is found, and how often, is measured by ``bench.comments``.
"""

import pandas as pd

from etl.masking import addresses, contact, identity, payment, vehicles
from etl.masking.normal import normal
from etl.masking.spans import Span, chosen

# The order matters where two lay claim to the same characters and the same length of them.
FAMILIES = (
    contact.addresses_on_the_net,
    identity.spans,
    payment.spans,
    contact.phones,
    vehicles.spans,
    addresses.spans,
)
MASKS = {
    "national_id": "[fødselsnummer]",
    "phone": "[telefon]",
    "email": "[e-post]",
    "url": "[nettadresse]",
    "account": "[kontonummer]",
    "card": "[kortnummer]",
    "address": "[adresse]",
    "plate": "[bilskilt]",
}
# Fewer digits are no number of a person.
LEAST_DIGITS = 8


def masked(comments: "pd.Series[str]") -> "pd.Series[str]":
    """The comments with personal data of known form masked by kind."""
    return comments.map(masked_text)


def masked_text(comment: str) -> str:
    """One comment, masked; what is written with other blanks or wide digits is written with ordinary ones."""
    shown = normal(comment)
    for span in reversed(found(shown)):
        shown = shown[: span.start] + MASKS[span.kind] + shown[span.end :]
    return shown


def found(text: str) -> list[Span]:
    """What is to be masked in a normal text, in order and without overlaps."""
    if not _may_hold_any(text):
        return []
    return chosen([span for family in FAMILIES for span in family(text)])


def _may_hold_any(text: str) -> bool:
    """Most comments hold no digit, dot within a word or @: they need no further look."""
    return any(sign.isdigit() or sign in "@[" for sign in text) or contact.may_hold_any(text)


def is_personal(cell: str) -> bool:
    """Whether a cell is nothing but an e-mail or web address, or a number of somebody."""
    shown = normal(cell).strip()
    return any((span.start, span.end) == (0, len(shown)) for span in _numbers_and_addresses(shown))


def holds_personal(cell: str) -> bool:
    """Whether an e-mail or web address, or a number of somebody, is in a cell."""
    return bool(_numbers_and_addresses(normal(cell)))


def _numbers_and_addresses(text: str) -> list[Span]:
    """What names somebody by its form alone: places, plates and names of websites are what a column may be about."""
    if "@" not in text and "://" not in text and "www." not in text and sum(map(str.isdigit, text)) < LEAST_DIGITS:
        return []
    told = [span for span in found(text) if span.kind not in ("address", "plate")]
    return [span for span in told if span.kind != "url" or text[span.start :].lower().startswith(("http", "www."))]
