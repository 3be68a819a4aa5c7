"""What every statistic takes: columns of counts that belong together, and a confidence level."""

from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = pd.Series | NDArray[Any] | Sequence[float] | float
Column = TypeVar("Column", pd.Series, NDArray[Any])


def floats(numbers: Numbers) -> Floats:
    """Numbers as floats, missing (None, NA) as not-a-number; a single number stays a single number."""
    if isinstance(numbers, pd.Series):
        return numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(numbers, dtype=np.float64)


def aligned(*columns: Numbers) -> tuple[pd.Index, list[Floats]]:
    """The common index and the columns as float arrays of one length; single numbers are repeated.

    Raises
    ------
    ValueError
        Two Series have different indexes: their rows would be paired by accident.
    """
    indexes = [column.index for column in columns if isinstance(column, pd.Series)]
    if any(not index.equals(indexes[0]) for index in indexes[1:]):
        raise ValueError("Columns with different indexes cannot be paired; align them first.")
    arrays = [np.array(array) for array in np.broadcast_arrays(np.empty(1), *map(floats, columns))[1:]]
    return (indexes[0] if indexes else pd.RangeIndex(len(arrays[0]))), arrays


def shaped_like(values: NDArray[Any], column: Column) -> Column:
    """The values with the index of the column, where it has one."""
    return pd.Series(values, index=column.index) if isinstance(column, pd.Series) else values


def refuse_negative(**numbers: Floats) -> None:
    """Raise ``ValueError`` with the name of the argument that has a number below zero; missing ones are let be."""
    for name, values in numbers.items():
        if (values < 0).any():
            raise ValueError(f"{name} must be at least 0.")


def quotient(numerator: Floats, denominator: Floats) -> Floats:
    """Division that is missing where the denominator is zero, negative or missing."""
    result = np.full(denominator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result


def two_sided(confidence: float) -> float:
    """The quantile at the upper end of a two-sided interval: 0.975 for a confidence of 0.95.

    Raises
    ------
    ValueError
        The confidence is not strictly between 0 and 1 (95 in place of 0.95).
    """
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence must lie between 0 and 1, got {confidence}.")
    return (1 + confidence) / 2
