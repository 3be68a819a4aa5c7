import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.moments import covariance, moments
from metrics.reliability import item_reliability, one_factor, scale_reliability
from tests.alternatives import alpha_of_sums

forms = st.integers(2, 5).flatmap(
    lambda items: st.lists(st.tuples(*[st.integers(1, 6)] * items), min_size=1, max_size=30)
)


def reliability_of(answers, confidence=0.95):
    table, freedom = covariance(moments(pd.DataFrame(answers)))
    return scale_reliability(table, freedom + 1, confidence).iloc[0]


def scale_of(oracle, name):
    """The answers to a scale of the reference case with its turned items turned, and what is expected of them."""
    answers, expected = oracle("06_alpha_omega_psych")
    scale = expected["scales"][name]
    names = [item.removeprefix("-") for item in scale["items"]]
    turned = [item.removeprefix("-") for item in scale["items"] if item.startswith("-")]
    return answers[names].assign(**{item: 7 - answers[item] for item in turned}), scale


def equal_correlations(items, r):
    return np.full((items, items), r) + (1 - r) * np.eye(items)


def test_scales_agree_with_r(agree, reference_values):
    answers, expected = reference_values("reliability_answers"), reference_values("reliability")

    rows = [reliability_of(answers[items.split()]) for items in expected["items"]]
    wide = [reliability_of(answers[items.split()], 0.99) for items in expected["items"]]

    closed = ["n", "alpha", "lower", "upper", "spearman_brown"]
    agree(scale_reliability, pd.DataFrame(rows)[closed].astype(float), expected[closed])
    agree(
        scale_reliability,
        pd.DataFrame(wide)[["lower", "upper"]].astype(float),
        expected[["lower99", "upper99"]],
        rtol=1e-9,
    )
    agree(scale_reliability, pd.DataFrame(rows)["omega"].astype(float), expected["omega"], rtol=1e-5)


def test_items_agree_with_r(agree, reference_values):
    answers, expected = reference_values("reliability_answers"), reference_values("reliability_items")

    for _, rows in expected.groupby("scale"):
        table = item_reliability(covariance(moments(answers[rows["item"].tolist()]))[0])

        columns = ["rest_correlation", "alpha_without"]
        agree(item_reliability, table.loc[rows["item"], columns], rows[columns])


@pytest.mark.parametrize("scale", ["A", "C", "E"])
def test_scales_and_items_agree_with_the_reference_case(agree, oracle, scale):
    answers, expected = scale_of(oracle, scale)

    row, items = reliability_of(answers), item_reliability(covariance(moments(answers))[0])

    assert row["n"] == expected["n_complete"]
    agree(scale_reliability, row["alpha"], expected["raw_alpha_complete"])
    agree(scale_reliability, row[["lower", "upper"]].tolist(), expected["feldt_ci95"])
    agree(scale_reliability, row["omega"], expected["omega_total_cfa_ml_unidimensional"], rtol=1e-5)
    agree(item_reliability, items["rest_correlation"].to_dict(), expected["r_drop"])
    agree(item_reliability, items["alpha_without"].to_dict(), expected["alpha_if_dropped"])


@pytest.mark.parametrize("scale", ["A", "C", "E"])
def test_one_factor_agrees_with_the_reference_case(agree, oracle, scale):
    answers, expected = scale_of(oracle, scale)
    answers = answers.dropna()

    loadings, errors = one_factor(answers.corr().to_numpy())

    # the reference divides covariances by n
    agree(one_factor, loadings * answers.std(ddof=0), list(expected["cfa_loadings"].values()), rtol=1e-5)
    agree(one_factor, errors * answers.var(ddof=0), list(expected["cfa_residual_var"].values()), rtol=1e-5)


def test_groups_of_respondents_give_a_row_each():
    matrices = np.stack([equal_correlations(4, 0.5), equal_correlations(4, 0.0), np.full((4, 4), np.nan)])

    table = scale_reliability(matrices, pd.Series([200, 40, 0], index=["a", "b", "c"]))

    assert table.index.tolist() == ["a", "b", "c"]
    assert table["alpha"].tolist() == pytest.approx([0.8, 0, np.nan], nan_ok=True)
    assert table["stable"].tolist() == [True, False, False]
    assert table["reason"].tolist() == ["", "", "few"]


@pytest.mark.parametrize(("n", "stable"), [(99, False), (100, True), (101, True)])
def test_a_hundred_respondents_are_stable(n, stable):
    assert scale_reliability(equal_correlations(3, 0.5), n)["stable"].tolist() == [stable]


def test_two_items_have_spearman_brown_and_no_omega():
    row = scale_reliability(np.array([[1.0, 1.2], [1.2, 4.0]]), 200).iloc[0]

    assert row["spearman_brown"] == pytest.approx(2 * 0.6 / 1.6)
    assert (row["reason"], row["omega_reason"]) == ("", "two_items")
    assert np.isnan(row["omega"])


def test_one_item_has_no_coefficients():
    row = scale_reliability(np.array([[2.0]]), 200).iloc[0]

    assert (row["reason"], row["omega_reason"]) == ("one_item", "one_item")
    assert row[["alpha", "lower", "upper", "omega"]].isna().all()
    assert item_reliability(np.array([[2.0]]))["reason"].tolist() == ["one_item"]


def test_an_item_that_never_varies_has_an_alpha_and_no_omega():
    matrix = equal_correlations(4, 0.5)
    matrix[0, :] = matrix[:, 0] = 0

    row = scale_reliability(matrix, 200).iloc[0]

    assert row["alpha"] == pytest.approx(4 / 3 * (1 - 3 / 6))
    assert (row["reason"], row["omega_reason"]) == ("", "constant")
    assert item_reliability(matrix)["reason"].tolist() == ["constant", "", "", ""]


def test_items_that_cancel_have_a_sum_that_never_varies():
    matrix = np.array([[0.3, -0.1, -0.2], [-0.1, 0.3, -0.2], [-0.2, -0.2, 0.4]])

    row = scale_reliability(matrix, 200).iloc[0]

    assert row["reason"] == "constant"


@pytest.mark.parametrize(
    "matrix",
    [
        equal_correlations(3, 1.0),
        np.array([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]]),
        np.array([[1, 0.5, 0.5], [0.5, 1, -0.5], [0.5, -0.5, 1]]),
        np.eye(3),
        np.array([[1, 0.6, 0, 0], [0.6, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
    ],
)
def test_a_scale_without_a_proper_factor_says_so(matrix):
    row = scale_reliability(matrix, 200).iloc[0]

    assert (row["reason"], row["omega_reason"]) == ("", "improper")
    assert np.isnan(row["omega"])


def test_many_scales_at_once_give_what_each_gives():
    numbers = np.random.default_rng(4)
    answers = [numbers.normal(size=(30, 4)) + weight * numbers.normal(size=(30, 1)) for weight in (0, 0.3, 1, 2) * 5]
    matrices = np.stack([*(np.cov(own, rowvar=False) for own in answers), np.zeros((4, 4)), np.full((4, 4), np.nan)])

    table, items = scale_reliability(matrices, 30), item_reliability(matrices)

    each = pd.concat([scale_reliability(matrix, 30) for matrix in matrices], ignore_index=True)
    pd.testing.assert_frame_equal(table, each, rtol=1e-9)
    assert {"", "improper"} < set(table["omega_reason"])
    each_item = pd.concat([item_reliability(matrix) for matrix in matrices], ignore_index=True)
    pd.testing.assert_frame_equal(items, each_item)


def test_a_missing_covariance_is_a_reason():
    matrix = equal_correlations(3, 0.5)
    matrix[0, 1] = matrix[1, 0] = np.nan

    assert scale_reliability(matrix, 200)["reason"].tolist() == ["missing"]
    assert item_reliability(matrix)["reason"].tolist() == ["missing"] * 3


@pytest.mark.parametrize("impossible", [np.ones((2, 3)), np.array([[1, 0.2], [0.4, 1]]), np.ones(3), np.ones((0, 0))])
def test_a_matrix_that_holds_no_covariances_is_refused(impossible):
    with pytest.raises(ValueError, match="must be"):
        scale_reliability(impossible, 100)


@settings(deadline=None)
@given(forms)
def test_alpha_is_that_of_the_sums_and_nothing_ever_raises(people):
    row = reliability_of(people)

    assert np.isnan(row["alpha"]) == (row["reason"] != "")
    assert np.isnan(row["omega"]) == (row["omega_reason"] != "")
    assert (row["reason"] == "") == (len({sum(person) for person in people}) > 1)
    if row["reason"] == "":
        assert row["alpha"] == pytest.approx(alpha_of_sums(people))
        assert row["lower"] <= row["alpha"] <= row["upper"] or len(people) < 5
        assert len(item_reliability(pd.DataFrame(people).cov())) == len(people[0])


@settings(deadline=None)
@given(forms, st.randoms(use_true_random=False), st.sampled_from([0.25, 2, 20]), st.integers(-8, 8))
def test_order_unit_and_origin_of_the_answers_do_not_matter(people, random, factor, shift):
    order = random.sample(range(len(people[0])), len(people[0]))
    moved = [[person[item] * factor + shift for item in order] for person in people]

    one, other = reliability_of(people), reliability_of(moved)

    columns = ["alpha", "lower", "upper", "omega"]
    assert other["reason"] == one["reason"]
    np.testing.assert_allclose(other[columns].astype(float), one[columns].astype(float), rtol=1e-6, atol=1e-6)
