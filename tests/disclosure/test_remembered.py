"""Decisions that are remembered are those that would be made, and are made again where anything has changed."""

from dataclasses import replace

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from disclosure.families import Rules
from disclosure.grouped import hidden_breakdown
from disclosure.layers import Counts, Tree
from disclosure.municipality import Hidden, Year, hidden_in, hidden_in_each
from disclosure.policy import Policy
from disclosure.remembered import Remembered

POLICY = Policy()
# A municipality of two services with three units each.
TREE = Tree((-1, 0, 0, 1, 1, 1, 2, 2, 2))
units = st.lists(st.just(0) | st.integers(0, 40), min_size=6, max_size=6)
shares = st.lists(st.floats(0, 1), min_size=6, max_size=6)


def counts(n: np.ndarray, mean: float = 0.5) -> Counts:
    none = np.zeros(n.shape, np.bool_)
    return Counts(n, n * mean, n * mean**2 + n * 0.04, none, none)


def year_of(n: list[int], young: list[float]) -> Year:
    """A year with one measure and one background variable of two groups."""
    total = _summed(np.array(n))
    part = _summed(np.round(np.array(n) * np.array(young)).astype(np.int64))
    groups = counts(np.column_stack([part, total - part])[:, :, None])
    least, detail = (np.full(len(total), value) for value in (POLICY.min_n, POLICY.min_n_detail))
    return Year(TREE, least, detail, counts(total[:, None]), None, {1: groups})


def _summed(n: np.ndarray) -> np.ndarray:
    services = n.reshape(2, 3).sum(axis=1)
    return np.concatenate([[services.sum()], services, n])


def same(one: Hidden, other: Hidden) -> bool:
    return np.array_equal(one.wholes, other.wholes) and all(
        np.array_equal(mine, theirs) for mine, theirs in zip(one.groups[1], other.groups[1], strict=True)
    )


@settings(deadline=None, max_examples=30)
@given(units, shares)
def test_groups_are_decided_about_as_with_the_places_that_nobody_answered_for(n: list[int], young: list[float]) -> None:
    year = year_of(n, young)

    found = hidden_in(year, POLICY)

    cells = year.groups[1].at(slice(None), slice(None), 0)
    rules = Rules(POLICY.min_n_detail, POLICY.values, POLICY.width)
    whole = year.wholes.at(slice(None), slice(0, 1))
    told = hidden_breakdown(TREE, whole, found.wholes[:, 0], cells, year.least_detail, rules, POLICY.min_n)
    if cells.n.any():
        for mine, theirs in zip(found.groups[1], told, strict=True):
            assert np.array_equal(mine[:, :, 0], theirs)


everywhere = st.lists(st.just(0) | st.integers(0, 40), min_size=9, max_size=9)


@settings(deadline=None, max_examples=30)
@given(everywhere, everywhere, everywhere)
@example([0] * 9, [3] * 9, [12] * 9)
def test_changes_that_do_not_add_up_are_decided_about_by_the_places_where_somebody_came_or_went(
    came: list[int], young: list[int], old: list[int]
) -> None:
    n, groups = np.array(came)[:, None], np.column_stack([young, old])[:, :, None]
    least = np.full(9, POLICY.min_n)
    year = Year(TREE, least, least, counts(n), None, {1: counts(groups)})

    found = hidden_in(year, POLICY)

    inside = TREE.with_wholes(n[:, 0] > 0)
    cells = counts(np.where(inside[:, None], groups[:, :, 0], 0))
    rules = Rules(POLICY.min_n_detail, POLICY.values, POLICY.width)
    told = hidden_breakdown(TREE, counts(n), found.wholes[:, 0], cells, least, rules, POLICY.min_n)
    if groups.any():
        for mine, theirs in zip(found.groups[1], told, strict=True):
            assert np.array_equal(mine[:, :, 0], theirs)


@settings(deadline=None, max_examples=30)
@given(units, shares, units)
def test_what_is_remembered_is_what_would_be_decided(n: list[int], young: list[float], other: list[int]) -> None:
    remembered = Remembered()
    years = [year_of(n, young), year_of(other, young)]
    hidden_in_each(years[:1], POLICY, remembered)

    again = hidden_in_each(years, POLICY, Remembered(remembered.asked))

    assert all(same(hidden_in(year, POLICY), found) for year, found in zip(years, again, strict=True))


def test_only_what_has_changed_is_decided_about_again() -> None:
    first, second = Remembered(), Remembered()
    year = year_of([12, 30, 25, 20, 18, 40], [0.5] * 6)
    hidden_in_each([year], POLICY, first)

    # A service more, of which nobody has said how old they are.
    tree = Tree((*TREE.parents, 0))
    wider = {"tree": tree, "least": np.append(year.least, 5), "least_detail": np.append(year.least_detail, 10)}
    more = np.append(year.wholes.n, [[0]], axis=0)
    groups = np.append(year.groups[1].n, np.zeros((1, 2, 1), dtype=np.int64), axis=0)
    hidden_in_each([replace(year, **wider, wholes=counts(more), groups={1: counts(groups)})], POLICY, second)

    assert len(first.asked) == len(second.asked) == 2
    # The undivided figures are of other places now, and the groups of the same answers.
    assert len(set(first.asked) & set(second.asked)) == 1


def test_other_thresholds_or_answers_are_decided_about_anew() -> None:
    remembered = Remembered()
    year = year_of([12, 30, 25, 20, 18, 40], [0.5] * 6)
    hidden_in_each([year], POLICY, remembered)
    before = set(remembered.asked)

    for changed, policy in (
        (year, replace(POLICY, width=0.2)),
        (year_of([12, 30, 25, 20, 18, 41], [0.5] * 6), POLICY),
        (replace(year, wholes=counts(year.wholes.n, 0.6), groups={1: counts(year.groups[1].n, 0.6)}), POLICY),
    ):
        own = Remembered()
        hidden_in_each([changed], policy, own)
        assert not before & set(own.asked)
