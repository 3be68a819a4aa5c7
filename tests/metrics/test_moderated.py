import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.differences import difference, holm
from metrics.means import mean_interval
from metrics.moderated import moderated_spread
from tests.alternatives import spread_with_neighbours

few = settings(max_examples=60, deadline=None)
units = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=9), min_size=1, max_size=7)


def spreads_of(rows):
    n = np.array([len(row) for row in rows])
    return n, np.array([statistics.stdev(row) if len(row) > 1 else np.nan for row in rows])


@few
@given(units)
def test_the_spread_is_that_worked_out_answer_by_answer(rows):
    table = moderated_spread(*spreads_of(rows))

    for place, found in enumerate(table.itertuples()):
        sd, df = spread_with_neighbours(rows[place], rows[:place] + rows[place + 1 :])
        if sd > 0:
            assert (found.sd, found.df) == pytest.approx((sd, df))
            assert found.se == pytest.approx(sd / len(rows[place]) ** 0.5)
        else:
            assert np.isnan([found.sd, found.se, found.df]).all()


@few
@given(units, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_name_of_the_group_matters(rows, random):
    n, sd = spreads_of(rows)
    order = random.sample(range(len(rows)), len(rows))

    one = moderated_spread(n, sd, ["a"] * len(rows)).iloc[order].reset_index(drop=True)

    pd.testing.assert_frame_equal(one, moderated_spread(n[order], sd[order], ["b"] * len(rows)))


@few
@given(units, units)
def test_units_of_other_groups_lend_nothing(rows, others):
    n, sd = spreads_of(rows + others)
    group = ["a"] * len(rows) + ["b"] * len(others)

    together = moderated_spread(n, sd, group)

    pd.testing.assert_frame_equal(together.iloc[: len(rows)], moderated_spread(*spreads_of(rows)))


@few
@given(units, st.sampled_from([0.5, 20.0]))
def test_the_unit_of_the_answers_does_not_matter(rows, factor):
    n, sd = spreads_of(rows)

    one, other = moderated_spread(n, sd), moderated_spread(n, sd * factor)

    np.testing.assert_allclose(other["sd"], one["sd"] * factor)
    np.testing.assert_array_equal(other["df"], one["df"])


@few
@given(units)
def test_the_spread_lies_between_the_units_own_and_that_of_the_others(rows):
    n, sd = spreads_of(rows)

    table = moderated_spread(n, sd)

    known = table["sd"].notna() & ~np.isnan(sd)
    low, high = np.nanmin(np.append(sd, np.inf)), np.nanmax(np.append(sd, 0))
    assert table.loc[known, "sd"].between(low - 1e-9, high + 1e-9).all()


@pytest.mark.parametrize(
    ("n", "sd", "expected"),
    [
        ([5], [1.2], [1.2]),
        ([1, 5], [np.nan, 1.2], [1.2, 1.2]),
        ([5, 5], [0, 1.2], [1.2 / 2**0.5, 1.2 / 2**0.5]),
        ([5, 5], [0, 0], [np.nan, np.nan]),
        ([1], [np.nan], [np.nan]),
        ([0, 5], [np.nan, 1.2], [np.nan, 1.2]),
        ([8, 5], [np.nan, 1.2], [np.nan, 1.2]),
        ([], [], []),
    ],
)
def test_a_unit_without_a_spread_of_its_own_borrows_where_there_is_one_to_borrow(n, sd, expected):
    assert moderated_spread(n, sd)["sd"].tolist() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(([-1], [1]), "at least 0"), (([5], [-1]), "at least 0"), (([5, 5], [1, 1], ["a"]), "group names 1")],
)
def test_impossible_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        moderated_spread(*arguments)


def test_five_answers_that_are_nearly_alike_are_not_certain_among_units_that_are_not():
    answers = [[6, 6, 6, 6, 5], *[[3, 4, 5, 6, 6, 4]] * 8]
    n, total, squares = np.array([(len(row), sum(row), sum(x * x for x in row)) for row in answers], dtype=float).T
    own = mean_interval(n, total, squares)
    rest = mean_interval(n[1:].sum(), total[1:].sum(), squares[1:].sum()).iloc[0]

    borrowed = moderated_spread(n, own["sd"]).iloc[0]

    by_itself, with_others = (
        difference(own["mean"][0], side["se"], side["df"], rest["mean"], rest["se"], rest["df"])["p"]
        for side in (own.iloc[0], borrowed)
    )
    assert holm(np.append(by_itself, np.ones(8)))[0] < 0.05 < holm(np.append(with_others, np.ones(8)))[0]
