"""The codebook that a mapping becomes an edition of: what it has already is kept, and only what differs is added."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.codebook import Background, Codebook, Scale
from etl.harmonise.answer_codes import folded
from etl.mapping import model
from etl.mapping.bank import is_question
from etl.mapping.model import ITEM, ColumnMapping
from etl.mapping.names import free, identifier
from etl.mapping.scales import answers_of

Data = dict[str, Any]


class Base:
    """A known codebook, or nothing, beside the edition that is being made."""

    def __init__(self, codebook: Codebook | None, edition: str) -> None:
        self._codebook = codebook
        self._others = [one for one in codebook.editions if one.id != edition] if codebook else []
        self._replaced = [one for one in codebook.editions if one.id == edition] if codebook else []
        self._items = {item.id: item for item in codebook.items} if codebook else {}
        self._backgrounds = {entry.id: entry for entry in codebook.background} if codebook else {}

    def scales(self, used: Mapping[str, Scale]) -> tuple[dict[str, Scale], dict[str, str]]:
        """Every scale by its name here, and the names of the used ones: a known scale keeps its own."""
        scales = dict(self._codebook.scales) if self._codebook else {}
        names = {}
        for name, scale in used.items():
            # The same name first: two known scales may be the same one.
            same = [key for key in sorted(scales, key=lambda key: key != name) if is_same_scale(scales[key], scale)]
            names[name] = same[0] if same else free(name, scales)
            scales.setdefault(names[name], scale)
        return scales, names

    def background(self, column: ColumnMapping) -> tuple[Data, dict[str, str]]:
        """The background variable, and the written answers that a reader of the file must be told the code of."""
        known = self._backgrounds.get(column.id)
        values = _known_values(known)
        codes = {folded(text): str(code) for code, texts in values.items() for text in texts.values()}
        translated = {}
        for written, label in column.values.items():
            if not label.strip() or not written.strip():
                continue
            if folded(label) not in codes:
                code = _code(written, label, values)
                values[int(code) if code == _canonical(code) else code] = {"nb": label}
                codes[folded(label)] = code
            code = codes[folded(label)]
            if written != code and folded(written) != folded(label):
                translated[written] = code
        text = known.text if known else {"nb": column.text}
        return {"id": column.id, "text": text, "values": values}, translated

    def own_scales(self, items: Mapping[str, ColumnMapping], names: Mapping[str, str]) -> dict[str, str]:
        """Item -> scale, where the codebook has another one for the item."""
        chosen = {key: names.get(column.scale, column.scale) for key, column in items.items()}
        return {key: name for key, name in chosen.items() if key in self._items and self._items[key].scale != name}

    def own_texts(self, items: Mapping[str, ColumnMapping]) -> dict[str, dict[str, str]]:
        """Item -> what was asked, where that is not what the codebook says in any language."""
        return {
            key: {"nb": column.text}
            for key, column in items.items()
            if key in self._items and is_other_wording(column, self._items[key].text)
        }

    def says(self, name: str, written: str, key: str) -> bool:
        """Whether an edition writes down what a word of a structural column means."""
        editions = [*self._others, *self._replaced]
        return any(edition.values.get(name, {}).get(written) == key for edition in editions)

    def is_turned_elsewhere(self, column: ColumnMapping) -> bool:
        """Whether another edition has the item with its scale the other way."""
        known = self._items.get(column.id)
        shared = any(column.id in edition.columns or edition.layout != "wide" for edition in self._others)
        return known is not None and shared and known.reversed != column.reversed

    def whole(
        self,
        mapping: model.Mapping,
        scales: Mapping[str, Scale],
        items: Sequence[Data],
        backgrounds: Sequence[Data],
        comments: Sequence[Data],
        edition: Data,
    ) -> Data:
        """The data of the whole codebook: the base without what only the replaced edition had, and what is new."""
        kept = self._codebook.model_dump(by_alias=True) if self._codebook else {}
        gone = self._gone(mapping) - set(edition["columns"])
        named_only = mapping.layout != "wide" and not mapping.figures
        merged = _merged(kept.get("items", []), [self._as_known(item, named_only) for item in items], gone)
        held = {item["id"] for item in merged}
        return {
            "id": kept.get("id", mapping.instrument),
            "title": kept.get("title", {"nb": mapping.title}),
            "service": mapping.service,
            "role": mapping.role,
            "scales": {name: scale.model_dump() for name, scale in scales.items()},
            "items": merged,
            "background": _merged(kept.get("background", []), backgrounds, gone),
            "comments": _merged(kept.get("comments", []), [self._comment(one, kept) for one in comments], gone),
            "editions": _editions(kept.get("editions", []), edition),
            "comparability": [one for one in kept.get("comparability", []) if one["item"] in held],
            "municipalities": {**kept.get("municipalities", {}), **mapping.municipalities},
        }

    def _as_known(self, item: Data, named_only: bool) -> Data:
        """An item of the codebook keeps its texts and its scale: what differs stands in the edition.

        Of an item that rows only name, the mapping says no more than that it is there.
        """
        known = self._items.get(item["id"])
        if known is None:
            return item
        return known.model_dump() if named_only else {**item, "text": known.text, "scale": known.scale}

    def _comment(self, comment: Data, kept: Data) -> Data:
        texts = {one["id"]: one["text"] for one in kept.get("comments", [])}
        return {**comment, "text": texts.get(comment["id"], comment["text"])}

    def _gone(self, mapping: model.Mapping) -> set[str]:
        """What only the replaced edition had."""
        if mapping.figures and not self._others:
            return set(self._items) - {column.id for column in mapping.used_as(ITEM)}
        if any(edition.layout != "wide" for edition in self._others):
            return set()
        had = {name for edition in self._replaced for name in edition.columns}
        return had - {name for edition in self._others for name in edition.columns}


def is_other_wording(column: ColumnMapping, known: Mapping[str, str]) -> bool:
    """Whether a column says what was asked, and says it otherwise than every known text."""
    return is_question(column.text) and bare_text(column.text) not in map(bare_text, known.values())


def bare_text(text: str) -> str:
    """A wording without case, blanks and the sign at its end."""
    return folded(text).strip(" .?!:")


def is_same_scale(scale: Scale, other: Scale) -> bool:
    """Whether two scales have the same points with the same labels in some language, and take the same as no answer."""
    if answers_of(scale) == answers_of(other):
        return True
    return (
        (scale.min, scale.max) == (other.min, other.max)
        and not labels_apart(scale, other)
        and _lists_held(scale, other)
    )


def labels_apart(scale: Scale, other: Scale) -> list[int]:
    """The points that both label, and label otherwise in every language."""
    return [
        point
        for point in sorted(scale.labels.keys() & other.labels.keys())
        if not set(map(folded, scale.labels[point].values())) & set(map(folded, other.labels[point].values()))
    ]


def _lists_held(scale: Scale, other: Scale) -> bool:
    """Whether the first scale takes as no answer, for the same reason, all that the other does."""
    return all(
        set(map(folded, getattr(other, name))) <= set(map(folded, getattr(scale, name)))
        for name in ("dont_know", "not_applicable", "missing")
    )


def _known_values(known: Background | None) -> dict[int | str, dict[str, str]]:
    return {} if known is None else {code: dict(texts) for code, texts in known.model_dump()["values"].items()}


def _code(written: str, label: str, taken: Iterable[int | str]) -> str:
    """The code of an answer: the number it is, or its words."""
    if written != label or written.isdecimal():
        return free(written, map(str, taken))
    return free(identifier(written, "value").removeprefix("q_"), map(str, taken))


def _canonical(code: str) -> str | None:
    return str(int(code)) if code.isdecimal() else None


def _merged(kept: Sequence[Data], new: Sequence[Data], gone: set[str]) -> list[Data]:
    """What was there, renewed, and then what is new."""
    # Several with one id are all told, so that the check can name them.
    ids = {one["id"] for one in kept}
    renewed = {one["id"]: one for one in reversed(new)}
    first = [renewed.get(one["id"], one) for one in kept if one["id"] not in gone]
    seen: set[str] = set()
    added = []
    for one in new:
        if one["id"] not in ids or one["id"] in seen:
            added.append(one)
        seen.add(one["id"])
    return [*first, *added]


def _editions(kept: Sequence[Data], edition: Data) -> list[Data]:
    ids = [one["id"] for one in kept]
    if edition["id"] not in ids:
        return [*kept, edition]
    return [edition if one["id"] == edition["id"] else one for one in kept]
