"""Every rule of the policy is needed: with all of them an attacker finds nothing, without one of them something."""

from dataclasses import replace

import numpy as np
import pytest

from disclosure.audit import audit
from disclosure.changes import NOT_TOLD, Former, carried_in, with_former_hidden
from disclosure.families import Rules
from disclosure.grouped import hidden_breakdown
from disclosure.layers import Counts, Tree
from disclosure.municipality import Year, hidden_in
from disclosure.policy import Policy
from tests.disclosure.releases import release

POLICY = Policy()
ENDLESS = 1_000_000
SERVICE, UNITS = "9901/a", [f"9901/a/{name}" for name in "pqrs"]


def counts(n, mean=0.6, sd=0.2):
    """Counts of a place's parts and, first, of the place; arrays of places x ... x 1 measure."""
    n = np.array(n)
    share = np.array(mean, dtype=float), np.array(mean, dtype=float) ** 2 + np.array(sd, dtype=float) ** 2
    above, squares = (n * value for value in share)
    n, above, squares = (
        np.concatenate([one.sum(axis=0, keepdims=True), one])[..., None] for one in (n, above, squares)
    )
    none = np.zeros(n.shape, dtype=np.bool_)
    alike = (n > 0) & (n * squares - above**2 < 1e-9)
    return Counts(n, above, squares, alike, none)


def year_of(units, groups=None, **answers):
    """A service of these units; ``groups`` has a row a unit."""
    size = 1 + len(units)
    cells = {} if groups is None else {1: counts(groups)}
    tree = Tree((-1, *[0] * len(units)))
    wholes = counts(units, **answers)
    return Year(tree, np.full(size, POLICY.min_n), np.full(size, POLICY.min_n_detail), wholes, None, cells)


def released(year, hidden):
    """The release that tells what is not hidden."""
    figures = {}
    places = [SERVICE, *UNITS]
    for place in range(len(year.tree.parents)):
        figures[places[place], ""] = _figure(year.wholes, (place, 0), hidden.wholes[place, 0])
        for variable, cells in year.groups.items():
            told, unlisted = hidden.groups[variable]
            for group in np.flatnonzero(~unlisted[place, :, 0] & (cells.n[place, :, 0] > 0)):
                at = (place, group, 0)
                figures[places[place], f"age={group}"] = _figure(cells, at, told[at])
    return release(figures)


def _figure(of, at, hidden):
    if hidden:
        return "few"
    n, mean = of.n[at], of.above[at] / of.n[at]
    variance = max(of.squares[at] / n - mean**2, 0.0)
    return int(n), 100 * mean, 100 * np.sqrt(variance * n / max(n - 1, 1))


def found(year, policy=POLICY):
    """The kinds of what an attacker finds in what this policy tells."""
    asked = np.full_like(year.least, policy.min_n), np.full_like(year.least, policy.min_n_detail)
    hidden = hidden_in(replace(year, least=asked[0], least_detail=asked[1]), policy)
    return set(audit(released(year, hidden), POLICY).disclosed["kind"])


SMALL_UNIT = year_of([3, 9, 14, 40])
SMALL_GROUP = year_of([40, 40, 60], [[7, 33], [18, 22], [25, 35]])
# The two smallest would do for the number of respondents, but all gave nearly the best answer in them.
NARROW = year_of([3, 9, 14, 40], mean=[0.995, 0.995, 0.6, 0.5], sd=[0.005, 0.005, 0.2, 0.2])


@pytest.mark.parametrize(
    ("year", "rule", "kind"),
    [
        (SMALL_UNIT, {"min_n": 1}, "number"),
        (SMALL_UNIT, {"values": 1, "width": 0.0}, "number"),
        (SMALL_GROUP, {"min_n_detail": 5}, "number"),
        # Without the squares of hidden cells a row and a column tell the small one.
        (SMALL_GROUP, {"values": 1, "width": 0.0}, "number"),
        (NARROW, {"width": 0.0}, "mean"),
    ],
)
def test_without_a_threshold_the_attacker_finds_something(year, rule, kind):
    without = found(year, replace(POLICY, **rule))

    assert found(year) == set()
    assert kind in without


def test_without_the_rule_of_equal_answers_the_attacker_knows_each_answer():
    year = year_of([15, 20, 25, 40], mean=[1.0, 0.6, 0.6, 0.5], sd=[0.0, 0.2, 0.2, 0.2])
    without = replace(year, wholes=replace(year.wholes, alike=np.zeros_like(year.wholes.alike)))

    assert found(year) == set()
    assert "alike" in found(without)


def test_without_the_rule_of_what_is_left_the_attacker_knows_those_who_stated_no_age():
    # Two of the first unit, and two of the second, did not say.
    year = year_of([40, 60], [[18, 20], [18, 40]])
    without = hidden_in(year, POLICY)
    cells = year.groups[1].at(slice(None), slice(None), 0)
    given = {"tree": year.tree, "wholes": year.wholes, "hidden": without.wholes[:, 0], "cells": cells}
    told = hidden_breakdown(**given, least=year.least_detail, rules=Rules(POLICY.min_n_detail), rest=0)
    without.groups[1][0][..., 0], without.groups[1][1][..., 0] = told

    assert found(year) == set()
    assert "left" in set(audit(released(year, without), POLICY).disclosed["kind"])


def former_of(year, hidden):
    """What a release told of a year."""
    n = np.where(hidden.wholes, NOT_TOLD, year.wholes.n)
    return Former((n, hidden.wholes & (year.wholes.n > 0)), None, {})


@pytest.mark.parametrize("forgotten", [False, True])
def test_without_the_rule_of_few_changes_the_attacker_subtracts_the_release_before(forgotten):
    before, now = year_of([30, 40, 50]), year_of([27, 40, 50] if forgotten else [33, 40, 50])
    first = hidden_in(before, POLICY)
    former = former_of(before, first)
    former_release = released(before, first)

    carried = carried_in(now, former, POLICY)
    decided = hidden_in(with_former_hidden(now, former, POLICY), POLICY)
    # What is forgotten must be in no figure that stands: it is hidden. Else the former figure stands.
    wholes = replace(now.wholes, withheld=carried.wholes) if forgotten else before.wholes
    kept = released(replace(now, wholes=wholes), hidden_in(replace(now, wholes=wholes), POLICY))

    assert audit(kept, POLICY, [former_release]).disclosed.empty
    assert "difference" in set(audit(released(now, decided), POLICY, [former_release]).disclosed["kind"])
