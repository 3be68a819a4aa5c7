from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.finite import exact_share, finite_mean, finite_share
from metrics.means import mean_interval
from tests.alternatives import numbers_not_contradicted

few = settings(max_examples=60, deadline=None)
scores = st.lists(st.integers(1, 6), min_size=1, max_size=15)
closed = st.integers(1, 40).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(0, 40).map(lambda silent: n + silent))
)
LIMITS = ["lower", "upper"]


def mean_of(answers, invited, **rest):
    answers = np.asarray(answers, dtype=float)
    return finite_mean(len(answers), answers.sum(), (answers**2).sum(), invited, scale=(1, 6), **rest).iloc[0]


def test_means_of_the_invited_agree_with_r_survey(agree, reference_values):
    cells = reference_values("means")

    table = finite_mean(cells["n"], cells["total"], cells["squares"], cells["invited"], scale=(1, 6))

    agree(finite_mean, table[["mean", *LIMITS]], cells[["mean", "lower_finite", "upper_finite"]])
    assert set(table["method"]) == {"finite"}


def test_means_of_the_invited_agree_with_the_reference_case(agree, oracle):
    answers, expected = oracle("03_mean_fpc_svymean", "small_units.csv")
    answers["squares"] = answers["score"] ** 2
    cells = answers.groupby("unit").agg(
        n=("score", "size"), total=("score", "sum"), squares=("squares", "sum"), invited=("invited", "first")
    )

    table = finite_mean(cells["n"], cells["total"], cells["squares"], cells["invited"], scale=(1, 6))

    rows = pd.DataFrame(expected["small_units"]).T.loc[table.index]
    agree(finite_mean, table["mean"], rows["mean"].astype(float))
    agree(finite_mean, table[LIMITS], np.array(rows["ci95_fpc_t"].tolist()))
    assert table["method"].tolist() == ["finite"] * 5 + ["census"]


def test_a_large_sample_of_a_known_population_agrees_with_the_reference_case(agree, oracle):
    schools, expected = oracle("03_mean_fpc_svymean", "apisrs.csv")
    expected = expected["api_srs"]
    names, scales = ["api00", "enroll"], [(200, 1000), (1, 10_000)]

    for name, scale in zip(names, scales, strict=True):
        values = schools[name].astype(float)
        row = finite_mean(len(values), values.sum(), (values**2).sum(), expected["N"], scale).iloc[0]

        agree(finite_mean, row["mean"], expected["mean"][name])
        agree(finite_mean, row[LIMITS].tolist(), list(expected["ci95_t_df"][name].values()))


@pytest.mark.parametrize(
    ("answers", "invited", "method", "reason", "limits"),
    [
        ([], 8, "", "no_answers", [np.nan, np.nan]),
        ([4, 5], np.nan, "", "invited_unknown", [np.nan, np.nan]),
        ([4, 5], 1, "", "more_answers_than_invited", [np.nan, np.nan]),
        ([4, 5], 2, "census", "", [4.5, 4.5]),
        ([6], 1, "census", "", [6, 6]),
        ([6], 4, "exact", "one_answer", [9 / 4, 6]),
        ([6] * 5, 6, "exact", "all_equal", [31 / 6, 6]),
        ([4, 5, 5], 6, "bounds", "few_answers", [17 / 6, 32 / 6]),
    ],
)
def test_where_the_usual_interval_would_mislead_another_is_shown_and_named(answers, invited, method, reason, limits):
    row = mean_of(answers, invited)

    assert (row["method"], row["reason"]) == (method, reason)
    assert row[LIMITS].tolist() == pytest.approx(limits, nan_ok=True)


def test_equal_answers_of_many_leave_little_room():
    row = mean_of([6] * 60, 400)

    share = exact_share(60, 60, 400)["lower"].iloc[0]
    assert row["lower"] == pytest.approx(6 * share + (1 - share))
    assert row["least"] < row["lower"]


@few
@given(scores, st.integers(0, 30))
def test_the_interval_holds_the_mean_and_the_bounds_hold_for_certain(answers, silent):
    row = mean_of(answers, len(answers) + silent)

    assert row["lower"] - 1e-9 <= row["mean"] <= row["upper"] + 1e-9
    assert row["least"] - 1e-9 <= row["mean"] <= row["greatest"] + 1e-9
    assert row["method"] in {"finite", "census", "exact", "bounds"}
    if row["method"] in {"exact", "bounds"}:
        assert row["least"] - 1e-9 <= row["lower"] <= row["upper"] <= row["greatest"] + 1e-9


@few
@given(scores, st.integers(1, 30))
def test_turning_the_scale_turns_the_interval(answers, silent):
    row, turned = mean_of(answers, len(answers) + silent), mean_of([7 - x for x in answers], len(answers) + silent)

    assert turned["lower"] == pytest.approx(7 - row["upper"], abs=1e-9)
    assert turned["least"] == pytest.approx(7 - row["greatest"], abs=1e-9)
    assert turned["reason"] == row["reason"]


@few
@given(st.lists(st.integers(1, 6), min_size=5, max_size=15), st.integers(1, 30))
def test_knowing_the_invited_never_widens_the_usual_interval(answers, silent):
    values = np.asarray(answers, dtype=float)

    row = mean_of(answers, len(answers) + silent)

    plain = mean_interval(len(values), values.sum(), (values**2).sum()).iloc[0]
    if row["method"] == "finite":
        assert row["upper"] - row["lower"] <= plain["upper"] - plain["lower"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5, 31, 193, 9), "sum of answers"),
        ((5, 20, 70, 9), "squares"),
        ((-1, 0, 0, 9), "n must be whole"),
        ((5, 20, 90, 9.5), "population must be whole"),
    ],
)
def test_impossible_sums_and_counts_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        finite_mean(*arguments, scale=(1, 6))


def test_a_scale_that_falls_and_too_low_a_floor_are_refused():
    with pytest.raises(ValueError, match="scale"):
        finite_mean(5, 20, 90, 9, scale=(6, 1))
    with pytest.raises(ValueError, match="fewest"):
        mean_of([4, 5], 9, fewest=1)


def test_exact_shares_agree_with_r(agree, reference_values):
    cases = reference_values("exact_share")

    table = exact_share(cases["x"], cases["n"], cases["population"])

    agree(exact_share, table[["share", *LIMITS]], cases[["share", *LIMITS]], rtol=1e-12, atol=1e-15)


def test_exact_shares_agree_with_the_reference_cases(agree, oracle):
    cases, expected = oracle("04_prop_ci_methods")
    limits = np.array([row["hypergeometric_exact95_p"] for row in expected["cases"]])

    table = exact_share(cases["x"], cases["n"], cases["N"])

    agree(exact_share, table[LIMITS], limits, atol=1e-15)


@few
@given(closed)
def test_the_limits_are_all_numbers_that_a_full_search_keeps(case):
    x, n, population = case

    row = exact_share(x, n, population).iloc[0]

    kept = numbers_not_contradicted(x, n, population, confidence=0.95)
    assert row[LIMITS].tolist() == pytest.approx([min(kept) / population, max(kept) / population])


@few
@given(closed)
def test_with_and_without_the_property_are_mirror_images(case):
    x, n, population = case

    row, other = exact_share(x, n, population).iloc[0], exact_share(n - x, n, population).iloc[0]

    assert other[LIMITS].tolist() == pytest.approx([1 - row["upper"], 1 - row["lower"]])


def test_an_exact_interval_covers_as_often_as_it_says():
    population, n = 24, 9
    every = exact_share(np.arange(n + 1), n, population)

    for holding in range(population + 1):
        chance = [chance_of(x, n, population, holding) for x in range(n + 1)]
        covered = (every["lower"] <= holding / population + 1e-12) & (every["upper"] >= holding / population - 1e-12)
        assert np.sum(np.array(chance) * covered) >= 0.95


def chance_of(x, n, population, holding):
    return comb(holding, x) * comb(population - holding, n - x) / comb(population, n)


def test_small_groups_are_exact_and_larger_ones_wilson(agree, oracle):
    cases, expected = oracle("04_prop_ci_methods")
    rows = pd.DataFrame(expected["cases"])

    table = finite_share(cases["x"], cases["n"], cases["N"])

    large = (cases["N"] > 200).to_numpy()
    assert table["method"].tolist() == np.where(large, "wilson", "exact").tolist()
    wilson = np.array(rows["wilson95_fpc_neff"].tolist())
    agree(finite_share, table.loc[large, LIMITS], wilson[large])


@pytest.mark.parametrize(
    ("x", "n", "invited", "reason"),
    [(0, 0, 9, "no_answers"), (2, 5, np.nan, "invited_unknown"), (2, 5, 4, "more_answers_than_invited")],
)
def test_a_share_without_an_interval_says_why(x, n, invited, reason):
    for row in (finite_share(x, n, invited).iloc[0], exact_share(x, n, invited).iloc[0]):
        assert row["reason"] == reason
        assert row[LIMITS].isna().all()


def test_everybody_heard_is_a_census():
    row = finite_share(2, 5, 5).iloc[0]

    assert (row["method"], row["lower"], row["upper"]) == ("census", pytest.approx(0.4), pytest.approx(0.4))


@pytest.mark.parametrize(("x", "n", "invited"), [(6, 5, 9), (-1, 5, 9), (2.5, 5, 9), (2, 5, 8.5)])
def test_impossible_numbers_of_people_are_refused(x, n, invited):
    with pytest.raises(ValueError, match="x|n must|population"):
        exact_share(x, n, invited)
