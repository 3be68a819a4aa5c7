import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.differences import difference
from metrics.means import mean_interval
from metrics.pooling import pooled_editions

few = settings(max_examples=60, deadline=None)
answers = st.lists(st.integers(1, 6), max_size=12)


def moments(values):
    values = np.asarray(values, dtype=float)
    return len(values), values.sum(), (values**2).sum()


def pooled(now, former, **rest):
    return pooled_editions(*moments(now), *moments(former), **rest).iloc[0]


def test_pooled_means_and_changes_agree_with_r(agree, reference_values):
    cases, points = reference_values("pooling"), np.arange(1, 7)
    sides = []
    for side in ("now", "former"):
        counts = cases[[f"{side}_{point}" for point in points]]
        sides += [counts.sum(axis=1), counts @ points, counts @ points**2]

    table = pooled_editions(*sides)

    change = ["change", "change_lower", "change_upper", "p"]
    agree(pooled_editions, table[change], cases[change])
    assert table["reason"].tolist() == ["", "changed", ""]
    found, expected = (frame.loc[table["pooled"], ["mean", "lower", "upper"]] for frame in (table, cases))
    agree(pooled_editions, found, expected)


@few
@given(answers, answers)
def test_what_is_pooled_equals_all_answers_counted_together(now, former):
    row = pooled(now, former)

    used = now + former if row["pooled"] else now
    expected = mean_interval(*moments(used)).iloc[0]
    columns = ["mean", "lower", "upper"]
    assert row[columns].astype(float).tolist() == pytest.approx(expected[columns].astype(float).tolist(), nan_ok=True)


@few
@given(answers, answers)
def test_what_speaks_against_pooling_does_not_depend_on_which_edition_is_last(now, former):
    assume(now and former)

    one, other = pooled(now, former), pooled(former, now)

    assert (one["pooled"], one["reason"]) == (other["pooled"], other["reason"])
    assert one["change"] == pytest.approx(-other["change"])


@few
@given(answers, answers)
def test_the_change_is_welchs_where_both_have_a_spread(now, former):
    assume(len(set(now)) > 1 and len(set(former)) > 1)
    one, other = mean_interval(*moments(now)), mean_interval(*moments(former))

    row = pooled(now, former)

    test = difference(one["mean"], one["se"], one["df"], other["mean"], other["se"], other["df"]).iloc[0]
    assert row[["change", "change_lower", "p"]].astype(float).tolist() == pytest.approx(
        test[["difference", "lower", "p"]].tolist()
    )


@few
@given(answers, answers)
def test_every_gap_is_explained(now, former):
    row = pooled(now, former)

    if np.isnan(row["mean"]):
        assert row["reason"] == "no_answers"
    if np.isnan(row["p"]):
        assert row["reason"] in {"no_answers", "no_former_answers", "untested", "all_equal", "changed"}
    assert row["pooled"] == (row["reason"] in {"", "all_equal"})


@pytest.mark.parametrize(
    ("now", "former", "rest", "reason"),
    [
        ([], [4, 5], {}, "no_answers"),
        ([4, 5], [], {}, "no_former_answers"),
        ([4, 5, 6], [4, 5, 5], {"comparable": False}, "not_comparable"),
        ([4, 5] * 15, [4, 5, 5], {}, "enough_answers"),
        ([5, 6, 6, 6, 6], [2, 3, 3, 2, 3], {}, "changed"),
        ([5, 5, 5], [6, 6, 6], {}, "changed"),
        ([4, 6, 5], [3, 5, 5], {"largest_change": 0.5}, "large_change"),
        ([4], [6], {}, "untested"),
        ([6, 6, 6], [6, 6], {}, "all_equal"),
        ([4, 6, 5], [3, 5, 5], {}, ""),
        ([6, 6, 6], [5, 6, 6], {}, ""),
        ([6], [5, 6, 6], {}, ""),
    ],
)
def test_editions_that_should_not_be_pooled_say_why(now, former, rest, reason):
    assert pooled(now, former, **rest)["reason"] == reason


def test_an_edition_of_equal_answers_borrows_the_spread_within_both():
    row = pooled([6, 6, 6], [5, 6, 6, 5])

    within = 1 / 5
    assert row["change_upper"] - row["change_lower"] == pytest.approx(
        2 * 2.570581835636197 * np.sqrt(within * (1 / 3 + 1 / 4))
    )


def test_a_whole_table_keeps_its_index_and_each_row_its_own_rule():
    cells = pd.DataFrame(
        {"n": [3, 3], "total": [15.0, 15], "squares": [77.0, 77], "same": [True, False]}, index=["North", "South"]
    )

    table = pooled_editions(cells["n"], cells["total"], cells["squares"], 3, 13.0, 59.0, comparable=cells["same"])

    assert table["pooled"].to_dict() == {"North": True, "South": False}


@pytest.mark.parametrize(
    ("rest", "message"),
    [({"largest_change": -1}, "largest_change"), ({"confidence": 95}, "Confidence"), ({"alike": 10}, "alike")],
)
def test_impossible_arguments_are_refused(rest, message):
    with pytest.raises(ValueError, match=message):
        pooled([4, 5], [4, 6], **rest)
    with pytest.raises(ValueError, match="at least 0"):
        pooled_editions(-1, 4, 16, 2, 10, 52)
