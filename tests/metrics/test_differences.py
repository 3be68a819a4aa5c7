import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from metrics.differences import difference, holm, rest_of, smallest_detectable, verdict
from metrics.means import mean_interval

probabilities = st.lists(st.none() | st.floats(0, 1), max_size=30).map(lambda p: np.array(p, dtype=float))
scores = st.lists(st.integers(1, 6), max_size=30)


def moments(answers):
    answers = np.asarray(answers, dtype=float)
    return len(answers), answers.sum(), (answers**2).sum()


def test_changes_between_waves_agree_with_r(agree, reference_values):
    means, expected = reference_values("means").set_index("unit"), reference_values("differences").set_index("unit")
    now, then = (means[means["wave"] == wave].loc[expected.index] for wave in (2026, 2024))

    table = difference(now["mean"], now["se"], now["df"], then["mean"], then["se"], then["df"])

    agree(difference, table[expected.columns], expected)


@pytest.mark.parametrize(("sample", "inputs"), [("small", "small_18_vs_27.csv"), ("big", "big_600.csv")])
def test_welch_tests_agree_with_the_reference_cases(agree, oracle, sample, inputs):
    answers, expected = oracle("13_two_group_tests_multiplicity", inputs)
    tests = pd.DataFrame(expected[sample]["tests"]).T
    men, women = (
        mean_interval(
            *np.array([moments(answers.loc[answers["gender"] == gender, item].dropna()) for item in tests.index]).T
        )
        for gender in (1, 2)
    )

    table = difference(men["mean"], men["se"], men["df"], women["mean"], women["se"], women["df"])

    rows = tests[["welch_df", "welch_p"]].astype(float)
    agree(difference, table["difference"] / table["se"], tests["welch_t"].astype(float))
    agree(difference, table[["df", "p"]], rows)
    agree(difference, table[["lower", "upper"]], np.array(tests["diff_ci95"].tolist()))


def test_changes_agree_with_the_reference_case(agree, oracle):
    answers, expected = oracle("21_unit_vs_municipality_and_waves")
    cells = (
        answers.assign(squares=answers["score"] ** 2)
        .groupby(["wave", "unit"])
        .agg(n=("score", "size"), total=("score", "sum"), squares=("squares", "sum"), invited=("invited", "first"))
    )
    table = mean_interval(cells["n"], cells["total"], cells["squares"], population=cells["invited"])
    now, then = table.loc[2025], table.loc[2024]

    change = difference(now["mean"], now["se"], now["df"], then["mean"], then["se"], then["df"])

    rows = pd.DataFrame(expected["change"]).T
    agree(difference, change[["difference", "se"]], rows[["change", "se"]])


def test_a_side_known_exactly_costs_no_degrees_of_freedom():
    row = difference(4.5, 0.2, 9, 4.0, 0, np.inf).iloc[0]

    assert (row["se"], row["df"]) == (pytest.approx(0.2), pytest.approx(9))


@pytest.mark.parametrize(("se_a", "se_b"), [(np.nan, 0.2), (0.2, np.nan), (0, 0)])
def test_without_both_errors_there_is_a_difference_and_no_interval(se_a, se_b):
    row = difference(4.5, se_a, 9, 4.0, se_b, 9).iloc[0]

    assert row["difference"] == 0.5
    assert row.drop("difference").isna().all()


@given(st.tuples(st.floats(0.01, 5), st.integers(1, 200)), st.tuples(st.floats(0.01, 5), st.integers(1, 200)))
def test_the_degrees_of_freedom_lie_between_the_smaller_and_the_sum(one, other):
    row = difference(0, *one, 0, *other).iloc[0]

    assert min(one[1], other[1]) - 1e-9 <= row["df"] <= one[1] + other[1] + 1e-9


@given(scores, scores)
def test_the_rest_and_the_part_are_the_whole(part, rest):
    found = rest_of(*moments(part + rest), *moments(part)).iloc[0]

    assert tuple(found) == moments(rest)


def test_a_part_larger_than_the_whole_is_refused():
    with pytest.raises(ValueError, match="more answers than the whole"):
        rest_of(4, 16, 64, 5, 20, 80)


def test_adjusted_p_agree_with_r(agree, reference_values):
    expected = reference_values("holm")

    agree(holm, holm(expected["p"]), expected["adjusted"])


@pytest.mark.parametrize("sample", ["small", "big"])
@pytest.mark.parametrize("test", ["welch", "mw"])
def test_adjusted_p_agree_with_the_reference_cases(agree, oracle, sample, test):
    _, expected = oracle("13_two_group_tests_multiplicity", "big_600.csv")
    family = expected[sample]["adjust"][test]

    adjusted = holm(pd.Series(family["p"]))

    agree(holm, adjusted.to_dict(), family["holm"])


@given(probabilities)
def test_adjusted_p_keep_their_order_and_are_never_smaller(p):
    adjusted = holm(p)

    known = ~np.isnan(p)
    assert (np.isnan(adjusted) == ~known).all()
    assert (adjusted[known] >= p[known]).all()
    assert (adjusted[known] <= 1).all()
    assert (np.diff(adjusted[known][np.argsort(p[known])]) >= 0).all()


@given(probabilities)
def test_missing_p_do_not_count_in_the_family(p):
    known = p[~np.isnan(p)]

    assert holm(p)[~np.isnan(p)].tolist() == holm(known).tolist()


@pytest.mark.parametrize(
    ("lower", "upper", "word"),
    [
        (0.001, 1, "better"),
        (0, 1, "uncertain"),
        (-1, 0, "uncertain"),
        (-1, -0.001, "worse"),
        (np.nan, np.nan, "uncertain"),
    ],
)
def test_a_verdict_needs_an_interval_on_one_side_of_zero(lower, upper, word):
    assert verdict(np.array([lower]), np.array([upper])).tolist() == [word]


@pytest.mark.parametrize(("p", "word"), [(0.049, "better"), (0.05, "uncertain"), (np.nan, "uncertain")])
def test_a_verdict_in_a_family_needs_the_adjusted_p_too(p, word):
    assert verdict(np.array([0.1]), np.array([1.0]), p_adjusted=np.array([p])).tolist() == [word]


def test_a_verdict_keeps_the_index():
    table = pd.DataFrame({"lower": [0.1, -1], "upper": [1, 1]}, index=["North", "South"])

    words = verdict(table["lower"], table["upper"])

    assert words.to_dict() == {"North": "better", "South": "uncertain"}


def test_smallest_detectable_differences_agree_with_r(agree, reference_values):
    expected = reference_values("smallest_detectable")

    for (power, confidence), rows in expected.groupby(["power", "confidence"]):
        found = smallest_detectable(pd.Series(1.0, index=rows.index), rows["df"], confidence, power)
        agree(smallest_detectable, found, rows["ncp"], rtol=1e-6)


def test_the_smallest_detectable_difference_is_found_with_its_power():
    ncp = smallest_detectable(np.ones(4), np.array([2, 11.5, 300, 1e6]))

    freedom = np.array([2, 11.5, 300, 1e6])
    np.testing.assert_allclose(stats.nct.sf(stats.t.ppf(0.975, freedom), freedom, ncp), 0.8, atol=1e-5)


def test_many_degrees_of_freedom_give_the_normal_solution():
    found = smallest_detectable(np.array([2.0, 2.0]), np.array([np.inf, 1e6]))

    assert found.tolist() == pytest.approx([2 * (1.959963984540054 + 0.8416212335729143)] * 2, rel=1e-5)


@pytest.mark.parametrize(("se", "df"), [(np.nan, 5), (0.2, np.nan), (0.2, 0)])
def test_without_an_error_nothing_is_detectable(se, df):
    assert np.isnan(smallest_detectable(np.array([se]), df)).all()


@pytest.mark.parametrize("power", [0, 1, 80])
def test_a_power_that_is_not_a_probability_is_refused(power):
    with pytest.raises(ValueError, match="Power"):
        smallest_detectable(np.array([0.2]), 5, power=power)
