"""Hiding down a tree: municipality, services, units; and by groups."""

from dataclasses import replace

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from disclosure.families import Rules
from disclosure.grouped import hidden_breakdown
from disclosure.layers import Counts, Tree, hidden_places, joined

RULES, DETAIL = Rules(5), Rules(10)


def counts(n: object, mean: float = 0.5) -> Counts:
    numbers = np.array(n)
    none = np.zeros(numbers.shape, np.bool_)
    sums = numbers * mean
    return Counts(numbers, sums, sums, none, none)


def whole(n: object) -> Counts:
    """One measure of undivided places."""
    return counts(np.array(n)[:, None])


def hidden_of(n: Counts, asked: np.ndarray) -> list[bool]:
    return [bool(flag) for flag in hidden_places(TREE, n, asked, RULES)[:, 0]]


def least(tree: Tree, threshold: int) -> np.ndarray:
    return np.full(len(tree.parents), threshold)


# A municipality of two services with three units each.
TREE = Tree((-1, 0, 0, 1, 1, 1, 2, 2, 2))


def test_a_hidden_service_hides_its_units() -> None:
    n = [104, 4, 100, 4, 0, 0, 30, 30, 40]

    hidden = hidden_of(whole(n), least(TREE, 5))

    assert hidden == [False, True, True, True, False, False, True, True, True]


def test_a_service_is_hidden_where_its_units_cannot_be() -> None:
    n = [205, 5, 200, 2, 3, 0, 60, 60, 80]

    hidden = hidden_of(whole(n), least(TREE, 5))

    assert hidden[1]
    assert hidden[3:5] == [True, True]


def test_equal_answers_are_hidden_however_many_they_are() -> None:
    given_counts = whole([90, 45, 45, 15, 15, 15, 15, 15, 15])
    alike = np.zeros((9, 1), np.bool_)
    alike[3] = True

    hidden = hidden_of(replace(given_counts, alike=alike), least(TREE, 5))

    # None of two with thirty together could be too small beside a shown one with fifteen: that would tell why.
    assert hidden == [False, False, False, True, True, True, False, False, False]


def test_a_service_may_ask_for_more_answers() -> None:
    n = whole([90, 45, 45, 9, 18, 18, 9, 18, 18])
    asked = np.array([5, 10, 5, 10, 10, 10, 5, 5, 5])

    hidden = hidden_of(n, asked)

    assert hidden[3]
    assert not any(hidden[6:])


# Services with and without units, and one with a single unit.
TREES = [TREE, Tree((-1,)), Tree((-1, 0, 0, 2)), Tree((-1, 0, 0, 0, 1, 1, 1, 1, 3, 3))]


@settings(deadline=None)
@given(st.data())
def test_trees_side_by_side_are_decided_about_as_each_by_itself(data: st.DataObject) -> None:
    each = []
    for tree in TREES:
        n = np.zeros((len(tree.parents), 2), dtype=np.int64)
        for place in range(len(n) - 1, -1, -1):
            own = data.draw(st.lists(st.integers(0, 25), min_size=2, max_size=2)) if not n[place].any() else 0
            n[place] += own
            if place:
                n[tree.parents[place]] += n[place]
        each.append(counts(n))
    together = Counts(*(np.concatenate(values) for values in zip(*(vars(own).values() for own in each), strict=True)))

    hidden = hidden_places(joined(TREES), together, np.full(len(together.n), 5), RULES)

    alone = [hidden_places(tree, own, least(tree, 5), RULES) for tree, own in zip(TREES, each, strict=True)]
    assert (hidden == np.concatenate(alone)).all()


def test_a_hidden_group_is_not_listed_at_the_units() -> None:
    wholes = whole([90, 45, 45, 15, 15, 15, 15, 15, 15])
    young = np.array([7, 3, 4, 1, 1, 1, 2, 1, 1])
    groups = counts(np.column_stack([young, wholes.n[:, 0] - young]))

    hidden, unlisted = hidden_breakdown(TREE, wholes, np.zeros(9, np.bool_), groups, least(TREE, 10), DETAIL, 5)

    assert hidden[0].all()
    assert unlisted[1:].all()


def test_few_who_did_not_say_their_age_hide_an_age_group() -> None:
    wholes = whole([60, 30, 30, 0, 0, 0, 0, 0, 0])
    groups = counts([[30, 28], [15, 14], [15, 14], *[[0, 0]] * 6])

    hidden, _ = hidden_breakdown(TREE, wholes, np.zeros(9, np.bool_), groups, least(TREE, 10), DETAIL, 5)

    assert hidden[0].sum() >= 1


def test_two_services_that_cannot_be_too_small_do_not_take_the_municipality_with_them() -> None:
    tree = Tree((-1, 0, 0, *[1] * 5, *[2] * 6))
    units = [1, 1, 1, 1, 2, *[10] * 6]

    hidden = hidden_places(tree, whole([66, 6, 60, *units]), least(tree, 5), RULES)[:, 0]

    # Each unit of the one is one of six: all of them can be worked out, and the other service is hidden beside it.
    # Both have more units than would be too few respondents, so that nothing is known of how they share the 66.
    assert hidden.tolist() == [False, *[True] * 13]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=6, max_size=6), st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_what_is_shown_adds_up_to_no_small_group(units: list[int], young: list[float]) -> None:
    total = _summed(np.array(units))
    part = _summed(np.round(np.array(units) * np.array(young)).astype(np.int64))
    wholes, groups = whole(total), counts(np.column_stack([part, total - part]))
    hidden = hidden_places(TREE, wholes, least(TREE, 5), RULES)[:, 0]

    told, unlisted = hidden_breakdown(TREE, wholes, hidden, groups, least(TREE, 10), DETAIL, 5)

    shown = (groups.n > 0) & ~told & ~unlisted
    assert (groups.n[shown] >= 10).all()
    assert not shown[hidden].any()
    # What is left of a shown whole when its shown groups are taken from it is nobody, or enough not to be a few.
    left = total - (groups.n * shown).sum(axis=1)
    assert not [place for place in range(9) if not hidden[place] and 0 < left[place] < 5]
    for service in (1, 2):
        rows = np.flatnonzero(np.array(TREE.parents) == service)
        of_units = groups.n[service] - (groups.n[rows] * shown[rows]).sum(axis=0)
        assert not [group for group in range(2) if shown[service, group] and 0 < of_units[group] < 5]


def _summed(units: np.ndarray) -> np.ndarray:
    services = units.reshape(2, 3).sum(axis=1)
    return np.concatenate([[services.sum()], services, units])


def changes(n: np.ndarray) -> Counts:
    """How many came or went since the release before; nobody knows of which answers."""
    none = np.zeros(n.shape, np.bool_)
    return Counts(n, np.full(n.shape, np.nan), np.full(n.shape, np.nan), none, none)


few = st.one_of(st.just(0), st.integers(0, 7))


@settings(deadline=None)
@given(st.lists(few, min_size=9, max_size=9), st.lists(few, min_size=18, max_size=18))
# A group that cancels out in the municipality was decided about at no service: again and again, or never.
@example([7, 5, 5, 7, 3, 0, 7, 5, 6], [0, 0, 0, 3, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 3, 0, 0])
@example([5, 5, 6, 0, 3, 5, 5, 7, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 1, 1, 0, 7])
def test_changes_of_parts_that_cancel_out_in_their_whole_are_decided_about_too(
    places: list[int], groups: list[int]
) -> None:
    wholes, cells = changes(np.array(places)[:, None]), changes(np.array(groups).reshape(9, 2))
    asked, rules = least(TREE, 5), Rules(5, width=0.0)

    hidden = hidden_places(TREE, wholes, asked, rules)
    withheld, unlisted = hidden_breakdown(TREE, wholes, hidden[:, 0], cells, asked, rules, 5)

    assert hidden[(wholes.n > 0) & (wholes.n < 5)].all()
    assert (withheld | unlisted)[(cells.n > 0) & (cells.n < 5)].all()
