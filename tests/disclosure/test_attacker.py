"""The programs find exactly what is possible, and the quick proofs never more than that."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from disclosure.attacker import System, possible_means, possible_numbers
from disclosure.centre import centre
from disclosure.certificates import reach
from disclosure.cone import Limits
from disclosure.corners import numbers_at_corners, tightened
from disclosure.judged import Judged

THRESHOLD, ENOUGH = 5, 5
TABLE = np.array(
    [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]],
    dtype=float,
)


def system(sums, n, total=None, squares=None, threshold=THRESHOLD):
    sums, count = np.asarray(sums, dtype=float), len(sums[0])
    unknown = np.full(len(sums), np.nan)
    return System(
        listed=np.full(count, True),
        threshold=np.full(count, float(threshold)),
        system=np.zeros(count, dtype=np.int64),
        limits=Limits(np.ones(count), np.full(count, float(max(n)))),
        sums=sparse.csr_matrix(sums),
        of=np.zeros(len(sums), dtype=np.int64),
        n=np.asarray(n, dtype=float),
        total=unknown if total is None else np.asarray(total, dtype=float),
        squares=unknown if squares is None else np.asarray(squares, dtype=float),
        slack=np.zeros(len(sums)),
    )


def proved(own):
    """What is proved of the cells without a program."""
    point, off = centre(own)
    assert np.isfinite(off).all()
    return reach(own, point, off, np.arange(len(own.least)), np.full(len(own.least), 0.1))


def possible(own):
    """Every table of whole numbers with the sums, in which some cell is too small; by trying them all."""
    fits = every_table(own)
    return fits[(fits < own.threshold).any(axis=1)]


def every_table(own):
    """Every table of whole numbers with the sums."""
    limits = [range(1, int(most) + 1) for most in own.most]
    tables = np.array(list(itertools.product(*limits)))
    return tables[(tables @ own.sums.T.toarray() == own.n).all(axis=1)]


@st.composite
def tables(draw):
    """The sums of a table of two rows and two columns with a small cell."""
    cells = draw(st.lists(st.integers(1, 9), min_size=4, max_size=4).filter(lambda cells: min(cells) < THRESHOLD))
    return system(TABLE, TABLE @ np.array(cells))


@settings(max_examples=25, deadline=None)
@given(own=tables(), cell=st.integers(0, 3))
def test_the_possible_numbers_are_those_that_trying_every_table_finds(own, cell):
    found = possible_numbers(own, cell)

    values = np.unique(possible(own)[:, cell])
    assert (found.least, found.most) == (values.min(), values.max())
    assert found.count == len(values)


@settings(max_examples=25, deadline=None)
@given(own=tables())
def test_a_quick_proof_never_says_that_more_is_possible_than_is(own):
    numbers = proved(own).numbers

    exact = [possible_numbers(own, cell).count for cell in range(4)]
    assert (numbers <= exact).all()


@settings(max_examples=25, deadline=None)
@given(own=tables())
def test_corners_never_say_that_more_is_possible_than_is(own):
    numbers, least, most = numbers_at_corners(own, np.arange(4), ENOUGH)

    for cell in range(4):
        exact = possible_numbers(own, cell)
        assert numbers[cell] <= exact.count
        assert exact.least <= least[cell] <= most[cell] <= exact.most


@settings(max_examples=25, deadline=None)
@given(own=tables())
def test_the_limits_that_all_sums_leave_are_the_ends_of_what_trying_every_table_finds(own):
    limits = tightened(own).limits

    fits = every_table(own)
    assert limits.least.tolist() == fits.min(axis=0).tolist()
    assert limits.most.tolist() == fits.max(axis=0).tolist()


def test_corners_say_enough_of_a_table_with_room():
    own = system(TABLE, TABLE @ np.array([3, 20, 20, 3]))

    numbers, _, _ = numbers_at_corners(own, np.arange(4), ENOUGH)

    assert numbers.tolist() == [ENOUGH] * 4


def test_a_cell_that_all_sums_together_leave_nothing_for_is_known_to_have_nobody():
    # The rows have as many as the columns, so that nobody is left for the fifth cell.
    own = system([[1, 1, 0, 0, 1], [0, 0, 1, 1, 0], [1, 0, 1, 0, 0], [0, 1, 0, 1, 0]], [20, 20, 20, 20])
    own = System(**vars(own) | {"limits": Limits(np.array([1.0, 1, 1, 1, 0]), own.limits.most)})

    limits = tightened(own).limits

    assert limits.least.tolist() == [1, 1, 1, 1, 0]
    assert limits.most.tolist() == [19, 19, 19, 19, 0]


def test_two_hidden_cells_of_one_sum_can_share_it_in_any_way_that_leaves_one_too_small():
    own = system([[1, 1]], [26])

    found = possible_numbers(own, 0)

    # 1 to 4, and 22 to 25.
    assert (found.count, found.least, found.most) == (8, 1, 25)


def test_sums_that_cannot_be_are_not_taken_for_knowledge():
    own = system([[1, 1], [1, 1]], [6, 7])

    assert possible_numbers(own, 0) is None


def test_the_mean_of_one_of_two_cells_is_anything_where_only_their_sum_is_known():
    own = system([[1, 1]], [8], total=[4.0])

    assert possible_means(own, 0) == pytest.approx((0.0, 1.0), abs=1e-4)


def test_a_small_spread_says_what_the_means_of_hidden_cells_are():
    n, mean, variance = 8, 0.5, 0.001
    own = system([[1, 1]], [n], total=[n * mean], squares=[n * (mean**2 + variance)])

    low, high = possible_means(own, 0)

    assert low > 0.3
    assert high < 0.7


# Of the four cells of a table; some have nothing but the same answer.
ANSWERS = st.lists(
    st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=4), min_size=4, max_size=4
)


def told_of(cells):
    """The sums of a table of cells with these answers."""
    moments = [(len(cell), np.sum(cell), np.sum(np.square(cell))) for cell in cells]
    return system(TABLE, *(TABLE @ np.array(moments)).T)


@settings(max_examples=25, deadline=None)
@given(cells=ANSWERS)
def test_the_limits_of_a_mean_hold_the_truth_and_are_the_same_whatever_was_asked_before(cells):
    own = told_of(cells)

    for cell, of in enumerate(cells):
        low, high = possible_means(own, cell)
        assert low - 1e-4 <= np.mean(of) <= high + 1e-4
        assert possible_means(told_of(cells), cell) == pytest.approx((low, high), abs=5e-3)


@settings(max_examples=25, deadline=None)
@given(cells=ANSWERS)
def test_a_quick_proof_never_says_that_a_mean_is_less_known_than_it_is(cells):
    own = told_of(cells)

    with np.errstate(divide="ignore", invalid="ignore"):
        judged = Judged.of(own, np.arange(4), ENOUGH, 0.1)

    for cell in range(4):
        low, high = possible_means(own, cell)
        assert low - 1e-3 <= judged.low[cell]
        assert judged.high[cell] <= high + 1e-3


def test_the_proof_of_a_wide_mean_knows_the_spread_too():
    n, mean = 8, 0.5
    close = system([[1, 1]], [n], total=[n * mean], squares=[n * (mean**2 + 1e-4)])
    wide = system([[1, 1]], [n], total=[n * mean], squares=[n * (mean**2 + 0.1)])

    widths = [proved(own).width[0] for own in (close, wide)]

    assert widths[0] < 0.1 < widths[1]
