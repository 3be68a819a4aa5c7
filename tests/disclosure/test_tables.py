"""What is hidden in a table whose sums are all known."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from disclosure.families import Rules
from disclosure.leeway import Leeway, Table
from disclosure.tables import hidden_cells_of

RULES = Rules(10)
COUNTS = arrays(np.int64, st.tuples(st.integers(2, 5), st.integers(2, 4)), elements=st.integers(0, 40))


def table(n: object, mean: float = 0.5) -> Table:
    numbers = np.array(n)
    protected = (numbers > 0) & (numbers < RULES.least)
    sums, every = numbers * mean, np.full(numbers.shape, True)
    return Table(numbers, sums, sums, every, every, protected, numbers < 0)


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
        least, most = _possible(n, hidden, int(row), int(column))
        assert most - least + 1 >= RULES.values
    assert (n[~hidden & (n > 0)] >= RULES.least).all()


@settings(deadline=None)
@given(COUNTS)
def test_no_cell_is_hidden_without_need(n: np.ndarray) -> None:
    given_table = table(n)

    hidden, exposed = hidden_cells_of(given_table, RULES)

    leeway = Leeway(given_table, RULES)
    for row, column in np.argwhere(hidden & ~given_table.protected):
        without = hidden.copy()
        without[row, column] = False
        assert (leeway.exposed(without) & ~exposed).any()


def _possible(n: np.ndarray, hidden: np.ndarray, row: int, column: int) -> tuple[float, float]:
    """The least and the most a number can be while all sums stay: two linear programs."""
    numbers = np.arange(n.size).reshape(n.shape)
    sums = np.array([np.isin(numbers.ravel(), line) for line in (*numbers, *numbers.T)], dtype=float)
    bounds = [
        (1, None) if unknown else (value, value) for value, unknown in zip(n.ravel(), hidden.ravel(), strict=True)
    ]
    goal = (numbers.ravel() == numbers[row, column]).astype(float)
    ends = [linprog(way * goal, A_eq=sums, b_eq=sums @ n.ravel(), bounds=bounds).fun for way in (1, -1)]
    return ends[0], -ends[1]
