"""What each column of an export can be used as, by what it asks and by the answers that occur."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.mapping.columns import Column, has_several_answers, is_personal, spelt_once
from etl.mapping.model import BACKGROUND, COMMENT, DROP, ITEM, Suggestion, Use
from etl.mapping.scales import CERTAINTY, Rating, ratings

MOST_TEXTS = 12
MOST_LABELS = 30
LONGEST_TEXT = 120
LEAST_WORDS = 3
# The same answers to more questions than this: a battery, and no facts about the respondent.
LARGEST_BATTERY = 6
# More options of one question than this are too many to break results down by.
MOST_OPTIONS = 6
YES, NO = "Ja", "Nei"


@dataclass(frozen=True)
class Played:
    """The part a column plays, and what follows: its rating, or its answers as written -> label."""

    use: Use
    because: Suggestion
    rating: Rating | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def parts_played(columns: Sequence[Column]) -> dict[str, Played]:
    """Column code -> the part it plays, for columns that tell no place and no time."""
    columns = [spelt_once(column) for column in columns]
    out = {column.code: why for column in columns if (why := _why_left_out(column))}
    usable = [column for column in columns if column.code not in out]
    options = _options([column for column in usable if column.kind == "multiple"])
    usable = [column for column in usable if column.kind != "multiple"]
    rated = ratings(usable)
    rest = [column for column in usable if column.code not in rated and len(column.counts) > 1]
    facts = _facts(rest)
    words = {column.code for column in rest if column.code not in facts and _is_comment(column)}
    played = {code: _dropped(why, 0.8) for code, why in out.items()} | options
    for column in usable:
        code = column.code
        if code in rated:
            basis = rated[code].basis
            played[code] = Played(ITEM, Suggestion(ITEM, basis, {}, CERTAINTY[basis]), rating=rated[code])
        elif code in facts:
            few = Suggestion(BACKGROUND, "few_choices", {"count": len(facts[code])}, 0.75)
            played[code] = Played(BACKGROUND, few, values=facts[code])
        elif code in words:
            played[code] = Played(COMMENT, Suggestion(COMMENT, "own_words", {}, 0.8))
        else:
            played[code] = _dropped("not_understood" if len(column.counts) > 1 else "one_answer", 0.5)
    return played


def _dropped(reason: str, confidence: float) -> Played:
    return Played(DROP, Suggestion(DROP, reason, {}, confidence))


def _why_left_out(column: Column) -> str | None:
    if is_personal(column):
        return "personal"
    return "several_answers" if column.kind != "multiple" and has_several_answers(column) else None


def _options(columns: Sequence[Column]) -> dict[str, Played]:
    """Options of questions with several answers: each a yes or no about the respondent where they are few."""
    sizes = Counter(column.group for column in columns if column.group)
    played = {}
    for column in columns:
        few = sizes[column.group] <= MOST_OPTIONS and _is_ticked(column)
        because = Suggestion(BACKGROUND if few else DROP, "option" if few else "many_options", {}, 0.6)
        played[column.code] = Played(because.value, because, values={"1": YES, "0": NO} if few else {})
    return played


def _is_ticked(column: Column) -> bool:
    return bool(column.counts) and set(column.counts) <= {"0", "1"}


def _facts(columns: Sequence[Column]) -> dict[str, Mapping[str, str]]:
    """Column code -> written -> label, for questions with a few answers to choose among."""
    choices = {column.code: labels for column in columns if (labels := _choices(column))}
    uses = Counter(frozenset(labels.values()) for labels in choices.values())
    return {
        code: labels
        for code, labels in choices.items()
        if len(labels) <= 2 or uses[frozenset(labels.values())] <= LARGEST_BATTERY
    }


def _choices(column: Column) -> Mapping[str, str]:
    """Written -> label of a question with few answers; nothing for other questions."""
    labels = {code: label for code, label in column.labels.items() if label and code.strip()}
    if labels:
        return labels if len(labels) <= MOST_LABELS else {}
    if column.kind in (None, "single") and _is_choice(column):
        return {text: text for text in column.written}
    return {}


def _is_choice(column: Column) -> bool:
    few = 1 < len(column.counts) <= MOST_TEXTS and 2 * len(column.counts) <= column.rows
    return few and all(len(text) <= LONGEST_TEXT for text in column.counts)


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
