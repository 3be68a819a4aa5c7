"""The parts sorted by their difference on one measure, what is certain, and what is said of it."""

import numpy as np
import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language, text
from store.release import Release
from tests.views.comparison.conftest import SMALL, WEAK
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import holm_adjusted
from views.comparison import against, one_measure, parts

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
KINDERGARTEN = Selection("9901", "kindergarten", None, "2025", "guardian")
BPA = Selection("9901", "bpa", None, "2025", "user")
RESPECTED = "dimension:respected"


@pytest.mark.parametrize("selection", [HOME_CARE, KINDERGARTEN], ids=lambda own: own.service)
def test_the_parts_are_sorted_by_difference_and_one_family_of_tests(release: Release, selection: Selection) -> None:
    table = one_measure.by_part(release, selection, RESPECTED, against.REST)

    known = table["difference"].dropna()
    assert known.tolist() == sorted(known, reverse=True)
    assert table["difference"].notna().tolist() == sorted(table["difference"].notna(), reverse=True)
    expected = holm_adjusted(dict(enumerate(table["p"].tolist())))
    assert table["p_adjusted"].tolist() == pytest.approx([*expected.values()], nan_ok=True)
    assert set(table["family_size"]) == {len(known)}


def test_the_planted_weak_unit_is_named_and_no_other_is(release: Release) -> None:
    for measure in (RESPECTED, "dimension:taken_seriously"):
        table = one_measure.by_part(release, HOME_CARE, measure, against.REST)

        sure = table[table["verdict"].isin(one_measure.CERTAIN)]
        assert sure["place"].tolist() == ["9901/home_care/elvebredden-hjemmetjeneste"]
        assert sure["verdict"].tolist() == ["worse"]
        said = " ".join(one_measure.sentences(release, table, HOME_CARE, measure, against.REST))
        assert "Elvebredden hjemmetjeneste: sikkert lavere enn resten av tjenesten" in said


def test_a_unit_that_leans_on_the_weak_one_is_told_apart(release: Release) -> None:
    table = one_measure.by_part(release, HOME_CARE, RESPECTED, against.REST)
    weak = "Elvebredden hjemmetjeneste"
    leaning = table.assign(leans_on=[weak if place == 0 else None for place in range(len(table))])

    said = " ".join(one_measure.sentences(release, leaning, HOME_CARE, RESPECTED, against.REST))

    assert f"ligger {table['label'].iloc[0]} sikkert over resten bare fordi {weak} trekker den ned" in said
    assert f"Uten {weak} er forskjellen ikke sikker" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_certain_is_told_with_what_could_have_been_found(release: Release, language: str) -> None:
    with in_language(language):
        measure = "dimension:right_help"
        table = one_measure.by_part(release, HOME_CARE, measure, against.REST)

        said = one_measure.sentences(release, table, HOME_CARE, measure, against.REST)

        assert not table["verdict"].isin(one_measure.CERTAIN).any()
        least = str(int(np.ceil(table["smallest"].min())))
        assert least in said[-1]
        assert text("comparison.the_parts.units") in said[-1]


def test_one_unit_has_nothing_to_be_held_against(release: Release) -> None:
    table = one_measure.by_part(release, BPA, "overall", against.REST)

    said = one_measure.sentences(release, table, BPA, "overall", against.REST)

    assert said[-1] == text("comparison.one_part.units")
    assert table["instead"].notna().all()


def test_a_hidden_unit_stands_last_with_words_and_no_figure(release: Release) -> None:
    table = one_measure.by_part(release, HIDDEN_UNIT.but(unit=None), "overall", against.REST)

    row = table[table["place"].eq(HIDDEN_UNIT.place)].iloc[0]
    assert row["instead"] == row["hidden"] == text("hidden.few")
    assert row["said"] == ""
    assert not any(sign.isdigit() for sign in row["hover"])


def test_a_unit_that_nobody_answered_for_is_counted_among_those_asked(release: Release) -> None:
    table = one_measure.by_part(release, HOME_CARE, "overall", against.REST)

    said = one_measure.sentences(release, table, HOME_CARE, "overall", against.REST)

    assert "5 av 6 enheter" in said[0]
    assert table.loc[table["place"].eq("9901/home_care/innsatsteamet"), "hidden"].tolist() == [text("hidden.none")]


def test_among_many_units_the_weak_one_is_certain_and_the_small_one_is_not(
    many_units: Release, first_city: Selection
) -> None:
    table = one_measure.by_part(many_units, first_city, RESPECTED, against.REST).set_index("label")

    assert table.loc[WEAK, "verdict"] == "worse"
    assert table.loc[SMALL, "verdict"] == "uncertain"
    assert table.loc[SMALL, "smallest"] == table["smallest"].max()
    assert table["verdict"].isin(one_measure.CERTAIN).sum() == 1


def test_a_chart_of_very_many_keeps_those_farthest_to_each_side(many_units: Release, first_city: Selection) -> None:
    table = one_measure.by_part(many_units, first_city, RESPECTED, against.REST)
    many = table.loc[table.index.repeat(5)].reset_index(drop=True)

    drawn = one_measure.drawn(many)

    assert len(drawn) == one_measure.MOST_DRAWN
    assert drawn["difference"].max() == many["difference"].max()
    assert drawn["difference"].min() == many["difference"].min()


def test_a_benchmark_without_a_spread_is_told_to_be_a_constant(release: Release) -> None:
    selection = KINDERGARTEN.but(period="2023")
    table = one_measure.by_part(release, selection, RESPECTED, against.BENCHMARK)

    said = one_measure.caption(release, table, selection, against.BENCHMARK)

    assert text("comparison.constant") in said


def test_every_measure_that_is_offered_has_a_name_and_rows(release: Release) -> None:
    for measure in parts.measured(release, HOME_CARE):
        table = one_measure.by_part(release, HOME_CARE, measure, against.REST)

        assert parts.measure_name(measure)
        assert len(table) == 6
