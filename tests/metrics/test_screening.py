import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.differences import holm
from metrics.screening import benjamini_hochberg, screened
from tests.alternatives import adjusted_for_false_discoveries

chances = st.sampled_from([0.0, 0.001, 0.01, 0.02, 0.04, 0.2, 1.0]) | st.floats(0, 1)
probabilities = st.lists(st.none() | chances, max_size=30).map(lambda p: np.array(p, dtype=float))


def test_adjusted_p_agree_with_r(agree, reference_values):
    cases = reference_values("benjamini_hochberg")

    together = benjamini_hochberg(cases["p"])
    within = benjamini_hochberg(cases["p"], cases["family"])

    agree(benjamini_hochberg, together, cases["adjusted"], rtol=1e-12)
    agree(benjamini_hochberg, within, cases["adjusted_within"], rtol=1e-12)


@pytest.mark.parametrize("sample", ["small", "big"])
@pytest.mark.parametrize("test", ["welch", "mw"])
def test_adjusted_p_agree_with_the_reference_cases(agree, oracle, sample, test):
    _, expected = oracle("13_two_group_tests_multiplicity", "big_600.csv")
    family = expected[sample]["adjust"][test]

    adjusted = benjamini_hochberg(pd.Series(family["p"], dtype=float))

    agree(benjamini_hochberg, adjusted.to_dict(), family["bh"])


@given(probabilities)
def test_adjusted_p_are_those_of_a_plain_loop(p):
    np.testing.assert_allclose(benjamini_hochberg(p), adjusted_for_false_discoveries(p.tolist()), rtol=1e-12)


@given(probabilities)
def test_adjusted_p_keep_their_order_and_lie_between_the_p_and_holms(p):
    adjusted, strict = benjamini_hochberg(p), holm(p)

    known = ~np.isnan(p)
    assert (np.isnan(adjusted) == ~known).all()
    assert (adjusted[known] >= p[known]).all()
    assert (adjusted[known] <= strict[known] + 1e-12).all()
    assert (np.diff(adjusted[known][np.argsort(p[known])]) >= -1e-15).all()


@given(probabilities)
def test_missing_p_do_not_count_in_the_family(p):
    known = p[~np.isnan(p)]

    assert benjamini_hochberg(p)[~np.isnan(p)].tolist() == benjamini_hochberg(known).tolist()


@given(probabilities, st.data())
def test_each_family_is_adjusted_alone_whatever_it_is_called(p, data):
    family = np.array(data.draw(st.lists(st.sampled_from("abc"), min_size=len(p), max_size=len(p))), dtype=object)
    renamed = np.array([{"a": "z", "b": "y", "c": "x"}[name] for name in family], dtype=object)

    adjusted = benjamini_hochberg(p, family)

    np.testing.assert_array_equal(adjusted, benjamini_hochberg(p, renamed))
    for name in set(family):
        np.testing.assert_array_equal(adjusted[family == name], benjamini_hochberg(p[family == name]))


@pytest.mark.parametrize(
    ("difference", "p", "verdict", "reason"),
    [
        (0.5, 0.001, "better", ""),
        (-0.5, 0.001, "worse", ""),
        (0.2, 0.001, "better", ""),
        (0.19, 0.001, "below_floor", ""),
        (-0.1, 0.001, "below_floor", ""),
        (0.5, 0.05, "uncertain", ""),
        (0.5, np.nan, "", "no_p"),
        (np.nan, 0.001, "", "no_difference"),
    ],
)
def test_a_verdict_needs_a_certain_difference_that_matters(difference, p, verdict, reason):
    row = screened(np.array([difference]), np.array([p]), floor=0.2).iloc[0]

    assert (row["verdict"], row["reason"]) == (verdict, reason)


def test_no_difference_at_all_is_neither_better_nor_worse():
    assert screened(np.array([0.0]), 0.001)["verdict"].tolist() == ["below_floor"]


def test_the_size_of_the_family_is_told():
    table = screened(pd.Series([1.0, 1, 1, np.nan]), [0.03, 0.03, np.nan, 0.01], family=["a", "a", "b", "b"])

    assert table["family_size"].tolist() == [2, 2, 0, 0]


def test_a_difference_that_is_missing_does_not_count_in_the_family():
    table = screened(np.array([1.0, np.nan]), [0.03, 0.03])

    assert table["p_adjusted"].tolist() == pytest.approx([0.03, np.nan], nan_ok=True)


@given(probabilities, st.sampled_from(["holm", "benjamini_hochberg"]))
def test_a_larger_family_never_makes_a_verdict_surer(p, adjust):
    difference = np.ones(len(p))

    few = screened(difference, p, adjust=adjust)
    more = screened(np.append(difference, [1.0, 1.0]), np.append(p, [1.0, 1.0]), adjust=adjust).iloc[: len(p)]

    assert not ((more["verdict"] == "better") & (few["verdict"] != "better")).any()


def test_holms_verdicts_are_made_within_each_family():
    p, family = np.array([0.02, 0.04, 0.04]), np.array(["a", "a", "b"])

    table = screened(np.ones(3), p, family=family, adjust="holm")

    assert table["p_adjusted"].tolist() == pytest.approx([0.04, 0.04, 0.04])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"p": [1.2]}, "between 0 and 1"),
        ({"p": [0.1], "floor": -1}, "floor"),
        ({"p": [0.1], "confidence": 95}, "Confidence"),
        ({"p": [0.1], "adjust": "none"}, "adjust"),
        ({"p": [0.1], "family": ["a", "b"]}, "family"),
    ],
)
def test_impossible_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        screened(np.array([1.0]), **arguments)
