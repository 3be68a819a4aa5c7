"""The model of a codebook: what the questions of one survey instrument mean, and where each edition's file has them."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from core.errors import UsageError
from core.text import LANGUAGES

Layout = Literal["wide", "long", "aggregated"]
# not_judged: something changed, and nobody has said yet whether the results can be compared.
Verdict = Literal["yes", "with_reservation", "no", "not_judged"]
Code = int | str

PLACE_AND_TIME = frozenset(
    {"municipality", "service", "unit", "role", "mode", "weight", "date", "period", "respondent", "status"}
)
STRUCTURAL: Mapping[Layout, frozenset[str]] = {
    "wide": PLACE_AND_TIME,
    "long": PLACE_AND_TIME | {"item", "value"},
    "aggregated": PLACE_AND_TIME | {"area", "item", "n", "mean", "sd", "dont_know", "invited"},
}
CONSTANT = frozenset({"municipality", "service", "unit", "role", "mode", "area"})
# What kind of place figures are about: all but a unit and its municipality are others to be held against.
AREAS = ("unit", "municipality", "county", "region", "nation", "group")
SCALE_POINT_COLUMN = re.compile(r"(count|share)_(-?\d+)")


def _checked_texts(texts: dict[str, str]) -> dict[str, str]:
    unknown = ", ".join(sorted(set(texts) - set(LANGUAGES)))
    if unknown:
        raise PydanticCustomError("codebook_unknown_language", "unknown language", {"languages": unknown})
    if not texts.get("nb", "").strip():
        raise PydanticCustomError("codebook_nb_missing", "nb is missing")
    return texts


_TEXTS_SCHEMA = {
    "type": "object",
    "description": "A text for readers: nb is required, nn and en are wanted.",
    "properties": {language: {"type": "string", "minLength": 1} for language in LANGUAGES},
    "required": ["nb"],
    "additionalProperties": False,
}
Texts = Annotated[dict[str, str], AfterValidator(_checked_texts), WithJsonSchema(_TEXTS_SCHEMA)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
EDITION_ID = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
EditionId = Annotated[str, StringConstraints(pattern=EDITION_ID)]
Filled = Annotated[str, StringConstraints(min_length=1)]


def _blank_if_null(code: object) -> object:
    return "" if code is None else code


Codes = list[Annotated[Code, BeforeValidator(_blank_if_null)]]


class _Part(BaseModel):
    # Numbers become text where text is asked for: `id: 2024` means the edition "2024".
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, populate_by_name=True)


class Scale(_Part):
    """The answers an item can have; whole numbers, higher is better unless the item is reversed."""

    min: int = Field(description="Lowest code that is a rating.")
    max: int = Field(description="Highest code that is a rating.")
    labels: dict[int, Texts] = Field(description="Texts of scale points; both ends are required.")
    dont_know: Codes = Field(default=[], description="Codes or label texts that mean 'don't know'.")
    not_applicable: Codes = Field(default=[], description="Codes or label texts that mean 'not applicable'.")
    missing: Codes = Field(default=[], description="Codes or label texts that mean that nothing was answered.")


class Question(_Part):
    """What a respondent was asked; the id names the concept and joins editions and instruments."""

    id: Id = Field(description="The concept. Use the same id for the same question in every instrument.")
    text: Texts


class Item(Question):
    """A rated question."""

    scale: Filled = Field(description="Name of one of the codebook's scales.")
    dimension: Filled = Field(description="What matters to the user: key of reference/dimensions.yaml.")
    level: Filled = Field(description="Level of participation: key of reference/levels.yaml.")
    reversed: bool = Field(default=False, description="True where a high answer is a bad one.")


class Background(Question):
    """A fact about the respondent that results can be broken down by."""

    values: dict[Code, Texts] = Field(description="Code in the file -> text.")


class Comment(Question):
    """A question answered in the respondent's own words."""

    dimension: Filled | None = Field(default=None, description="The dimension the comment is about, or null.")


class Edition(_Part):
    """One wave of the survey, and where its file has what."""

    id: EditionId
    period: Filled | None = Field(default=None, description="2024, 2024-03, 2024-T1, 2024-Q2 or 2024-H1.")
    layout: Layout = Field(default="wide", description="wide: a row a respondent; long: a row an answer; aggregated.")
    columns: dict[str, Filled] = Field(description="Item, background, comment or structural name -> source column.")
    values: dict[str, dict[str, str]] = Field(
        default={}, description="For a structural or background column: text in the file -> our key."
    )
    constants: dict[str, Filled] = Field(default={}, description="Structural facts that the file does not tell.")
    scales: dict[str, Filled] = Field(default={}, description="Item -> scale, where this edition differs.")
    texts: dict[str, Texts] = Field(default={}, description="Item -> what was asked, where this edition differs.")


class Comparability(_Part):
    """Whether an item's results can be compared between two editions."""

    item: Id
    from_: EditionId = Field(alias="from")
    to: EditionId
    verdict: Verdict
    reason: Texts


class Codebook(_Part):
    """One survey instrument."""

    id: Id
    title: Texts
    service: Filled = Field(description="Key of reference/services.yaml.")
    role: Filled = Field(description="Who answers: key of reference/roles.yaml.")
    scales: dict[str, Scale]
    items: list[Item] = Field(min_length=1)
    background: list[Background] = []
    comments: list[Comment] = []
    editions: list[Edition] = Field(min_length=1)
    comparability: list[Comparability] = []
    municipalities: dict[str, Filled] = Field(
        default={}, description="Areas outside the official list (fictional, anonymised): id -> name."
    )

    def item(self, item_id: str) -> Item:
        """The item with this id, or a UsageError."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise UsageError("unknown_item", codebook=self.id, item=item_id)

    def edition(self, edition_id: str) -> Edition:
        """The edition with this id, or a UsageError."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        raise UsageError("unknown_edition", codebook=self.id, edition=edition_id)

    def scale_of(self, item_id: str, edition_id: str) -> Scale:
        """The scale the item was answered on in this edition."""
        return self.scales[self.edition(edition_id).scales.get(item_id, self.item(item_id).scale)]

    def text_of(self, item_id: str, edition_id: str) -> dict[str, str]:
        """What was asked in this edition, by language."""
        return self.edition(edition_id).texts.get(item_id, self.item(item_id).text)


def schema() -> dict[str, Any]:
    """JSON Schema of a codebook, for editors that complete and check while one writes."""
    found = Codebook.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
