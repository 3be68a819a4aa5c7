import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.ordinal import cliffs_delta, mann_whitney
from tests.alternatives import dominance_of, share_of_deals_as_far_apart

few = settings(max_examples=40, deadline=None)
answers = st.lists(st.integers(1, 6), min_size=1, max_size=6)
several = st.lists(st.integers(1, 6), min_size=2, max_size=20)
CASE = "13_two_group_tests_multiplicity"


def histogram(values):
    return pd.DataFrame([[list(values).count(point) for point in range(1, 7)]])


def groups_of(scores, items):
    """The histograms of two groups, one row per item."""
    return [
        pd.DataFrame(
            [[(scores.loc[scores["gender"] == gender, item] == point).sum() for point in range(1, 7)] for item in items]
        )
        for gender in (1, 2)
    ]


def test_tests_and_deltas_agree_with_r(agree, reference_values):
    cases = reference_values("ordinal")
    a, b = (cases[[f"{side}_{point}" for point in range(1, 7)]] for side in "ab")

    normal, exact, delta = mann_whitney(a, b, exact_up_to=0), mann_whitney(a, b), cliffs_delta(a, b)

    agree(mann_whitney, normal[["u", "p"]], cases[["u", "p_normal"]])
    small = cases["p_exact"].notna()
    agree(mann_whitney, exact.loc[small, "p"], cases.loc[small, "p_exact"])
    overlap = cases["lower"].notna()
    limits = ["delta", "lower", "upper"]
    agree(cliffs_delta, delta.loc[overlap, limits], cases.loc[overlap, limits])


@pytest.mark.parametrize(("sample", "inputs"), [("small", "small_18_vs_27.csv"), ("big", "big_600.csv")])
def test_tests_agree_with_the_reference_cases(agree, oracle, sample, inputs):
    scores, expected = oracle(CASE, inputs)
    rows = pd.DataFrame(expected[sample]["tests"]).T
    a, b = groups_of(scores, rows.index)

    normal, usual = mann_whitney(a, b, exact_up_to=0), mann_whitney(a, b)

    agree(mann_whitney, normal[["u", "p"]], rows[["U1", "mw_p_cc"]].astype(float))
    if sample == "small":
        assert set(usual["method"]) == {"exact"}
        agree(mann_whitney, usual["p"], rows["mw_p_exact_ties_coin"].astype(float))
    else:
        assert set(usual["method"]) == {"normal"}


@pytest.mark.parametrize(("sample", "inputs"), [("small", "small_18_vs_27.csv"), ("big", "big_600.csv")])
def test_deltas_agree_with_the_reference_cases(agree, oracle, sample, inputs):
    scores, expected = oracle(CASE, inputs)
    rows = pd.DataFrame(expected[sample]["tests"]).T
    a, b = groups_of(scores, rows.index)

    table = cliffs_delta(a, b)

    agree(cliffs_delta, table["delta"], rows["cliff_delta"].astype(float), atol=1e-15)
    assert table["magnitude"].tolist() == rows["cliff_magnitude"].tolist()
    # The program behind the case loses answers of the second group that lie above all of the first, and with
    # them some variance; those intervals are held against the whole matrix of dominance instead.
    whole = ~_second_reaches_higher(a, b)
    limits = np.array(rows["cliff_ci95"].tolist())
    agree(cliffs_delta, table.loc[whole, ["lower", "upper"]], limits[whole], atol=1e-12)
    for row in np.flatnonzero(~whole):
        one, other = (np.repeat(range(1, 7), side.iloc[row]).tolist() for side in (a, b))
        _, lower, upper = dominance_of(one, other)
        assert table.loc[row, ["lower", "upper"]].tolist() == pytest.approx([lower, upper], rel=1e-9)


def _second_reaches_higher(a, b):
    highest = [(side.to_numpy() > 0)[:, ::-1].argmax(axis=1) for side in (a, b)]
    return highest[1] < highest[0]


@few
@given(answers, answers)
def test_the_exact_p_counts_every_deal(one, other):
    row = mann_whitney(histogram(one), histogram(other)).iloc[0]

    assert row["p"] == pytest.approx(share_of_deals_as_far_apart(one, other), abs=1e-12)


@few
@given(several, several)
def test_the_delta_is_that_of_the_whole_matrix(one, other):
    row = cliffs_delta(histogram(one), histogram(other)).iloc[0]

    delta, lower, upper = dominance_of(one, other)
    assert row["delta"] == pytest.approx(delta, abs=1e-12)
    if abs(delta) < 1:
        assert row[["lower", "upper"]].tolist() == pytest.approx([lower, upper], abs=1e-9)
    assert -1 <= row["lower"] <= row["delta"] + 1e-9
    assert row["delta"] - 1e-9 <= row["upper"] <= 1


@few
@given(several, several)
def test_exchanging_the_groups_and_turning_the_scale_turn_the_delta_and_keep_p(one, other):
    a, b = histogram(one), histogram(other)

    test, delta = mann_whitney(a, b).iloc[0], cliffs_delta(a, b).iloc[0]

    for left, right in [(b, a), (a.iloc[:, ::-1], b.iloc[:, ::-1])]:
        assert mann_whitney(left, right).iloc[0]["p"] == pytest.approx(test["p"], abs=1e-12)
        turned = cliffs_delta(left, right).iloc[0]
        assert turned[["delta", "lower", "upper"]].tolist() == pytest.approx(
            [-delta["delta"], -delta["upper"], -delta["lower"]], abs=1e-9
        )


@few
@given(several, several)
def test_points_nobody_chose_do_not_matter(one, other):
    a, b = histogram(one), histogram(other)
    used = (a + b).to_numpy()[0] > 0

    pd.testing.assert_frame_equal(mann_whitney(a, b), mann_whitney(a.loc[:, used], b.loc[:, used]))


def test_equal_answers_everywhere_show_nothing():
    a = histogram([6] * 30)

    test, delta = mann_whitney(a, a).iloc[0], cliffs_delta(a, a).iloc[0]

    assert (test["p"], test["method"]) == (1, "exact")
    assert delta["delta"] == 0
    assert delta["lower"] < 0 < delta["upper"]


def test_groups_that_do_not_overlap_keep_a_width():
    row = cliffs_delta(histogram([5, 6, 6, 6, 6]), histogram([1, 2, 2, 3, 3, 3])).iloc[0]

    assert (row["delta"], row["upper"], row["magnitude"]) == (1, 1, "large")
    assert row["lower"] == pytest.approx((5 - 2.262157162798205**2) / (5 + 2.262157162798205**2))


@pytest.mark.parametrize(("one", "other"), [([], [4, 5]), ([4, 5], []), ([], [])])
def test_a_group_without_answers_gives_nothing_and_says_so(one, other):
    test, delta = mann_whitney(histogram(one), histogram(other)), cliffs_delta(histogram(one), histogram(other))

    assert test["reason"].tolist() == delta["reason"].tolist() == ["no_answers"]
    assert test[["u", "p"]].isna().all(axis=None)
    assert delta[["delta", "lower", "upper"]].isna().all(axis=None)


def test_one_answer_has_a_delta_and_no_interval():
    row = cliffs_delta(histogram([6]), histogram([4, 5, 6])).iloc[0]

    assert (row["delta"], row["reason"]) == (pytest.approx(2 / 3), "one_answer")
    assert row[["lower", "upper"]].isna().all()


def test_a_missing_count_makes_its_row_missing_and_no_other():
    a, b = pd.DataFrame([[1.0, np.nan], [3, 4]]), pd.DataFrame([[1.0, 2], [4, 3]])

    test, delta = mann_whitney(a, b), cliffs_delta(a, b)

    assert test["reason"].tolist() == delta["reason"].tolist() == ["missing_count", ""]
    assert test["p"].isna().tolist() == delta["delta"].isna().tolist() == [True, False]


def test_histograms_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="same points"):
        mann_whitney(pd.DataFrame([[1, 2]]), pd.DataFrame([[1, 2, 3]]))
    with pytest.raises(ValueError, match="negative"):
        cliffs_delta(pd.DataFrame([[1, -2]]), pd.DataFrame([[1, 2]]))
