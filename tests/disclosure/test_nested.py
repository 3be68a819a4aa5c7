"""What is said at once of parts within parts is never more than programs find to be possible."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from disclosure.attacker import possible_means, possible_numbers, system
from disclosure.cone import Limits
from disclosure.nested import nested, reach_nested
from disclosure.unknowns import Unknowns

THRESHOLD, ENOUGH = 5, 5


def unknowns(services: list[list[list[float]]], told_spread: bool) -> Unknowns:
    """Hidden services with hidden units and their answers (0 to 1), of which one sum is told: that of all of them."""
    answers = [np.array(unit) for service in services for unit in service]
    wholes = np.repeat(np.arange(len(services)), [len(service) for service in services])
    count = len(services) + len(answers)
    sums = np.zeros((1 + len(services), count))
    sums[0, : len(services)] = 1.0
    for service in range(len(services)):
        sums[1 + service, service] = -1.0
        sums[1 + service, len(services) + np.flatnonzero(wholes == service)] = 1.0
    zeros = np.zeros(len(services))
    told = [np.append(total, zeros) for total in (
        sum(map(len, answers)), sum(map(np.sum, answers)), sum((unit**2).sum() for unit in answers)
    )]  # fmt: skip
    return Unknowns(
        system=np.zeros(count, dtype=np.int64), limits=Limits(np.ones(count), np.full(count, 1e6)),
        listed=np.full(count, True), threshold=np.full(count, float(THRESHOLD)), sums=sparse.csr_matrix(sums),
        n=told[0], total=told[1], squares=told[2] if told_spread else np.full(1 + len(services), np.nan),
        slack=np.zeros(1 + len(services)), of=np.zeros(1 + len(services), dtype=np.int64),
    )  # fmt: skip


units = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=4)
cases = st.builds(
    unknowns, st.lists(st.lists(units, min_size=1, max_size=3), min_size=2, max_size=3), told_spread=st.booleans()
)


@settings(max_examples=12, deadline=None)
@given(own=cases)
def test_no_more_is_said_to_be_possible_than_programs_find(own: Unknowns) -> None:
    assert nested(own)[0].all()
    numbers, least, most, low, high = reach_nested(own, ENOUGH)

    exact, _ = system(own, 0)
    for cell in range(len(numbers)):
        found = possible_numbers(exact, cell)
        assert found is not None
        assert numbers[cell] <= found.count
        assert numbers[cell] == 0 or found.least <= least[cell] <= most[cell] <= found.most
        means = possible_means(exact, cell)
        assert means is not None
        assert means[0] - 1e-3 <= low[cell] <= high[cell] <= means[1] + 1e-3


def test_of_three_services_with_units_each_can_have_any_number_that_the_others_leave() -> None:
    own = unknowns([[[0.5, 1.0], [0.0]], [[0.25] * 3, [0.75] * 3], [[1.0], [0.5] * 8]], told_spread=True)

    numbers, least, most, low, high = reach_nested(own, ENOUGH)

    assert (numbers == ENOUGH).all()
    # Eighteen answered; each unit, and each of two in a service, has one at least.
    assert least.tolist() == [2, 2, 2, 1, 1, 1, 1, 1, 1]
    assert most.tolist() == [14, 14, 14, 13, 13, 13, 13, 13, 13]
    assert ((high - low) > 0.5).all()


def test_sums_that_are_told_inside_each_other_are_left_to_others() -> None:
    own = unknowns([[[0.5], [0.5]], [[0.5], [0.5]]], told_spread=True)
    own.n[1] = 1.0

    assert not nested(own)[0].any()
