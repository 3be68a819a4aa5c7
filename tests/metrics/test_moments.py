import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.moments import covariance, merged, moments

forms = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=40)


def table_of(people):
    table = pd.DataFrame(people, columns=["unit", "a", "b"])
    return table[["a", "b"]], table["unit"]


def test_covariances_within_units_agree_with_r(agree, reference_values):
    people, expected = reference_values("drivers_answers"), reference_values("within_covariance")

    table, freedom = covariance(moments(people.drop(columns="unit"), people["unit"]))

    expected = expected.set_index("question")
    agree(covariance, table, expected.loc[table.index, table.columns])
    assert freedom == len(people) - people["unit"].nunique()


def test_a_respondent_who_left_out_a_question_does_not_count():
    answers = pd.DataFrame({"a": [1, 5, 3, 6], "b": [2, None, 4, 6]}, dtype="Int64")

    found = moments(answers, pd.Series(["A", "A", "A", None]))

    assert (found.n.tolist(), found.totals.tolist()) == ([2], [[4, 6]])


def test_one_respondent_has_no_covariances():
    table, freedom = covariance(moments(pd.DataFrame({"a": [1], "b": [2]})))

    assert freedom == 0
    assert table.isna().all(axis=None)


def test_nobody_has_no_covariances():
    table, _ = covariance(moments(pd.DataFrame({"a": [], "b": []}, dtype=float)))

    assert table.shape == (2, 2)
    assert table.isna().all(axis=None)


def test_equal_answers_within_each_unit_have_no_spread():
    answers = pd.DataFrame({"a": [1.1, 1.1, 2.3, 2.3, 2.3], "b": [1, 2, 3, 4, 6]})

    table, _ = covariance(moments(answers, pd.Series(list("AABBB"))))

    assert table["a"].tolist() == [0, 0]
    assert table.loc["b", "b"] > 0


def test_units_must_belong_to_the_answers():
    with pytest.raises(ValueError, match="another index"):
        moments(pd.DataFrame({"a": [1, 2]}), pd.Series(["A", "B"], index=[5, 6]))


@given(forms)
def test_merging_units_equals_counting_together(people):
    answers, units = table_of(people)

    together, freedom = covariance(merged(moments(answers, units)))

    assert freedom == len(people) - 1
    if freedom:
        np.testing.assert_allclose(together, answers.cov(), atol=1e-9)


@given(forms, st.randoms(use_true_random=False))
def test_the_order_of_people_and_the_names_of_units_do_not_matter(people, random):
    shuffled = random.sample(people, len(people))
    renamed = [({"A": "y", "B": "x", "C": "z"}[unit], *answers) for unit, *answers in shuffled]

    one, other = covariance(moments(*table_of(people))), covariance(moments(*table_of(renamed)))

    pd.testing.assert_frame_equal(one[0], other[0])
    assert one[1] == other[1]


@given(forms)
def test_a_shift_of_a_whole_unit_changes_nothing_within_units(people):
    answers, units = table_of(people)
    shifted = answers.add(units.map({"A": 0, "B": 3, "C": 90}), axis=0)

    np.testing.assert_allclose(
        covariance(moments(answers, units))[0], covariance(moments(shifted, units))[0], atol=1e-9
    )
