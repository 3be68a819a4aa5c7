"""One way of writing what can be written in several: blanks, digits, and signs that nobody sees."""

_SAME = str.maketrans(
    dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
    | dict.fromkeys("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {"\uff20": "@", "\uff0e": ".", "\uff0b": "+"}
)


def normal(text: str) -> str:
    """The text with ordinary blanks, hyphens and digits, and without signs that take no room."""
    return text.translate(_SAME)
