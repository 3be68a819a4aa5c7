"""How many answered, told as a number or as a band."""

import pytest

from core.told_counts import count, told_in_bands


@pytest.mark.parametrize(
    ("n", "told"), [(5, "5–9"), (9, "5–9"), (10, "10–19"), (199.0, "100–199"), (4321, "1\u00a0000+"), (0, "0")]
)
def test_a_band_holds_the_number(n: float, told: str) -> None:
    with told_in_bands(True):
        assert count(n) == told


def test_the_number_itself_is_told_where_nothing_else_is_asked_for() -> None:
    assert count(34) == "34"
    with told_in_bands(True):
        pass
    assert count(34) == "34"


def test_what_is_missing_stays_missing() -> None:
    with told_in_bands(True):
        assert count(None) == count(float("nan")) == "–"
