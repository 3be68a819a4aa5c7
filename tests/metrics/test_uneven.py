"""A small side against a large one: the spread of both where one is much larger, Welch's test where they are alike."""

import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.differences import difference
from metrics.means import mean_interval
from metrics.uneven import UNEVEN, uneven_difference
from tests.alternatives import spread_with_neighbours

few = settings(max_examples=60, deadline=None)
answers = st.lists(st.integers(1, 6), min_size=2, max_size=12)
COLUMNS = ["difference", "se", "df", "lower", "upper", "p"]


def side(*samples):
    """The table of one side: a row a sample of answers."""
    n = np.array([len(sample) for sample in samples], dtype=float)
    total, squares = (np.array([sum(x**power for x in sample) for sample in samples]) for power in (1, 2))
    return mean_interval(n, total, squares).assign(n=n)


def error_of(own, other):
    """Standard error and degrees of freedom of a sample, worked out answer by answer."""
    sd, df = statistics.stdev(own), len(own) - 1
    if len(other) >= UNEVEN * len(own):
        sd, df = spread_with_neighbours(own, [other])
    return sd / len(own) ** 0.5, df


@few
@given(answers, answers)
def test_the_smaller_of_two_uneven_sides_has_the_spread_of_both(one, other):
    found = uneven_difference(side(one), side(other)).iloc[0]

    (se_a, df_a), (se_b, df_b) = error_of(one, other), error_of(other, one)
    known = all(statistics.stdev(own) or se for own, se in ((one, se_a), (other, se_b)))
    expected = difference(np.mean(one), se_a, df_a, np.mean(other), se_b, df_b).iloc[0]
    assert found["difference"] == pytest.approx(expected["difference"])
    if known:
        assert found[COLUMNS].tolist() == pytest.approx(expected[COLUMNS].tolist(), rel=1e-6, abs=1e-9)
    else:
        assert found[["se", "df", "lower", "upper", "p"]].isna().all()


@few
@given(st.lists(answers, min_size=1, max_size=5), st.lists(answers, min_size=5, max_size=5))
def test_turned_round_a_difference_is_the_same_with_the_other_sign(ones, others):
    a, b = side(*ones), side(*others[: len(ones)])

    one, other = uneven_difference(a, b), uneven_difference(b, a)

    assert one["difference"].tolist() == pytest.approx((-other["difference"]).tolist())
    for column in ("se", "df", "p"):
        assert one[column].tolist() == pytest.approx(other[column].tolist(), nan_ok=True)


def test_sides_of_like_size_have_welchs_test():
    a, b = side([3, 4, 6, 5, 5]), side([2, 4, 4, 3, 5, 5, 6, 4, 3])

    expected = difference(a["mean"], a["se"], a["df"], b["mean"], b["se"], b["df"])

    pd.testing.assert_frame_equal(uneven_difference(a, b), expected)


def test_few_answers_that_are_nearly_alike_are_no_longer_certain():
    a, b = side([5, 5, 5, 5, 5, 6]), side([2, 3, 4, 4, 4, 5, 5, 5, 6, 6] * 6)

    plain = difference(a["mean"], a["se"], a["df"], b["mean"], b["se"], b["df"])["p"].iloc[0]

    assert plain < 0.05 < uneven_difference(a, b)["p"].iloc[0]


def test_few_equal_answers_have_a_test_against_many_and_none_against_few():
    same, few_others, many = side([6, 6, 6]), side([4, 5, 6]), side([4, 5, 6, 3, 5, 6])

    assert 0 < uneven_difference(same, many)["p"].iloc[0] < 1
    assert np.isnan(uneven_difference(same, few_others)["p"].iloc[0])
    assert np.isnan(uneven_difference(side([6, 6, 6]), side([5] * 9))["p"].iloc[0])


def test_a_side_without_a_spread_neither_lends_nor_borrows():
    a, b = side([3, 4, 6, 5, 5]), side([2, 4, 4, 3, 5, 5, 6, 4, 3] * 3).assign(sd=np.nan)

    expected = difference(a["mean"], a["se"], a["df"], b["mean"], b["se"], b["df"])

    pd.testing.assert_frame_equal(uneven_difference(a, b), expected)
    assert uneven_difference(side([3, 4]).assign(sd=np.nan, se=np.nan), side([2, 4, 4, 3, 6]))["p"].isna().all()


def test_the_error_of_a_weighted_mean_grows_as_its_spread_does():
    many = side([2, 3, 4, 4, 4, 5, 5, 5, 6, 6] * 6)
    plain = side([5, 5, 5, 5, 5, 6])

    found = uneven_difference(plain.assign(se=plain["se"] * 1.5), many)["se"] ** 2 - many["se"] ** 2

    alone = uneven_difference(plain, many)["se"] ** 2 - many["se"] ** 2
    assert found.iloc[0] == pytest.approx(1.5**2 * alone.iloc[0])


def test_tables_that_do_not_belong_together_and_impossible_confidence_are_refused():
    a, b = side([3, 4, 6]), side([3, 4, 6, 5, 4, 3, 6])

    with pytest.raises(ValueError, match="different indexes"):
        uneven_difference(a, b.set_axis([7]))
    with pytest.raises(ValueError, match="Confidence"):
        uneven_difference(a, b, confidence=95)
    with pytest.raises(ValueError, match="at least 0"):
        uneven_difference(a.assign(sd=-1.0), b)
