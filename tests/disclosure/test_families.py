"""What is hidden among the parts of one whole, judged by who knows the whole, the shown parts, and every rule."""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.families import Parts, Rules, exposed_parts, hidden_parts

LEAST = 5
RULES = Rules(LEAST)


def parts(*n: int, above: float | list[float] = 0.5, left: bool = False) -> Parts:
    """Parts with so many respondents; the last is what is left of the whole, if any is."""
    numbers = np.array(n)[:, None]
    none = numbers < 0
    listed = ~none
    listed[-1] = not left
    sums = numbers * above if isinstance(above, float) else np.array(above)[:, None]
    # All answers stand at an end of the scale.
    squares = sums.astype(np.float64)
    return Parts(
        numbers,
        sums,
        squares,
        (numbers > 0) & (numbers < LEAST),
        none,
        listed,
        np.ones_like(numbers),
    )


def hidden(*n: int, **known: object) -> list[int] | None:
    """The numbers that are hidden."""
    found, exposed = hidden_parts(parts(*n, **known), RULES)  # type: ignore[arg-type]
    return None if exposed.any() else [number for number, flag in zip(n, found[:, 0], strict=True) if flag]


def test_a_small_part_takes_the_smallest_other_with_it() -> None:
    assert hidden(12, 3, 25, 40) == [12, 3]


def test_nothing_is_hidden_where_all_are_large_enough_or_nobody_answered() -> None:
    assert hidden(5, 0, 25) == []


def test_two_small_parts_protect_each_other_unless_their_sum_tells() -> None:
    assert hidden(4, 4, 18, 22) == [4, 4]
    assert hidden(2, 2, 9, 30) == [2, 2, 9]


def test_a_part_as_large_as_the_smallest_shown_one_does_not_hide_a_small_one() -> None:
    # Of 3 and 5 beside a shown 5, none can be larger than 4: too few numbers are left.
    assert hidden(3, 5, 5, 20) == [3, 5, 5]


def test_few_that_are_left_of_the_whole_are_protected_as_a_part_is() -> None:
    assert hidden(30, 40, 2, left=True) == [30, 2]


def test_the_whole_must_be_hidden_where_all_parts_are_not_enough() -> None:
    assert hidden(2, 3) is None


def test_parts_of_equal_answers_do_not_keep_each_others_mean_unknown() -> None:
    # Everybody gave the best answer in the two smallest: their sum says so.
    assert hidden(3, 12, 25, 40, above=[3.0, 12.0, 15.0, 20.0]) == [3, 12, 25]


def test_nobody_who_knows_all_rules_can_tell_a_small_number_from_four_others() -> None:
    """Every whole of up to three parts with up to twelve respondents, and what was told of it."""
    told = defaultdict(list)
    rules = Rules(LEAST, width=0.0)
    for n in product(range(13), repeat=3):
        found, exposed = hidden_parts(parts(*n), rules)
        if found.any() and not exposed.any():
            told[(sum(n), *np.where(found[:, 0], -1, n))].append(n)
    few = [
        (members, part)
        for known, members in told.items()
        # Those of which a part could be larger than what was gone through are judged by fewer than there are.
        if known[0] - sum(number for number in known[1:] if number > 0) <= 12
        for part in range(3)
        if known[part + 1] == -1 and any(0 < n[part] < LEAST for n in members)
        if len({n[part] for n in members}) < rules.values
    ]

    assert len(told) > 100
    assert few == []


@given(st.lists(st.integers(0, 60), min_size=2, max_size=9))
def test_what_is_hidden_is_enough_and_what_is_shown_is_large_enough(n: list[int]) -> None:
    family = parts(*n)

    found, exposed = hidden_parts(family, RULES)

    if exposed.any():
        everything = family.n > 0
        assert exposed_parts(family, everything, RULES).any()
    else:
        assert not exposed_parts(family, found, RULES).any()
        assert not (found & (family.n == 0)).any()
        assert (family.n[~found & (family.n > 0)] >= LEAST).all()


@given(st.lists(st.integers(0, 60), min_size=2, max_size=7, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(n: list[int], chance: object) -> None:
    other = sorted(n)

    one, two = hidden(*n), hidden(*other)

    assert (one is None) == (two is None)
    assert one is None or sorted(one) == sorted(two or [])


@pytest.mark.parametrize("values", [3, 5, 8])
def test_more_numbers_to_choose_from_never_hide_less(values: int) -> None:
    family = parts(3, 9, 14, 30, 44)

    few, _ = hidden_parts(family, Rules(LEAST, values=values, width=0.0))
    more, _ = hidden_parts(family, Rules(LEAST, values=values + 2, width=0.0))

    assert (few <= more).all()


@given(st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=2, max_size=4))
def test_several_measures_at_once_are_decided_as_one_by_one(measures: list[list[int]]) -> None:
    alone = [hidden_parts(parts(*n), RULES) for n in measures]
    together = np.array(measures).T
    none = together < 0
    sums = together * 0.5
    found, exposed = hidden_parts(
        Parts(
            together,
            sums,
            sums,
            (together > 0) & (together < LEAST),
            none,
            ~none,
            np.ones_like(together),
        ),
        RULES,
    )

    assert found.T.tolist() == [one[:, 0].tolist() for one, _ in alone]
    assert exposed.tolist() == [bool(flag[0]) for _, flag in alone]
