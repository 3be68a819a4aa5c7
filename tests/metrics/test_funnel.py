import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.funnel import BANDS, bands, expected_range, mean_funnel, over_dispersion, share_funnel
from tests.alternatives import funnel_of_answers

LIMITS = ["far_lower", "lower", "upper", "far_upper"]
shares = st.lists(
    st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=25
)
scores = st.lists(st.lists(st.integers(1, 6).map(float), min_size=1, max_size=20), min_size=1, max_size=15)
adjustments = st.sampled_from(["none", "multiplicative", "additive"])


def moments(answers):
    return np.array([(len(unit), sum(unit), sum(score**2 for score in unit)) for unit in answers], dtype=float).T


def test_shares_agree_with_r(agree, reference_values):
    expected = reference_values("funnel_shares")

    table = share_funnel(expected["x"], expected["n"])

    agree(share_funnel, table[["value", "baseline", *LIMITS]], expected[["value", "baseline", *LIMITS]], rtol=1e-9)
    assert table["band"].tolist() == expected["band"].tolist()


def test_means_agree_with_r(agree, reference_values):
    expected = reference_values("funnel_means")

    table = mean_funnel(expected["n"], expected["total"], expected["squares"])

    columns = ["value", "baseline", "se", "z", *LIMITS]
    agree(mean_funnel, table[columns], expected[columns])


def test_over_dispersion_agrees_with_r(agree, reference_values):
    units = reference_values("funnel_means")

    for row in reference_values("funnel_dispersion").itertuples():
        found = over_dispersion(units["z"], units["se"], row.winsorised)

        agree(over_dispersion, (found.phi, found.tau2), (row.phi, row.tau2))
        assert (found.units, found.reason) == (len(units), "")


def test_shares_agree_with_the_reference_case(agree, oracle):
    units, expected = oracle("10_funnel_wilson_phe")
    sizes = pd.DataFrame(expected["limits_percent"])
    words = dict(
        zip(["Low (0.001)", "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)"], BANDS, strict=True)
    )

    table = share_funnel(units["numerator"], units["denominator"])
    baseline = table["baseline"].iloc[0]
    curves = expected_range(baseline, np.sqrt(baseline * (1 - baseline) / sizes["Population"])).clip(0, 1)

    agree(share_funnel, baseline, expected["baseline"])
    assert table["band"].tolist() == [words[word] for word in expected["significance"]]
    columns = ["Lower3s0001limit", "Lower2s0025limit", "Upper2s0025limit", "Upper3s0001limit"]
    agree(expected_range, curves * 100, sizes[columns], rtol=1e-6)  # printed with six decimals


def test_the_five_bands_begin_beyond_their_limits():
    z = np.array([-3.0903, -3.0902, -1.96, -1.9599, 0, 1.9599, 1.96, 3.0902, 3.0903, np.nan])

    assert bands(z).tolist() == [
        "far_below",
        "below",
        "below",
        "expected",
        "expected",
        "expected",
        "above",
        "above",
        "far_above",
        None,
    ]


@pytest.mark.parametrize(("units", "reason"), [(9, "few_units"), (10, ""), (11, "")])
def test_over_dispersion_needs_ten_units(units, reason):
    found = over_dispersion(np.full(units, 5.0), 0.2)

    assert found.reason == reason
    assert (found.phi > 1) == (reason == "")


def test_an_adjustment_that_was_not_made_says_so():
    table = share_funnel([1, 9], [10, 10], adjustment="additive")

    assert table["reason"].tolist() == ["few_units"] * 2
    assert table["tau2"].tolist() == [0, 0]


@pytest.mark.parametrize("adjustment", ["multiplicative", "additive"])
def test_an_adjustment_widens_the_limits_and_draws_units_in(adjustment):
    x, n = np.array([3, 19] * 8), np.full(16, 22)

    plain, adjusted = share_funnel(x, n), share_funnel(x, n, adjustment=adjustment)

    assert set(plain["band"]) == {"far_below", "far_above"}
    assert set(adjusted["band"]) == {"expected"}
    assert (adjusted["upper"] > plain["upper"]).all()


def test_a_unit_without_answers_has_no_band():
    table = share_funnel([0, 5], [0, 10])

    assert table["band"].isna().tolist() == [True, False]
    assert table["reason"].tolist() == ["no_answers", ""]
    assert table.loc[0, ["value", "z", *LIMITS]].isna().all()


def test_a_hidden_unit_does_not_count_in_the_baseline():
    shares, means = share_funnel([np.nan, 5], [40, 10]), mean_funnel([40, 3], [np.nan, 12], [np.nan, 50])

    assert shares["baseline"].tolist() == [0.5, 0.5]
    assert means["baseline"].tolist() == [4, 4]
    assert shares["reason"].tolist() == means["reason"].tolist() == ["no_answers", ""]


def test_no_answers_at_all_give_no_funnel():
    assert share_funnel([0, 0], [0, 0])["reason"].tolist() == ["no_answers"] * 2
    assert mean_funnel([0], [0], [0])["reason"].tolist() == ["no_answers"]


def test_units_that_all_agree_have_no_spread():
    assert share_funnel([5, 9], [5, 9])["reason"].tolist() == ["no_spread"] * 2
    assert mean_funnel([5, 1], [20, 4], [80, 16])["reason"].tolist() == ["no_spread"] * 2


def test_single_answers_have_no_spread():
    table = mean_funnel([1, 1, 1], [4, 5, 6], [16, 25, 36])

    assert table["reason"].tolist() == ["no_spread"] * 3
    assert table["value"].tolist() == [4, 5, 6]


def test_a_baseline_from_elsewhere_is_kept():
    table = share_funnel([8], [10], baseline=0.5)

    assert table["baseline"].tolist() == [0.5]
    assert table["z"].tolist() == pytest.approx([0.3 / np.sqrt(0.25 / 10)])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: share_funnel([6], [5]), "between 0 and the number"),
        (lambda: share_funnel([3], [5], baseline=80), "between 0 and 1"),
        (lambda: share_funnel([3], [5], adjustment="both"), "additive"),
        (lambda: over_dispersion([1.0], 0.1, winsorised=0.5), "winsorised"),
        (lambda: expected_range(4.5, 0.2, phi=2, tau2=0.1), "not both"),
        (lambda: expected_range(4.5, 0.2, phi=0.5), "at least 1"),
    ],
)
def test_impossible_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@settings(deadline=None)
@given(scores)
def test_means_lie_where_the_answers_put_them(answers):
    names = [str(number) for number in range(len(answers))]

    table = mean_funnel(*moments(answers)).set_index(pd.Index(names))

    if set(table["reason"]) == {""}:
        assert table["z"].to_dict() == pytest.approx(
            funnel_of_answers(dict(zip(names, answers, strict=True))), abs=1e-9
        )
    else:
        assert all(len(set(unit)) == 1 for unit in answers)


@settings(deadline=None)
@given(shares, adjustments, st.randoms(use_true_random=False))
def test_the_order_of_the_units_does_not_matter(units, adjustment, random):
    order = random.sample(range(len(units)), len(units))
    x, n = np.array(units, dtype=float).T

    table = share_funnel(x, n, adjustment=adjustment)
    other = share_funnel(x[order], n[order], adjustment=adjustment)

    pd.testing.assert_frame_equal(table.iloc[order].reset_index(drop=True), other)


@settings(deadline=None)
@given(shares, adjustments)
def test_a_band_says_where_a_share_lies_among_the_limits(units, adjustment):
    table = share_funnel(*np.array(units, dtype=float).T, adjustment=adjustment)
    judged = table[table["band"].notna()]

    assert (judged["value"] > judged["upper"] - 1e-12)[judged["band"].isin(["above", "far_above"])].all()
    assert (judged["value"] < judged["lower"] + 1e-12)[judged["band"].isin(["below", "far_below"])].all()
    inside = judged[judged["band"] == "expected"]
    assert ((inside["lower"] - 1e-12 <= inside["value"]) & (inside["value"] <= inside["upper"] + 1e-12)).all()
    assert table.loc[table["band"].isna(), "reason"].isin(["no_answers", "no_spread"]).all()


@settings(deadline=None)
@given(shares)
def test_shares_without_the_property_mirror_those_with_it(units):
    x, n = np.array(units, dtype=float).T

    with_it, without = share_funnel(x, n), share_funnel(n - x, n)

    np.testing.assert_allclose(with_it["z"], -without["z"], atol=1e-9)
    np.testing.assert_allclose(with_it["lower"], 1 - without["upper"], atol=1e-12)


@settings(deadline=None)
@given(scores, adjustments, st.sampled_from([0.5, 2, 20]), st.integers(-20, 20))
def test_another_scale_moves_means_and_limits_with_it(answers, adjustment, factor, shift):
    one = mean_funnel(*moments(answers), adjustment=adjustment)
    moved = [[score * factor + shift for score in unit] for unit in answers]
    other = mean_funnel(*moments(moved), adjustment=adjustment)

    columns = ["value", "baseline", *LIMITS]
    np.testing.assert_allclose(other[columns], one[columns] * factor + shift, atol=1e-6)
    np.testing.assert_allclose(other["z"], one["z"], atol=1e-6)


@settings(deadline=None)
@given(scores)
def test_a_unit_split_in_two_leaves_the_baseline(answers):
    split = [half for unit in answers for half in (unit[::2], unit[1::2]) if half]

    whole, halves = mean_funnel(*moments(answers)), mean_funnel(*moments(split))

    assert halves["baseline"].iloc[0] == pytest.approx(whole["baseline"].iloc[0])
