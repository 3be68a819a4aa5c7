"""Whatever the answers of a small service, its units and their groups, the attacker does not find what is hidden."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.audit import audit
from disclosure.municipality import hidden_in
from disclosure.policy import Policy
from tests.disclosure.test_rules_removed import counts, released, year_of

POLICY = Policy()
PROGRAMS = 10_000


@st.composite
def services(draw):
    """A service of two to four units with two or three age groups: numbers, and how far up the scale they answer."""
    units, groups = draw(st.integers(2, 4)), draw(st.integers(2, 3))
    size = {"min_size": units * groups, "max_size": units * groups}
    n = np.array(draw(st.lists(st.integers(1, 15), **size))).reshape(units, groups)
    mean = np.array(draw(st.lists(st.sampled_from([0.3, 0.5, 0.7, 0.9]), **size))).reshape(units, groups)
    return n, mean


@settings(max_examples=15, deadline=None)
@given(service=services())
def test_an_attacker_who_goes_through_everything_finds_nothing(service):
    n, mean = service
    groups = counts(n, mean)
    # Everybody stated an age: the whole has the answers of its groups.
    wholes = {name: getattr(groups, name).sum(axis=1) for name in ("n", "above", "squares")}
    year = year_of(n.sum(axis=1).tolist())
    year = replace(year, wholes=replace(year.wholes, **wholes), groups={1: groups})

    found = audit(released(year, hidden_in(year, POLICY)), POLICY, programs=PROGRAMS)

    assert found.disclosed.empty, found.disclosed.to_dict("records")
