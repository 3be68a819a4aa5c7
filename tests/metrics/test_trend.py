import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.trend import mann_kendall
from tests.alternatives import share_of_orderings

short = st.lists(st.integers(1, 5), min_size=5, max_size=7)
series = st.lists(st.integers(4, 24).map(lambda quarters: quarters / 4), min_size=1, max_size=25)
CERTAIN = ["s", "variance", "tau", "z"]


def test_trends_agree_with_r(agree, reference_values):
    for row in reference_values("trend").itertuples():
        values = np.array([float(value) for value in row.points.split()])

        exact, normal = (mann_kendall(values, exact_up_to=most).iloc[0] for most in (12, 0))

        agree(mann_kendall, exact[CERTAIN].tolist(), [row.s, row.variance, row.tau, row.z])
        agree(mann_kendall, normal["p"], row.p_normal)
        for p in (row.p_orderings, row.p_untied):
            if not np.isnan(p):
                agree(mann_kendall, exact["p"], p)
        limits = [row.slope, row.lower, row.upper]
        agree(mann_kendall, exact[["slope", "lower", "upper"]].astype(float), limits)


@pytest.mark.parametrize(
    "name", ["PrecipGL", "Nile", "hagen_Q", "airmiles", "survey5_up", "survey6_ties", "survey8", "survey10_down"]
)
def test_trends_agree_with_the_reference_case(agree, oracle, name):
    points, expected = oracle("12_mann_kendall_sen")
    expected = expected["series"][name]
    values = points.loc[points["series"] == name, "y"].to_numpy()

    normal = mann_kendall(values, exact_up_to=0).iloc[0]

    test, slope = expected["trend_mk_continuity"], expected["trend_sens"]
    agree(mann_kendall, normal[CERTAIN].tolist(), [test["S"], test["varS"], test["tau"], test["z"]])
    agree(mann_kendall, normal["p"], test["p"])
    # the reference prints 15 digits
    agree(mann_kendall, normal[["slope", "lower", "upper"]].tolist(), [slope["slope"], *slope["ci95"]], atol=1e-12)
    if expected["p_exact_permutation_no_ties"] is not None:
        exact = mann_kendall(values, exact_up_to=len(values))["p"].iloc[0]
        agree(mann_kendall, exact, expected["p_exact_permutation_no_ties"])


def test_a_level_series_of_the_reference_case_is_undefined(oracle):
    points, _ = oracle("12_mann_kendall_sen")

    row = mann_kendall(points.loc[points["series"] == "flat4", "y"].to_numpy(), least=4).iloc[0]

    assert row["reason"] == "all_equal"
    assert row[["tau", "z", "p", "lower", "upper"]].isna().all()


@pytest.mark.parametrize(
    ("points", "reason"), [(0, "few_points"), (1, "few_points"), (4, "few_points"), (5, ""), (6, "")]
)
def test_a_trend_needs_five_points(points, reason):
    row = mann_kendall(np.arange(float(points))).iloc[0]

    assert (row["n"], row["reason"]) == (points, reason)
    assert np.isnan(row["slope"]) == np.isnan(row["p"]) == (reason == "few_points")


def test_a_series_that_never_varies_has_a_slope_and_no_test():
    row = mann_kendall(np.full(8, 4.2)).iloc[0]

    assert (row["slope"], row["reason"]) == (0, "all_equal")
    assert row[["tau", "z", "p", "lower", "upper"]].isna().all()


@pytest.mark.parametrize(("points", "exact"), [(9, True), (10, True), (11, False)])
def test_p_is_exact_up_to_ten_points(points, exact):
    assert mann_kendall(np.arange(float(points)))["exact"].tolist() == [exact]


def test_a_short_series_has_no_interval_of_high_confidence():
    row = mann_kendall(np.array([1.0, 2.0, 4.0, 7.0, 8.0]), confidence=0.99).iloc[0]

    assert row["slope"] > 0
    assert row[["lower", "upper"]].isna().all()


def test_missing_points_are_left_out_and_keep_their_time():
    gaps = pd.DataFrame([[4.0, np.nan, 4.2, 4.4, 4.3, np.nan, 4.6]], index=["home care"])

    row = mann_kendall(gaps).loc["home care"]
    dense = mann_kendall(np.array([4.0, 4.2, 4.4, 4.3, 4.6]), times=np.array([1, 3, 4, 5, 7])).iloc[0]

    pd.testing.assert_series_equal(row, dense, check_names=False)


def test_the_slope_is_per_unit_of_time():
    values = np.array([1.0, 3.0, 2.0, 5.0, 4.0])

    yearly, every_other = (mann_kendall(values, times=2020 + step * np.arange(5)).iloc[0] for step in (1, 2))

    assert every_other["slope"] == yearly["slope"] / 2
    assert every_other["p"] == yearly["p"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"times": np.array([1, 2, 2, 3, 4])}, "rise"),
        ({"times": np.array([1, 2])}, "each of the 5 points"),
        ({"least": 1}, "two points"),
        ({"confidence": 95}, "Confidence"),
        ({"values": np.zeros((2, 2, 2))}, "shape"),
    ],
)
def test_impossible_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        mann_kendall(**{"values": np.arange(5.0)} | wrong)


@settings(deadline=None, max_examples=25)
@given(short)
def test_p_is_the_share_of_all_orderings(values):
    row = mann_kendall(np.array(values, dtype=float)).iloc[0]

    assert (row["reason"] == "all_equal") == (len(set(values)) == 1)
    if row["reason"] == "":
        assert row["p"] == pytest.approx(share_of_orderings(values))


@settings(deadline=None)
@given(series, st.sampled_from([0.5, 2, 4]), st.integers(-8, 8))
def test_another_scale_changes_the_slope_and_nothing_else(values, factor, shift):
    one, other = mann_kendall(np.array(values)), mann_kendall(np.array(values) * factor + shift)

    columns = ["slope", "lower", "upper"]
    np.testing.assert_allclose(other[columns], one[columns] * factor)
    pd.testing.assert_frame_equal(other.drop(columns=columns), one.drop(columns=columns))


@settings(deadline=None)
@given(series)
def test_a_series_read_backwards_turns_the_trend(values):
    one, other = mann_kendall(np.array(values)), mann_kendall(np.array(values[::-1]))

    np.testing.assert_allclose(other[["s", "slope", "lower", "upper"]], -one[["s", "slope", "upper", "lower"]])
    np.testing.assert_allclose(other["p"], one["p"])


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 6) | st.none(), min_size=8, max_size=8), min_size=1, max_size=10))
def test_many_series_at_once_give_what_each_gives(rows):
    values = np.array(rows, dtype=float)

    together = mann_kendall(values)

    pd.testing.assert_frame_equal(
        together, pd.concat([mann_kendall(row) for row in values], ignore_index=True), check_dtype=False
    )


@settings(deadline=None)
@given(series)
def test_the_slope_lies_within_its_interval(values):
    row = mann_kendall(np.array(values)).iloc[0]

    assert np.isnan(row["lower"]) or row["lower"] <= row["slope"] <= row["upper"]
    assert np.isnan(row["p"]) or 0 < row["p"] <= 1
