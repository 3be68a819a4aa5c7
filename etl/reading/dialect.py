"""Which character parts the cells of a delimited text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

# In order of preference where several would do: a comma is the likeliest to be part of what people write.
DELIMITERS = ("\t", ";", "|", ",")
HEAD_RECORDS = 40
# Headers with whole question texts reach half a million characters.
HEAD_CHARACTERS = 1 << 22
# A cell longer than this is an unclosed quote or no answer.
MAX_CELL = 1 << 20
# From the first record of the usual width on, at least half must have it; else the character is punctuation.
LEAST_AGREEMENT = 0.5
# Among these first records a table has a word: without one, the delimiter is a decimal comma.
HEADER_RECORDS = 3
_DECLARED = re.compile(r'"?sep=([\x01-\x09\x0b-\x7f])"?[^\n]*\n', re.IGNORECASE)


def declared(text: str) -> tuple[str | None, int]:
    """The delimiter of a first line ``sep=;`` and the length of that line; nothing and 0 without one."""
    match = _DECLARED.match(text)
    return (match[1], match.end()) if match else (None, 0)


def sniffed(text: str) -> str | None:
    """The delimiter under which the first records have the same number of cells; nothing for a single column."""
    scores = {delimiter: _agreement(head(text, delimiter)) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] else None


def head(text: str, delimiter: str) -> list[list[str]]:
    """The first records under a delimiter; those after a fault in the quoting are left out."""
    reader = _records(_lines(text), delimiter)
    records: list[list[str]] = []
    try:
        records.extend(islice(reader, HEAD_RECORDS))
    except csv.Error:
        return records
    cut = len(text) > HEAD_CHARACTERS and len(records) < HEAD_RECORDS
    return records[:-1] if cut and len(records) > 1 else records


def records_of(text: str, delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    """The records of a text one by one; csv.Error at a fault in the quoting."""
    return _records(io.StringIO(text, newline=""), delimiter, strict=strict)


def _records(lines: Iterable[str], delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL)
    return csv.reader(lines, delimiter=delimiter, strict=strict)


def _lines(text: str) -> Iterator[str]:
    """The first lines, one by one: what nobody asks for is not copied."""
    start, end = 0, min(len(text), HEAD_CHARACTERS)
    while start < end:
        after = text.find("\n", start, end) + 1 or end
        yield text[start:after]
        start = after


def first_of(records: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """As many records as a header may have."""
    return tuple(map(tuple, records[:HEADER_RECORDS]))


def has_letters(cell: str) -> bool:
    """Whether a cell holds a word rather than a number, a date or a sign."""
    return any(character.isalpha() for character in cell)


def _agreement(records: Sequence[Sequence[str]]) -> float:
    """The share of records with the usual number of cells; 0 where the delimiter is not one."""
    written = [record for record in records if any(cell.strip() for cell in record)]
    widths = [len(record) for record in written]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0
    usual = max(several, key=lambda width: (several[width], width))
    first = widths.index(usual)
    tail = widths[first:]
    even = several[usual] > 1 and tail.count(usual) / len(tail) >= LEAST_AGREEMENT
    named = any(has_letters(cell) for record in written[first : first + HEADER_RECORDS] for cell in record)
    if (even and named) or min(widths) > 1:
        return several[usual] / len(widths)
    return 0.0
