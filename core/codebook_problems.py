"""What a broken rule of a codebook is: where, which rule, and which words its text names."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

Location = tuple[int | str, ...]


class Words(Protocol):
    """The reference lists a codebook may name; ``core.catalogue.Catalogue`` is one."""

    @property
    def dimensions(self) -> Mapping[str, object]: ...
    @property
    def levels(self) -> Mapping[str, object]: ...
    @property
    def services(self) -> Mapping[str, object]: ...
    @property
    def roles(self) -> Mapping[str, object]: ...


@dataclass(frozen=True)
class Problem:
    """A broken rule: where in the codebook, the finding's code, and the words its text names."""

    place: Location
    code: str
    details: Mapping[str, object]


def unknown(place: Location, key: str, known: Collection[str]) -> Problem:
    """A name that is not among the known ones, with the nearest known name where there is one."""
    if near := difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.6):
        return Problem(place, "codebook_misspelt_name", {"key": key, "suggestion": near[0]})
    return Problem(place, "codebook_unknown_name", {"key": key, "known": ", ".join(sorted(known))})


def known_only(place: Location, key: str, known: Collection[str]) -> Iterator[Problem]:
    """A problem where the name is not known."""
    if key not in known:
        yield unknown(place, key, known)
