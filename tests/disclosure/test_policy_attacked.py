"""What the policy hides cannot be worked out by an attacker who was written from the rules alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.families import Rules
from disclosure.grouped import hidden_breakdown
from disclosure.layers import Counts, Tree, hidden_places
from tests.alternatives import numbers_an_attacker_cannot_exclude

LEAST, LEAST_OF_GROUP, VALUES = 5, 10, 5
# One municipality with one service, whose units they are.
units = st.lists(st.integers(1, 12), min_size=2, max_size=6)


def counts(n):
    """Answers in the middle of the scale, so that the numbers decide."""
    n = np.array(n)
    nowhere = np.full(n.shape, False)
    return Counts(n=n, above=n / 2, squares=n / 2, alike=nowhere, withheld=nowhere)


def hidden_of(tree, n):
    """Which places are hidden, for one measure."""
    return hidden_places(tree, whole(n), np.full(len(n), LEAST), Rules(LEAST))[:, 0]


def whole(n):
    return counts(np.array(n)[:, None])


def too_well_known(numbers, sums, hidden, least):
    """The small cells that the attacker knows too much of."""
    found = numbers_an_attacker_cannot_exclude(numbers, sums, hidden, least)
    return {cell for cell, possible in found.items() if numbers[cell] < least and len(possible) < VALUES}


def tree_of(numbers):
    return Tree((-1, 0, *[1] * len(numbers))), [sum(numbers), sum(numbers), *numbers]


@settings(max_examples=25, deadline=None)
@given(numbers=units)
def test_no_small_unit_can_be_worked_out_from_its_service(numbers):
    tree, n = tree_of(numbers)

    hidden = hidden_of(tree, n)

    if not hidden[1]:
        units_hidden = np.flatnonzero(hidden[2:]).tolist()
        assert too_well_known(numbers, [range(len(numbers))], units_hidden, LEAST) == set()


def test_without_secondary_hiding_the_attacker_finds_the_small_unit():
    numbers = [3, 8, 12]

    assert too_well_known(numbers, [range(3)], [0], LEAST) == {0}


@settings(max_examples=15, deadline=None)
@given(table=st.lists(st.lists(st.integers(0, 25), min_size=3, max_size=3), min_size=2, max_size=4))
def test_no_small_group_can_be_worked_out_from_the_other_units_and_groups(table):
    groups = np.array(table)
    tree, n = tree_of(groups.sum(axis=1).tolist())
    cells = np.vstack([groups.sum(axis=0), groups.sum(axis=0), groups])
    hidden = hidden_of(tree, n)

    needed = np.full(len(n), LEAST_OF_GROUP)
    withheld, unlisted = hidden_breakdown(tree, whole(n), hidden, counts(cells), needed, Rules(LEAST_OF_GROUP), LEAST)

    inner = (withheld | unlisted)[2:]
    if hidden.any() or unlisted.any() or withheld[:2].any():
        return
    numbers, rows, columns = groups.ravel().tolist(), *groups.shape
    sums = [range(row * columns, (row + 1) * columns) for row in range(rows)]
    sums += [range(column, rows * columns, columns) for column in range(columns)]
    assert too_well_known(numbers, sums, np.flatnonzero(inner.ravel()).tolist(), LEAST_OF_GROUP) == set()


def test_without_the_square_of_hidden_cells_a_column_tells_the_small_group():
    numbers = [6, 20, 30, 40]

    assert too_well_known(numbers, [[0, 1], [2, 3], [0, 2], [1, 3]], [0, 1], LEAST_OF_GROUP) == {0}
