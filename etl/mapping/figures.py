"""An export of figures as a draft sees it: what is mapped are its questions, which its rows name, and its places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from core.codebook import STRUCTURAL, Codebook, Edition, Layout, Scale
from core.codebook_model import PLACE_AND_TIME, SCALE_POINT_COLUMN
from etl.export import Export, Question
from etl.mapping.columns import Column, columns_of
from etl.mapping.model import DROP, ITEM, ColumnMapping, Suggestion
from etl.mapping.names import identifier
from etl.mapping.scales import CERTAINTY, Rating, ratings
from etl.mapping.uses import Played
from etl.mapping.words import bad_word
from etl.reading.numbers import decimal

LAYOUT: Layout = "aggregated"
# The scale of a share: of those who answered, how many.
SHARE, SHARE_ENDS = "percent_0_100", (0, 100)


@dataclass(frozen=True)
class Means:
    """The means of one question in an export: how many, the lowest and the highest, as written."""

    count: int
    low: float
    high: float


def places_and_times(export: Export) -> dict[str, Column]:
    """Structural name -> the column of places and times that the source fills in."""
    return {column.code: column for column in columns_of(export) if column.code in PLACE_AND_TIME and column.counts}


def columns_of_figures(export: Export) -> dict[str, str]:
    """Structural name -> column of the question and its figures; n is named where it is blank too."""
    filled = [column.code for column in columns_of(export) if column.counts]
    known = STRUCTURAL[LAYOUT] - PLACE_AND_TIME
    return {name: name for name in dict.fromkeys([*filled, "n"]) if name in known or SCALE_POINT_COLUMN.fullmatch(name)}


def questions_known(codebook: Codebook, edition: Edition) -> set[str]:
    """Everything that rows may call the questions of an edition."""
    named = edition.values.get("item", {})  # noqa: PD011 - a field of the codebook
    return {text for item in codebook.items for text in item.text.values()} | named.keys()


def questions_asked(export: Export) -> list[Column]:
    """The questions as columns; their answers as many as all rows together tell."""
    counts = _counts(export.table)
    return [_asked(name, question, counts.get(name, {})) for name, question in export.questions.items()]


def rated(columns: Sequence[Column]) -> dict[str, Rating]:
    """Question -> rating, for those whose answers have an order, and for shares."""
    return ratings(columns) | {column.code: share(column) for column in columns if column.kind == "number"}


def parts_of_questions(columns: Sequence[Column]) -> dict[str, Played]:
    """Question -> whether it is an item, on which scale."""
    known = rated(columns)
    unordered = Played(DROP, Suggestion(DROP, "no_order", {}, 0.5))
    return {column.code: _item(known[column.code]) if column.code in known else unordered for column in columns}


def share(column: Column) -> Rating:
    """The scale from nobody to everybody, by the words the source has for its ends."""
    low, high = SHARE_ENDS
    words = {low: column.labels.get(str(low), "0 %"), high: column.labels.get(str(high), "100 %")}
    scale = Scale(min=low, max=high, labels={point: {"nb": word} for point, word in words.items()})
    # The same scale by one name, whatever its ends are called.
    name = SHARE if words[high] == "100 %" else f"{SHARE}_{identifier(words[high], 'share')}"
    return Rating(scale, name, "scale_labels", reversed=False)


def turned_shares(mapped: Mapping[str, ColumnMapping], played: Mapping[str, Played]) -> dict[str, ColumnMapping]:
    """The questions, with shares of something bad marked as bad when they are high."""
    return {code: _turned(column, played[code].rating) for code, column in mapped.items()}


def counts_of(export: Export, question: str) -> dict[str, int]:
    """Scale point as written -> answers in all rows of the question together, where the source tells them."""
    return _counts(_rows(export, question)).get(question, {})


def means_of(export: Export, question: str) -> Means | None:
    """The means of a question; nothing where the source tells none."""
    table = _rows(export, question)
    means = decimal(table["mean"]).dropna() if "mean" in table else pd.Series(dtype="float64")
    return Means(len(means), float(means.min()), float(means.max())) if len(means) else None


def _counts(table: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Question -> scale point as written -> answers."""
    names = [name for name in map(str, table.columns) if name.startswith("count_")]
    if not names or table.empty:
        return {}
    items = table["item"].str.strip()
    told = {name.removeprefix("count_"): decimal(table[name]).groupby(items).sum(min_count=1) for name in names}
    found: dict[str, dict[str, int]] = {}
    for point, counts in told.items():
        for item, count in counts.dropna().items():
            found.setdefault(str(item), {})[point] = int(count)
    return found


def _rows(export: Export, question: str) -> pd.DataFrame:
    return export.table[export.table["item"].str.strip() == question] if "item" in export.table else export.table[:0]


def _asked(name: str, question: Question, counts: Mapping[str, int]) -> Column:
    written = {code: counts.get(code, 0) for code in question.labels}
    return Column(name, question.text, question.labels, question.kind, written)


def _item(rating: Rating) -> Played:
    return Played(ITEM, Suggestion(ITEM, rating.basis, {}, CERTAINTY[rating.basis]), rating=rating)


def _turned(column: ColumnMapping, rating: Rating | None) -> ColumnMapping:
    if rating is None or not rating.name.startswith(SHARE):
        return column
    word = bad_word(rating.scale.labels[rating.scale.max]["nb"])
    if word is None or column.suggestions.get("reversed", Suggestion("", "")).reason == "same_question":
        return column
    because = Suggestion("true", "bad_word", {"word": word}, 0.8)
    return replace(column, reversed=True, suggestions={**column.suggestions, "reversed": because})
