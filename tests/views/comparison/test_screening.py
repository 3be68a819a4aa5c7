"""Where to look first: every part by the six dimensions, one list, and nothing in it that is not there."""

import pytest

from core.selection import EVERYONE, Selection
from core.text import LANGUAGES, in_language
from metrics.screening import benjamini_hochberg
from store.release import Release
from views.comparison import parts, screening

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
WEAK = "9901/home_care/elvebredden-hjemmetjeneste"


def test_all_comparisons_on_the_screen_are_one_list(release: Release) -> None:
    told = screening.screening(release, HOME_CARE)

    tested = told.table["p"].notna()
    assert set(told.table["measure"]) <= set(parts.SCREENED)
    assert set(told.table["family_size"]) == {tested.sum()}
    assert str(tested.sum()) in told.family
    expected = benjamini_hochberg(told.table["p"].astype("float64"))
    assert told.table["p_adjusted"].tolist() == pytest.approx(expected.tolist(), nan_ok=True)


def test_the_planted_weak_unit_is_found_and_no_other_unit_is_called_lower(release: Release) -> None:
    told = screening.screening(release, HOME_CARE)

    worse = told.table[told.table["verdict"].eq("worse")]
    assert set(worse["place"]) == {WEAK}
    assert set(worse["measure"]) == {"dimension:respected", "dimension:taken_seriously"}
    assert len(told.findings["worse"]) == 2
    assert all(line.startswith("Elvebredden hjemmetjeneste, Å bli ") for line in told.findings["worse"])


def test_only_what_is_certain_is_coloured(release: Release) -> None:
    drawn = screening.screening(release, HOME_CARE).drawn

    certain = drawn["verdict"].isin([*screening.MARKS])
    assert 0 < certain.sum() < len(drawn)
    assert (drawn["score"] != 0).tolist() == certain.tolist()


def test_hidden_cells_have_a_reason_and_no_figure(release: Release) -> None:
    told = screening.screening(release, HOME_CARE)

    nobody = told.table[told.table["place"].eq("9901/home_care/innsatsteamet")]
    assert set(nobody["hidden"]) == {"Ingen svar"}
    assert nobody[["n", "mean", "difference"]].isna().all().all()


def test_one_unit_gives_no_list(release: Release) -> None:
    told = screening.screening(release, Selection("9901", "bpa", None, "2025", "user"))

    assert told.rows == []
    assert told.findings == {"worse": [], "better": []}


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_and_units_have_a_sentence_in_every_language(release: Release, language: str) -> None:
    with in_language(language):
        for selection in (HOME_CARE, Selection("9901", None, None, "2025", EVERYONE)):
            told = screening.screening(release, selection)

            assert "{" not in screening.summary(told, selection) + screening.caption(told) + told.note
            assert screening.summary(told, selection)
