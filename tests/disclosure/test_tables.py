"""What is hidden in a table whose sums are all known."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from disclosure.families import Rules
from disclosure.tables import Moves, Table, hidden_cells_of

RULES = Rules(10)
COUNTS = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(2, 4)), elements=st.integers(0, 40))


def table(n: object, mean: float = 0.5) -> Table:
    numbers = np.array(n)
    protected = (numbers > 0) & (numbers < RULES.least)
    sums = numbers * mean
    return Table(numbers, sums, sums, np.full(numbers.shape, True), protected, numbers < 0)


def test_a_small_cell_takes_the_corners_of_a_square_with_it() -> None:
    hidden, exposed = hidden_cells_of(table([[6, 30, 20], [12, 25, 40], [18, 33, 50]]), RULES)

    assert hidden.tolist() == [[True, True, False], [True, True, False], [False, False, False]]
    assert not exposed.any()


def test_small_cells_at_the_corners_of_a_square_protect_each_other() -> None:
    hidden, exposed = hidden_cells_of(table([[6, 7, 30], [8, 9, 40], [20, 30, 50]]), RULES)

    assert hidden.sum() == 4
    assert not exposed.any()


def test_a_cell_that_is_alone_in_its_row_cannot_be_protected() -> None:
    hidden, exposed = hidden_cells_of(table([[6, 0], [20, 30]]), RULES)

    assert exposed.tolist() == [[True, False], [False, False]]
    assert hidden[0, 0]


def test_the_mean_of_cells_with_the_best_answer_only_cannot_be_protected() -> None:
    _, exposed = hidden_cells_of(table([[6, 30], [12, 25]], mean=1.0), RULES)

    assert exposed[0, 0]


@settings(deadline=None)
@given(COUNTS)
def test_every_protected_cell_can_be_another_number_while_all_sums_stay(n: np.ndarray) -> None:
    given_table = table(n)

    hidden, exposed = hidden_cells_of(given_table, RULES)

    for row, column in np.argwhere(given_table.protected & ~exposed):
        found = {0} | {
            sign * amount
            for sign in (1, -1)
            for amount in range(1, 5)
            if _can_change(n, hidden, int(row), int(column), sign * amount)
        }
        # One square moves it a way off, several that share columns move it further.
        assert len(found) > 1
    assert (n[~hidden & (n > 0)] >= RULES.least).all()


@settings(deadline=None)
@given(COUNTS)
def test_no_cell_is_hidden_without_need(n: np.ndarray) -> None:
    given_table = table(n)

    hidden, exposed = hidden_cells_of(given_table, RULES)

    moves = Moves(given_table, RULES)
    for row, column in np.argwhere(hidden & ~given_table.protected):
        without = hidden.copy()
        without[row, column] = False
        assert (moves.in_table(moves.exposed(without)) & ~exposed).any()


def _can_change(n: np.ndarray, hidden: np.ndarray, row: int, column: int, by: int) -> bool:
    """Whether a square of hidden cells allows a number to change so much; tried one by one."""
    for other_row in range(n.shape[0]):
        for other_column in range(n.shape[1]):
            corners = [(row, column), (other_row, other_column), (row, other_column), (other_row, column)]
            if other_row == row or other_column == column or not all(hidden[corner] for corner in corners):
                continue
            changed = [n[row, column] + by, n[other_row, other_column] + by, n[row, other_column] - by]
            if min(*changed, n[other_row, column] - by) >= 1:
                return True
    return False
