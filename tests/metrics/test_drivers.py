import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.drivers import DRAWN_ONE_BY_ONE, importance, johnson, key_drivers, lmg
from metrics.moments import covariance, merged, moments
from tests.alternatives import resampled_share_limits

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


def constructed(n, units, seed=1):
    """Answers to three questions on 1-6 in units that differ, and the units."""
    numbers = np.random.default_rng(seed)
    unit = pd.Series(numbers.integers(0, units, n))
    common = numbers.normal(size=n) + unit.to_numpy() * 0.5
    scores = {name: np.clip(np.round(4 + common + numbers.normal(size=n)), 1, 6) for name in ["q1", "q2", "overall"]}
    return pd.DataFrame(scores), unit


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


def test_intervals_agree_with_respondents_drawn_one_at_a_time():
    answers, unit = constructed(130, 3)
    people = {number: list(answers[unit == number].itertuples(index=False, name=None)) for number in range(3)}

    table = key_drivers(answers, "overall", unit, "lmg", resamples=2000)

    slow = resampled_share_limits(people, resamples=800, seed=3)
    assert table.loc["q1", ["lower", "upper"]].tolist() == pytest.approx(slow, abs=0.03)


def test_differences_between_units_do_not_count():
    answers, unit = constructed(400, 4)
    lifted = answers.add(unit * 7, axis=0)

    pd.testing.assert_frame_equal(
        key_drivers(answers, "overall", unit, resamples=50), key_drivers(lifted, "overall", unit, resamples=50)
    )


def test_the_same_answers_give_the_same_interval():
    answers, unit = constructed(150, 2)

    one, other = (key_drivers(answers, "overall", unit, resamples=60) for _ in range(2))

    pd.testing.assert_frame_equal(one, other)


def test_the_interval_holds_the_share_and_narrows_with_respondents():
    few, many = (key_drivers(*(constructed(n, 3)[0], "overall"), resamples=300) for n in (120, 3000))

    for table in (few, many):
        assert (table["lower"] < table["share"]).all()
        assert (table["share"] < table["upper"]).all()
    assert ((many["upper"] - many["lower"]) < (few["upper"] - few["lower"])).all()


@pytest.mark.parametrize(("n", "reason"), [(99, "few"), (100, ""), (101, "")])
def test_drivers_need_a_hundred_respondents(n, reason):
    answers, _ = constructed(n, 1)

    table = key_drivers(answers, "overall", resamples=20)

    assert set(table["reason"]) == {reason}
    assert table["n"].tolist() == [n, n]
    assert table["share"].isna().all() == table["lower"].isna().all() == (reason == "few")


def test_respondents_of_one_unit_each_say_nothing_within_units():
    answers, _ = constructed(150, 1)

    table = key_drivers(answers, "overall", pd.Series(range(150)))

    assert set(table["reason"]) == {"few"}


def test_an_answer_left_out_leaves_out_the_respondent():
    answers, unit = constructed(300, 2)
    gaps = answers.copy()
    gaps.iloc[:50, 0] = np.nan

    with_gaps, complete = (
        key_drivers(table, "overall", unit[table.index], resamples=30) for table in (gaps, answers.iloc[50:])
    )

    pd.testing.assert_frame_equal(with_gaps, complete)


@pytest.mark.parametrize("method", ["johnson", "lmg"])
def test_a_question_that_never_varies_is_a_reason(method):
    answers, unit = constructed(200, 2)

    for name in ["q1", "overall"]:
        table = key_drivers(answers.assign(**{name: 6}), "overall", unit, method)

        assert set(table["reason"]) == {"constant"}
        assert table[["weight", "share", "lower", "upper"]].isna().all(axis=None)


@pytest.mark.parametrize("method", ["johnson", "lmg"])
def test_a_predictor_that_is_a_sum_of_others_is_a_reason(method):
    answers, _ = constructed(200, 1)

    table = key_drivers(answers.assign(q3=answers["q1"] + answers["q2"]), "overall", method=method)

    assert set(table["reason"]) == {"collinear"}


def test_predictors_that_explain_nothing_have_weights_and_no_shares():
    table = importance(named(np.eye(3)), "overall", 200)

    assert table["weight"].tolist() == [0, 0]
    assert table["share"].isna().all()
    assert set(table["reason"]) == {"unrelated"}


def test_a_predictor_that_hardly_varies_leaves_no_interval():
    answers, _ = constructed(200, 1)
    answers["q1"] = [1.0] + [6.0] * 199  # a third of the resamples lack the one who differs

    table = key_drivers(answers, "overall", resamples=200)

    assert set(table["reason"]) == {"unstable"}
    assert table["share"].notna().all()
    assert table[["lower", "upper"]].isna().all(axis=None)


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


def test_an_interval_needs_a_resample():
    with pytest.raises(ValueError, match="at least one resample"):
        key_drivers(constructed(120, 1)[0], "overall", resamples=0)


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


def test_limits_of_many_respondents_agree_with_respondents_drawn_one_at_a_time():
    answers, unit = constructed(DRAWN_ONE_BY_ONE + 150, 3)
    people = {number: list(answers[unit == number].itertuples(index=False, name=None)) for number in range(3)}

    table = key_drivers(answers, "overall", unit, "lmg", resamples=4000)

    slow = resampled_share_limits(people, resamples=1500, seed=3)
    assert table.loc["q1", ["lower", "upper"]].tolist() == pytest.approx(slow, abs=0.015)


@pytest.mark.parametrize("n", [DRAWN_ONE_BY_ONE - 50, DRAWN_ONE_BY_ONE + 50])
def test_the_order_of_the_respondents_does_not_matter(n):
    answers, unit = constructed(n, 4)
    order = np.random.default_rng(2).permutation(n)

    one = key_drivers(answers, "overall", unit, resamples=100)
    other = key_drivers(answers.iloc[order], "overall", unit.iloc[order], resamples=100)

    pd.testing.assert_frame_equal(one, other, rtol=1e-9)


@pytest.mark.parametrize("n", [DRAWN_ONE_BY_ONE, DRAWN_ONE_BY_ONE + 1])
def test_one_predictor_comes_first_in_each_resample(n):
    answers, _ = constructed(n, 1)

    table = key_drivers(answers.assign(q1=answers["overall"]), "overall", resamples=200)

    assert table["first"].to_dict() == {"q1": 1, "q2": 0}
    assert key_drivers(answers, "overall", resamples=200)["first"].sum() == pytest.approx(1)
