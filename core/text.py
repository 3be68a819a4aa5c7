"""Words and numbers in the reader's language, from the catalogues in ``locales/``."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

LANGUAGES = ("nb", "nn", "en")
DEFAULT_LANGUAGE = "nb"
FOLDER = Path(__file__).parent.parent / "locales"
MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NO-BREAK SPACE}"


class _Counted(Formatter):
    """Fills in details, and chooses the words that go with how many there are."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, several = format_spec.partition("|")
        if bar:
            return one if str(value) == "1" else several
        return str(super().format_field(value, format_spec))


_COUNTED = _Counted()
_language: ContextVar[str | None] = ContextVar("language", default=None)


def _nobody() -> None:
    """Nobody knows of a reader, as at the command line."""


_ask: Callable[[], str | None] = _nobody


def language() -> str:
    """The language of the present reader: nb, nn or en."""
    return _language.get() or _ask() or DEFAULT_LANGUAGE


def ask_otherwise(ask: Callable[[], str | None]) -> None:
    """Name who knows the reader's language where none is in use yet."""
    global _ask
    _ask = ask


def use_language(code: str | None) -> str:
    """Make ``code`` the language of the present reader; an unknown one gives bokmål."""
    chosen = code if code in LANGUAGES else DEFAULT_LANGUAGE
    _language.set(chosen)
    return chosen


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Words in another language for the length of a block."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def catalogue(code: str) -> dict[str, str]:
    """Every text of one language by its dotted key, from the language's folder: a file a subject."""
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / code).glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            texts |= _flat(yaml.load(file, Loader=yaml.CSafeLoader))
    return texts


def text(key: str, /, **details: object) -> str:
    """The text of ``key`` in the reader's language, with the named details filled in.

    ``{count:rad|rader}`` is the first word where the detail is one, and the second otherwise.
    """
    pattern = catalogue(language())[key]
    if not details:
        return pattern
    return _COUNTED.vformat(pattern, (), details) if "|" in pattern else pattern.format(**details)


def has(key: str) -> bool:
    """Whether the catalogue holds ``key``."""
    return key in catalogue(language())


def pick(names: Mapping[str, str], code: str | None = None) -> str:
    """The name in the reader's language, or in the nearest one that has it."""
    for candidate in (code or language(), "nb", "nn", "en"):
        if names.get(candidate):
            return names[candidate]
    return next(iter(names.values()), "")


def number(value: float | None, decimals: int = 0, *, sign: bool = False) -> str:
    """A number as the reader writes it: decimal comma and spaced thousands in Norwegian; ``–`` where there is none."""
    if value is None or value != value:
        return "–"
    rounded = round(value, decimals)
    shown = f"{abs(rounded):,.{decimals}f}"
    if language() != "en":
        shown = shown.replace(",", NARROW_SPACE).replace(".", ",")
    prefix = MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    return prefix + shown


def percent(share: float | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as a percentage: ``43 %``."""
    if share is None or share != share:
        return "–"
    return f"{number(share * 100, decimals)}{'' if language() == 'en' else NARROW_SPACE}%"


def quoted(words: str) -> str:
    """The words in the quotation marks of the reader's language."""
    return text("word.quoted", words=words)


def listing(words: list[str]) -> str:
    """``a, b og c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {text('word.and')} {words[-1]}"


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
