"""The items, background and comments that a draft proposes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.codebook import Background, Comment, Item
from etl.draft.columns import Column, has_several_answers, is_personal
from etl.draft.names import free, identifier, ids_of
from etl.draft.scales import Rating, ratings
from etl.draft.words import dimension_of, level_of

MOST_TEXTS = 12
MOST_LABELS = 30
LONGEST_TEXT = 120
LEAST_WORDS = 3
# The same answers to more questions than this: a battery, and no facts about the respondent.
LARGEST_BATTERY = 6


@dataclass(frozen=True)
class Questions:
    """What was asked; ``columns`` is id -> source column."""

    scales: Mapping[str, Rating]
    items: Sequence[Item]
    background: Sequence[Background]
    comments: Sequence[Comment]
    columns: Mapping[str, str]


def questions_of(columns: Sequence[Column], dimension_by_name: Callable[[str], str | None]) -> Questions:
    """Every column that can be used as a question; the others are left out."""
    usable = [column for column in columns if not is_personal(column) and not has_several_answers(column)]
    rated = ratings(usable)
    rest = [column for column in usable if column.code not in rated and len(column.counts) > 1]
    facts = _facts(rest)
    comments = [column for column in rest if column.code not in facts and _is_comment(column)]
    used = [column for column in usable if column.code in rated or column.code in facts or column in comments]
    ids = ids_of(used)
    return Questions(
        scales={rating.name: rating for rating in rated.values()},
        items=[
            _item(column, ids[column.code], rated[column.code], dimension_by_name)
            for column in used
            if column.code in rated
        ],
        background=[
            Background.model_validate(
                {"id": ids[column.code], "text": {"nb": column.text}, "values": _values(facts[column.code])}
            )
            for column in used
            if column.code in facts
        ],
        comments=[
            Comment(id=ids[column.code], text={"nb": column.text}, dimension=dimension_of(column.text))
            for column in comments
        ],
        columns={ids[column.code]: column.code for column in used},
    )


def _item(column: Column, key: str, rating: Rating, dimension_by_name: Callable[[str], str | None]) -> Item:
    # «Respekt: …» names the dimension before the question.
    named = dimension_by_name(column.text.partition(":")[0])
    return Item(
        id=key,
        text={"nb": column.text},
        scale=rating.name,
        dimension=named or dimension_of(column.text) or "other",
        level=level_of(column.text) or "individual",
        reversed=rating.reversed,
    )


def _facts(columns: Sequence[Column]) -> dict[str, Mapping[str, str]]:
    """Column code -> code -> text, for questions with a few answers to choose among."""
    choices = {column.code: labels for column in columns if (labels := _choices(column))}
    uses = Counter(frozenset(labels.values()) for labels in choices.values())
    return {
        code: labels
        for code, labels in choices.items()
        if len(labels) <= 2 or uses[frozenset(labels.values())] <= LARGEST_BATTERY
    }


def _choices(column: Column) -> Mapping[str, str]:
    """Code -> text of a question with few answers; nothing for other questions."""
    labels = {code: label for code, label in column.labels.items() if label}
    if labels:
        return labels if len(labels) <= MOST_LABELS else {}
    return _coded(column.written) if column.kind in (None, "single") and _is_choice(column) else {}


def _is_choice(column: Column) -> bool:
    few = 1 < len(column.counts) <= MOST_TEXTS and 2 * len(column.counts) <= column.rows
    return few and all(len(text) <= LONGEST_TEXT for text in column.counts)


def _coded(texts: Sequence[str]) -> dict[str, str]:
    """A code for each text: the number it is, or its words."""
    coded: dict[str, str] = {}
    for text in texts:
        code = text if text.isdecimal() else identifier(text, "value").removeprefix("q_")
        coded[free(code, coded)] = text
    return coded


def _values(labels: Mapping[str, str]) -> dict[int | str, dict[str, str]]:
    return {(int(code) if code == _canonical(code) else code): {"nb": label} for code, label in labels.items()}


def _canonical(code: str) -> str | None:
    return str(int(code)) if code.isdecimal() else None


def _is_comment(column: Column) -> bool:
    if column.kind not in (None, "text") or column.labels:
        return False
    lettered = [text for text in column.counts if any(character.isalpha() for character in text)]
    if 2 * len(lettered) <= len(column.counts):
        return False
    words = sorted(len(text.split()) for text in lettered)
    # The same texts again and again are alternatives, and no one's own words.
    own = 2 * len(column.counts) > column.rows and words[len(words) // 2] >= LEAST_WORDS
    return column.kind == "text" or own
