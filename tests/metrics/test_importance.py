import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.importance import importance, johnson, lmg
from metrics.moments import covariance, merged, moments

seeds = st.integers(0, 10_000)
methods = st.sampled_from(["johnson", "lmg"])


def correlations_of(seed, questions):
    """Correlations of constructed questions that share something; the last is the outcome."""
    numbers = np.random.default_rng(seed)
    return np.corrcoef(
        numbers.normal(size=(questions + 20, questions)) + numbers.normal(size=(questions + 20, 1)), rowvar=False
    )


def named(matrix):
    names = [*(f"q{number}" for number in range(1, len(matrix))), "overall"]
    return pd.DataFrame(matrix, index=names, columns=names)


def test_weights_agree_with_r(agree, reference_values):
    people, expected = reference_values("drivers_answers"), reference_values("drivers")
    parts = moments(people.drop(columns="unit"), people["unit"])
    matrices = {"everyone": covariance(merged(parts))[0], "within": covariance(parts)[0]}

    for name, rows in expected.groupby("covariance"):
        for method in ["johnson", "lmg"]:
            table = importance(matrices[name], "overall", len(people), method)

            agree(importance, table.loc[rows["predictor"], "weight"], rows[method])
            agree(importance, table["r_squared"], rows["r_squared"])


@pytest.mark.parametrize(("case", "outcome"), [("attitude", "rating"), ("swiss", "Fertility"), ("bfi300", "A5")])
def test_weights_agree_with_the_reference_case(agree, oracle, case, outcome):
    answers, expected = oracle("07_key_drivers_relaimpo", f"{case}.csv")
    expected = expected[case]

    tables = {method: importance(answers.cov(), outcome, 300, method) for method in ["johnson", "lmg"]}

    agree(importance, tables["lmg"]["weight"].to_dict(), expected["lmg"])
    agree(importance, tables["lmg"]["share"].to_dict(), expected["lmg_pct"])
    agree(importance, tables["johnson"]["weight"].to_dict(), expected["johnson_rw_relaimpo_genizi"])
    agree(importance, tables["johnson"]["r_squared"].tolist(), [expected["r2"]] * len(expected["lmg"]))


def test_predictors_that_explain_nothing_have_weights_and_no_shares():
    table = importance(named(np.eye(3)), "overall", 200)

    assert table["weight"].tolist() == [0, 0]
    assert table["share"].isna().all()
    assert set(table["reason"]) == {"unrelated"}


def test_a_missing_covariance_is_a_reason():
    matrix = named(correlations_of(1, 4))
    matrix.iloc[0, 1] = matrix.iloc[1, 0] = np.nan

    assert set(importance(matrix, "overall", 300)["reason"]) == {"missing"}


def test_one_predictor_has_everything_that_is_explained():
    table = importance(named(np.array([[1, 0.5], [0.5, 1]])), "overall", 300, "lmg")

    assert table["weight"].tolist() == pytest.approx([0.25])
    assert table["share"].tolist() == [1]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"outcome": "loyalty"}, "loyalty is not among"),
        ({"method": "beta"}, "johnson, lmg"),
        ({"covariances": named(correlations_of(1, 12))}, "1 to 10 predictors, got 11"),
        ({"covariances": named(np.ones((1, 1)))}, "got 0"),
        ({"covariances": named(np.array([[1, 0.2], [0.3, 1]]))}, "symmetric"),
    ],
)
def test_impossible_questions_are_refused(wrong, message):
    sound = {"covariances": named(correlations_of(1, 4)), "outcome": "overall", "n": 300}

    with pytest.raises(ValueError, match=message):
        importance(**sound | wrong)


@settings(deadline=None)
@given(seeds, st.integers(2, 7))
def test_weights_sum_to_what_is_explained_and_are_never_negative(seed, questions):
    matrix = correlations_of(seed, questions)
    explained = matrix[-1, :-1] @ np.linalg.solve(matrix[:-1, :-1], matrix[:-1, -1])

    for weights in (johnson(matrix), lmg(matrix)):
        assert weights.sum() == pytest.approx(explained)
        assert (weights >= -1e-12).all()


@settings(deadline=None)
@given(seeds, st.integers(2, 7), methods, st.randoms(use_true_random=False))
def test_the_order_of_the_predictors_does_not_matter(seed, questions, method, random):
    matrix = named(correlations_of(seed, questions))
    order = random.sample(list(matrix.columns), questions)

    one = importance(matrix, "overall", 500, method)
    other = importance(matrix.loc[order, order], "overall", 500, method)

    pd.testing.assert_frame_equal(one, other.loc[one.index])


@settings(deadline=None)
@given(seeds, methods)
def test_the_unit_of_each_question_does_not_matter(seed, method):
    matrix = correlations_of(seed, 4)
    factors = np.array([1, 20, 0.5, 3])

    one = importance(named(matrix), "overall", 500, method)
    other = importance(named(matrix * np.outer(factors, factors)), "overall", 500, method)

    pd.testing.assert_frame_equal(one, other)


def test_many_matrices_at_once_give_what_each_gives():
    matrices = np.stack([correlations_of(seed, 5) for seed in range(6)])

    for weights in (johnson, lmg):
        np.testing.assert_allclose(weights(matrices), [weights(matrix) for matrix in matrices], rtol=1e-9)


@pytest.mark.parametrize("weights", [johnson, lmg])
def test_weights_are_missing_where_a_predictor_is_a_sum_of_others(weights):
    answers = np.random.default_rng(3).normal(size=(50, 3))
    collinear = np.column_stack([answers[:, :2], answers[:, 0] + answers[:, 1], answers[:, 2]])

    found = weights(np.stack([correlations_of(1, 4), np.corrcoef(collinear, rowvar=False)]))

    np.testing.assert_allclose(found[0], weights(correlations_of(1, 4)), rtol=1e-9)
    assert np.isnan(found[1]).all()
