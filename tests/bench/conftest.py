"""What the tests of deciding and of attacking share."""

import numpy as np
import pytest

from bench.constructed import tree_of
from bench.disclosure import constructed_year
from disclosure.municipality import Year


@pytest.fixture(scope="session")
def small_year() -> Year:
    """A municipality and year of two services and six units, with one measure."""
    numbers = np.random.default_rng(9901)
    return constructed_year(tree_of(2, 6, numbers), 1, numbers)
