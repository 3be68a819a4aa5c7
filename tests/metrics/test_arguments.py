import numpy as np
import pandas as pd
import pytest

from metrics.arguments import aligned, floats, quotient, two_sided


def test_missing_values_of_every_kind_become_not_a_number():
    nullable = pd.Series([1, None], dtype="Int64")

    assert floats(nullable).tolist() == pytest.approx([1, np.nan], nan_ok=True)
    assert floats([1.0, None]).tolist() == pytest.approx([1, np.nan], nan_ok=True)


def test_a_single_number_is_repeated_for_each_row():
    index, (first, second) = aligned(pd.Series([1, 2], index=["a", "b"]), 7)

    assert list(index) == ["a", "b"]
    assert (first.tolist(), second.tolist()) == ([1, 2], [7, 7])


def test_columns_of_different_tables_are_refused():
    with pytest.raises(ValueError, match="different indexes"):
        aligned(pd.Series([1, 2]), pd.Series([1, 2], index=[1, 0]))


def test_division_by_nothing_is_missing():
    result = quotient(np.array([1.0, 1.0, 0.0]), np.array([2.0, 0.0, np.nan]))

    assert result.tolist() == pytest.approx([0.5, np.nan, np.nan], nan_ok=True)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_a_confidence_that_is_not_a_probability_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        two_sided(confidence)
