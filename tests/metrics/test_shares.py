import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.shares import share_interval

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_shares_agree_with_r(reference_values):
    expected = reference_values("shares")
    x, n = expected["x"], expected["n"]

    plain, wide = share_interval(x, n), share_interval(x, n, confidence=0.998)
    finite = share_interval(x, n, population=expected["population"])

    columns = ["share", "lower", "upper"]
    np.testing.assert_allclose(plain[columns], expected[columns], rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(wide[["lower", "upper"]], expected[["lower998", "upper998"]], rtol=1e-9, atol=1e-15)
    columns = ["lower_finite", "upper_finite"]
    np.testing.assert_allclose(finite[["lower", "upper"]], expected[columns], rtol=1e-9, atol=1e-15)


def test_shares_agree_with_the_reference_cases(oracle):
    cases, expected = oracle("04_prop_ci_methods")
    rows = pd.DataFrame(expected["cases"])

    plain, wide = share_interval(cases["x"], cases["n"]), share_interval(cases["x"], cases["n"], 0.998)
    finite = share_interval(cases["x"], cases["n"], population=cases["N"])

    for table, name in [(plain, "wilson95"), (wide, "wilson998"), (finite, "wilson95_fpc_neff")]:
        limits = np.array(rows[name].tolist())
        np.testing.assert_allclose(table[["lower", "upper"]], limits, rtol=1e-9, atol=1e-15)


def test_shares_agree_with_a_published_workbook(oracle):
    _, expected = oracle("01_wilson_phe")
    rows = pd.DataFrame(expected["proportions"]).query("multiplier == 1").dropna(subset=["value", "lower95_0cl"])

    table = share_interval(rows["Numerator"], rows["Denominator"])

    np.testing.assert_allclose(table, rows[["value", "lower95_0cl", "upper95_0cl"]], rtol=1e-9)


def test_no_answers_have_no_share():
    assert share_interval(0, 0).isna().all(axis=None)


def test_nobody_and_everybody_keep_a_width():
    table = share_interval([0, 5], [5, 5])

    z = 1.959963984540054
    assert table["lower"].tolist() == pytest.approx([0, 5 / (5 + z**2)])
    assert table["upper"].tolist() == pytest.approx([z**2 / (5 + z**2), 1])


@pytest.mark.parametrize(("invited", "width"), [(4, np.nan), (5, 0), (np.nan, np.nan)])
def test_a_census_has_no_width_and_too_few_invited_no_interval(invited, width):
    row = share_interval(2, 5, population=invited).iloc[0]

    assert row["share"] == 0.4
    assert row["upper"] - row["lower"] == pytest.approx(width, nan_ok=True)


def test_one_invited_who_answered_is_a_census():
    assert share_interval(1, 1, population=1).iloc[0].tolist() == [1, 1, 1]


@pytest.mark.parametrize("x", [-1, 6])
def test_more_than_all_answers_is_refused(x):
    with pytest.raises(ValueError, match="between 0 and the number of answers"):
        share_interval(x, 5)


@given(counts, st.integers(0, 1000))
def test_a_finite_population_gives_an_interval_inside_the_plain_one(case, not_answering):
    x, n = case

    plain = share_interval(x, n).iloc[0]
    finite = share_interval(x, n, population=n + not_answering).iloc[0]

    assert 0 <= plain["lower"] <= finite["lower"] + 1e-12 <= finite["share"] + 2e-12
    assert 1 >= plain["upper"] >= finite["upper"] - 1e-12 >= finite["share"] - 2e-12


@given(counts)
def test_the_share_without_the_property_mirrors_the_share_with_it(case):
    x, n = case

    with_it, without = share_interval(x, n).iloc[0], share_interval(n - x, n).iloc[0]

    assert with_it["lower"] == pytest.approx(1 - without["upper"], abs=1e-12)
