"""Where each record of a delimited text ends: a count of its own, beside the reader that makes the table."""

import re

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
NEWLINE, QUOTE = ord("\n"), ord('"')
# An even number: where every cell is quoted there are millions, and the places beside them take as much memory again.
QUOTES_AT_ONCE = 1 << 18


class BrokenQuoteError(ValueError):
    """A quoted cell that never ends (``quote_unclosed``) or goes on after its end (``quote_misplaced``)."""

    def __init__(self, code: str, row: int) -> None:
        super().__init__(code, row)
        self.code = code
        self.row = row


def record_ends(data: bytes, delimiter: str) -> Positions:
    """The position of the newline that ends each record; ``data`` ends with a newline.

    A blank line is a record, as it is a row in a spreadsheet.
    """
    view = np.frombuffer(data, dtype=np.uint8)
    newlines: Positions = np.flatnonzero(view == NEWLINE)
    quotes: Positions = np.flatnonzero(view == QUOTE)
    if not len(quotes):
        return newlines
    if _every_quote_is_a_border(view, quotes, ord(delimiter)):
        inside: npt.NDArray[np.int64] = np.searchsorted(quotes, newlines) % 2
        ends: Positions = newlines[inside == 0]
        return ends
    return _ends_one_by_one(data, delimiter)


def blank_records(ends: Positions) -> npt.NDArray[np.bool_]:
    """Whether each record is an empty line."""
    blank: npt.NDArray[np.bool_] = np.diff(ends, prepend=-1) == 1
    return blank


def _every_quote_is_a_border(view: npt.NDArray[np.uint8], quotes: Positions, delimiter: int) -> bool:
    """Whether quotes open and close in turn, so that counting them tells what is inside a cell."""
    if len(quotes) % 2:
        return False
    borders = np.array([NEWLINE, delimiter, QUOTE], dtype=np.uint8)
    parts = (quotes[start : start + QUOTES_AT_ONCE] for start in range(0, len(quotes), QUOTES_AT_ONCE))
    return all(_are_borders(view, part[::2], part[1::2], borders) for part in parts)


def _are_borders(
    view: npt.NDArray[np.uint8], opening: Positions, closing: Positions, borders: npt.NDArray[np.uint8]
) -> bool:
    before = view[np.maximum(opening - 1, 0)]
    after = view[np.minimum(closing + 1, len(view) - 1)]
    opens_well = np.isin(before, borders) | (opening == 0)
    return bool(opens_well.all() and np.isin(after, borders).all())


def _ends_one_by_one(data: bytes, delimiter: str) -> Positions:
    """The same with a look at each cell, for text with stray quotes; names the row of a broken one."""
    border = re.escape(delimiter.encode())
    cell_or_end = re.compile(rb"(?:(?<=[\n" + border + rb'])|\A)"[^"]*+(?:""[^"]*+)*+("?)|\n')
    after = (b"\n", delimiter.encode())
    ends: list[int] = []
    for match in cell_or_end.finditer(data):
        if match[1] is None:
            ends.append(match.start())
        elif not match[1]:
            raise BrokenQuoteError("quote_unclosed", len(ends) + 1)
        elif data[match.end() : match.end() + 1] not in after:
            raise BrokenQuoteError("quote_misplaced", len(ends) + 1)
    return np.array(ends, dtype=np.int64)
