import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.shares import share_interval

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_shares_agree_with_r(agree, reference_values):
    expected = reference_values("shares")
    x, n = expected["x"], expected["n"]

    plain, wide = share_interval(x, n), share_interval(x, n, confidence=0.998)
    finite = share_interval(x, n, population=expected["population"])

    columns = ["share", "lower", "upper"]
    agree(share_interval, plain[columns], expected[columns], atol=1e-15)
    agree(share_interval, wide[["lower", "upper"]], expected[["lower998", "upper998"]], atol=1e-15)
    columns = ["lower_finite", "upper_finite"]
    agree(share_interval, finite[["lower", "upper"]], expected[columns], atol=1e-15)


def test_shares_agree_with_the_reference_cases(agree, oracle):
    cases, expected = oracle("04_prop_ci_methods")
    rows = pd.DataFrame(expected["cases"])

    plain, wide = share_interval(cases["x"], cases["n"]), share_interval(cases["x"], cases["n"], 0.998)
    finite = share_interval(cases["x"], cases["n"], population=cases["N"])

    for table, name in [(plain, "wilson95"), (wide, "wilson998"), (finite, "wilson95_fpc_neff")]:
        limits = np.array(rows[name].tolist())
        agree(share_interval, table[["lower", "upper"]], limits, atol=1e-15)


def test_shares_agree_with_a_published_workbook(agree, oracle):
    _, expected = oracle("01_wilson_phe")
    rows = pd.DataFrame(expected["proportions"]).dropna(subset=["value", "lower95_0cl"])
    factor = rows["multiplier"]

    table = share_interval(rows["Numerator"], rows["Denominator"]).mul(factor, axis=0)
    wide = share_interval(rows["Numerator"], rows["Denominator"], 0.998).mul(factor, axis=0)

    agree(share_interval, table, rows[["value", "lower95_0cl", "upper95_0cl"]])
    agree(share_interval, wide[["lower", "upper"]], rows[["lower99_8cl", "upper99_8cl"]])


def test_a_share_of_part_of_an_answer_agrees_with_a_published_workbook(agree, oracle):
    _, expected = oracle("01_wilson_phe")

    for row in expected["wilson_and_byars"]:
        if row["method"] == "Wilson":
            table = share_interval(row["x"], row["n"], float(row["confidence"].rstrip("%")) / 100)
            agree(share_interval, table[["lower", "upper"]], [[row["lowercl"], row["uppercl"]]])


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
