"""What the thresholds hide, and what must be hidden beside it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.policy import (
    NO_ANSWERS,
    NO_FAMILY,
    TOO_FEW,
    Policy,
    all_answers_alike,
    complements,
    hidden_reasons,
    may_show_detail,
)


@pytest.mark.parametrize(("n", "reason"), [(0, NO_ANSWERS), (1, TOO_FEW), (4, TOO_FEW), (5, None), (6, None)])
def test_a_result_needs_five_answers(n: int, reason: str | None) -> None:
    cells = pd.DataFrame({"n": [n], "variable": [0]})

    assert hidden_reasons(cells, Policy()).tolist() == [reason]


@pytest.mark.parametrize(("n", "reason"), [(0, NO_ANSWERS), (9, TOO_FEW), (10, None)])
def test_a_group_needs_ten_answers(n: int, reason: str | None) -> None:
    cells = pd.DataFrame({"n": [n], "variable": [1]})

    assert hidden_reasons(cells, Policy()).tolist() == [reason]


def test_details_need_ten_answers() -> None:
    assert may_show_detail(pd.Series([9, 10, 11]), Policy()).tolist() == [False, True, True]


def hidden_besides(n: list[int], family: list[int], minimum: int = 5) -> list[bool]:
    counts = np.array(n)
    few = (counts > 0) & (counts < minimum)
    return complements(pd.Series(n), np.array(family), few, minimum).tolist()


def test_the_only_hidden_unit_takes_the_smallest_of_the_others_with_it() -> None:
    assert hidden_besides([3, 20, 8, 9], [1, 1, 1, 1]) == [False, False, True, False]


def test_two_hidden_units_hide_each_other_when_they_are_enough_together() -> None:
    assert not any(hidden_besides([3, 2, 20, 8], [1, 1, 1, 1]))
    assert hidden_besides([1, 2, 20, 8], [1, 1, 1, 1]) == [False, False, False, True]


def test_units_without_answers_hide_nothing_and_are_not_hidden() -> None:
    assert hidden_besides([0, 3, 0, 7], [1, 1, 1, 1]) == [False, False, False, True]


def test_of_equals_the_first_is_hidden() -> None:
    assert hidden_besides([3, 8, 8, 8], [1, 1, 1, 1]) == [False, True, False, False]


def test_cells_of_no_family_and_other_families_are_left_alone() -> None:
    assert hidden_besides([3, 20, 3, 30], [1, 1, NO_FAMILY, NO_FAMILY]) == [False, True, False, False]


families = st.lists(st.tuples(st.integers(-1, 4), st.integers(0, 30)), min_size=1, max_size=40)


@given(families, st.integers(5, 12))
def test_no_family_leaves_fewer_than_the_threshold_when_its_shown_cells_are_taken_away(
    cells: list[tuple[int, int]], minimum: int
) -> None:
    family, n = map(np.array, zip(*cells, strict=True))
    few = (n > 0) & (n < minimum)

    also = complements(pd.Series(n), family, few, minimum)

    assert not (also & few).any()
    for number in set(family) - {NO_FAMILY}:
        mine = family == number
        hidden = n[mine & (few | also)]
        shown = n[mine & ~few & ~also & (n > 0)]
        assert not len(hidden) or not len(shown) or (len(hidden) > 1 and hidden.sum() >= minimum)


def test_equal_answers_show_no_distribution() -> None:
    distribution = pd.DataFrame({"cell": [1, 1, 2, 2], "value": [5, 6, 5, 6], "n": [12, 0, 6, 6]})

    assert all_answers_alike(distribution, ["cell"])["cell"].tolist() == [1]
