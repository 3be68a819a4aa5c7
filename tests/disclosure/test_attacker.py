"""The programs find exactly what is possible, and the quick proofs never more than that."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from disclosure.attacker import System, possible_means, possible_numbers
from disclosure.certificates import reach
from disclosure.cone import Limits
from disclosure.unknowns import Unknowns, centre

THRESHOLD = 5
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
        least=np.ones(count),
        most=np.full(count, float(max(n))),
        sums=sums,
        n=np.asarray(n, dtype=float),
        total=unknown if total is None else np.asarray(total, dtype=float),
        squares=unknown if squares is None else np.asarray(squares, dtype=float),
        slack=np.zeros(len(sums)),
    )


def proved(own):
    """What is proved of the cells without a program."""
    count = len(own.least)
    unknown = Unknowns(
        system=np.zeros(count, dtype=np.int64), limits=Limits(own.least, own.most), listed=own.listed,
        threshold=own.threshold, sums=sparse.csr_matrix(own.sums), n=own.n, total=own.total, squares=own.squares,
        slack=own.slack, of=np.zeros(len(own.n), dtype=np.int64),
    )  # fmt: skip
    point, found = centre(unknown)
    assert found.all()
    return reach(unknown, point, np.arange(count), 5, 0.1)


def possible(own):
    """Every table of whole numbers with the sums, in which some cell is too small; by trying them all."""
    limits = [range(1, int(most) + 1) for most in own.most]
    tables = np.array(list(itertools.product(*limits)))
    fits = (tables @ own.sums.T == own.n).all(axis=1) & (tables < own.threshold).any(axis=1)
    return tables[fits]


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


def test_the_proof_of_a_wide_mean_knows_the_spread_too():
    n, mean = 8, 0.5
    close = system([[1, 1]], [n], total=[n * mean], squares=[n * (mean**2 + 1e-4)])
    wide = system([[1, 1]], [n], total=[n * mean], squares=[n * (mean**2 + 0.1)])

    widths = [proved(own).width[0] for own in (close, wide)]

    assert widths[0] < 0.1 < widths[1]
