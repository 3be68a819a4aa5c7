"""Everything that is wrong with the data of a codebook: its shape, then the rules that its sound parts break."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.codebook_model import (
    EDITION_ID,
    SCALE_POINT_COLUMN,
    Background,
    Codebook,
    Comment,
    Comparability,
    Edition,
    Item,
    Scale,
)
from core.codebook_problems import Location, Problem, Words, unknown
from core.codebook_rules import problems

PARTS: Mapping[str, type[BaseModel]] = {
    "scales": Scale,
    "items": Item,
    "background": Background,
    "comments": Comment,
    "editions": Edition,
    "comparability": Comparability,
}
PLACEHOLDERS: Mapping[str, object] = {"id": "unnamed", "title": {"nb": "-"}, "service": "-", "role": "-"}
SHAPES: Mapping[str, str] = {
    "string_type": "text",
    "invalid_key": "text",
    "int_type": "0, 1, 2 …",
    "int_parsing": "0, 1, 2 …",
    "int_from_float": "0, 1, 2 …",
    "bool_type": "true/false",
    "bool_parsing": "true/false",
    "dict_type": "key: value",
    "model_type": "key: value",
    "list_type": "- …",
}


def checked(data: Mapping[str, Any], words: Words) -> tuple[Codebook | None, list[Problem]]:
    """The codebook, where the shape is right, and every problem."""
    try:
        codebook = Codebook.model_validate(data)
    except ValidationError as error:
        return None, [*_shape_problems(error), *_problems_of_the_rest(data, error, words)]
    return codebook, list(problems(codebook, words))


def _shape_problems(error: ValidationError) -> list[Problem]:
    """What pydantic found, in our own words; the branches of a union, or a key and its misspelling, are one problem."""
    found = {problem.place: problem for problem in map(_shape_problem, error.errors(include_url=False))}
    misspelt = {(*place[:-1], problem.details.get("suggestion")) for place, problem in found.items()}
    return [problem for place, problem in found.items() if place not in misspelt]


def _shape_problem(error: ErrorDetails) -> Problem:
    kind, place, given = error["type"], _place(error), error["input"]
    context = error.get("ctx", {})
    if kind.startswith("codebook_"):
        return Problem(place, kind, context)
    if kind == "extra_forbidden":
        return unknown(place, str(place[-1]), _keys_at(place[:-1]))
    if kind == "missing":
        return Problem(place, "codebook_missing_key", {"key": place[-1]})
    if kind == "string_pattern_mismatch":
        of_edition = context["pattern"] == EDITION_ID
        return Problem(place, "codebook_bad_edition_id" if of_edition else "codebook_bad_id", {"key": given})
    if kind == "literal_error":
        return Problem(place, "codebook_not_allowed", {"key": given, "known": _listed(context["expected"])})
    if kind in {"too_short", "string_too_short"}:
        return Problem(place, "codebook_nothing_there", {})
    return Problem(place, "codebook_wrong_shape", {"key": str(given)[:40], "shape": SHAPES.get(kind, kind)})


def _listed(expected: str) -> str:
    """``'yes' or 'no'`` without its English."""
    return expected.replace(" or ", ", ").replace("'", "")


def _place(error: ErrorDetails) -> Location:
    """Where in the file; pydantic adds names of union branches that the file does not have."""
    return tuple(step for step in error["loc"] if step not in {"[key]", "int", "str"} and "[" not in str(step))


def _keys_at(place: Location) -> Collection[str]:
    part = PARTS[str(place[0])] if place else Codebook
    return {shown.alias or name for name, shown in part.model_fields.items()}


def _problems_of_the_rest(data: Mapping[str, Any], error: ValidationError, words: Words) -> Iterator[Problem]:
    """The rules broken by the parts whose shape is right, so that one reading tells everything."""
    rest = _Rest(deepcopy(dict(data)))
    for one in error.errors(include_url=False):
        rest.mark(_place(one), extra=one["type"] == "extra_forbidden")
    try:
        codebook = Codebook.model_validate(rest.data())
    except ValidationError:
        return
    yield from rest.own(problems(codebook, words))


@dataclass
class _Rest:
    """A codebook's data without the parts whose shape is wrong."""

    whole: dict[str, Any]
    replaced: set[str] = field(default_factory=set)
    left_out: dict[str, set[int | str]] = field(default_factory=dict)

    def mark(self, place: Location, *, extra: bool) -> None:
        """Leave out the part that has a problem at ``place``."""
        part = str(place[0])
        if extra and len(place) == 1:
            del self.whole[part]
        elif part in PLACEHOLDERS:
            self.whole[part] = PLACEHOLDERS[part]
            self.replaced.add(part)
        elif part in PARTS and len(place) > 1:
            self.left_out.setdefault(part, set()).add(place[1])

    def data(self) -> dict[str, Any]:
        """What remains."""
        return {part: self._sound(part, content) for part, content in self.whole.items()}

    def own(self, found: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that do not stem from what was left out, with their places in the whole."""
        names = {self._name(part, key) for part, keys in self.left_out.items() for key in keys}
        for problem in found:
            if not (problem.place[0] in self.replaced or problem.details.get("key") in names or self._follows(problem)):
                yield replace(problem, place=self._place_in_whole(problem.place))

    def _follows(self, problem: Problem) -> bool:
        """Whether a part that is left out may be all that is missing."""
        no_item = problem.code == "codebook_no_item_column" and "items" in self.left_out
        return no_item or (bool(SCALE_POINT_COLUMN.fullmatch(str(problem.place[-1]))) and "scales" in self.left_out)

    def _sound(self, part: str, content: Any) -> Any:
        out = self.left_out.get(part)
        if not out:
            return content
        if isinstance(content, dict):
            return {key: value for key, value in content.items() if key not in out}
        return [content[number] for number in self._kept(part)]

    def _kept(self, part: str) -> list[int]:
        return [number for number in range(len(self.whole[part])) if number not in self.left_out[part]]

    def _place_in_whole(self, place: Location) -> Location:
        part = str(place[0])
        if part not in self.left_out or len(place) < 2 or not isinstance(place[1], int):
            return place
        return (part, self._kept(part)[place[1]], *place[2:])

    def _name(self, part: str, key: int | str) -> object:
        if isinstance(key, str):
            return key
        entry = self.whole[part][key]
        return str(entry.get("id")) if isinstance(entry, dict) else None
