import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.means import deviations, interval, mean_interval

scores = st.lists(st.integers(1, 6).map(float), min_size=1, max_size=60)
indexes = st.lists(st.integers(0, 30).map(lambda steps: steps * 100 / 30), min_size=1, max_size=60)


def moments(answers):
    return len(answers), sum(answers), sum(answer**2 for answer in answers)


def test_means_agree_with_r(agree, reference_values):
    expected = reference_values("means")
    cells = [expected[name] for name in ["n", "total", "squares"]]

    plain, wide = mean_interval(*cells), mean_interval(*cells, confidence=0.998)
    finite = mean_interval(*cells, population=expected["invited"])

    columns = ["mean", "sd", "se", "df", "lower", "upper"]
    agree(mean_interval, plain[columns], expected[columns])
    agree(mean_interval, wide[["lower", "upper"]], expected[["lower998", "upper998"]])
    columns = ["se_finite", "lower_finite", "upper_finite"]
    agree(mean_interval, finite[["se", "lower", "upper"]], expected[columns])


def test_means_agree_with_a_published_workbook(agree, oracle):
    answers, expected = oracle("02_mean_t_phe")
    groups = [answers.loc[answers["area"] == area, "values"] for area in ["Area1", "Area2"]] + [answers["values"]]
    cells = np.array([moments(list(group)) for group in groups]).T

    plain, wide = mean_interval(*cells), mean_interval(*cells, confidence=0.998)

    rows = pd.DataFrame(expected["expected"])
    agree(
        mean_interval,
        plain[["mean", "sd", "lower", "upper"]],
        rows[["value", "stdev", "lower95_0cl", "upper95_0cl"]],
        rtol=1e-9,
    )
    agree(mean_interval, wide[["lower", "upper"]], rows[["lower99_8cl", "upper99_8cl"]])


def test_means_of_small_finite_units_agree_with_r_survey(agree, oracle):
    answers, expected = oracle("03_mean_fpc_svymean", "small_units.csv")
    expected = pd.DataFrame(expected["small_units"]).T
    answers = answers[answers["unit"].isin(expected.index[expected["fpc_factor"] > 0])]
    cells = (
        answers.assign(squares=answers["score"] ** 2)
        .groupby("unit")
        .agg(n=("score", "size"), total=("score", "sum"), squares=("squares", "sum"), invited=("invited", "first"))
    )

    table = mean_interval(cells["n"], cells["total"], cells["squares"], population=cells["invited"])

    rows = expected.loc[table.index]
    limits = np.array(rows["ci95_fpc_t"].tolist())
    agree(mean_interval, table["se"], rows["se_fpc"].astype(float))
    agree(mean_interval, table[["lower", "upper"]], limits)
    plain = mean_interval(cells["n"], cells["total"], cells["squares"])
    agree(mean_interval, plain[["mean", "sd", "se", "df"]], rows[["mean", "sd", "se_nofpc", "df"]].astype(float))
    agree(mean_interval, plain[["lower", "upper"]], np.array(rows["ci95_nofpc_t"].tolist()))


def test_no_answers_leave_everything_missing():
    row = mean_interval(0, 0, 0).iloc[0]

    assert row.drop("all_equal").isna().all()
    assert not row["all_equal"]


def test_one_answer_has_a_mean_and_no_interval():
    row = mean_interval(1, 4, 16).iloc[0]

    assert row["mean"] == 4
    assert row[["sd", "se", "df", "lower", "upper"]].isna().all()
    assert not row["all_equal"]


def test_equal_answers_have_no_interval_and_say_so():
    row = mean_interval(7, 42, 252).iloc[0]

    assert (row["mean"], row["sd"], row["all_equal"]) == (6, 0, True)
    assert row[["se", "lower", "upper"]].isna().all()


@pytest.mark.parametrize(("invited", "has_interval"), [(4, False), (5, True), (6, True), (np.nan, False)])
def test_the_finite_interval_needs_at_least_as_many_invited_as_answers(invited, has_interval):
    row = mean_interval(5, 20, 86, population=invited).iloc[0]

    assert row["mean"] == 4
    assert pd.notna(row["lower"]) == has_interval


def test_when_everybody_answered_the_finite_interval_is_the_mean():
    row = mean_interval(5, 20, 86, population=5).iloc[0]

    assert (row["lower"], row["upper"]) == (4, 4)


def test_the_index_of_the_cells_is_kept_even_where_it_repeats():
    n = pd.Series([5, 5], index=["a", "a"])

    table = mean_interval(n, n * 4, n * 17)

    assert table.index.tolist() == ["a", "a"]


def test_missing_counts_stay_missing():
    table = mean_interval(pd.Series([5, None], dtype="Int64"), pd.Series([20, None], dtype="Int64"), [86, np.nan])

    assert table["mean"].isna().tolist() == [False, True]


def test_infinite_degrees_of_freedom_give_the_normal_interval():
    row = interval(0, 1, np.inf).iloc[0]

    assert row["upper"] == pytest.approx(1.959963984540054)


@given(scores | indexes)
def test_the_mean_is_never_missing_and_the_interval_holds_it(answers):
    row = mean_interval(*moments(answers)).iloc[0]

    assert row["mean"] == pytest.approx(np.mean(answers))
    assert row["all_equal"] == (len(answers) > 1 and len(set(answers)) == 1)
    assert pd.notna(row["lower"]) == (len(set(answers)) > 1)
    assert not row["lower"] > row["mean"]


@given(scores, scores)
def test_merging_cells_equals_counting_together(one, other):
    merged = mean_interval(*np.add(moments(one), moments(other)))

    together = mean_interval(*moments(one + other))

    pd.testing.assert_frame_equal(merged, together)


@given(st.integers(1, 1_000_000), st.floats(0.1, 100))
def test_any_number_of_equal_answers_has_no_spread(n, answer):
    spread = deviations(np.array([float(n)]), np.array([n * answer]), np.array([n * answer**2]))

    assert spread.tolist() == [0]
