"""Columns of text to a frame of text, without a detour over Python objects."""

from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.reading.headers import Header

TEXT = pa.large_string()


def of_rows(rows: Sequence[Sequence[str]], codes: Sequence[str]) -> pa.Table:
    """A table of rows that all have one cell a code."""
    return of_columns(map(texts, zip(*rows, strict=True)) if rows else [], codes)


def of_columns(columns: Iterable[pa.Array], codes: Sequence[str]) -> pa.Table:
    """A table of columns; without any cells where there are no columns."""
    arrays = list(columns) or [texts([]) for _ in codes]
    return pa.Table.from_arrays(arrays, names=list(codes))


def texts(cells: Sequence[str]) -> pa.Array:
    """The cells of a column."""
    return pa.array(cells, TEXT)


def blank_rows(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Whether every cell of a row is blank; looks at the next column only while some row still may be."""
    blank = np.ones(table.num_rows, dtype=np.bool_)
    for column in table.columns:
        blank &= pc.equal(pc.utf8_trim_whitespace(column), "").to_numpy(zero_copy_only=False)
        if not blank.any():
            break
    return blank


def comment_rows(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Rows that say ``# ...`` in the first cell and nothing in the others, as programs write comments.

    In a single column anybody may have answered so.
    """
    comments = np.zeros(table.num_rows, dtype=np.bool_)
    if table.num_columns < 2:
        return comments
    marked = pc.starts_with(table.column(0), "#").to_numpy(zero_copy_only=False)
    if marked.any():
        comments[marked] = blank_rows(table.filter(pa.array(marked)).drop_columns(table.column_names[0]))
    return comments


def without(table: pa.Table, rows: npt.NDArray[np.bool_]) -> pa.Table:
    """The table without these rows; where there are none of them, nothing is copied."""
    return table.filter(pa.array(~rows)) if rows.any() else table


def frame(table: pa.Table, row_numbers: npt.NDArray[np.int64]) -> pd.DataFrame:
    """The cells with their row numbers."""
    cells: pd.DataFrame = table.to_pandas()
    cells.index = pd.Index(row_numbers, name="row", dtype="int64")
    return cells


def columns_in_use(table: pa.Table, header: Header) -> list[int]:
    """Positions of the columns that somebody named or filled: delimiters at the ends of lines make more."""
    return [i for i in range(header.width) if not header.unnamed(i) or _is_filled(table.column(i))]


def has_content(table: pa.Table) -> bool:
    """Whether anything stands in any cell."""
    return any(_is_filled(column) for column in table.columns)


def _is_filled(column: pa.ChunkedArray) -> bool:
    lengths = (pc.max(pc.binary_length(chunk)).as_py() or 0 for chunk in column.chunks)
    return reduce(max, lengths, 0) > 0
