"""The header rows of a table: where they start, how many they are, and the codes the columns get."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.reading.dialect import has_letters

# A header names most columns; what fills fewer above it is a title or a note.
LEAST_NAMED = 0.6
# One text above numbers is a coincidence, two are a row of labels.
LEAST_CODED = 2
MOST_CODED_SHARE = 0.6
MAX_LABEL_ROWS = 2
YEAR = re.compile(r"(?:19|20)\d\d")
IMPORT_MARK = '{"ImportId"'
# SurveyMonkey writes this under a question with a single answer, and the other under one for own words.
SINGLE_ANSWER = frozenset({"response", "svar"})
MARKS = SINGLE_ANSWER | {"open-ended response", "åpent svar", "ope svar"}
# Below a question with several options the other cells are blank: a header that is this sparse has options under it.
SPARSE_SHARE = 0.25

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Header:
    """``first`` is the position of the first header row, ``rows`` how many they are; codes are unique."""

    first: int
    rows: int
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.codes)

    @property
    def end(self) -> int:
        """Position of the first row of data."""
        return self.first + self.rows

    def repeated(self) -> tuple[str, ...]:
        """Column names that occur more than once."""
        counts = Counter(name for name in self.columns if name)
        return tuple(name for name, count in counts.items() if count > 1)

    def unnamed(self, position: int) -> bool:
        """Whether no header row names the column."""
        return not self.columns[position] and not (self.labels and self.labels[position])

    def only(self, positions: Sequence[int]) -> "Header":
        """The header of some of the columns."""
        columns, labels, codes = (
            tuple(names[i] for i in positions) if names else () for names in (self.columns, self.labels, self.codes)
        )
        return Header(self.first, self.rows, columns, labels, codes)


def without(rows: Rows) -> Header:
    """Columns of a table that has no header row."""
    width = _usual_width(rows)
    blank = ("",) * width
    first = next(i for i, row in enumerate(rows) if _filled(row))
    return Header(first, 0, blank, (), unique(blank))


def found(rows: Rows) -> Header | None:
    """The header among the first rows of a table, or nothing where every row is blank."""
    if not any(_filled(row) for row in rows):
        return None
    width = _usual_width(rows)
    first = _first_header_row(rows, width)
    if _is_under_blank_header(rows, first):
        blank = ("",) * len(rows[first])
        return Header(first - 1, 1, blank, (), unique(blank))
    if _is_question_row(rows, first, width):
        return _of_questions(rows, first, width)
    labels = _label_rows(rows, first, width)
    # The header tells the width: content beyond it has no name, and may be a decimal comma that parts cells.
    width = len(rows[first])
    columns = _padded(rows[first], width)
    shown = tuple(" ".join(filter(None, parts)) for parts in zip(*(_padded(row, width) for row in labels), strict=True))
    ignored = _import_rows(rows, first + 1 + len(labels))
    return Header(first, 1 + len(labels) + ignored, columns, shown, unique(columns))


def unique(columns: Sequence[str]) -> tuple[str, ...]:
    """Codes for the columns: ``q1``, ``q1 (2)`` for a repeated name, ``kolonne 3`` for a missing one."""
    taken: set[str] = set()
    # Where the numbering of a name goes on: a hundred thousand columns may all have the same one.
    numbers: Counter[str] = Counter()
    codes = []
    written = set(columns)
    for position, name in enumerate(columns, start=1):
        base = name or f"kolonne {position}"
        code, number = base, max(1, numbers[base])
        while code in taken or (number > 1 and code in written):
            number += 1
            code = f"{base} ({number})"
        numbers[base] = number
        taken.add(code)
        codes.append(code)
    return tuple(codes)


def _of_questions(rows: Rows, first: int, width: int) -> Header:
    """Question row with blanks to fill forward, option row below: ``Question - option``.

    The options are labels of their own only where the tool writes a word under every question: elsewhere they say
    nothing without their question.
    """
    questions, options = _padded(rows[first], width), _padded(rows[first + 1], width)
    joined, question = [], ""
    for own, option in zip(questions, options, strict=True):
        question = own or question
        several = option and option.lower() not in SINGLE_ANSWER
        joined.append(" - ".join(filter(None, (question, option))) if several else question)
    return Header(first, 2, tuple(joined), options if _is_marked(options) else (), unique(joined))


def _first_header_row(rows: Rows, width: int) -> int:
    filled = [_filled(row) for row in rows]
    # The next to largest, so that one overlong row does not make a preamble of the header.
    most = sorted(filled)[-2] if len(filled) > 3 else max(filled)
    for position, row in enumerate(rows):
        if _is_question_row(rows, position, width):
            return position
        narrow = len(row) < width and filled[position] < most and _is_title_over_words(rows, position, width)
        if filled[position] and filled[position] >= LEAST_NAMED * most and not narrow:
            return position
    return next(position for position, count in enumerate(filled) if count)


def _is_under_blank_header(rows: Rows, first: int) -> bool:
    """Whether the row above has this row's cells without a word in any, and this one is a record like those below.

    Years name columns; any other number over numbers is an answer.
    """
    above, row, below = rows[first - 1] if first else (), rows[first], rows[first + 1 :]
    if len(row) < 2 or len(above) != len(row):
        return False
    plain = [place for place, cell in enumerate(row) if cell.strip() and not has_letters(cell)]
    if not below or any(YEAR.fullmatch(row[place].strip()) for place in plain):
        return False
    under = ([record[place] for record in below if place < len(record) and record[place].strip()] for place in plain)
    return any(_is_coded(cells) for cells in under)


def _is_title_over_words(rows: Rows, position: int, width: int) -> bool:
    """Whether a full row of words, a better header, comes right below a short one."""
    below = rows[position + 1] if position + 1 < len(rows) else ()
    return len(below) >= width and all(has_letters(cell) for cell in below if cell.strip())


def _is_question_row(rows: Rows, position: int, width: int) -> bool:
    """Whether this row has questions, with blanks to fill forward, and the row below has their options."""
    if position + 1 >= len(rows) or _filled(rows[position]) < 2:
        return False
    questions, options = _padded(rows[position], width), _padded(rows[position + 1], width)
    words = all(has_letters(cell) for cell in (*questions, *options) if cell)
    named = all(question or option for question, option in zip(questions, options, strict=True))
    return words and named and (_is_over_options(questions, options) or _is_over_names(questions, options))


def _is_over_options(questions: Sequence[str], options: Sequence[str]) -> bool:
    """Whether some columns are named by their question alone, and the others by a question and its options."""
    if not any(question and not option for question, option in zip(questions, options, strict=True)):
        return False
    if not (questions[0] or _is_marked(options)):
        return False
    return questions.count("") >= SPARSE_SHARE * len(questions) or _is_exact(questions, options)


def _is_exact(questions: Sequence[str], options: Sequence[str]) -> bool:
    """Whether there are options exactly where a question spans several columns."""
    following = (*questions[1:], "-")
    spans = [not own or not after for own, after in zip(questions, following, strict=True)]
    optional = [bool(option) and option.lower() not in MARKS for option in options]
    return any(spans) and optional == spans


def _is_over_names(questions: Sequence[str], options: Sequence[str]) -> bool:
    """Whether every column has a name of its own, and questions above the later ones span several columns each."""
    following = (*questions[1:], "-")
    heads = [not after for own, after in zip(questions, following, strict=True) if own]
    return not questions[0] and all(options) and all(heads)


def _is_marked(options: Sequence[str]) -> bool:
    return any(option.lower() in MARKS for option in options)


def _label_rows(rows: Rows, first: int, width: int) -> list[Sequence[str]]:
    labels: list[Sequence[str]] = []
    for position in range(first + 1, first + 1 + MAX_LABEL_ROWS):
        if not _is_label_row(rows, position, width):
            break
        labels.append(rows[position])
    return labels


def _is_label_row(rows: Rows, position: int, width: int) -> bool:
    """Whether this row has only words where the rows below have numbers, and none of the words occurs below."""
    below = [_padded(row, width) for row in rows[position + 1 :] if not _is_import_row(row)]
    if not below or _is_import_row(rows[position]):
        return False
    row = _padded(rows[position], width)
    coded = [i for i in range(width) if _is_coded([record[i] for record in below if record[i]])]
    named = [i for i in coded if has_letters(row[i])]
    numbers = any(row[i] and not has_letters(row[i]) for i in coded)
    recurring = any(record[i] == row[i] for record in below for i in named)
    return len(named) >= LEAST_CODED and len(named) > len(coded) / 2 and not (numbers or recurring)


def _is_coded(values: Sequence[str]) -> bool:
    numbers = sum(not has_letters(value) for value in values)
    return bool(values) and numbers >= MOST_CODED_SHARE * len(values)


def _import_rows(rows: Rows, position: int) -> int:
    return int(position < len(rows) and _is_import_row(rows[position]))


def _is_import_row(row: Sequence[str]) -> bool:
    return any(cell.lstrip().startswith(IMPORT_MARK) for cell in row)


def _usual_width(rows: Rows) -> int:
    return Counter(len(row) for row in rows if _filled(row)).most_common(1)[0][0]


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*(cell.strip() for cell in row), *("",) * (width - len(row)))[:width]
