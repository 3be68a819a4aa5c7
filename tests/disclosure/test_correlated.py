"""Correlations within the units of a service say nothing of its hidden units, or are reported."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.correlated import services_told_of
from tests.disclosure.releases import release

SERVICE = "9901/home"
MEASURES = ["dimension:respected", "dimension:overall"]


def told_of(units, correlation=0.6, every=SERVICE):
    """The services that are told of where units have so many answers; the hidden ones have their name in lower case."""
    return services_told_of(tables_of(units, correlation, every))["place"].tolist()


def tables_of(units, correlation, every=SERVICE):
    figures = {(f"{SERVICE}/{name}", ""): ("few" if name.islower() else (n, 60.0, 20.0)) for name, n in units.items()}
    total = sum(units.values())
    tables = release(figures | {(SERVICE, ""): (total, 60.0, 20 * np.sqrt((total - len(units)) / (total - 1)))})
    second = tables["cell"].assign(measure_no=2)
    measure = pd.DataFrame({"measure_no": [1, 2], "measure": MEASURES, "kind": "dimension"})
    scope = tables["scope"].set_index("place")["scope"]
    pairs = pd.DataFrame({"scope": [scope[every]], "measure_no": 1, "other_no": 2, "correlation": correlation})
    return tables | {"cell": pd.concat([tables["cell"], second]), "measure": measure, "driver_moment": pairs}


def test_a_few_hidden_among_many_are_not_told_of():
    assert told_of({"A": 60, "B": 50, "c": 4, "d": 5}) == []


def test_hidden_units_are_told_of_where_they_are_most_of_the_service():
    assert told_of({"A": 20, "c": 40, "d": 40}) == [SERVICE]


def test_hidden_units_are_told_of_where_all_go_together_completely():
    assert told_of({"A": 60, "B": 50, "c": 4, "d": 5}, correlation=1.0) == [SERVICE]


@pytest.mark.parametrize("correlation", [0.6, 1.0])
def test_where_no_unit_is_hidden_nobody_is_told_of(correlation):
    assert told_of({"A": 60, "B": 50}, correlation) == []


def test_a_release_without_correlations_tells_of_nobody():
    tables = tables_of({"A": 20, "c": 40, "d": 40}, 0.6)
    tables["driver_moment"] = tables["driver_moment"].iloc[:0]

    assert services_told_of(tables).empty


@settings(max_examples=60, deadline=None)
@given(
    shown=st.lists(st.integers(10, 60), min_size=1, max_size=4),
    hidden=st.integers(2, 30),
    correlation=st.floats(-0.99, 0.99).map(lambda value: round(value, 3)),
    spread=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_where_nobody_is_told_of_the_hidden_ones_can_have_any_spread_they_have_room_for(
    shown, hidden, correlation, spread
):
    units = {chr(ord("A") + number): n for number, n in enumerate(shown)} | {
        "y": hidden // 2,
        "z": hidden - hidden // 2,
    }
    total = sum(units.values())
    within = 20.0**2 * np.array([n - 1 for n in shown])
    room = 20.0**2 * (total - len(units)) - within.sum()
    of_all = within.sum() + room * np.array(spread)

    # As much as the shown ones can go together, in one direction or the other, each unit by itself.
    reached = within.sum() >= abs(correlation) * np.sqrt(of_all.prod())

    assert reached or told_of(units, correlation) == [SERVICE]
