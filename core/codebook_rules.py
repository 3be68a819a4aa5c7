"""The rules a codebook must keep beyond its shape: names that exist, ids of their own, scales that make sense."""

from collections.abc import Iterable, Iterator, Sequence

from core.codebook_edition_rules import EVERY_STRUCTURAL, edition_problems
from core.codebook_model import SCALE_POINT_COLUMN, Codebook, Question, Scale
from core.codebook_problems import Location, Problem, Words, known_only


def problems(codebook: Codebook, words: Words) -> Iterator[Problem]:
    """Every broken rule of a codebook whose shape is right."""
    yield from _unknown_words(codebook, words)
    yield from _repeated_ids(codebook)
    for name, scale in codebook.scales.items():
        yield from _scale(scale, ("scales", name))
    for number, edition in enumerate(codebook.editions):
        yield from edition_problems(codebook, edition, ("editions", number), words)
    yield from _comparability(codebook)


def _unknown_words(codebook: Codebook, words: Words) -> Iterator[Problem]:
    yield from known_only(("service",), codebook.service, words.services)
    yield from known_only(("role",), codebook.role, words.roles)
    for number, item in enumerate(codebook.items):
        place: Location = ("items", number)
        yield from known_only((*place, "scale"), item.scale, codebook.scales)
        yield from known_only((*place, "dimension"), item.dimension, words.dimensions)
        yield from known_only((*place, "level"), item.level, words.levels)
    for number, comment in enumerate(codebook.comments):
        if comment.dimension is not None:
            yield from known_only(("comments", number, "dimension"), comment.dimension, words.dimensions)


def _repeated_ids(codebook: Codebook) -> Iterator[Problem]:
    parts: dict[str, Sequence[Question]] = {
        "items": codebook.items,
        "background": codebook.background,
        "comments": codebook.comments,
    }
    named = [
        ((part, number, "id"), entry.id) for part, entries in parts.items() for number, entry in enumerate(entries)
    ]
    yield from _repeated(named)
    yield from _repeated((("editions", number, "id"), edition.id) for number, edition in enumerate(codebook.editions))
    for place, name in named:
        if name in EVERY_STRUCTURAL or SCALE_POINT_COLUMN.fullmatch(name):
            yield Problem(place, "codebook_reserved_id", {"key": name})


def _repeated(named: Iterable[tuple[Location, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, name in named:
        if name in seen:
            yield Problem(place, "codebook_repeated_id", {"key": name})
        seen.add(name)


def _scale(scale: Scale, place: Location) -> Iterator[Problem]:
    ends = {"min": scale.min, "max": scale.max}
    if scale.min >= scale.max:
        yield Problem((*place, "max"), "codebook_scale_upside_down", ends)
        return
    for point in scale.labels:
        if not scale.min <= point <= scale.max:
            yield Problem((*place, "labels", point), "codebook_label_outside_scale", {"key": point, **ends})
    for end in (scale.min, scale.max):
        if end not in scale.labels:
            yield Problem((*place, "labels"), "codebook_label_missing", {"key": end})
    yield from _codes_apart(scale, place)


def _codes_apart(scale: Scale, place: Location) -> Iterator[Problem]:
    """A code is a rating, or one reason for having none: never two things."""
    ratings = {str(point) for point in range(scale.min, scale.max + 1)}
    seen: set[str] = set()
    for kind in ("dont_know", "not_applicable", "missing"):
        for number, code in enumerate(getattr(scale, kind)):
            written = str(code).strip()
            if written in ratings:
                details = {"key": written, "kind": kind, "min": scale.min, "max": scale.max}
                yield Problem((*place, kind, number), "codebook_code_is_a_rating", details)
            elif written in seen:
                yield Problem((*place, kind, number), "codebook_code_twice", {"key": written})
            seen.add(written)


def _comparability(codebook: Codebook) -> Iterator[Problem]:
    items = {item.id for item in codebook.items}
    editions = {edition.id for edition in codebook.editions}
    for number, verdict in enumerate(codebook.comparability):
        place: Location = ("comparability", number)
        yield from known_only((*place, "item"), verdict.item, items)
        yield from known_only((*place, "from"), verdict.from_, editions)
        yield from known_only((*place, "to"), verdict.to, editions)
        if verdict.from_ == verdict.to:
            yield Problem((*place, "to"), "codebook_same_edition", {"key": verdict.to})
