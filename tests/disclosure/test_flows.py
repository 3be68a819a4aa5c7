"""How far the cells of a table can change while its sums stay, against linear programs."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from disclosure.flows import COLUMNS, ranges

SHAPES = st.tuples(st.just(2), st.integers(1, 5), st.integers(1, 4))


@settings(deadline=None, max_examples=25)
@given(SHAPES.flatmap(lambda shape: arrays(np.int64, shape, elements=st.integers(0, 6))))
def test_every_cell_grows_and_shrinks_as_far_as_a_linear_program_finds(rooms: np.ndarray) -> None:
    up, down = rooms.astype(float)

    grows, shrinks = ranges(up, down)

    for cell in range(up.size):
        assert np.allclose([grows.flat[cell], shrinks.flat[cell]], _ends(up, down, cell), atol=1e-6)


def test_cells_of_more_columns_than_are_gone_through_are_never_said_to_go_further_than_they_can() -> None:
    numbers = np.random.default_rng(1)
    up, down = numbers.integers(0, 6, (2, COLUMNS + 3, COLUMNS + 2)).astype(float)

    grows, shrinks = ranges(up, down)

    for cell in range(0, up.size, 7):
        most = _ends(up, down, cell)
        assert grows.flat[cell] <= most[0] + 1e-6
        assert shrinks.flat[cell] <= most[1] + 1e-6


def _ends(up: np.ndarray, down: np.ndarray, cell: int) -> tuple[float, float]:
    numbers = np.arange(up.size).reshape(up.shape)
    sums = np.array([np.isin(numbers.ravel(), line) for line in (*numbers, *numbers.T)], dtype=float)
    bounds = list(zip(-down.ravel(), up.ravel(), strict=True))
    goal = (numbers.ravel() == cell).astype(float)
    ends = [linprog(way * goal, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=bounds).fun for way in (-1, 1)]
    return -ends[0], -ends[1]
