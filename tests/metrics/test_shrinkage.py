import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.shrinkage import shrunken_means, variance_components
from tests.alternatives import drawn_together

few = settings(max_examples=20, deadline=None)
units = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=9), min_size=2, max_size=7)
COMPONENTS = ["mean", "tau2", "sigma2", "icc", "lower", "upper", "p", "reliability"]


def cells_of(rows, key="respect"):
    return pd.DataFrame(
        {
            "key": key,
            "n": [len(row) for row in rows],
            "total": [float(sum(row)) for row in rows],
            "squares": [float(sum(answer**2 for answer in row)) for row in rows],
        }
    )


def counted(table):
    points = np.arange(1, 7)
    counts = table[[f"count_{point}" for point in points]]
    return table.assign(n=counts.sum(axis=1), total=counts @ points, squares=counts @ points**2)


def can_be_taken_apart(rows):
    return any(len(set(row)) > 1 for row in rows)


def test_components_agree_with_r_lme4(agree, reference_values):
    cells, expected = counted(reference_values("shrinkage_units")), reference_values("shrinkage").set_index("key")

    table = variance_components(cells, by=["key"]).set_index("key").loc[expected.index]

    columns = ["mean", "se", "tau2", "sigma2", "icc"]
    agree(variance_components, table[columns], expected[columns], rtol=1e-6, atol=1e-9)
    exact = ["lower", "upper", "p"]
    agree(variance_components, table[exact], expected[exact], rtol=1e-8, atol=1e-12)
    assert table["verdict"].to_dict() == {"respect": "apart", "safety": "apart", "wellbeing": "not_apart"}


def test_unit_means_agree_with_r_lme4(agree, reference_values):
    expected = reference_values("shrinkage_units")

    table = shrunken_means(counted(expected), by=["key"])

    columns = ["shrunken", "conditional_sd"]
    agree(shrunken_means, table[columns], expected[columns], rtol=1e-6, atol=1e-9)
    assert table.loc[expected["key"] == "wellbeing", "reason"].unique().tolist() == ["no_variance_between"]


@pytest.mark.parametrize(
    ("case", "inputs", "group", "score"),
    [
        ("bh1996_LEAD", "bh1996_40grp.csv", "GRP", "LEAD"),
        ("insteval", "insteval_60_small_units.csv", "lecturer", "y"),
        ("dyestuff", "dyestuff.csv", "Batch", "Yield"),
    ],
)
def test_components_and_unit_means_agree_with_the_reference_cases(agree, oracle, case, inputs, group, score):
    answers, every = oracle("14_icc_eb_lme4", inputs)
    expected, values = every["cases"][case], answers[score].astype(float)
    cells = (
        pd.DataFrame({"g": answers[group].astype(str), "total": values, "squares": values**2, "key": case})
        .groupby("g")
        .agg(key=("key", "first"), n=("total", "size"), total=("total", "sum"), squares=("squares", "sum"))
    )

    row, table = variance_components(cells, by=["key"]).iloc[0], shrunken_means(cells, by=["key"])

    names = {"mean": "mu", "tau2": "tau2_between", "sigma2": "sigma2_within", "icc": "icc_lmer"}
    names |= {"icc1": "ICC1_anova", "icc2": "ICC2_anova", "reliability": "mean_reliability"}
    names |= {"n_reliable": "n_for_reliability_070"}
    told = [expected[name] for name in names.values()]
    agree(variance_components, row[list(names)].astype(float), told, rtol=1e-6)
    rows = pd.DataFrame(expected["units"]).set_index("g").loc[table.index]
    columns = ["mean", "shrunken", "conditional_sd", "reliability"]
    agree(shrunken_means, table[columns], rows[["mean", "eb_mean", "cond_sd", "reliability"]], rtol=1e-6)


@few
@given(units)
def test_components_and_means_are_those_of_the_whole_covariance_matrix(rows):
    assume(can_be_taken_apart(rows))
    cells = cells_of(rows)

    row, table = variance_components(cells, by=["key"]).iloc[0], shrunken_means(cells, by=["key"])

    slow = drawn_together(rows)
    assume(slow["tau2"] / slow["sigma2"] < 100)
    assert row["tau2"] == pytest.approx(slow["tau2"], rel=1e-3, abs=2e-5)
    assert row["sigma2"] == pytest.approx(slow["sigma2"], rel=1e-3)
    assert table["shrunken"].tolist() == pytest.approx(slow["shrunken"], abs=1e-3)


@few
@given(units, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_name_matters(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    cells = cells_of(rows)

    one, other = variance_components(cells, ["key"]), variance_components(cells.iloc[order].assign(key="b"), ["key"])
    table, shuffled = shrunken_means(cells, ["key"]), shrunken_means(cells.iloc[order], ["key"])

    pd.testing.assert_frame_equal(one.drop(columns="key"), other.drop(columns="key"), rtol=1e-6, atol=1e-8)
    pd.testing.assert_frame_equal(table, shuffled.sort_index(), rtol=1e-6, atol=1e-8)


@few
@given(units, st.floats(0.5, 20), st.floats(-50, 50))
def test_the_unit_and_the_zero_of_the_scale_do_not_matter(rows, factor, step):
    moved = [[factor * answer + step for answer in row] for row in rows]
    assume(can_be_taken_apart(rows))

    one = variance_components(cells_of(rows), ["key"]).iloc[0]
    other = variance_components(cells_of(moved), ["key"]).iloc[0]

    assert other["tau2"] == pytest.approx(one["tau2"] * factor**2, rel=1e-4, abs=1e-5)
    assert other[["icc", "upper", "p"]].tolist() == pytest.approx(one[["icc", "upper", "p"]].tolist(), abs=1e-5)


@few
@given(units)
def test_shrunken_means_lie_between_the_unit_and_its_group(rows):
    assume(can_be_taken_apart(rows))
    cells = cells_of(rows)

    table, mu = shrunken_means(cells, ["key"]), variance_components(cells, ["key"])["mean"].iloc[0]

    low, high = np.minimum(table["mean"], mu), np.maximum(table["mean"], mu)
    assert table["shrunken"].between(low - 1e-9, high + 1e-9).all()
    assert table["reliability"].between(0, 1).all()


@few
@given(units, units)
def test_a_group_knows_nothing_of_its_neighbour(rows, others):
    both = pd.concat([cells_of(rows), cells_of(others, "wellbeing")], ignore_index=True)

    together = variance_components(both, ["key"])

    alone = variance_components(cells_of(rows), ["key"])
    pd.testing.assert_frame_equal(together.iloc[:1], alone, rtol=1e-6, atol=1e-8)


@few
@given(units)
def test_every_gap_has_a_reason(rows):
    cells = cells_of([*rows, []])

    table = variance_components(cells, ["key"])

    gaps = table[COMPONENTS].isna().any(axis=1)
    assert (gaps == (table["reason"] != "")).all()
    units = shrunken_means(cells, ["key"])
    assert (units["reason"] != "")[units["shrunken"].isna()].all()


@few
@given(units)
def test_the_interval_holds_the_ratio_of_mean_squares(rows):
    row = variance_components(cells_of(rows), ["key"]).iloc[0]
    assume(row["reason"] == "")

    assert 0 <= row["lower"] <= row["upper"] <= 1
    assert (row["lower"] > 0) == (row["p"] < 0.025)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[4, 5, 6]], "one_unit"),
        ([[4, 5, 6], []], "one_unit"),
        ([[], []], "one_unit"),
        ([[4], [5], [6]], "one_answer_each"),
        ([[5, 5], [6, 6, 6]], "no_spread_within"),
        ([[6, 6], [6, 6, 6]], "no_spread_within"),
    ],
)
def test_a_group_that_cannot_be_taken_apart_says_why(rows, reason):
    cells = cells_of(rows)

    row, table = variance_components(cells, ["key"]).iloc[0], shrunken_means(cells, ["key"])

    assert (row["reason"], row["verdict"]) == (reason, "")
    assert row[COMPONENTS].isna().all()
    answering = cells["n"] > 0
    assert (table["reason"] == np.where(answering, reason, "no_answers")).all()


def test_units_as_alike_as_chance_makes_them_are_not_told_apart():
    table = shrunken_means(cells_of([[3, 4, 5], [3, 4, 5], [3, 4, 5, 4]]), ["key"])

    assert table["shrunken"].tolist() == pytest.approx([4, 4, 4])
    assert table["lower"].isna().all()
    assert set(table["verdict"]) == {"not_apart"}


def test_units_that_differ_may_still_be_too_small_to_be_told_apart_one_by_one():
    cells = cells_of([[3, 4, 5], [4, 5, 6]] * 12 + [[2, 3, 4, 5] * 8, [4, 5, 6, 6] * 8])

    table = shrunken_means(cells, ["key"])

    assert variance_components(cells, ["key"])["verdict"].tolist() == ["partly"]
    assert set(table["verdict"][:24]) == {"partly"}
    assert set(table["verdict"][24:]) == {"apart"}


def test_a_unit_without_answers_is_not_given_the_mean_of_the_others():
    row = shrunken_means(cells_of([[3, 4, 5], [5, 6, 6], []]), ["key"]).iloc[2]

    assert row["reason"] == "no_answers"
    assert row[["mean", "shrunken", "reliability"]].isna().all()


def test_impossible_arguments_are_refused():
    with pytest.raises(ValueError, match="n must be at least 0"):
        variance_components(cells_of([[3, 4], [5, 6]]).assign(n=-1), ["key"])
    with pytest.raises(ValueError, match="squares known"):
        shrunken_means(cells_of([[3, 4], [5, 6]]).assign(squares=np.nan), ["key"])
    with pytest.raises(ValueError, match="Confidence"):
        variance_components(cells_of([[3, 4], [5, 6]]), ["key"], confidence=95)
