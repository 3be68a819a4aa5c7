"""What is said of a table's hidden cells is possible: other figures with the same sums show it."""

import numpy as np
import pytest

from disclosure.families import Rules
from disclosure.leeway import Leeway, Table
from disclosure.spread import rooms, rooms_for_people

RULES = Rules(10)


def table(n, means, sd=0.15, silent=()):
    n, means = np.array(n), np.array(means)
    every = np.full(n.shape, True)
    listed = every.copy()
    listed[list(silent)] = False
    return Table(n, n * means, n * (sd**2 + means**2), listed, every, (n > 0) & (n < RULES.least), ~every)


def test_a_mean_is_known_where_each_row_has_little_to_give_although_their_sum_has_much() -> None:
    # The two rows that could take what the first gives are at either end of the scale: neither can take all of it.
    means = [[0.6, 0.6], [0.999, 0.999], [0.999, 0.999]]
    given = table([[8, 30], [12, 30], [14, 30]], means, sd=0.0005)

    exposed = Leeway(given, RULES).exposed(np.full((3, 2), True))

    assert exposed[0, 0]


def test_a_cell_of_a_row_that_tells_nothing_is_safe_where_it_may_be_empty() -> None:
    n, means = [[1, 15], [3, 21], [30, 40]], [[0.6, 0.6]] * 3
    hidden = np.array([[True, True], [True, True], [False, False]])

    told = Leeway(table(n, means), RULES).exposed(hidden)
    silent = Leeway(table(n, means, silent=[0, 1]), RULES).exposed(hidden)

    # Four in all, and somebody in each: from one to three.
    assert told[1, 0]
    assert not silent.any()


@pytest.mark.parametrize("slope", [0.6, 1.0, 1.4])
def test_the_rooms_of_sums_leave_answers_that_are_possible(slope: float) -> None:
    numbers = np.random.default_rng(2)
    answers = numbers.random((40, 6))
    n, total, squares = np.full(40, 6.0), answers.sum(axis=1), (answers**2).sum(axis=1)

    up, down = rooms((n, total, squares), slope)

    for change in (up, -down):
        moved, squared = total + change, squares + slope * change
        assert (moved**2 / n <= squared + 1e-9).all()
        assert (squared <= moved + 1e-9).all()


@pytest.mark.parametrize("answer", [0.0, 0.3, 1.0])
def test_the_people_taken_out_of_a_cell_leave_answers_that_are_possible(answer: float) -> None:
    numbers = np.random.default_rng(3)
    answers = numbers.random((40, 6))
    n, total, squares = np.full(40, 6.0), answers.sum(axis=1), (answers**2).sum(axis=1)

    taken = rooms_for_people((n, total, squares), answer)

    left, moved, squared = n - taken, total - answer * taken, squares - answer**2 * taken
    assert (moved**2 <= left * squared + 1e-9).all()
    assert (squared <= moved + 1e-9).all()
