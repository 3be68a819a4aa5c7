import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.composite import half_rule_mean
from metrics.likert import index
from metrics.means import mean_interval
from tests.alternatives import half_rule_score

answers = st.none() | st.integers(1, 6)
forms = st.integers(1, 7).flatmap(
    lambda items: st.lists(st.lists(answers, min_size=items, max_size=items), min_size=1, max_size=20)
)


def test_scores_agree_with_r(agree, reference_values):
    expected = reference_values("composite")

    scores = half_rule_mean(expected[["a", "b", "c", "d", "e"]])

    agree(half_rule_mean, scores, expected["score"])


def test_scores_agree_with_the_reference_case(agree, oracle):
    forms, expected = oracle("19_item_drop_composite_missing")

    scores = half_rule_mean(forms[["A2", "A3", "A4", "A5"]])

    assert scores.count() == expected["n_half"]
    agree(half_rule_mean, scores.mean(), expected["mean_half"])
    agree(half_rule_mean, scores.std(), expected["sd_half"])
    units = scores.groupby(forms["unit"]).agg(["count", "mean"])
    rows = pd.DataFrame(expected["unit_half"]).T.set_index(units.index)
    agree(half_rule_mean, units, rows[["n", "mean"]])
    items = forms[list(expected["item_means"])].agg(["count", "sum"]).T
    means = mean_interval(items["count"], items["sum"], (forms[items.index] ** 2).sum())["mean"]
    agree(mean_interval, means.to_dict(), expected["item_means"])
    agree(mean_interval, means.mean(), expected["mean_of_item_means"])
    agree(index, index(scores, 1, 6).mean(), expected["score_0_100_half"])
    complete = half_rule_mean(forms[["A2", "A3", "A4", "A5"]].dropna())
    agree(half_rule_mean, [complete.count(), complete.mean()], [expected["n_complete"], expected["mean_complete"]])


@pytest.mark.parametrize(("answered", "has_score"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_score_needs_half_of_four_questions(answered, has_score):
    form = np.array([[4.0] * answered + [np.nan] * (4 - answered)])

    assert np.isfinite(half_rule_mean(form)).tolist() == [has_score]


def test_half_is_counted_among_the_questions_asked():
    form = np.array([[5.0, np.nan, np.nan, np.nan]])

    assert half_rule_mean(form, asked=np.array([True, True, False, False])).tolist() == [5]
    assert np.isnan(half_rule_mean(form, asked=np.array([True, True, True, False]))).all()


def test_a_respondent_who_was_asked_nothing_has_no_score():
    assert np.isnan(half_rule_mean(np.array([[5.0, 4.0]]), asked=np.array([False, False]))).all()


def test_the_scores_keep_the_respondents_index():
    forms = pd.DataFrame({"a": [1, None], "b": [3, 5]}, index=[17, 12], dtype="Int64")

    assert half_rule_mean(forms).to_dict() == {17: 2.0, 12: 5.0}


@given(forms)
def test_scores_equal_those_counted_one_by_one(rows):
    scores = half_rule_mean(np.array(rows, dtype=float))

    np.testing.assert_allclose(scores, [half_rule_score(row) for row in rows])
