"""The rules of an edition: what its layout needs, when it was, and that each column and word of the file is known."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from core.codebook_model import AREAS, CONSTANT, SCALE_POINT_COLUMN, STRUCTURAL, Codebook, Edition
from core.codebook_problems import Location, Problem, Words, known_only, unknown
from core.periods import period

NEEDED: Mapping[str, tuple[str, ...]] = {"wide": (), "long": ("item", "value"), "aggregated": ("item", "n")}
EVERY_STRUCTURAL = frozenset(chain.from_iterable(STRUCTURAL.values()))


def edition_problems(codebook: Codebook, edition: Edition, place: Location, words: Words) -> Iterator[Problem]:
    """Every broken rule of one edition, which stands at ``place``."""
    yield from _columns(codebook, edition, place)
    yield from _needed_columns(codebook, edition, place)
    yield from _time(edition, place)
    yield from _what_is_told(codebook, edition, place)
    yield from _translations(codebook, edition, place, words)
    yield from _edition_scales(codebook, edition, place)
    yield from _edition_texts(codebook, edition, place)


def _columns(codebook: Codebook, edition: Edition, place: Location) -> Iterator[Problem]:
    known = _column_names(codebook, edition)
    used: set[str] = set()
    for name, column in edition.columns.items():
        if name not in known and not _is_scale_point(codebook, edition, name):
            yield unknown((*place, "columns", name), name, known)
        if column in used:
            yield Problem((*place, "columns", name), "codebook_column_twice", {"key": name, "source_column": column})
        used.add(column)


def _needed_columns(codebook: Codebook, edition: Edition, place: Location) -> Iterator[Problem]:
    place = (*place, "columns")
    for name in NEEDED[edition.layout]:
        if name not in edition.columns:
            yield Problem(place, "codebook_layout_column", {"key": name, "layout": edition.layout})
    if edition.layout == "wide" and not any(item.id in edition.columns for item in codebook.items):
        yield Problem(place, "codebook_no_item_column", {"edition": edition.id})
    if edition.layout == "aggregated" and not any(map(_tells_the_mean, edition.columns)):
        yield Problem(place, "codebook_no_mean_column", {"edition": edition.id})


def _column_names(codebook: Codebook, edition: Edition) -> set[str]:
    names = set(STRUCTURAL[edition.layout])
    if edition.layout != "aggregated":
        names |= {background.id for background in codebook.background} | {comment.id for comment in codebook.comments}
    if edition.layout == "wide":
        names |= {item.id for item in codebook.items}
    return names


def _is_scale_point(codebook: Codebook, edition: Edition, name: str) -> bool:
    match = SCALE_POINT_COLUMN.fullmatch(name)
    if match is None or edition.layout != "aggregated":
        return False
    # Labels too: a scale whose ends are wrong has a finding of its own.
    ends = [end for scale in codebook.scales.values() for end in (scale.min, scale.max, *scale.labels)]
    return min(ends, default=0) <= int(match[2]) <= max(ends, default=0)


def _tells_the_mean(column: str) -> bool:
    return column == "mean" or SCALE_POINT_COLUMN.fullmatch(column) is not None


def _time(edition: Edition, place: Location) -> Iterator[Problem]:
    if edition.period is None:
        if not {"period", "date"} & edition.columns.keys():
            yield Problem(place, "codebook_no_period", {"edition": edition.id})
    elif period(edition.period) is None:
        yield Problem((*place, "period"), "codebook_period_unreadable", {"key": edition.period})
    elif "period" in edition.columns:
        yield Problem((*place, "period"), "codebook_told_twice", {"key": "period"})


def _what_is_told(codebook: Codebook, edition: Edition, place: Location) -> Iterator[Problem]:
    tellable = CONSTANT & STRUCTURAL[edition.layout]
    for name in edition.constants:
        yield from known_only((*place, "constants", name), name, tellable)
        if name in edition.columns:
            yield Problem((*place, "constants", name), "codebook_told_twice", {"key": name})
    for name in edition.values:
        translatable = EVERY_STRUCTURAL | {entry.id for entry in codebook.background}
        if name not in translatable:
            yield unknown((*place, "values", name), name, translatable)
        elif name not in edition.columns:
            yield Problem((*place, "values", name), "codebook_values_without_column", {"key": name})


def _translations(codebook: Codebook, edition: Edition, place: Location, words: Words) -> Iterator[Problem]:
    """What a source text or a constant is turned into must be a key we know."""
    targets: dict[str, Collection[str]] = {
        "service": words.services,
        "role": words.roles,
        "area": AREAS,
        "item": {item.id for item in codebook.items},
        **{entry.id: {str(code) for code in entry.values} for entry in codebook.background},
    }
    for name, known in targets.items():
        for source, key in edition.values.get(name, {}).items():
            yield from known_only((*place, "values", name, source), key, known)
        if name in CONSTANT and name in edition.constants:
            yield from known_only((*place, "constants", name), edition.constants[name], known)
    for source, key in edition.values.get("municipality", {}).items():
        yield from _municipality(codebook, (*place, "values", "municipality", source), key)
    if key := edition.constants.get("municipality", ""):
        yield from _municipality(codebook, (*place, "constants", "municipality"), key)


def _municipality(codebook: Codebook, place: Location, key: str) -> Iterator[Problem]:
    official = len(key) == 4 and key.isdigit()
    if not official and key not in codebook.municipalities:
        yield Problem(place, "codebook_unknown_municipality", {"key": key})


def _edition_scales(codebook: Codebook, edition: Edition, place: Location) -> Iterator[Problem]:
    items = {item.id for item in codebook.items}
    for item, scale in edition.scales.items():
        yield from known_only((*place, "scales", item), item, items)
        yield from known_only((*place, "scales", item), scale, codebook.scales)


def _edition_texts(codebook: Codebook, edition: Edition, place: Location) -> Iterator[Problem]:
    items = {item.id for item in codebook.items}
    for item in edition.texts:
        yield from known_only((*place, "texts", item), item, items)
        if item in items and edition.layout == "wide" and item not in edition.columns:
            yield Problem((*place, "texts", item), "codebook_text_without_item", {"key": item, "edition": edition.id})
