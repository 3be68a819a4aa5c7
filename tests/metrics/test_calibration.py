import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.calibration import Rules, calibrated_mean, calibration, kish
from metrics.means import mean_interval
from metrics.raking import merged_categories
from tests.alternatives import weights_by_hand

few = settings(max_examples=20, deadline=None)
AGES, ROLES = ["young", "middle", "old"], ["user", "kin"]
FREE = Rules(smallest=2, fewest=1, trim=(1e-6, 1e6))
answers = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=9), min_size=6, max_size=6)
shares = st.lists(st.integers(1, 9), min_size=5, max_size=5)


def cells_of(rows, unit="A"):
    """Answers of every age and role, counted."""
    return pd.DataFrame(
        {
            "unit": unit,
            "age": [age for age in AGES for _ in ROLES],
            "role": ROLES * 3,
            "n": [len(row) for row in rows],
            "total": [sum(row) for row in rows],
            "squares": [sum(answer**2 for answer in row) for row in rows],
        }
    )


def margins_of(known, unit="A"):
    ages, roles = known[:3], known[3:]
    return {
        "age": pd.DataFrame({"unit": unit, "age": AGES, "known": ages}),
        "role": pd.DataFrame({"unit": unit, "role": ROLES, "known": roles}),
    }


def constructed(reference_values):
    """Two units' answers and what is known of those invited, as the reference values were made from."""
    weights = reference_values("calibration_weights")
    counts, points = weights[[f"count_{point}" for point in range(1, 7)]], np.arange(1, 7)
    cells = weights.assign(n=counts.sum(axis=1), total=counts @ points, squares=counts @ points**2)
    ages = pd.DataFrame({"unit": ["North"] * 3 + ["South"] * 3, "age": AGES * 2, "known": [60, 50, 40, 30, 90, 80]})
    roles = pd.DataFrame({"unit": ["North"] * 2 + ["South"] * 2, "role": ROLES * 2, "known": [70, 80, 120, 80]})
    return cells, {"post": {"age": ages}, "rake": {"age": ages, "role": roles}}


@pytest.mark.parametrize("method", ["post", "rake"])
def test_weights_and_means_agree_with_r_survey(agree, reference_values, method):
    cells, margins = constructed(reference_values)
    expected = reference_values("calibration").query("method == @method")

    found = calibration(cells, ["unit"], margins[method], FREE)
    table = calibrated_mean(cells, ["unit"], margins[method], rules=FREE)

    agree(calibration, found.weight, cells[method], rtol=1e-8)
    agree(calibrated_mean, table["raw_mean"], expected["raw"], rtol=1e-12)
    agree(calibrated_mean, table["mean"], expected["mean"])
    agree(calibrated_mean, table["se"], expected["se"], rtol=1e-7)
    agree(calibrated_mean, table["effective_n"], expected["effective_n"], rtol=1e-8)
    assert table["converged"].all()


@few
@given(answers, shares)
def test_weights_are_those_of_a_plain_loop(rows, known):
    cells = cells_of(rows)

    found = calibration(cells, ["unit"], margins_of(known), FREE)

    ages, roles = np.array(known[:3]) / sum(known[:3]), np.array(known[3:]) / sum(known[3:])
    by_hand = weights_by_hand(cells["n"].to_numpy().reshape(3, 2), ages, roles)
    np.testing.assert_allclose(found.weight, by_hand.ravel(), rtol=1e-6)


@few
@given(answers, shares)
def test_the_weighted_answers_meet_every_margin(rows, known):
    cells, margins = cells_of(rows), margins_of(known)

    found = calibration(cells, ["unit"], margins, FREE)

    assert found.groups["largest_miss"].iloc[0] <= 1e-6
    for name, margin in margins.items():
        weighted = (found.weight * cells["n"]).groupby(cells[name]).sum()
        wanted = margin.set_index(name)["known"]
        np.testing.assert_allclose(weighted / weighted.sum(), (wanted / wanted.sum())[weighted.index], atol=1e-6)


@few
@given(answers, shares, st.sampled_from([0.01, 3, 1000]))
def test_the_unit_of_the_margins_does_not_matter(rows, known, factor):
    cells = cells_of(rows)
    scaled = {name: margin.assign(known=margin["known"] * factor) for name, margin in margins_of(known).items()}

    one = calibrated_mean(cells, ["unit"], margins_of(known), rules=FREE)
    other = calibrated_mean(cells, ["unit"], scaled, rules=FREE)

    pd.testing.assert_frame_equal(one, other, rtol=1e-9, atol=1e-12)


@few
@given(answers, shares, st.randoms(use_true_random=False))
def test_neither_the_order_of_cells_nor_the_names_of_categories_matter(rows, known, random):
    cells, margins = cells_of(rows), margins_of(known)
    names = {"young": "c", "middle": "a", "old": "b"}
    order = random.sample(range(6), 6)

    one = calibrated_mean(cells, ["unit"], margins)
    renamed = margins | {"age": margins["age"].replace({"age": names})}
    other = calibrated_mean(cells.iloc[order].replace({"age": names}), ["unit"], renamed)

    pd.testing.assert_frame_equal(one, other, rtol=1e-9, atol=1e-9)


@few
@given(answers, shares)
def test_splitting_a_cell_changes_nothing(rows, known):
    split = [(row[: len(row) // 2], row[len(row) // 2 :]) for row in rows]
    halves = pd.concat([cells_of([half[side] for half in split]) for side in (0, 1)], ignore_index=True)

    one = calibrated_mean(cells_of(rows), ["unit"], margins_of(known), rules=FREE)
    other = calibrated_mean(halves, ["unit"], margins_of(known), rules=FREE)

    pd.testing.assert_frame_equal(one, other, rtol=1e-7, atol=1e-9)


@few
@given(answers)
def test_answers_that_look_like_the_invited_are_left_alone(rows):
    cells = cells_of(rows)
    assume(cells["n"].sum() > 1)
    counted = {
        name: cells.groupby(["unit", name], sort=False)["n"].sum().rename("known").reset_index()
        for name in ("age", "role")
    }

    row = calibrated_mean(cells, ["unit"], counted, rules=FREE).iloc[0]

    assert (row["mean"], row["design_effect"]) == (pytest.approx(row["raw_mean"]), pytest.approx(1))


@few
@given(answers, shares)
def test_weights_stay_within_their_limits_with_mean_one(rows, known):
    cells = cells_of(rows)
    rules = Rules(smallest=2, fewest=1, trim=(0.5, 2.0))

    found = calibration(cells, ["unit"], margins_of(known), rules)

    assert found.weight.between(0.5 - 1e-9, 2 + 1e-9).all()
    assert np.average(found.weight, weights=cells["n"]) == pytest.approx(1)
    group = found.groups.iloc[0]
    assert (group["lightest"], group["heaviest"]) == (found.weight.min(), found.weight.max())
    assert (group["trimmed"] > 0) == (group["largest_miss"] > 1e-6) or group["trimmed"] == 0


@few
@given(answers, shares)
def test_a_group_knows_nothing_of_its_neighbour(rows, known):
    turned = known[::-1]
    both = pd.concat([cells_of(rows), cells_of(rows[::-1], "B")], ignore_index=True)
    margins = {name: pd.concat([margin, margins_of(turned, "B")[name]]) for name, margin in margins_of(known).items()}

    together = calibrated_mean(both, ["unit"], margins, rules=FREE)

    alone = calibrated_mean(cells_of(rows), ["unit"], margins_of(known), rules=FREE)
    columns = ["raw_mean", "mean", "se", "effective_n", "reason"]
    pd.testing.assert_frame_equal(together[columns].iloc[:1], alone[columns], rtol=1e-7, atol=1e-9)


def test_few_answers_are_not_weighted_and_the_raw_mean_stands():
    rows = [[4, 5, 5, 6, 3]] * 5 + [[4, 5, 5, 6]]

    row = calibrated_mean(cells_of(rows), ["unit"], margins_of([1, 1, 1, 1, 1])).iloc[0]

    assert (row["n"], row["reason"]) == (29, "few_answers")
    assert row["raw_mean"] == pytest.approx(135 / 29)
    assert row[["mean", "lower", "effective_n", "largest_miss", "rounds"]].isna().all()
    assert not row["converged"]


def test_thirty_answers_are_weighted():
    row = calibrated_mean(cells_of([[4, 5, 5, 6, 3]] * 6), ["unit"], margins_of([1, 2, 1, 1, 1])).iloc[0]

    assert (row["n"], row["reason"]) == (30, "")


@pytest.mark.parametrize(
    ("rows", "known", "reason"),
    [
        ([[]] * 6, [1, 1, 1, 1, 1], "no_answers"),
        ([[4, 5]] * 6, [0, 0, 0, 1, 1], "margin_unknown"),
        ([[4, 5] * 4] + [[]] * 5, [1, 1, 1, 1, 1], "categories_too_small"),
    ],
)
def test_a_group_without_weights_says_why(rows, known, reason):
    rules = Rules(smallest=2)

    row = calibrated_mean(cells_of(rows), ["unit"], margins_of(known), rules=rules).iloc[0]

    assert row["reason"] == reason
    assert np.isnan(row["mean"])


def test_answers_outside_the_margin_are_not_left_out_silently():
    margins = margins_of([1, 1, 1, 1, 1])
    margins["age"] = margins["age"].iloc[:2]

    row = calibrated_mean(cells_of([[4, 5, 6, 3, 2]] * 6), ["unit"], margins).iloc[0]

    assert row["reason"] == "category_unknown"


def test_a_group_without_a_margin_says_so():
    row = calibrated_mean(cells_of([[4, 5, 6, 3, 2]] * 6, "B"), ["unit"], margins_of([1, 1, 1, 1, 1])).iloc[0]

    assert row["reason"] == "margin_unknown"


def test_margins_that_contradict_the_answers_do_not_converge():
    rows = [[4] * 20, [], [], [5] * 20, [], [6] * 20]

    row = calibrated_mean(cells_of(rows), ["unit"], margins_of([8, 1, 1, 1, 9])).iloc[0]

    assert (row["reason"], row["converged"]) == ("not_converged", False)
    assert np.isnan(row["mean"])


def test_equal_answers_have_a_mean_and_no_interval():
    row = calibrated_mean(cells_of([[6] * 5] * 6), ["unit"], margins_of([3, 1, 1, 1, 1])).iloc[0]

    assert (row["mean"], row["reason"]) == (pytest.approx(6), "all_equal")
    assert row[["se", "lower", "upper"]].isna().all()


def test_one_answer_never_raises():
    row = calibrated_mean(cells_of([[4], [], [], [], [], []]), ["unit"], margins_of([1, 1, 1, 1, 1])).iloc[0]

    assert (row["raw_mean"], row["reason"]) == (4, "few_answers")


def test_a_small_category_is_merged_and_counted():
    rows = [[4, 5, 6] * 3, [5, 6], [3], [], [2, 3, 4] * 4, [4, 4, 5, 5, 6, 6, 1]]

    group = calibration(cells_of(rows), ["unit"], margins_of([4, 3, 3, 5, 5])).groups.iloc[0]

    assert (group["merged"], group["reason"]) == (2, "")


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8), st.integers(1, 8))
def test_merged_categories_are_neighbours_and_large_enough(rows, fewest):
    heard, known = (np.array([row[side] for row in rows], dtype=float) for side in (0, 1))

    labels = merged_categories(heard, known, fewest)

    assert labels == sorted(labels)
    sizes = [sum(heard[i] for i in range(len(rows)) if labels[i] == label) for label in set(labels)]
    assert len(set(labels)) <= 1 or min(sizes) >= fewest


@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0.1, 9)), min_size=1, max_size=9), st.floats(0.01, 100))
def test_the_unit_of_the_weights_does_not_matter_for_the_design_effect(rows, factor):
    n, weight = np.array(rows, dtype=float).T
    group = np.zeros(len(n), dtype=np.int64)

    effective, effect = kish(n, weight, group, 1)

    assert kish(n, weight * factor, group, 1)[0] == pytest.approx(effective)
    assert effect >= 1 - 1e-12


def test_without_weighting_the_interval_is_the_ordinary_one_but_for_the_divisor():
    rows = [[1, 3, 5, 6, 4], [2, 4, 6, 5, 5], [3, 3, 4, 6, 6], [1, 2, 6, 6, 5], [4, 4, 3, 2, 5], [6, 6, 5, 1, 2]]
    cells = cells_of(rows)
    margins = {"half": pd.DataFrame({"unit": "A", "half": [0, 1], "known": [1, 1]})}
    # Halves that do not differ in their means explain nothing.
    values = np.array([x for row in rows for x in row], dtype=float)
    both = pd.concat([cells.assign(half=half) for half in (0, 1)], ignore_index=True)

    row = calibrated_mean(both, ["unit"], margins).iloc[0]

    double = np.tile(values, 2)
    plain = mean_interval(len(double), double.sum(), (double**2).sum()).iloc[0]
    assert row[["mean", "se", "lower"]].tolist() == pytest.approx(plain[["mean", "se", "lower"]].tolist())


@pytest.mark.parametrize(
    "change",
    [
        lambda margin: pd.concat([margin, margin.iloc[:1]]),
        lambda margin: margin.assign(known=-1.0),
        lambda margin: margin.assign(known=np.nan),
    ],
)
def test_margins_that_cannot_be_are_refused_by_name(change):
    margins = margins_of([1, 1, 1, 1, 1])
    margins["age"] = change(margins["age"])

    with pytest.raises(ValueError, match="age"):
        calibration(cells_of([[4, 5]] * 6), ["unit"], margins)


def test_no_margin_no_answers_known_and_odd_rules_are_refused():
    with pytest.raises(ValueError, match="margin"):
        calibration(cells_of([[4, 5]] * 6), ["unit"], {})
    with pytest.raises(ValueError, match="n of at least 0"):
        calibration(cells_of([[4, 5]] * 6).assign(n=-1), ["unit"], margins_of([1] * 5))
    for arguments in ({"trim": (1.2, 3.0)}, {"fewest": 0}, {"smallest": 1}):
        with pytest.raises(ValueError, match="trim around 1"):
            Rules(**arguments)
