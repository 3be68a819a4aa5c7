import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.power import answers_needed, smallest_change

few = settings(max_examples=30, deadline=None)


def test_answers_needed_agree_with_r(agree, reference_values):
    cases = reference_values("answers_needed")

    for (power, confidence), rows in cases.groupby(["power", "confidence"]):
        table = answers_needed(rows["change"], rows["sd"], confidence=confidence, power=power)
        agree(answers_needed, table["n"], np.maximum(np.ceil(rows["n"]), 2))


def test_the_smallest_change_of_two_waves_agrees_with_r(agree, reference_values):
    cases = reference_values("answers_needed").query("n >= 3")

    for (power, confidence), rows in cases.groupby(["power", "confidence"]):
        found = smallest_change(rows["n"], rows["sd"], rows["n"], rows["sd"], confidence, power)
        agree(smallest_change, found, rows["change"], rtol=1e-5)


@few
@given(st.floats(0.1, 3), st.floats(0.2, 2), st.sampled_from([0.5, 0.8, 0.9]))
def test_the_number_is_the_first_that_finds_the_change(change, sd, power):
    n = answers_needed(change, sd, power=power)["n"].to_numpy()

    assert (smallest_change(n, sd, n, sd, power=power) <= change + 1e-6).all()
    if n[0] > 2:
        assert (smallest_change(n - 1, sd, n - 1, sd, power=power) >= change - 1e-6).all()


@few
@given(st.floats(0.3, 2), st.floats(0.2, 2), st.integers(5, 600))
def test_against_a_rest_that_is_as_it_is_the_first_number_is_found_one_by_one(change, sd, rest):
    row = answers_needed(change, sd, rest).iloc[0]

    tries = np.arange(2.0, 400.0)
    enough = tries[smallest_change(tries, sd, rest, sd) <= change]
    if len(enough):
        assert row["n"] == enough[0]
    else:
        assert row["reason"] == "other_too_small" or row["n"] > 399


@few
@given(st.integers(2, 80), st.integers(2, 80), st.floats(0.1, 10))
def test_the_unit_of_the_scale_does_not_matter(n, other, factor):
    one = smallest_change(np.array([float(n)]), 1.1, other, 0.8)

    assert smallest_change(np.array([float(n)]), 1.1 * factor, other, 0.8 * factor) == pytest.approx(one * factor)


def test_more_answers_find_smaller_changes():
    found = smallest_change(np.array([5.0, 10, 20, 40, 80]), 1.0, [5, 10, 20, 40, 80], 1.0)

    assert (np.diff(found) < 0).all()


@pytest.mark.parametrize(("n", "sd"), [(1, 1.0), (0, 1.0), (np.nan, 1.0), (12, np.nan), (12, 0.0)])
def test_without_answers_or_spread_there_is_no_smallest_change(n, sd):
    assert np.isnan(smallest_change(np.array([n], dtype=float), sd, n, sd)).all()


@pytest.mark.parametrize(
    ("change", "sd", "other", "reason"),
    [
        (np.nan, 1.0, 20, "unknown"),
        (0.5, np.nan, 20, "unknown"),
        (0.5, 1.0, np.nan, "unknown"),
        (0.5, 0.0, 20, "no_spread"),
        (0.5, 1.0, 20, "other_too_small"),
        (0.5, 1.0, 0, "other_too_small"),
        (0.5, 1.0, 600, ""),
    ],
)
def test_a_number_that_is_missing_says_why(change, sd, other, reason):
    row = answers_needed([change], sd, [other]).iloc[0]

    assert row["reason"] == reason
    assert np.isnan(row["n"]) == (reason != "")


def test_the_index_is_kept():
    table = answers_needed(pd.Series([0.5, 1.0], index=["North", "South"]), 1.0)

    assert table["n"].to_dict() == {"North": 64, "South": 17}


def test_a_huge_change_needs_two_answers_and_a_tiny_one_more_than_there_are_people():
    table = answers_needed([50.0, 1e-6], 1.0)

    assert table["n"].iloc[0] <= 3
    assert table["reason"].iloc[1] == "more_than_a_million"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 1.0), "change"),
        ((0.5, -1.0), "sd"),
        ((0.5, 1.0, -3), "other_n"),
        ((0.5, 1.0, 3, -1.0), "other_sd"),
    ],
)
def test_impossible_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        answers_needed(*arguments)


def test_a_power_that_is_not_a_probability_and_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="Power"):
        answers_needed(0.5, 1.0, power=80)
    with pytest.raises(ValueError, match="n_a"):
        smallest_change(np.array([-1.0]), 1.0, 5, 1.0)
