import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.likert import bottom_two, halves, index, net_score, scale_value, top_two
from metrics.means import mean_interval

POINTS = [f"count_{point}" for point in range(1, 7)]
histograms = st.lists(st.lists(st.integers(0, 50), min_size=6, max_size=6), min_size=1, max_size=5).map(pd.DataFrame)


def test_summaries_agree_with_r(agree, reference_values):
    expected = reference_values("likert")
    histogram = expected[POINTS]

    net = net_score(top_two(histogram), bottom_two(histogram), histogram.sum(axis=1))

    assert top_two(histogram).tolist() == expected["top_two"].tolist()
    assert bottom_two(histogram).tolist() == expected["bottom_two"].tolist()
    agree(halves, halves(histogram)[["low", "high"]], expected[["low", "high"]])
    agree(net_score, net, expected[["net", "net_se"]])


def test_summaries_agree_with_the_reference_cases(agree, oracle):
    _, expected = oracle("18_likert_summaries")
    items = pd.DataFrame(expected["items"]).T
    histogram = pd.DataFrame(items["counts"].tolist(), index=items.index)
    n = histogram.sum(axis=1)

    parts = halves(histogram).assign(top=top_two(histogram), bottom=bottom_two(histogram))
    net = net_score(parts["top"], parts["bottom"], n)

    columns = ["low_1_3", "high_4_6", "top2", "bottom2"]
    shares = (parts[["low", "high", "top", "bottom"]].div(n, axis=0) * 100).set_axis(columns, axis=1)
    for function, part in [(halves, columns[:2]), (top_two, columns[2:3]), (bottom_two, columns[3:])]:
        agree(function, shares[part], items[part].astype(float))
    agree(net_score, net, items[["net_top2_minus_bottom2", "net_se"]].astype(float))
    points = np.arange(1, 7)
    means = mean_interval(n, histogram @ points, histogram @ points**2)
    agree(mean_interval, means[["mean", "sd"]], items[["mean", "sd"]].astype(float))
    agree(index, index(items["mean"].astype(float), 1, 6), items["linear_0_100"].astype(float))


@given(st.floats(1, 6))
def test_the_index_can_be_turned_back(value):
    assert scale_value(index(value, 1, 6), 1, 6) == pytest.approx(value)


def test_a_scale_that_does_not_rise_is_refused():
    with pytest.raises(ValueError, match="must rise"):
        index(3.0, 6, 1)


@pytest.mark.parametrize("summary", [top_two, bottom_two])
def test_two_points_at_either_end_need_four_points(summary):
    with pytest.raises(ValueError, match="four points"):
        summary(pd.DataFrame([[1, 2, 3]]))


def test_the_middle_of_an_odd_scale_is_in_neither_half():
    assert halves(pd.DataFrame([[1, 2, 4, 8, 16]])).iloc[0].tolist() == [3, 4, 24]


def test_a_hidden_count_hides_what_it_enters():
    histogram = pd.DataFrame([[None, 2, 3, 4, 5, 6]], dtype="Int64")

    assert bottom_two(histogram).isna().all()
    assert top_two(histogram).tolist() == [11]


@pytest.mark.parametrize(("top", "bottom", "n"), [(5, 0, 5), (0, 5, 5), (0, 0, 5), (1, 0, 1)])
def test_a_net_score_without_spread_has_no_standard_error(top, bottom, n):
    row = net_score(top, bottom, n).iloc[0]

    assert row["net"] == 100 * (top - bottom) / n
    assert np.isnan(row["se"])


def test_a_net_score_of_nobody_is_missing():
    assert net_score(0, 0, 0).isna().all(axis=None)


def test_more_answers_at_the_ends_than_in_all_are_refused():
    with pytest.raises(ValueError, match="more than all answers"):
        net_score(3, 3, 5)


@given(histograms)
def test_the_halves_hold_everybody(histogram):
    assert halves(histogram).sum(axis=1).tolist() == histogram.sum(axis=1).tolist()


@given(histograms)
def test_merging_cells_equals_counting_together(histogram):
    together = histogram.sum().to_frame().T

    assert top_two(together).sum() == top_two(histogram).sum()
    assert bottom_two(together).sum() == bottom_two(histogram).sum()


@given(histograms)
def test_a_scale_turned_round_turns_the_net_score(histogram):
    turned = histogram[histogram.columns[::-1]]
    n = histogram.sum(axis=1)

    one = net_score(top_two(histogram), bottom_two(histogram), n)
    other = net_score(top_two(turned), bottom_two(turned), n)

    np.testing.assert_allclose(one["net"], -other["net"])
    np.testing.assert_allclose(one["se"], other["se"])
