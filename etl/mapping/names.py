"""Ids a draft proposes: from a readable column code, or from the words of the question."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from core.codebook_edition_rules import EVERY_STRUCTURAL
from core.codebook_model import SCALE_POINT_COLUMN
from etl.harmonise.structure import slug
from etl.mapping.columns import Column
from etl.mapping.words import without_opening

LONGEST = 40
# A code with a word in it says more than a number, and is shorter than the question.
_READABLE = re.compile(r"(?=.*[^\W\d_]{4})[^\W\d]\w{3,39}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART_OF_EXPORT = re.compile(r"(?:dataset|structure|labels)$", re.IGNORECASE)
# What one asks about in a battery of questions: after the last dash, or in brackets at the end.
_ASPECT = re.compile(
    r"^(?P<stem>.+?)(?:\s+[-–]\s+(?P<dash>[^-–]{3,}(?:\s?-\w[^-–]*)*)|\s*\[(?P<bracket>[^\]]{3,})\])$", re.DOTALL
)
UNNAMED, UNTITLED = "undersokelse", "Undersøkelse"


def ids_of(columns: Sequence[Column], claimed: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    """Column code -> an id of its own; ``claimed`` are given, ``known`` ids mean something else already."""
    stems = Counter(match["stem"].strip() for column in columns if (match := _ASPECT.match(column.text)))
    taken: set[str] = {*EVERY_STRUCTURAL, *claimed.values()}
    ids = dict(claimed)
    for column in columns:
        if column.code not in ids:
            base = _base(column, stems)
            # A column that is called what we call a concept holds that concept.
            others = taken if is_readable(column.code) else taken.union(known)
            ids[column.code] = free(base, others)
            taken.add(ids[column.code])
    return ids


def is_readable(code: str) -> bool:
    """Whether a column's code says what it is about."""
    return _READABLE.fullmatch(code) is not None


def free(base: str, taken: Iterable[str]) -> str:
    """The id, with a number after it where it is taken."""
    used = set(taken)
    number, found = 1, base
    while found in used:
        number += 1
        found = f"{base}_{number}"
    return found


def identifier(name: str, otherwise: str) -> str:
    """A name in small letters, digits and underscores, cut between words; ``otherwise`` where nothing is left."""
    words = slug(name).replace("-", "_")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("_")[0] or words[:LONGEST]
    if not words:
        return otherwise
    return words if words[0].isalpha() else f"q_{words}"


def instrument_id(file: str) -> str:
    """The id a file name suggests, or its folder where the file is called as every export is; without the year."""
    return next(filter(None, (identifier(name, "") for name in _names_in(file))), UNNAMED)


def title_of(file: str) -> str:
    """The same for readers, with the letters and capitals of the file's name."""
    named = (" ".join(re.split(r"[\W_]+", name)).strip() for name in _names_in(file) if identifier(name, ""))
    return next((name[:1].upper() + name[1:] for name in named), UNTITLED)


def _names_in(file: str) -> tuple[str, str]:
    path = PurePosixPath(file.replace("\\", "/"))
    return _YEAR.sub(" ", _PART_OF_EXPORT.sub("", path.stem)), _YEAR.sub(" ", path.parent.name)


def years_in(text: str) -> list[str]:
    """The years that a text names."""
    return _YEAR.findall(text)


def _base(column: Column, stems: Counter[str]) -> str:
    if is_readable(column.code):
        found = identifier(column.code, "question")
    else:
        match = _ASPECT.match(column.text)
        shared = match is not None and stems[match["stem"].strip()] > 1
        about = (match["dash"] or match["bracket"]) if match and shared else column.text
        found = identifier(without_opening(about), identifier(column.code, "question"))
    # count_3 and the like are columns of figures.
    return f"{found}_question" if SCALE_POINT_COLUMN.fullmatch(found) else found
