"""Estimates weighed together agree with plain loops and keep the laws of a mean."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.hierarchy import invited_weighted_mean
from metrics.means import mean_interval
from metrics.weighted import difference_from_others, weighted_mean
from tests.views.slow import Estimate, together, welch

few = settings(max_examples=20, deadline=None)  # each example builds frames
FIGURES = ["mean", "se", "df"]
estimate = st.tuples(
    st.integers(1, 500),
    st.floats(0, 100).map(lambda value: round(value, 3)),
    st.floats(0.1, 10).map(lambda value: round(value, 3)),
    st.integers(2, 400),
)
estimates = st.lists(estimate, min_size=1, max_size=8)
several = st.lists(estimate, min_size=2, max_size=8)
# The others are the whole less one's own part, which has no digits left where that part is nearly everything.
alike = st.tuples(st.integers(20, 500), st.integers(0, 100), st.integers(1, 5), st.integers(4, 400))


def frame(rows, group="A"):
    """Estimates as the views hand them over."""
    table = pd.DataFrame(rows, columns=["weight", "mean", "se", "df"]).astype("float64")
    return table.assign(group=group)


def loose(rows):
    """The same for the loops."""
    return [(weight, Estimate(mean, se, df)) for weight, mean, se, df in rows]


@few
@given(estimates)
def test_the_mean_is_that_of_a_plain_loop(rows):
    told = weighted_mean(frame(rows), by=["group"]).loc["A"]

    expected = together(loose(rows))
    assert told.tolist() == pytest.approx([expected.mean, expected.se, expected.df], rel=1e-9)


@few
@given(st.lists(alike, min_size=2, max_size=8))
def test_the_difference_from_the_others_is_that_of_a_plain_loop(rows):
    told = difference_from_others(frame(rows), by=["group"])

    parts = loose(rows)
    for place, (_, own) in enumerate(parts):
        expected = welch(own, together([*parts[:place], *parts[place + 1 :]]))
        row = told.iloc[place]
        assert row[list(expected)].tolist() == pytest.approx(list(expected.values()), rel=1e-5, abs=1e-6)


@few
@given(estimates, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))

    one, other = weighted_mean(frame(rows), by=["group"]), weighted_mean(frame(shuffled), by=["group"])

    pd.testing.assert_frame_equal(one, other, rtol=1e-9)


@few
@given(estimates, st.floats(0.01, 1000))
def test_the_unit_of_the_weights_does_not_matter(rows, factor):
    table = frame(rows)

    one = weighted_mean(table, by=["group"])
    other = weighted_mean(table.assign(weight=table["weight"] * factor), by=["group"])

    pd.testing.assert_frame_equal(one, other, rtol=1e-9)


@few
@given(estimate)
def test_one_estimate_gives_itself_and_has_no_others(row):
    table = frame([row])

    assert weighted_mean(table, by=["group"]).loc["A"].tolist() == pytest.approx(list(row[1:]))
    assert difference_from_others(table, by=["group"]).isna().all(axis=None)


@few
@given(estimates)
def test_the_mean_lies_between_the_least_and_the_greatest(rows):
    mean = weighted_mean(frame(rows), by=["group"]).loc["A", "mean"]

    means = [row[1] for row in rows]
    assert min(means) - 1e-9 <= mean <= max(means) + 1e-9


@few
@given(several)
def test_a_group_knows_nothing_of_its_neighbour(rows):
    both = pd.concat([frame(rows), frame(rows[:1], "B")], ignore_index=True)

    told = weighted_mean(both, by=["group"])

    pd.testing.assert_frame_equal(told.loc[["A"]], weighted_mean(frame(rows), by=["group"]))
    assert difference_from_others(both, by=["group"]).iloc[-1].isna().all()


@few
@given(st.lists(st.tuples(st.lists(st.integers(1, 6), min_size=2, max_size=12), st.integers(12, 60)), min_size=1))
def test_units_weighed_as_estimates_are_units_weighed_as_strata(units):
    assume(all(len(set(answers)) > 1 for answers, _ in units))
    cells = pd.DataFrame(
        {
            "group": "A",
            "n": [len(answers) for answers, _ in units],
            "total": [sum(answers) for answers, _ in units],
            "squares": [sum(answer**2 for answer in answers) for answers, _ in units],
            "invited": [invited for _, invited in units],
        }
    )

    own = mean_interval(cells["n"], cells["total"], cells["squares"]).assign(group="A", weight=cells["invited"])
    told = weighted_mean(own, by=["group"]).loc["A"]

    strata = invited_weighted_mean(cells, by=["group"]).iloc[0]
    assert told[["mean", "se"]].tolist() == pytest.approx(strata[["mean", "se"]].tolist(), rel=1e-9)
    assert told["df"] <= strata["df"] + 1e-6


def test_rows_without_a_mean_or_a_weight_do_not_count():
    table = frame([(10, 60, 3, 20), (5, np.nan, np.nan, np.nan), (0, 90, 1, 50), (30, 80, 1, 40)])

    told = weighted_mean(table, by=["group"]).loc["A"]

    expected = weighted_mean(frame([(10, 60, 3, 20), (30, 80, 1, 40)]), by=["group"]).loc["A"]
    assert told.tolist() == pytest.approx(expected.tolist())
    assert np.isnan(difference_from_others(table, by=["group"]).loc[1, "difference"])


def test_without_a_standard_error_there_is_a_mean_and_no_interval():
    table = frame([(10, 60, 3, 20), (10, 80, np.nan, np.nan), (10, 70, 2, 10)])

    told = weighted_mean(table, by=["group"]).loc["A"]
    apart = difference_from_others(table, by=["group"])

    assert told["mean"] == pytest.approx(70)
    assert told[["se", "df"]].isna().all()
    assert apart["difference"].tolist() == pytest.approx([-15, 15, 0])
    # The second has none itself; for the others it is among those they are held against.
    assert apart["p"].isna().all()


def test_nothing_gives_nothing():
    table = frame([])

    assert weighted_mean(table, by=["group"]).empty
    assert difference_from_others(table, by=["group"]).empty
