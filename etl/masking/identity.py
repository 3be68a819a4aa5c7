"""National identity numbers: of residents, D-numbers, H-numbers, common numbers and test numbers.

From 2032 the first check digit may leave a remainder of 0 to 3, and numbers from before stay valid: both are known. A
number that stands like one but does not add up is masked too, since a slip of the finger tells nearly as much.
"""

import re
from collections.abc import Iterator

from etl.masking.spans import Span

# Six digits of a day of birth and five more, in any usual grouping; the year of birth in four digits too.
# Four, two and five digits are how an account number is written.
_NUMBER = re.compile(
    r"(?<![\d,])(?![0-9]{4}[ .-][0-9]{2}[ .-][0-9]{5})"
    r"[0-9]{2}[ .]?[0-9]{2}[ .]?(?:1[89]|20)?[0-9]{2}[ .]{0,2}-?[ ]?[0-9]{5}(?![\d]|,\d)"
)
# The last five digits alone, where the text says that they are.
_LAST_FIVE = re.compile(
    r"\b(?:person|fødsels)[- ]?(?:nummer|nr\.?)\w{0,3}\s?(?:er|mitt|sitt|hans|hennes|:)?\s{0,2}([0-9]{5})(?![\d])",
    re.IGNORECASE,
)
_FIRST_WEIGHTS, _SECOND_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_REMAINDERS = (0, 1, 2, 3)
# Added to the day (D-numbers) or the month (H-numbers and test numbers of several registers).
_DAYS, _MONTHS = (0, 40), (0, 40, 65, 80)
_COMMON = "89"


def spans(text: str) -> Iterator[Span]:
    """National identity numbers."""
    for match in _NUMBER.finditer(text):
        if _is_one(_digits(match[0])):
            yield Span(*match.span(), "national_id")
    for match in _LAST_FIVE.finditer(text):
        yield Span(*match.span(1), "national_id")


def adds_up(number: str) -> bool:
    """Whether the check digits of eleven digits are those of a national identity number, of today or of 2032."""
    digits = [int(digit) for digit in number]
    first = sum(weight * digit for weight, digit in zip(_FIRST_WEIGHTS, digits, strict=False)) % 11
    second = sum(weight * digit for weight, digit in zip(_SECOND_WEIGHTS, digits, strict=True)) % 11
    return first in _REMAINDERS and second == 0


def begins_with_a_day(number: str) -> bool:
    """Whether the first four digits can be a day and month, as the registers write them."""
    day, month = int(number[:2]), int(number[2:4])
    return any(1 <= day - more <= 31 for more in _DAYS) and any(1 <= month - more <= 12 for more in _MONTHS)


def _is_one(number: str) -> bool:
    return begins_with_a_day(number) or (number[0] in _COMMON and adds_up(number))


def _digits(written: str) -> str:
    digits = "".join(sign for sign in written if sign.isdigit())
    # The century is no part of the number.
    return digits if len(digits) == 11 else digits[:4] + digits[6:]
