"""Many units: the bands, the limits, and what is said where there are too few."""

import numpy as np
import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language
from metrics.funnel import BANDS, LEAST_UNITS
from store.release import Release
from tests.views.comparison.conftest import SMALL, UNITS, WEAK
from views.comparison import spread

RESPECTED = "dimension:respected"
HOME_CARE = Selection("9901", "home_care", None, "2025", "user")


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_units_are_told_and_not_drawn(release: Release, language: str) -> None:
    with in_language(language):
        told = spread.spread(release, HOME_CARE, RESPECTED)

    assert told.curves.empty
    assert told.table.empty
    assert str(LEAST_UNITS) in told.summary


def test_the_weak_unit_lies_far_below_and_the_small_one_as_expected(many_units: Release, first_city: Selection) -> None:
    told = spread.spread(many_units, first_city, RESPECTED)

    bands = told.table.set_index("label")["band"]
    assert len(bands) == UNITS
    assert bands[WEAK] == "far_below"
    assert bands[SMALL] == "expected"
    assert f"Langt under ventet: {WEAK}" in told.summary


def test_a_unit_lies_within_its_limits_where_its_band_says_so(many_units: Release, first_city: Selection) -> None:
    table = spread.spread(many_units, first_city, RESPECTED).table

    for _, row in table.iterrows():
        inside = row["lower"] <= row["mean"] <= row["upper"]
        assert inside == (row["band"] == "expected")
        assert row["far_lower"] < row["lower"] < row["upper"] < row["far_upper"]


def test_the_curves_begin_at_the_smallest_unit_that_may_be_shown(many_units: Release, first_city: Selection) -> None:
    told = spread.spread(many_units, first_city, RESPECTED)

    assert told.curves["n"].min() == 5
    assert told.curves["n"].max() >= told.table["n"].max()
    width = told.curves["upper"] - told.curves["lower"]
    assert width.is_monotonic_decreasing
    at_unit = np.interp(told.table["n"].astype("float64"), told.curves["n"], told.curves["upper"])
    assert at_unit == pytest.approx(told.table["upper"].to_numpy(dtype="float64"), rel=0.01)


def test_every_band_has_a_name_of_its_own() -> None:
    names = spread.band_names()

    assert [*names] == [*BANDS]
    assert len(set(names.values())) == len(BANDS)
