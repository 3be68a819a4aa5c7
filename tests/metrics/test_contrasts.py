import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.contrasts import unit_against_rest
from metrics.hierarchy import invited_weighted_mean
from tests.alternatives import spread_with_neighbours, unit_less_rest
from tests.metrics.test_hierarchy import cells_of, few, units


def test_contrasts_agree_with_r_survey(agree, reference_values):
    cells, expected = reference_values("means"), reference_values("contrasts")

    plain = unit_against_rest(cells, by=["wave"])
    finite = unit_against_rest(cells, by=["wave"], finite=True)
    pooled = unit_against_rest(cells.assign(invited=np.nan), by=["wave"])

    agree(unit_against_rest, plain[["difference", "se"]], expected[["difference", "se"]])
    agree(unit_against_rest, finite["se"], expected["se_finite"])
    columns = ["pooled_difference", "pooled_se", "pooled_df", "pooled_p"]
    agree(unit_against_rest, pooled[["difference", "se", "df", "p"]], expected[columns])


def test_contrasts_agree_with_the_reference_case(agree, oracle):
    answers, expected = oracle("21_unit_vs_municipality_and_waves")
    cells = (
        answers.assign(squares=answers["score"] ** 2)
        .groupby(["wave", "unit"], as_index=False)
        .agg(n=("score", "size"), total=("score", "sum"), squares=("squares", "sum"), invited=("invited", "first"))
    )

    table = unit_against_rest(cells, by=["wave"], finite=True)

    rows = pd.DataFrame([row for wave in expected["waves"].values() for row in wave["units"].values()])
    found = table.assign(t=table["difference"] / table["se"])[["difference", "se", "t"]]
    agree(unit_against_rest, found, rows[["diff_vs_rest", "se_rest", "t_rest"]])


def test_a_unit_with_one_answer_borrows_the_spread_of_its_group():
    table = unit_against_rest(cells_of([([5], 10), ([3, 4, 5], 20), ([2, 6], 20)]), by=["group"])

    assert table["pooled_spread"].tolist() == [True, False, False]
    assert table["se"].notna().all()


def test_a_unit_of_equal_answers_is_not_certain():
    table = unit_against_rest(cells_of([([6, 6, 6, 6, 6], 10), ([3, 4, 5], 20)]), by=["group"])

    assert table["pooled_spread"].tolist() == [True, False]
    assert table["se"][0] == pytest.approx(np.sqrt(2 / 6 / 5 + 1 / 3))
    assert np.isnan(table["se"][1])  # its rest has no spread


def test_a_unit_alone_has_nothing_to_be_compared_with():
    row = unit_against_rest(cells_of([([3, 4, 5], 10), ([], 5)]), by=["group"]).iloc[0]

    assert row[["mean_rest", "difference", "se", "lower", "p", "method"]].isna().all()


def test_the_index_of_the_cells_is_kept_even_where_it_repeats():
    cells = cells_of([([3, 4, 5], None), ([2, 6], 5), ([1, 2], 5)]).set_index(pd.Index(["x", "x", "y"]))

    table = unit_against_rest(cells, by=["group"])

    assert table.index.tolist() == ["x", "x", "y"]


@few
@given(units)
def test_contrasts_equal_those_counted_answer_by_answer(rows):
    cells = cells_of(rows)

    table = unit_against_rest(cells, by=["group"])

    names = cells["unit"]
    answers = {name: scores for name, (scores, _) in zip(names, rows, strict=True)}
    invited = {name: number for name, (_, number) in zip(names, rows, strict=True)}
    for name, row in zip(names, table.to_dict("records"), strict=True):
        found = {"difference": row["difference"], "se": row["se"]}
        assert found == pytest.approx(unit_less_rest(name, answers, invited), abs=1e-9, nan_ok=True)


@few
@given(units)
def test_a_moderated_spread_is_the_units_and_the_others_and_moves_no_difference(rows):
    cells = cells_of(rows)

    plain = unit_against_rest(cells, by=["group"])
    table = unit_against_rest(cells, by=["group"], moderated=True)

    pd.testing.assert_series_equal(table["difference"], plain["difference"])
    for place, ((answers, _), row) in enumerate(zip(rows, table.to_dict("records"), strict=True)):
        others = [scores for scores, _ in rows[:place] + rows[place + 1 :] if scores]
        if np.isnan(row["se"]):
            continue
        sd, _ = spread_with_neighbours(answers, others)
        rest = plain["se"][place] ** 2 - own_variance(answers, others) / len(answers)
        assert row["se"] == pytest.approx(np.sqrt(sd**2 / len(answers) + rest), abs=1e-9)


def own_variance(answers, others):
    """The variance that the plain contrast gives a unit: its own, or that within all where it has none."""
    if len(set(answers)) > 1:
        return np.var(answers, ddof=1)
    groups = [answers, *others]
    freedom = sum(len(group) - 1 for group in groups)
    return sum(np.var(group) * len(group) for group in groups) / freedom


@few
@given(units)
def test_the_difference_from_the_whole_is_diluted_by_the_share_of_the_unit(rows):
    cells = cells_of([(answers, len(answers) + (extra or 1)) for answers, extra in rows])
    whole = invited_weighted_mean(cells, by=["group"])["mean"].iloc[0]
    weights = cells["invited"].where(cells["n"] > 0, 0).astype(float)

    table = unit_against_rest(cells, by=["group"])

    diluted = table["difference"] * (1 - weights / max(weights.sum(), 1))
    expected = (cells["total"] / cells["n"].where(cells["n"] > 0) - whole).where(table["difference"].notna())
    np.testing.assert_allclose(diluted, expected, atol=1e-9)


@few
@given(units, st.randoms())
def test_the_order_of_units_does_not_matter(rows, random):
    cells = cells_of(rows)
    order = random.sample(range(len(cells)), len(cells))

    table = unit_against_rest(cells, by=["group"])
    shuffled = unit_against_rest(cells.iloc[order], by=["group"])

    pd.testing.assert_frame_equal(table, shuffled.sort_index(), rtol=1e-9, atol=1e-9)
