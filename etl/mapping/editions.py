"""The mapping of an export under an edition that a codebook already has."""

from collections.abc import Mapping
from dataclasses import replace

from core.catalogue import Catalogue
from core.codebook import Background, Codebook, Comment, Edition, Item, Scale
from core.codebook_model import PLACE_AND_TIME
from etl.export import Export
from etl.harmonise.answer_codes import folded
from etl.mapping import figures, model
from etl.mapping.bank import is_question
from etl.mapping.base import Base, labels_apart
from etl.mapping.columns import Column, columns_of, structural
from etl.mapping.lists import current_lists
from etl.mapping.model import BACKGROUND, COMMENT, DROP, ITEM, ITEM_NAME, ColumnMapping, Suggestion
from etl.mapping.place import place_of
from etl.mapping.proposing import questions_mapped, scales_of, structure_mapped, unknown_words, unmapped
from etl.mapping.scales import Rating, is_turned, ratings
from etl.mapping.suggestions import Advice
from etl.mapping.uses import parts_played

CERTAIN = 0.95
Columns = Mapping[str, Column]
Mapped = dict[str, ColumnMapping]


def of_edition(codebook: Codebook, edition_id: str, export: Export) -> model.Mapping:
    """The edition's uses of the columns it names, and proposals for those of the export that it does not know.

    A column whose question is one of the codebook's that the export has under no known name gets that question's id.
    Where the export labels the answers to an item otherwise than the edition, the item has the export's own scale.
    """
    reader = _Reader(codebook, codebook.edition(edition_id), export, current_lists())
    in_rows = export.kind == "figures"
    known = reader.known_in_rows() if in_rows else reader.known()
    others = reader.others_in_rows(known) if in_rows else reader.others(known)
    mapped, scales = reader.with_scales({**others, **known})
    codes = _in_order(export, mapped) if in_rows else [str(code) for code in export.table.columns]
    return model.Mapping(
        instrument=codebook.id,
        title=codebook.title["nb"],
        service=codebook.service,
        role=codebook.role,
        edition=edition_id,
        period=reader.edition.period or "",
        layout=reader.edition.layout,
        scales=scales,
        columns=tuple(mapped.get(code) or unmapped(export, code) for code in codes),
        municipalities=codebook.municipalities,
        constants=reader.edition.constants,
        figures=reader.figures() if in_rows else {},
    )


def _in_order(export: Export, mapped: Mapped) -> list[str]:
    """Places and times, and then the questions as the export has them."""
    return [*(code for code in mapped if code not in export.questions), *export.questions]


class _Reader:
    """A codebook's edition beside an export that may be of it, or of the edition after it."""

    def __init__(self, codebook: Codebook, edition: Edition, export: Export, lists: Catalogue) -> None:
        self.edition = edition
        self._codebook, self._export, self._lists = codebook, export, lists
        self._columns = {column.code: column for column in columns_of(export)}
        self._scales: dict[str, Scale] = {}

    def known(self) -> Mapped:
        """Column code -> mapping of the columns that the edition names."""
        sources = {self._export.column(source): name for name, source in self.edition.columns.items()}
        columns = {code: self._columns[code] for code in sources if code in self._columns}
        rated = ratings(list(columns.values()))
        return {code: self._known(column, sources[code], rated.get(code)) for code, column in columns.items()}

    def others(self, known: Mapped) -> Mapped:
        """Column code -> proposal for the other columns."""
        rest = {code: column for code, column in self._columns.items() if code not in known}
        if self.edition.layout != "wide":
            return {code: _outside_layout(column) for code, column in rest.items()}
        uses = {column.use for column in known.values()}
        found = {name: column for name, column in structural(list(rest.values())).items() if name not in uses}
        wanted = {*found} - ({"period", "date"} if self.edition.period else set())
        place = place_of(found, self._lists, self._codebook.service, self._codebook.role)
        asked = [column for column in rest.values() if column not in found.values()]
        played = parts_played(asked)
        taken = {column.id for column in known.values() if column.id}
        advice = Advice([self._codebook], self._lists.dimension, self._codebook.service)
        proposals = questions_mapped(asked, played, advice, taken)
        self._scales = {name: rating.scale for name, rating in scales_of(played).items()} | self._scales
        named = {code: self._with_background_id(column, taken) for code, column in proposals.items()}
        return {**structure_mapped(found, wanted, place), **named}

    def known_in_rows(self) -> Mapped:
        """The places and times that the edition names, and the questions of the export that the codebook knows."""
        asked = {column.code: column for column in figures.questions_asked(self._export)}
        rating = figures.rated(list(asked.values()))
        ids = self._ids_by_text()
        structure = {column: name for name, column in self.edition.columns.items() if name in PLACE_AND_TIME}
        places = {
            code: self._structural(self._columns[code], name, self._why())
            for code, name in structure.items()
            if code in self._columns
        }
        items = {code: self._codebook.item(ids[code]) for code in asked if code in ids}
        use = Suggestion(ITEM, "known_column", self._why(), CERTAIN)
        questions = {code: self._item(asked[code], item, rating.get(code), use) for code, item in items.items()}
        return {**places, **questions}

    def others_in_rows(self, known: Mapped) -> Mapped:
        """Proposals for the places that the edition does not name and the questions that the codebook does not know."""
        asked = [column for column in figures.questions_asked(self._export) if column.code not in known]
        played = figures.parts_of_questions(asked)
        self._scales = {name: rating.scale for name, rating in scales_of(played).items()} | self._scales
        advice = Advice([self._codebook], self._lists.dimension, self._codebook.service)
        taken = {column.id for column in known.values() if column.id}
        uses = {column.use for column in known.values()}
        found = {name: one for name, one in figures.places_and_times(self._export).items() if name not in uses}
        place = place_of(found, self._lists, self._codebook.service, self._codebook.role)
        wanted = {*found} - ({"period", "date"} if self.edition.period else set())
        questions = figures.turned_shares(questions_mapped(asked, played, advice, taken), played)
        return {**structure_mapped(found, wanted, place), **questions}

    def figures(self) -> dict[str, str]:
        """The columns of figures: those of the edition, and the scale points that only the export has."""
        named = {name: column for name, column in self.edition.columns.items() if name not in PLACE_AND_TIME}
        return {**figures.columns_of_figures(self._export), **named}

    def _ids_by_text(self) -> dict[str, str]:
        """Everything that a row may call an item -> the item."""
        texts = {text.strip(): item.id for item in self._codebook.items for text in item.text.values()}
        own = {text.strip(): item for item, texts in self.edition.texts.items() for text in texts.values()}
        return texts | own | {item.id: item.id for item in self._codebook.items} | dict(self._translations("item"))

    def _why(self) -> Mapping[str, object]:
        return {"survey": self._codebook.title["nb"], "edition": self.edition.id}

    def with_scales(self, mapped: Mapped) -> tuple[Mapped, dict[str, Scale]]:
        """The columns with the names that their scales have beside the codebook's, and every scale."""
        scales, names = Base(self._codebook, self.edition.id).scales(self._scales)
        known = set(self._codebook.scales) - set(self._scales)
        own = {
            code: replace(one, scale=names.get(one.scale, one.scale))
            for code, one in mapped.items()
            if one.scale not in known
        }
        return {**mapped, **own}, scales

    def _known(self, column: Column, name: str, rating: Rating | None) -> ColumnMapping:
        why = self._why()
        entry = self._entry(name)
        if isinstance(entry, Item):
            return self._item(column, entry, rating, Suggestion(ITEM, "known_column", why, CERTAIN))
        if isinstance(entry, Background):
            told = {"use": Suggestion(BACKGROUND, "known_column", why, CERTAIN)}
            values = self._answers(column, entry)
            return ColumnMapping(
                column.code, _asked(column, entry.text), BACKGROUND, entry.id, values=values, suggestions=told
            )
        if isinstance(entry, Comment):
            told = {"use": Suggestion(COMMENT, "known_column", why, CERTAIN)}
            text, about = _asked(column, entry.text), entry.dimension or ""
            return ColumnMapping(column.code, text, COMMENT, entry.id, dimension=about, suggestions=told)
        return self._structural(column, name, why)

    def _entry(self, name: str) -> Item | Background | Comment | None:
        book = self._codebook
        entries: list[Item | Background | Comment] = [*book.items, *book.background, *book.comments]
        return next((one for one in entries if one.id == name), None)

    def _item(self, column: Column, item: Item, rating: Rating | None, use: Suggestion) -> ColumnMapping:
        known = self._codebook.scale_of(item.id, self.edition.id)
        suggestions = {"use": use}
        name, turned = self.edition.scales.get(item.id, item.scale), item.reversed
        if rating and rating.basis != "scale_numbers" and not _is_read_by(known, rating.scale):
            name = f"{rating.name}_{self.edition.id.lower()}".replace("-", "_")
            turned = item.reversed != (is_turned(known) != rating.reversed)
            self._scales[name] = rating.scale
            suggestions["scale"] = Suggestion(name, rating.basis, {}, CERTAIN)
        return ColumnMapping(
            column=column.code,
            text=_asked(column, self._codebook.text_of(item.id, self.edition.id)),
            use=ITEM,
            id=item.id,
            scale=name,
            dimension=item.dimension,
            level=item.level,
            reversed=turned,
            suggestions=suggestions,
        )

    def _answers(self, column: Column, background: Background) -> dict[str, str]:
        """Written -> label: the codebook's label where it knows the answer, the export's own where it does not."""
        values = background.values
        labels = {str(code): texts["nb"] for code, texts in values.items()}
        known = {folded(text): texts["nb"] for texts in values.values() for text in texts.values()}
        known |= {folded(written): labels[key] for written, key in self._translations(background.id).items()}
        codes = {} if column.labels else {folded(code): label for code, label in labels.items()}
        found = {}
        for written in column.labels or column.written:
            shown = folded(column.labels.get(written, written))
            own = self._translations(background.id).get(written)
            found[written] = (
                (labels.get(own) if own else None)
                or known.get(shown)
                or codes.get(shown)
                or column.labels.get(written, "")
            )
        return found

    def _structural(self, column: Column, name: str, why: Mapping[str, object]) -> ColumnMapping:
        use = ITEM_NAME if name == "item" else name
        suggestions = {"use": Suggestion(use, "known_column", why, CERTAIN)}
        place = place_of({name: column}, self._lists, self._codebook.service, self._codebook.role)
        values = {**place.values.get(name, {}), **self._translations(name)}
        if use == ITEM_NAME:
            texts = {text.strip(): item.id for item in self._codebook.items for text in item.text.values()}
            values = {written: texts[written] for written in column.written if written in texts} | values
        left = {word: key for word, key in place.unknown.get(name, {}).items() if word not in self._translations(name)}
        if left:
            suggestions["values"] = unknown_words(left)
        return ColumnMapping(column.code, column.text, use, values=values, suggestions=suggestions)

    def _translations(self, name: str) -> Mapping[str, str]:
        return self.edition.values.get(name, {})

    def _with_background_id(self, column: ColumnMapping, taken: set[str]) -> ColumnMapping:
        """A background variable of the codebook under a column name that the edition does not know."""
        if column.use != BACKGROUND:
            return column
        text = folded(column.text)
        same = [
            one for one in self._codebook.background if text in map(folded, one.text.values()) and one.id not in taken
        ]
        if not same:
            return column
        known = Suggestion(
            same[0].id, "same_question", {"question": column.text, "survey": self._codebook.title["nb"]}, CERTAIN
        )
        return replace(column, id=same[0].id, suggestions={**column.suggestions, "id": known})


def _outside_layout(column: Column) -> ColumnMapping:
    why = Suggestion(DROP, "not_in_layout", {}, 0.6)
    return ColumnMapping(column.code, column.text, DROP, suggestions={"use": why})


def _asked(column: Column, known: Mapping[str, str]) -> str:
    """What the export says was asked; what the codebook says where the export only has a number or a name."""
    return column.text if is_question(column.text) else known["nb"]


def _is_read_by(known: Scale, seen: Scale) -> bool:
    """Whether the codebook's scale gives every answer of the export its place: as many points, by the same labels."""
    if known.max - known.min != seen.max - seen.min:
        return False
    words = {folded(text) for texts in known.labels.values() for text in texts.values()}
    if all(folded(texts["nb"]) in words for texts in seen.labels.values()):
        return True
    return known.min == seen.min and not labels_apart(known, seen)
