import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.nonresponse import invited_mean_bounds, response_warning
from tests.alternatives import filled_in_means

answers = st.lists(st.integers(1, 6), min_size=1, max_size=30)


def bounds_of(scores, invited):
    return invited_mean_bounds(len(scores), sum(scores), invited, 1, 6).iloc[0]


@given(answers, st.integers(0, 100))
def test_bounds_are_means_with_the_lowest_and_the_highest_answer_filled_in(scores, silent):
    row = bounds_of(scores, len(scores) + silent)

    lowest, highest = filled_in_means(scores, len(scores) + silent, 1, 6)
    assert (row["lower"], row["upper"]) == pytest.approx((lowest, highest))
    assert row["lower"] - 1e-12 <= row["mean"] <= row["upper"] + 1e-12
    assert row["upper"] - row["lower"] == pytest.approx(5 * (1 - row["response_rate"]))


def test_when_everybody_answered_the_bounds_are_the_mean():
    row = bounds_of([4, 5, 6], 3)

    assert row[["mean", "lower", "upper"]].tolist() == [5, 5, 5]


def test_when_nobody_answered_the_bounds_are_the_scale():
    row = bounds_of([], 12)

    assert np.isnan(row["mean"])
    assert row[["lower", "upper"]].tolist() == [1, 6]
    assert (row["response_rate"], row["warning"]) == (0, "very_low")


@pytest.mark.parametrize(
    ("invited", "reason"), [(np.nan, "invited_unknown"), (0, "invited_unknown"), (2, "more_answers_than_invited")]
)
def test_without_a_usable_number_invited_there_are_no_bounds(invited, reason):
    row = bounds_of([4, 5, 6], invited)

    assert (row["mean"], row["reason"], row["warning"]) == (5, reason, "unknown")
    assert row[["response_rate", "lower", "upper"]].isna().all()


@pytest.mark.parametrize(
    ("n", "warning"),
    [(0, "very_low"), (9, "very_low"), (10, "low"), (14, "low"), (15, "none"), (30, "none"), (31, "unknown")],
)
def test_warnings_begin_below_a_half_and_below_a_third(n, warning):
    assert response_warning(n, 30).tolist() == [warning]


def test_the_index_of_the_cells_is_kept():
    cells = pd.DataFrame({"n": [5, None], "total": [20, None], "invited": [9, 8]}, index=["a", "b"], dtype="Int64")

    table = invited_mean_bounds(cells["n"], cells["total"], cells["invited"], 1, 6)

    assert table.index.tolist() == ["a", "b"]
    assert table["lower"].isna().tolist() == [False, True]


@given(answers, answers, st.integers(0, 20), st.integers(0, 20))
def test_bounds_of_two_units_together_are_their_average_by_number_invited(one, other, silent, more):
    invited = np.array([len(one) + silent, len(other) + more])

    rows = [bounds_of(one, invited[0]), bounds_of(other, invited[1])]
    together = bounds_of(one + other, invited.sum())

    for limit in ["lower", "upper"]:
        assert together[limit] == pytest.approx(np.average([row[limit] for row in rows], weights=invited))


@given(answers, st.integers(0, 20), st.sampled_from([0.5, 20]), st.integers(-20, 20))
def test_another_scale_moves_the_bounds_with_it(scores, silent, factor, shift):
    row = bounds_of(scores, len(scores) + silent)

    moved = [score * factor + shift for score in scores]
    other = invited_mean_bounds(len(moved), sum(moved), len(moved) + silent, factor + shift, 6 * factor + shift).iloc[0]

    assert other["lower"] == pytest.approx(row["lower"] * factor + shift)
    assert other["upper"] == pytest.approx(row["upper"] * factor + shift)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: invited_mean_bounds(5, 20, 9, 6, 1), "must rise"),
        (lambda: invited_mean_bounds(5, 31, 9, 1, 6), "outside"),
        (lambda: invited_mean_bounds(5, 4, 9, 1, 6), "outside"),
        (lambda: response_warning(-1, 9), "negative"),
    ],
)
def test_impossible_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
