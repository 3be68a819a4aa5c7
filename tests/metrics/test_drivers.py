import numpy as np
import pandas as pd
import pytest

from metrics.drivers import key_drivers
from metrics.resampling import DRAWN_ONE_BY_ONE
from tests.alternatives import resampled_share_limits


def constructed(n, units, seed=1):
    """Answers to three questions on 1-6 in units that differ, and the units."""
    numbers = np.random.default_rng(seed)
    unit = pd.Series(numbers.integers(0, units, n))
    common = numbers.normal(size=n) + unit.to_numpy() * 0.5
    scores = {name: np.clip(np.round(4 + common + numbers.normal(size=n)), 1, 6) for name in ["q1", "q2", "overall"]}
    return pd.DataFrame(scores), unit


def test_intervals_agree_with_respondents_drawn_one_at_a_time():
    answers, unit = constructed(130, 3)
    people = {number: list(answers[unit == number].itertuples(index=False, name=None)) for number in range(3)}

    table = key_drivers(answers, "overall", unit, "lmg", resamples=2000)

    slow = resampled_share_limits(people, resamples=800, seed=3)
    assert table.loc["q1", ["lower", "upper"]].tolist() == pytest.approx(slow, abs=0.03)


def test_differences_between_units_do_not_count():
    answers, unit = constructed(400, 4)
    lifted = answers.add(unit * 7, axis=0)

    pd.testing.assert_frame_equal(
        key_drivers(answers, "overall", unit, resamples=50), key_drivers(lifted, "overall", unit, resamples=50)
    )


def test_the_same_answers_give_the_same_interval():
    answers, unit = constructed(150, 2)

    one, other = (key_drivers(answers, "overall", unit, resamples=60) for _ in range(2))

    pd.testing.assert_frame_equal(one, other)


def test_the_interval_holds_the_share_and_narrows_with_respondents():
    few, many = (key_drivers(*(constructed(n, 3)[0], "overall"), resamples=300) for n in (120, 3000))

    for table in (few, many):
        assert (table["lower"] < table["share"]).all()
        assert (table["share"] < table["upper"]).all()
    assert ((many["upper"] - many["lower"]) < (few["upper"] - few["lower"])).all()


@pytest.mark.parametrize(("n", "reason"), [(99, "few"), (100, ""), (101, "")])
def test_drivers_need_a_hundred_respondents(n, reason):
    answers, _ = constructed(n, 1)

    table = key_drivers(answers, "overall", resamples=20)

    assert set(table["reason"]) == {reason}
    assert table["n"].tolist() == [n, n]
    assert table["share"].isna().all() == table["lower"].isna().all() == (reason == "few")


def test_respondents_of_one_unit_each_say_nothing_within_units():
    answers, _ = constructed(150, 1)

    table = key_drivers(answers, "overall", pd.Series(range(150)))

    assert set(table["reason"]) == {"few"}


def test_an_answer_left_out_leaves_out_the_respondent():
    answers, unit = constructed(300, 2)
    gaps = answers.copy()
    gaps.iloc[:50, 0] = np.nan

    with_gaps, complete = (
        key_drivers(table, "overall", unit[table.index], resamples=30) for table in (gaps, answers.iloc[50:])
    )

    pd.testing.assert_frame_equal(with_gaps, complete)


@pytest.mark.parametrize("method", ["johnson", "lmg"])
def test_a_question_that_never_varies_is_a_reason(method):
    answers, unit = constructed(200, 2)

    for name in ["q1", "overall"]:
        table = key_drivers(answers.assign(**{name: 6}), "overall", unit, method)

        assert set(table["reason"]) == {"constant"}
        assert table[["weight", "share", "lower", "upper"]].isna().all(axis=None)


@pytest.mark.parametrize("method", ["johnson", "lmg"])
def test_a_predictor_that_is_a_sum_of_others_is_a_reason(method):
    answers, _ = constructed(200, 1)

    table = key_drivers(answers.assign(q3=answers["q1"] + answers["q2"]), "overall", method=method)

    assert set(table["reason"]) == {"collinear"}


def test_a_predictor_that_hardly_varies_leaves_no_interval():
    answers, _ = constructed(200, 1)
    answers["q1"] = [1.0] + [6.0] * 199  # a third of the resamples lack the one who differs

    table = key_drivers(answers, "overall", resamples=200)

    assert set(table["reason"]) == {"unstable"}
    assert table["share"].notna().all()
    assert table[["lower", "upper"]].isna().all(axis=None)


def test_an_interval_needs_a_resample():
    with pytest.raises(ValueError, match="at least one resample"):
        key_drivers(constructed(120, 1)[0], "overall", resamples=0)


def test_limits_of_many_respondents_agree_with_respondents_drawn_one_at_a_time():
    answers, unit = constructed(DRAWN_ONE_BY_ONE + 150, 3)
    people = {number: list(answers[unit == number].itertuples(index=False, name=None)) for number in range(3)}

    table = key_drivers(answers, "overall", unit, "lmg", resamples=4000)

    slow = resampled_share_limits(people, resamples=1500, seed=3)
    assert table.loc["q1", ["lower", "upper"]].tolist() == pytest.approx(slow, abs=0.015)


@pytest.mark.parametrize("n", [DRAWN_ONE_BY_ONE - 50, DRAWN_ONE_BY_ONE + 50])
def test_the_order_of_the_respondents_does_not_matter(n):
    answers, unit = constructed(n, 4)
    order = np.random.default_rng(2).permutation(n)

    one = key_drivers(answers, "overall", unit, resamples=100)
    other = key_drivers(answers.iloc[order], "overall", unit.iloc[order], resamples=100)

    pd.testing.assert_frame_equal(one, other, rtol=1e-9)


@pytest.mark.parametrize("n", [DRAWN_ONE_BY_ONE, DRAWN_ONE_BY_ONE + 1])
def test_one_predictor_comes_first_in_each_resample(n):
    answers, _ = constructed(n, 1)

    table = key_drivers(answers.assign(q1=answers["overall"]), "overall", resamples=200)

    assert table["first"].to_dict() == {"q1": 1, "q2": 0}
    assert key_drivers(answers, "overall", resamples=200)["first"].sum() == pytest.approx(1)
