"""Numbers of accounts and of payment cards."""

import re
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.no import kontonr

from etl.masking.identity import adds_up, begins_with_a_day
from etl.masking.spans import Span

_ACCOUNT = re.compile(r"(?<![\d.,-])[0-9]{4}([ .-])[0-9]{2}\1[0-9]{5}(?![\d])")
_ELEVEN = re.compile(r"(?<![\d.,-])[0-9]{11}(?![\d])")
_SAID = re.compile(r"\bkonto\w*\W{0,3}(?:\w+\W{1,3}){0,2}$", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<!\d)(?<!\d[.,])[3-6][0-9]{3}(?:[ .-]?[0-9]){9,15}(?![\d])")
_CARD_LENGTHS = range(13, 20)


def spans(text: str) -> Iterator[Span]:
    """Account numbers (with dots, by their check digit or because the text says so) and card numbers."""
    for match in _ACCOUNT.finditer(text):
        yield Span(*match.span(), "account")
    for match in _ELEVEN.finditer(text):
        if _is_account(match[0], said=bool(_SAID.search(text[max(0, match.start() - 40) : match.start()]))):
            yield Span(*match.span(), "account")
    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0], check_country=False):
            yield Span(*match.span(), "account")
    for match in _CARD.finditer(text):
        number = "".join(sign for sign in match[0] if sign.isdigit())
        if len(number) in _CARD_LENGTHS and luhn.is_valid(number):
            yield Span(*match.span(), "card")


def _is_account(number: str, *, said: bool) -> bool:
    if said:
        return True
    # Every national identity number has the check digit of an account number too.
    return bool(kontonr.is_valid(number)) and not (begins_with_a_day(number) and adds_up(number))
