import numpy as np
import pandas as pd
import pytest

from metrics.arguments import aligned, floats, quotient, refuse_negative, two_sided
from metrics.calibration import calibrated_mean
from metrics.contrasts import unit_against_rest
from metrics.differences import difference, holm, rest_of, smallest_detectable, verdict
from metrics.finite import exact_share, finite_mean, finite_share
from metrics.funnel import expected_range, mean_funnel, over_dispersion, share_funnel
from metrics.hierarchy import invited_weighted_mean
from metrics.importance import importance
from metrics.likert import bottom_two, halves, index, net_score, scale_value, top_two
from metrics.means import interval, mean_interval
from metrics.moderated import moderated_spread
from metrics.nonresponse import invited_mean_bounds, response_warning
from metrics.ordinal import cliffs_delta, mann_whitney
from metrics.pooling import pooled_editions
from metrics.power import answers_needed, smallest_change
from metrics.process import xmr
from metrics.reliability import item_reliability, scale_reliability
from metrics.rest import rest_of_estimate
from metrics.screening import benjamini_hochberg, screened
from metrics.shares import share_interval
from metrics.shrinkage import shrunken_means, variance_components
from metrics.trend import mann_kendall
from metrics.weighted import difference_from_others, weighted_mean

ONE = np.array([1.0])
CELLS = pd.DataFrame({"group": ["A", "A"], "n": [3, 2], "total": [12, 9], "squares": [50, 41], "invited": [6, 4]})
ESTIMATES = pd.DataFrame({"group": ["A", "A"], "weight": [1, 2], "mean": [4, 5], "se": [0.2, 0.3], "df": [9, 12]})
NEGATIVE = pd.DataFrame([[1, 2, -1, 3, 4, 5]])
SOUND = pd.DataFrame([[1, 2, 1, 3, 4, 5]])
MARGIN = {"age": pd.DataFrame({"group": ["A"], "age": ["all"], "known": [10]})}
IMPOSSIBLE = {
    "mean_interval: fewer than nobody": (lambda: mean_interval(-1, 4, 16), "n must be"),
    "mean_interval: negative squares": (lambda: mean_interval(2, 4, -16), "squares must be"),
    "mean_interval: negative population": (lambda: mean_interval(2, 4, 16, population=-1), "population must be"),
    "mean_interval: confidence of 95": (lambda: mean_interval(2, 4, 16, 95), "Confidence"),
    "interval: negative error": (lambda: interval(4, -0.2, 9), "se must be"),
    "share_interval: more than all": (lambda: share_interval(6, 5), "between 0 and"),
    "finite_mean: part of a person": (lambda: finite_mean(2.5, 10, 40, 9, (1, 6)), "n must be"),
    "finite_share: part of a person": (lambda: finite_share(1.5, 2, 9), "x must be"),
    "exact_share: more than all": (lambda: exact_share(3, 2, 9), "above n"),
    "invited_mean_bounds: off the scale": (lambda: invited_mean_bounds(2, 14, 9, 1, 6), "outside"),
    "response_warning: negative": (lambda: response_warning(-1, 9), "negative"),
    "invited_weighted_mean: negative": (lambda: invited_weighted_mean(CELLS.assign(n=-1), ["group"]), "n must be"),
    "unit_against_rest: negative": (lambda: unit_against_rest(CELLS.assign(invited=-1), ["group"]), "invited must be"),
    "calibrated_mean: negative": (lambda: calibrated_mean(CELLS.assign(n=-1, age="all"), ["group"], MARGIN), "n of at"),
    "weighted_mean: negative weight": (lambda: weighted_mean(ESTIMATES.assign(weight=-1), ["group"]), "weight must"),
    "difference_from_others: negative": (lambda: difference_from_others(ESTIMATES.assign(se=-1), ["group"]), "se must"),
    "difference: negative error": (lambda: difference(4, -1, 9, 3, 1, 9), "se_a must be"),
    "difference: other rows": (lambda: difference(pd.Series([4]), 1, 9, pd.Series([3], [7]), 1, 9), "indexes"),
    "rest_of: negative": (lambda: rest_of(4, 16, 64, -1, 0, 0), "part_n must be"),
    "rest_of_estimate: share above one": (lambda: rest_of_estimate(4, 1, 9, 1.2, 3, 1, 4), "between 0 and 1"),
    "holm: p above one": (lambda: holm(np.array([1.2])), "p must lie"),
    "benjamini_hochberg: p below zero": (lambda: benjamini_hochberg(np.array([-0.1])), "p must lie"),
    "screened: negative floor": (lambda: screened(ONE, 0.1, floor=-1), "floor"),
    "verdict: limits that have changed places": (lambda: verdict(ONE, -ONE), "lower must not"),
    "verdict: p above one": (lambda: verdict(-ONE, ONE, p_adjusted=2.0), "p_adjusted"),
    "smallest_detectable: negative error": (lambda: smallest_detectable(-ONE, 9), "se must be"),
    "smallest_change: negative spread": (lambda: smallest_change(5 * ONE, -1, 5, 1), "sd_a must be"),
    "answers_needed: no change": (lambda: answers_needed(0, 1), "above 0"),
    "moderated_spread: negative spread": (lambda: moderated_spread([5], [-1]), "sd must be"),
    "pooled_editions: negative": (lambda: pooled_editions(-1, 4, 16, 3, 12, 50), "at least 0"),
    "over_dispersion: negative error": (lambda: over_dispersion([1.0], -0.2), "se must be"),
    "expected_range: negative error": (lambda: expected_range(4, -0.2), "se must be"),
    "share_funnel: more than all": (lambda: share_funnel([6], [5]), "between 0 and"),
    "mean_funnel: negative": (lambda: mean_funnel([-5], [20], [90]), "n must be"),
    "top_two: negative": (lambda: top_two(NEGATIVE), "histogram must be"),
    "bottom_two: negative": (lambda: bottom_two(NEGATIVE), "histogram must be"),
    "halves: negative": (lambda: halves(NEGATIVE), "histogram must be"),
    "net_score: negative": (lambda: net_score(-1, 0, 5), "top must be"),
    "index: a scale that falls": (lambda: index(3.0, 6, 1), "must rise"),
    "scale_value: a scale without width": (lambda: scale_value(50.0, 3, 3), "must rise"),
    "mann_whitney: negative": (lambda: mann_whitney(NEGATIVE, SOUND), "negative"),
    "cliffs_delta: other points": (lambda: cliffs_delta(SOUND, SOUND.iloc[:, :5]), "same points"),
    "xmr: infinite": (lambda: xmr([4.0, np.inf]), "finite"),
    "mann_kendall: infinite": (lambda: mann_kendall(np.array([4.0, np.inf, 5.0])), "finite"),
    "scale_reliability: negative": (lambda: scale_reliability(np.eye(3), -1), "n must be"),
    "item_reliability: negative variance": (lambda: item_reliability(-np.eye(3)), "variances must be"),
    "importance: unknown method": (lambda: importance(pd.DataFrame([[1.0]]), "a", 9, "beta"), "johnson"),
    "variance_components: negative": (lambda: variance_components(CELLS.assign(n=-1), ["group"]), "at least 0"),
    "shrunken_means: squares unknown": (lambda: shrunken_means(CELLS.assign(squares=np.nan), ["group"]), "squares"),
}


def test_missing_values_of_every_kind_become_not_a_number():
    nullable = pd.Series([1, None], dtype="Int64")

    assert floats(nullable).tolist() == pytest.approx([1, np.nan], nan_ok=True)
    assert floats([1.0, None]).tolist() == pytest.approx([1, np.nan], nan_ok=True)


def test_a_single_number_is_repeated_for_each_row():
    index, (first, second) = aligned(pd.Series([1, 2], index=["a", "b"]), 7)

    assert list(index) == ["a", "b"]
    assert (first.tolist(), second.tolist()) == ([1, 2], [7, 7])


def test_columns_of_different_tables_are_refused():
    with pytest.raises(ValueError, match="different indexes"):
        aligned(pd.Series([1, 2]), pd.Series([1, 2], index=[1, 0]))


def test_division_by_nothing_is_missing():
    result = quotient(np.array([1.0, 1.0, 0.0]), np.array([2.0, 0.0, np.nan]))

    assert result.tolist() == pytest.approx([0.5, np.nan, np.nan], nan_ok=True)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_a_confidence_that_is_not_a_probability_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        two_sided(confidence)


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_an_impossible_argument_is_refused_by_its_name(what):
    call, message = IMPOSSIBLE[what]

    with pytest.raises(ValueError, match=message):
        call()


def test_missing_numbers_are_not_negative():
    refuse_negative(n=np.array([0.0, np.nan]))

    with pytest.raises(ValueError, match="se must be at least 0"):
        refuse_negative(n=np.array([1.0]), se=np.array([np.nan, -0.1]))
