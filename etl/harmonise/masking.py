"""Personal data in comments: numbers and addresses of known form are masked before anything is stored.

Names are not found: nothing but a person sees reliably that a word is one.
"""

import re

import pandas as pd

# Written with other blanks, or with nothing visible inside, a number is still a number.
_SAME = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_AT = r"(?:@|\s?[(\[]\s?(?:at|alfa|krøllalfa)\s?[)\]]\s?)"
# The bounds keep a long text without an address from being searched from each of its letters to the end.
_EMAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+", re.IGNORECASE)
_WEB = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\d)[0-9]{4}[ .][0-9]{2}[ .][0-9]{5}(?!\d)")
# Six digits of a day of birth and five more, in any usual grouping; the year of birth in four digits too.
_NATIONAL_ID = re.compile(r"(?<!\d)(?:[0-9]{2}[ .]?[0-9]{2}[ .]?(?:19|20)?[0-9]{2})[ .-]{0,2}[0-9]{5}(?!\d)")
_ABROAD = re.compile(r"(?<![\d+])(?:\+|00)[1-9][0-9]{0,2}[ -]?(?:[0-9][ -]?){6,11}[0-9](?!\d)")
# Eight digits from 2 to 9: together, in pairs, 3-2-3 or 4-4, but no date, two years, amount or part of a longer number.
_NO_DATE_OR_YEARS = (
    r"(?!(?:19|20)\d\d ?(?:19|20)\d\d(?!\d))(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
_AMOUNT_AFTER = r"(?! ?(?:kr|kroner|nok|millioner|,-)\b| ?,-)"
_PHONE = re.compile(
    r"(?<![\d.,-])(?<!(?:19|20)\d\d/)(?<!kr )(?<!kr\. )(?<!kroner )(?:\(?(?:\+|00)47\)? ?)?"
    + _NO_DATE_OR_YEARS
    + r"(?:[2-9][0-9](?: ?[0-9]{2}){3}|[2-9][0-9]{2} [0-9]{2} [0-9]{3}|[2-9][0-9]([-.])[0-9]{2}(?:\1[0-9]{2}){2}"
    r"|[2-9][0-9]{2}-[0-9]{2}-[0-9]{3}|[2-9][0-9]{3} [0-9]{4})(?!\d|[.,-]\d| \d{3}(?!\d))" + _AMOUNT_AFTER,
    re.IGNORECASE,
)

# The order matters: an account number holds a sequence that looks like a phone number.
MASKS = (
    (_EMAIL, "[e-post]"),
    (_WEB, "[nettadresse]"),
    (_ACCOUNT, "[kontonummer]"),
    (_NATIONAL_ID, "[fødselsnummer]"),
    (_PHONE, "[telefon]"),
    (_ABROAD, "[telefon]"),
)


def masked(comments: "pd.Series[str]") -> "pd.Series[str]":
    """The comments with e-mail addresses, web addresses, account, national identity and phone numbers masked."""
    return comments.map(masked_text)


def masked_text(comment: str) -> str:
    """One comment, masked."""
    shown = comment.translate(_SAME)
    for pattern, mask in MASKS:
        shown = pattern.sub(mask, shown)
    return shown
