import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.hierarchy import invited_weighted_mean
from metrics.means import mean_interval
from tests.alternatives import weighted_mean_of_answers

MOMENTS = ["n", "total", "squares"]
POINTS = [f"count_{point}" for point in range(1, 7)]

few = settings(max_examples=40, deadline=None)  # each example builds frames of several groups
unit_answers = st.lists(st.integers(1, 6), max_size=12)
unit_invited = st.none() | st.integers(0, 40)
units = st.lists(st.tuples(unit_answers, unit_invited), min_size=1, max_size=6)


def cells_of(rows, group="A"):
    """Count answers the way the store does: one row per unit."""
    return pd.DataFrame(
        {
            "group": group,
            "unit": [f"unit {number}" for number in range(len(rows))],
            "n": [len(answers) for answers, _ in rows],
            "total": [sum(answers) for answers, _ in rows],
            "squares": [sum(answer**2 for answer in answers) for answers, _ in rows],
            "invited": pd.array([invited for _, invited in rows], dtype="Int64"),
        }
    )


def test_group_means_agree_with_r_survey(agree, reference_values):
    cells, expected = reference_values("means"), reference_values("hierarchy")

    plain = invited_weighted_mean(cells, by=["wave"])
    finite = invited_weighted_mean(cells, by=["wave"], finite=True)
    pooled = invited_weighted_mean(cells.assign(invited=np.nan), by=["wave"])

    agree(invited_weighted_mean, plain[["mean", "se", "df"]], expected[["mean", "se", "df"]])
    agree(invited_weighted_mean, finite["se"], expected["se_finite"])
    agree(invited_weighted_mean, pooled[["mean", "se"]], expected[["pooled_mean", "pooled_se"]])
    assert plain["method"].tolist() == ["invited", "invited"]
    assert pooled["method"].tolist() == ["pooled", "pooled"]


def test_group_means_agree_with_the_reference_case(agree, oracle):
    answers, expected = oracle("21_unit_vs_municipality_and_waves")
    cells = (
        answers.assign(squares=answers["score"] ** 2)
        .groupby(["wave", "unit"], as_index=False)
        .agg(n=("score", "size"), total=("score", "sum"), squares=("squares", "sum"), invited=("invited", "first"))
    )

    table = invited_weighted_mean(cells, by=["wave"], finite=True).set_index("wave")
    pooled = invited_weighted_mean(cells.assign(invited=None), by=["wave"]).set_index("wave")

    rows = pd.DataFrame(expected["waves"]).T
    agree(
        invited_weighted_mean,
        table[["mean", "se", "df"]],
        rows[["municipality_weighted_mean", "se", "df"]].astype(float),
        rtol=1e-9,
    )
    agree(invited_weighted_mean, pooled["mean"], rows["unweighted_mean"].astype(float))


def test_a_unit_without_answers_lowers_the_coverage_and_nothing_else():
    answering = [([3, 4, 5], 10), ([2, 6], 5)]

    row = invited_weighted_mean(cells_of([*answering, ([], 15)]), by=["group"]).iloc[0]

    alone = invited_weighted_mean(cells_of(answering), by=["group"]).iloc[0]
    assert row[["mean", "se", "df", "n"]].tolist() == alone[["mean", "se", "df", "n"]].tolist()
    assert (row["coverage"], alone["coverage"]) == (0.5, 1)
    assert (row["invited"], alone["invited"]) == (30, 15)


@pytest.mark.parametrize(("invited", "method"), [(None, "pooled"), (2, "pooled"), (3, "invited"), (4, "invited")])
def test_a_number_invited_that_cannot_be_true_pools_the_group(invited, method):
    row = invited_weighted_mean(cells_of([([3, 4, 5], invited), ([2, 6], 5)]), by=["group"]).iloc[0]

    assert row["method"] == method


def test_an_unknown_number_invited_where_nobody_answered_hides_the_coverage_only():
    row = invited_weighted_mean(cells_of([([3, 4, 5], 10), ([], None)]), by=["group"]).iloc[0]

    assert row["method"] == "invited"
    assert row[["invited", "coverage"]].isna().all()


def test_nobody_answered_leaves_the_mean_missing():
    row = invited_weighted_mean(cells_of([([], 10), ([], 5)]), by=["group"]).iloc[0]

    assert row[["mean", "se", "df", "method"]].isna().all()
    assert (row["n"], row["invited"], row["coverage"]) == (0, 15, 0)


def test_units_with_one_answer_each_have_a_mean_and_no_standard_error():
    row = invited_weighted_mean(cells_of([([3], 10), ([5], 30)]), by=["group"]).iloc[0]

    assert row["mean"] == 4.5
    assert row[["se", "df"]].isna().all()


def test_equal_answers_claim_no_certainty():
    row = invited_weighted_mean(cells_of([([5, 5, 5], 10), ([4, 4], 30)]), by=["group"]).iloc[0]

    assert row["mean"] == 4.25
    assert np.isnan(row["se"])


@pytest.mark.parametrize("column", MOMENTS)
def test_a_hidden_unit_is_not_left_out_silently(column):
    cells = cells_of([([3, 4, 5], 10), ([2, 6], 5)]).astype({name: float for name in MOMENTS})
    cells.loc[1, column] = np.nan

    with pytest.raises(ValueError, match="hidden unit"):
        invited_weighted_mean(cells, by=["group"])


@few
@given(units)
def test_group_means_equal_those_counted_answer_by_answer(rows):
    cells = cells_of(rows)

    row = invited_weighted_mean(cells, by=["group"]).iloc[0]

    names = cells["unit"]
    expected = weighted_mean_of_answers(
        {name: answers for name, (answers, _) in zip(names, rows, strict=True)},
        {name: invited for name, (_, invited) in zip(names, rows, strict=True)},
    )
    assert row[["mean", "se"]].to_dict() == pytest.approx(expected, nan_ok=True)
    assert pd.isna(row["coverage"]) or 0 <= row["coverage"] <= 1


@few
@given(units, units, st.randoms())
def test_the_order_of_rows_and_groups_does_not_matter(one, other, random):
    cells = pd.concat([cells_of(one, "A"), cells_of(other, "B")], ignore_index=True)
    order = random.sample(range(len(cells)), len(cells))

    table = invited_weighted_mean(cells, by=["group"])
    shuffled = invited_weighted_mean(cells.iloc[order], by=["group"])

    pd.testing.assert_frame_equal(table, shuffled, rtol=1e-9)


@few
@given(units, st.integers(2, 1000))
def test_the_unit_of_the_weights_does_not_matter(rows, factor):
    invited = [(answers, len(answers) + (extra or 0)) for answers, extra in rows]

    one = invited_weighted_mean(cells_of(invited), by=["group"])
    other = invited_weighted_mean(cells_of([(answers, number * factor) for answers, number in invited]), by=["group"])

    pd.testing.assert_frame_equal(one.drop(columns="invited"), other.drop(columns="invited"), rtol=1e-9)


@few
@given(unit_answers, st.booleans())
def test_a_group_of_one_unit_is_that_unit(answers, known):
    cells = cells_of([(answers, len(answers) + 3 if known else None)])

    row = invited_weighted_mean(cells, by=["group"]).iloc[0]

    expected = mean_interval(*(cells[name] for name in MOMENTS)).iloc[0]
    assert row[["mean", "se", "df"]].to_dict() == pytest.approx(expected[["mean", "se", "df"]].to_dict(), nan_ok=True)
