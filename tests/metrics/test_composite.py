import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.composite import half_rule_mean
from tests.alternatives import half_rule_score

answers = st.none() | st.integers(1, 6)
forms = st.integers(1, 7).flatmap(
    lambda items: st.lists(st.lists(answers, min_size=items, max_size=items), min_size=1, max_size=20)
)


def test_scores_agree_with_r(reference_values):
    expected = reference_values("composite")

    scores = half_rule_mean(expected[["a", "b", "c", "d", "e"]])

    np.testing.assert_allclose(scores, expected["score"], rtol=1e-9)


def test_scores_agree_with_the_reference_case(oracle):
    forms, expected = oracle("19_item_drop_composite_missing")

    scores = half_rule_mean(forms[["A2", "A3", "A4", "A5"]])

    assert scores.count() == expected["n_half"]
    assert scores.mean() == pytest.approx(expected["mean_half"], rel=1e-9)
    assert scores.std() == pytest.approx(expected["sd_half"], rel=1e-9)
    units = scores.groupby(forms["unit"]).agg(["count", "mean"])
    rows = pd.DataFrame(expected["unit_half"]).T.set_index(units.index)
    np.testing.assert_allclose(units, rows[["n", "mean"]], rtol=1e-9)


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
