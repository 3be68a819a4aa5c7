import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.process import assurance, variation, variation_icon, xmr

# Quarters, so that shifts and doubled units leave ties exactly where they were.
points = st.integers(4, 24).map(lambda quarters: quarters / 4)
series = st.lists(points, min_size=1, max_size=40)
STEADY = [4.0, 5.0] * 6

SIGNALS = {
    "Common Cause": "none",
    "Above UCL": "above_limit",
    "Below LCL": "below_limit",
    "7 Point Trend (Increasing)": "rising",
    "7 Point Trend (Decreasing)": "falling",
    "2 in 3 Above CL": "near_upper_limit",
    "2 in 3 Below CL": "near_lower_limit",
    "7 Points Above CL": "above_mean",
    "7 Points Below CL": "below_mean",
}
MEANINGS = {
    "common_cause": "common_cause",
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "high",
    "special_cause_neutral_low": "low",
}
ASSURANCES = {
    None: "no_target",
    "consistent_pass": "consistently_hit",
    "consistent_fail": "consistently_miss",
    "inconsistent": "hit_and_miss",
}
DIRECTIONS = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
OPPOSITES = {
    "above_limit": "below_limit",
    "rising": "falling",
    "near_upper_limit": "near_lower_limit",
    "above_mean": "below_mean",
}


def test_limits_and_signals_agree_with_r(agree, reference_values):
    for _, expected in reference_values("process").groupby("series"):
        table, unscreened = xmr(expected["value"]), xmr(expected["value"], screened=False)

        columns = ["mean", "lower", "upper"]
        agree(xmr, table[columns], expected[columns])
        agree(xmr, unscreened[["lower", "upper"]], expected[["lower_unscreened", "upper_unscreened"]], rtol=1e-9)
        assert table["signal"].tolist() == expected["signal"].tolist()


def test_charts_agree_with_the_reference_cases(agree, oracle):
    cases = oracle("08_xmr_nhsr_series", "ae_monthly_england.csv")[1]["series"]

    for name, case in cases.items():
        better = DIRECTIONS[case["improvement_direction"]]
        rebase = np.flatnonzero(case.get("rebase", []))
        chart = xmr(case["y"], rebase, case["screen_outliers"], case["fix_after_n_points"], least=2)

        limits = chart.groupby("group")[["mean", "lower", "upper"]].first()
        agree(xmr, limits, pd.DataFrame(case["limits"])[["mean_col", "lpl", "upl"]])
        assert chart["signal"].tolist() == [SIGNALS[cause] for cause in case["special_cause_type"]], name
        assert variation(chart["signal"], better).tolist() == [MEANINGS[kind] for kind in case["point_type"]], name
        assert variation_icon(chart, better) == MEANINGS[case["variation_type"]], name
        assert assurance(chart, case["target"], better) == ASSURANCES[case["assurance_type"]], name


@pytest.mark.parametrize(("length", "reason"), [(11, "few_points"), (12, ""), (13, "")])
def test_a_chart_needs_twelve_points(length, reason):
    chart = xmr((STEADY * 2)[:length])

    assert set(chart["reason"]) == {reason}
    assert chart["lower"].isna().all() == chart["signal"].isna().all() == (reason == "few_points")


def test_a_short_series_has_no_icons():
    chart = xmr([4.0, 5.0, 4.5])

    assert variation_icon(chart, "higher") == "few_points"
    assert assurance(chart, 4, "higher") == "few_points"


def test_no_points_have_no_chart():
    chart = xmr(np.array([]))

    assert chart.empty
    assert variation_icon(chart, "higher") == "few_points"
    assert assurance(chart, 4, "higher") == "few_points"


def test_one_jump_is_outside_and_does_not_widen_the_limits():
    chart = xmr([*STEADY, 12.0])

    assert chart["signal"].iloc[-1] == "above_limit"
    assert chart["upper"].iloc[-1] < xmr([*STEADY, 12.0], screened=False)["upper"].iloc[-1]


@pytest.mark.parametrize(("length", "found"), [(6, False), (7, True), (8, True)])
def test_a_trend_has_seven_points(length, found):
    climb = [4.5 + step / 100 for step in range(length)]

    chart = xmr([5.0, 4.0, *[4.0, 5.0] * 4, *climb, *[4.0, 5.0] * 4])

    assert ("rising" in set(chart["signal"])) == found
    assert (chart["signal"] == "rising").sum() == (length if found else 0)


def test_a_tie_breaks_a_trend():
    chart = xmr([*STEADY, 4.1, 4.2, 4.3, 4.3, 4.4, 4.5, 4.6, *STEADY])

    assert "rising" not in set(chart["signal"])


@pytest.mark.parametrize(("length", "found"), [(6, False), (7, True), (8, True)])
def test_a_shift_has_seven_points_on_one_side(length, found):
    raised = [4.7, 4.8] * 4

    chart = xmr([*STEADY, 4.0, *raised[:length], 4.0, *STEADY])

    assert ("above_mean" in set(chart["signal"])) == found


def test_a_point_on_the_mean_breaks_a_shift():
    values = np.array([1, -1] * 5 + [0.5, 0.75, 0.5, 0, 0.75, 0.5, 0.5] + [-1, -1, -1.5])

    chart = xmr(values)

    assert chart["mean"].iloc[0] == 0
    assert "above_mean" not in set(chart["signal"].iloc[10:17])


def test_two_points_near_opposite_limits_are_no_signal():
    assert set(xmr([1.0, -1.0] * 7 + [5.5, -5.5])["signal"]) == {"none"}


def test_a_series_that_never_varies_has_no_signal():
    chart = xmr([4.2] * 15)

    assert set(chart["signal"]) == {"none"}
    assert chart["upper"].tolist() == pytest.approx([4.2] * 15)


def test_a_missing_point_breaks_runs_and_has_no_signal():
    values = pd.Series([*STEADY, 9.0, 9.1, 9.2, np.nan, 9.3, 9.4, 9.5], index=list("abcdefghijklmnopqrs"))

    chart = xmr(values)

    assert chart.index.tolist() == values.index.tolist()
    assert pd.isna(chart.loc["p", "signal"])
    assert "rising" not in set(chart["signal"])


def test_the_last_point_that_was_measured_gives_the_icon():
    assert variation_icon(xmr([*STEADY, 9.0, np.nan]), "higher") == "improvement"


def test_limits_start_anew_at_a_known_cause_only():
    values = pd.Series(
        [*STEADY, *[score + 10 for score in STEADY]], index=pd.period_range("2022-01", periods=24, freq="M")
    )
    cause = pd.Period("2023-01", freq="M")

    kept, rebased = xmr(values), xmr(values, rebase=[cause])

    assert set(kept["group"]) == {0}
    assert rebased["group"].tolist() == [0] * 12 + [1] * 12
    assert set(rebased["signal"]) == {"none"}
    assert (rebased["mean"].iloc[-1], rebased["trial"].any()) == (14.5, False)


def test_a_short_group_has_trial_limits():
    chart = xmr([*STEADY, 8.0, 9.0, 8.0], rebase=[12])

    assert chart["trial"].tolist() == [False] * 12 + [True] * 3
    assert chart["mean"].iloc[-1] == pytest.approx(25 / 3)


def test_a_group_of_one_point_has_no_limits():
    chart = xmr([*STEADY, 8.0], rebase=[12])

    assert chart["reason"].tolist() == [""] * 12 + ["few_points"]
    assert variation_icon(chart, "higher") == "few_points"


def test_the_target_is_judged_by_the_limits_of_the_last_group():
    chart = xmr([*STEADY, *[score + 10 for score in STEADY]], rebase=[12])

    assert assurance(chart, 9, "higher") == "consistently_hit"
    assert assurance(chart, 9, "lower") == "consistently_miss"
    assert assurance(chart, 14, "higher") == "hit_and_miss"
    assert assurance(chart, 30, "higher") == "consistently_miss"
    assert assurance(chart, 14, "neither") == "no_target"
    assert assurance(chart, None, "higher") == "no_target"


def test_a_baseline_keeps_later_points_from_moving_the_limits():
    chart = xmr([*STEADY, *[6.0] * 8], baseline_points=12)

    assert chart["mean"].iloc[-1] == 4.5
    assert variation_icon(chart, "lower") == "concern"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: xmr(STEADY, rebase=[40]), "not in the series: 40"),
        (lambda: xmr(pd.Series(STEADY, index=[1] * 12), rebase=[1]), "repeated labels"),
        (lambda: xmr(STEADY, rebase=[6], baseline_points=6), "excludes"),
        (lambda: xmr(STEADY, baseline_points=1), "two points"),
        (lambda: xmr(STEADY, least=1), "two points"),
        (lambda: assurance(xmr(STEADY), 4, "up"), "higher, lower, neither"),
        (lambda: variation_icon(xmr(STEADY), "up"), "higher, lower, neither"),
    ],
)
def test_impossible_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@settings(deadline=None)
@given(series, st.sampled_from([0.5, 2, 4]), st.integers(-8, 8))
def test_another_scale_moves_the_limits_and_leaves_the_signals(values, factor, shift):
    one, other = xmr(values), xmr(np.array(values) * factor + shift)

    np.testing.assert_allclose(other["upper"], one["upper"] * factor + shift, atol=1e-9)
    pd.testing.assert_series_equal(other["signal"], one["signal"])


@settings(deadline=None)
@given(series)
def test_a_series_turned_upside_down_has_the_opposite_signals(values):
    opposites = OPPOSITES | {fall: rise for rise, fall in OPPOSITES.items()} | {"none": "none"}

    one, other = xmr(values), xmr(-np.array(values))

    assert other["signal"].dropna().tolist() == [opposites[signal] for signal in one["signal"].dropna()]


@settings(deadline=None)
@given(st.lists(points, min_size=2, max_size=20), st.lists(points, min_size=2, max_size=20))
def test_groups_are_charted_each_by_itself(before, after):
    chart = xmr(before + after, rebase=[len(before)], least=2)

    alone = pd.concat([xmr(before, least=2), xmr(after, least=2)], ignore_index=True)

    pd.testing.assert_frame_equal(chart.drop(columns="group"), alone.drop(columns="group"))
