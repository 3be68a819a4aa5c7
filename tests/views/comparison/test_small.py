"""Small units: drawn means beside the raw, and whether a measure can tell the units apart."""

import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language, text
from store.release import Release
from tests.views.comparison.conftest import SMALL, WEAK
from tests.views.conftest import HIDDEN_UNIT
from views.comparison import small

RESPECTED = "dimension:respected"
HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
BPA = Selection("9901", "bpa", None, "2025", "user")


def test_the_drawn_mean_stands_beside_the_raw_one_and_nearer_the_middle(
    many_units: Release, first_city: Selection
) -> None:
    table = small.drawn_together(many_units, first_city, RESPECTED)

    raw = table[table["weight"].isna()].set_index("label")
    drawn = table[table["weight"].notna()].set_index("label")
    middle = raw["mean"].mean()
    assert set(raw.index) == set(drawn.index)
    for label in (SMALL, WEAK):
        assert abs(drawn.loc[label, "mean"] - middle) < abs(raw.loc[label, "mean"] - middle)
    assert drawn["weight"].idxmin() == SMALL


def test_the_raw_means_are_those_of_the_release(release: Release) -> None:
    table = small.drawn_together(release, HOME_CARE, RESPECTED)

    raw = table[table["series"].eq(text("comparison.small.raw")) & table["mean"].notna()]
    assert raw["n"].notna().all()
    assert len(raw) == 5


def test_a_measure_that_tells_the_units_apart_is_told_to(many_units: Release, first_city: Selection) -> None:
    table = small.separated(many_units, first_city).set_index("measure")

    assert table.loc[RESPECTED, "verdict"] == "apart"
    assert table.loc[RESPECTED, "reliability"] >= 0.7


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", ["overall", RESPECTED, "dimension:right_help", "dimension:without_demanding"])
def test_the_answer_is_given_in_words(release: Release, language: str, measure: str) -> None:
    with in_language(language):
        told = small.summary(small.separated(release, HOME_CARE), HOME_CARE, measure)

        assert text("comparison.the_parts.units") in told
        assert "nan" not in told.lower().split()


def test_one_unit_cannot_be_told_from_others(release: Release) -> None:
    told = small.summary(small.separated(release, BPA), BPA, "overall")

    assert text("why.one_unit") in told


def test_a_hidden_unit_is_neither_drawn_nor_counted(release: Release) -> None:
    selection = HIDDEN_UNIT.but(unit=None)

    table = small.drawn_together(release, selection, "overall")
    separated = small.separated(release, selection)

    hidden = table[table["place"].eq(HIDDEN_UNIT.place)]
    assert hidden["mean"].isna().all()
    assert hidden["hidden"].notna().all()
    assert separated["units"].max() == 1
