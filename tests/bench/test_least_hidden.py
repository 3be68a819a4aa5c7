"""The bound that hiding is held against: no fewer hidden figures are safe, and so few are."""

from itertools import chain, combinations

import numpy as np
import pytest
from scipy import sparse

from bench.disclosure import Case, small_cases
from bench.least_hidden import Flags, Numbers, least_hidden

VALUES = 5


def fewest_by_trying(n: Numbers, primary: Flags) -> int:
    """Of a whole (first) and its parts: the fewest hidden ones that leave five numbers of each primary one."""
    few = set(np.flatnonzero(primary).tolist())
    sets = chain.from_iterable(combinations(range(len(n)), size) for size in range(len(n) + 1))
    return next(len(hidden) for hidden in sets if few <= set(hidden) and all(_is_open(n, hidden, one) for one in few))


def _is_open(n: Numbers, hidden: tuple[int, ...], one: int) -> bool:
    if 0 in hidden:
        return len(hidden) > 1 or one != 0
    others = [part for part in hidden if part != one]
    together = int(n[list(hidden)].sum())
    return bool(others) and together - len(others) >= VALUES


@pytest.mark.parametrize("parts", [(3, 8, 20), (1, 2, 30, 40), (4, 5, 6, 7), (2, 3, 4), (1, 1, 1, 9)])
def test_the_bound_of_a_family_is_what_trying_all_sets_finds(parts: tuple[int, ...]) -> None:
    n = np.array([sum(parts), *parts])
    sums = sparse.csr_matrix([[1.0, *[-1.0] * len(parts)]])

    found = least_hidden(n, sums, n < 5, VALUES, seconds=10)

    assert found.bound == found.found == fewest_by_trying(n, n < 5)


@pytest.mark.parametrize("kind", ["units", "parts", "groups"])
def test_what_is_hidden_is_never_fewer_than_the_bound(kind: str) -> None:
    for case in small_cases(kind, 5):
        must = least_hidden(case.n, case.sums, case.primary, VALUES, seconds=10)

        assert must.bound <= int(case.hidden().sum())


@pytest.mark.parametrize("kind", ["parts", "groups"])
def test_the_sums_of_a_case_add_up(kind: str) -> None:
    case: Case = next(small_cases(kind, 1))

    assert not (case.sums @ case.n).any()
