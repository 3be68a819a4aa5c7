"""Personal data in comments: numbers and addresses of known form are masked before anything is stored."""

import re

import pandas as pd

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS_ON_THE_WEB = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_NATIONAL_ID = re.compile(r"(?<!\d)\d{6}[ .-]?\d{5}(?!\d)")
_ACCOUNT = re.compile(r"(?<!\d)\d{4}[ .]\d{2}[ .]\d{5}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d.,])(?:(?:\+|00)47[ ]?)?[2-9]\d(?:[ ]?\d{2}){3}(?![\d.,]\d|\d)|(?<!\d)[49]\d{2}[ ]\d{2}[ ]\d{3}(?!\d)"
)

# The order matters: an account number holds a sequence that looks like a phone number.
MASKS = (
    (_EMAIL, "[e-post]"),
    (_ADDRESS_ON_THE_WEB, "[nettadresse]"),
    (_ACCOUNT, "[kontonummer]"),
    (_NATIONAL_ID, "[fødselsnummer]"),
    (_PHONE, "[telefon]"),
)


def masked(comments: pd.Series) -> pd.Series:
    """The comments with e-mail addresses, web addresses, account, national identity and phone numbers masked."""
    shown = comments
    for pattern, mask in MASKS:
        shown = shown.str.replace(pattern, mask, regex=True)
    return shown
