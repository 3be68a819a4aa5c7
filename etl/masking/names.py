"""Words that may be names of persons: pointed at for whoever reviews a comment, and never masked by the program."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from core.errors import AppError
from core.settings import ROOT
from etl.masking.spans import Span, chosen

FILE = "name_words.yaml"
LISTS = ("first_names", "words_too", "before", "never")
MOST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:\n»\"]\s*|^\W+)$")
_BETWEEN_WORDS = re.compile(r"[ ]")
_INTRODUCED = re.compile(r"[ ,:]{1,2}")
Words = dict[str, frozenset[str]]


def likely_names(text: str, folders: Iterable[Path] = (ROOT / "reference",)) -> list[Span]:
    """Words that may be names, in order; masked parts are none."""
    known = _words(tuple((path, path.stat().st_mtime_ns) for folder in folders if (path := folder / FILE).is_file()))
    return chosen(_names(text, known))


def _names(text: str, known: Words) -> Iterator[Span]:
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words):
        if _in_brackets(text, word) or word[0].lower() in known["never"]:
            continue
        follows = _follows(text, words, number, known)
        if _is_name(text, words, number, known, has_more=bool(follows)):
            yield Span(word.start(), (follows or [word])[-1].end(), "name")


def _is_name(text: str, words: list["re.Match[str]"], number: int, known: Words, *, has_more: bool) -> bool:
    word = words[number][0]
    parts = word.lower().split("-")
    is_first_name = word.lower() in known["first_names"] or (len(parts) > 1 and parts[0] in _all_names(known))
    if is_first_name and not (len(parts) > 1 and not word[word.index("-") + 1].isupper()):
        return True
    if not word[0].isupper() or (word.isupper() and len(word) > 1):
        return False
    begins = bool(_BEGINS.search(text[: words[number].start()]))
    if word.lower() in known["words_too"]:
        return has_more or not begins
    return not begins and _is_introduced(text, words, number, known)


def _is_introduced(text: str, words: list["re.Match[str]"], number: int, known: Words) -> bool:
    """Whether the word before is one that a name usually follows."""
    if number == 0 or words[number - 1][0].lower() not in known["before"]:
        return False
    return bool(_INTRODUCED.fullmatch(text, words[number - 1].end(), words[number].start()))


def _follows(text: str, words: list["re.Match[str]"], number: int, known: Words) -> list["re.Match[str]"]:
    """The words with a capital letter right behind, which are then parts of the name."""
    found: list[re.Match[str]] = []
    for word in words[number + 1 : number + MOST_WORDS]:
        end = found[-1].end() if found else words[number].end()
        stands_next = _BETWEEN_WORDS.fullmatch(text, end, word.start())
        if not (stands_next and word[0][0].isupper() and word[0].lower() not in known["never"]):
            break
        found.append(word)
    return found


def _all_names(known: Words) -> frozenset[str]:
    return known["first_names"] | known["words_too"]


def _in_brackets(text: str, word: "re.Match[str]") -> bool:
    return text[max(0, word.start() - 1) : word.start()] == "[" or text.startswith("]", word.end())


@lru_cache(maxsize=4)
def _words(files: tuple[tuple[Path, int], ...]) -> Words:
    found: dict[str, set[str]] = {name: set() for name in LISTS}
    for path, _ in files:
        with path.open(encoding="utf-8") as file:
            read = yaml.load(file, Loader=yaml.CSafeLoader)
        if not isinstance(read, dict) or not set(read) <= set(LISTS):
            raise AppError("reference_invalid", file=str(path), line=1, rule="lists_of_words")
        for name, words in read.items():
            found[name] |= {str(word).lower() for word in words or []}
    return {name: frozenset(words) for name, words in found.items()}
