"""The columns of an export as a draft sees them: what they are called, what was asked, which answers occur."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from core.periods import period
from etl.export import Export, QuestionKind
from etl.harmonise.answer_codes import folded
from etl.mapping.words import asks_for_contact, column_names
from etl.masking import holds_personal
from etl.personal import identity_names, key_names, plain

MOST_KEPT_TEXTS = 5000
# More of the answers than this with a phone number or an address in them: the column asks for it.
MOST_WITH_CONTACT = 0.2
LEAST_UNIQUE = 0.95
# A form asks «Hvilken skole?» where an export of a register has a column «Skole».
_WHICH = re.compile(r"^(?:hvilke[nt]?|kva(?: for)?(?: ein| ei| eit)?|which)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """One source column; ``counts`` is written answer -> rows, without blanks; kind and group as the export tells."""

    code: str
    text: str
    labels: Mapping[str, str]
    kind: QuestionKind | None
    counts: Mapping[str, int]
    group: str = ""

    @cached_property
    def rows(self) -> int:
        """Rows that are filled in."""
        return sum(self.counts.values())

    @property
    def written(self) -> Sequence[str]:
        """The distinct answers."""
        return list(self.counts)


def columns_of(export: Export) -> list[Column]:
    """Every column that one name points to."""
    twice = repeated_codes(export)
    return [_column(export, str(code)) for code in export.table.columns if str(code) not in twice]


def repeated_codes(export: Export) -> set[str]:
    """Columns whose name the header has more than once, so that no codebook can point to one of them."""
    names = "|".join(map(re.escape, export.repeated_columns))
    again = re.compile(rf"(?:{names})(?: \(\d+\))?") if names else None
    return {str(code) for code in export.table.columns if again and again.fullmatch(str(code))}


def spelt_once(column: Column) -> Column:
    """The column with answers that differ in case and blanks only as one, written as most have written it."""
    if column.labels:
        return column
    spelling: dict[str, str] = {}
    for text in sorted(column.counts, key=lambda text: -column.counts[text]):
        spelling.setdefault(folded(text), text)
    if len(spelling) == len(column.counts):
        return column
    counts = dict.fromkeys(sorted(spelling.values()), 0)
    for text, rows in column.counts.items():
        counts[spelling[folded(text)]] += rows
    return replace(column, counts=counts)


def structural(columns: Sequence[Column]) -> dict[str, Column]:
    """Structural name -> the column that by its name and its content is it."""
    found: dict[str, Column] = {}
    for name, words in column_names().items():
        candidates = [(place, column) for column in columns for place in _places(column, words)]
        fitting = [(place, column) for place, column in candidates if column.rows and _fits(name, column)]
        if fitting:
            found[name] = min(fitting, key=lambda pair: pair[0])[1]
    return found


def is_personal(column: Column) -> bool:
    """Whether a column tells who answered, by its name, its question or its answers."""
    if column.kind == "multiple":
        # «Hvordan vil du helst ha svar? - Telefon» asks for nobody's number.
        return False
    names = {plain(column.code), plain(column.text)}
    if names & (identity_names() | key_names()) or asks_for_contact(column.text):
        return True
    known = sum(rows for text, rows in column.counts.items() if holds_personal(text))
    return known > MOST_WITH_CONTACT * max(column.rows, 1)


def has_several_answers(column: Column) -> bool:
    """Whether a cell holds several ticked options, or a column one option: then no answer stands alone."""
    return column.kind == "multiple" or _is_tick(column) or any(_is_list(column, sign) for sign in (",", ";"))


def _column(export: Export, code: str) -> Column:
    counts = export.table[code].str.strip().value_counts().drop("", errors="ignore")
    question = export.questions.get(code)
    return Column(
        code=code,
        text=" ".join(export.column_labels.get(code, "").split()).removeprefix("- ") or code,
        labels={} if question is None else question.labels,
        kind=None if question is None else question.kind,
        counts={str(text): int(rows) for text, rows in counts.sort_index().items()},
        group="" if question is None else question.group,
    )


def _places(column: Column, words: Sequence[str]) -> Iterator[int]:
    """How sure each name of the column is: its place among the words."""
    names = (plain(_WHICH.sub("", name, count=1)) for name in (column.code, column.text))
    return (words.index(name) for name in names if name in words)


def _fits(name: str, column: Column) -> bool:
    if name == "respondent":
        return len(column.counts) >= LEAST_UNIQUE * column.rows
    if name in {"service", "role"}:
        # A question called «Service» has numbers.
        return any(character.isalpha() for text in column.written for character in column.labels.get(text, text))
    if name == "period":
        # «Måned» may hold «januar», of no year.
        return any(period(column.labels.get(text, text)) for text in column.written)
    if name == "weight":
        return all(re.fullmatch(r"\d+(?:[.,]\d+)?", text) for text in column.written)
    return True


def _is_tick(column: Column) -> bool:
    return bool(column.counts) and not column.labels and set(column.counts) <= {"0", "1"}


def _is_list(column: Column, sign: str) -> bool:
    """The same few parts in many combinations; sentences have commas too, but their parts do not come again."""
    if column.labels or len(column.counts) < 4:
        return False
    parts = [part.strip() for text in column.written[:MOST_KEPT_TEXTS] for part in text.split(sign)]
    return len(parts) >= 1.3 * len(column.counts) and len(parts) >= 2 * len(set(parts))
