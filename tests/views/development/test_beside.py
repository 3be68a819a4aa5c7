"""The letters of panels: the same break has the same letter in all of them, and the words stand once."""

import pytest

from core.selection import EVERYONE, Selection
from core.text import LANGUAGES, in_language
from store.release import Release
from views.development import beside, chosen
from views.development.series import footnotes, noted, points

HOME_CARE = Selection("9901", "home_care", None, None, "user")
SOLVIK = Selection("9901", None, None, None, EVERYONE)


@pytest.mark.parametrize("selection", [HOME_CARE, SOLVIK], ids=lambda own: own.place)
@pytest.mark.parametrize("near", ["dimensions", "parts"])
def test_a_letter_says_the_same_in_every_panel(release: Release, selection: Selection, near: str) -> None:
    spots = chosen.spots(release, selection, "overall", near)

    found = beside.lettered(release, spots, "year")

    said: dict[str, set[str]] = {}
    for table in found.tables:
        for letter, told in noted(table).items():
            said.setdefault(letter, set()).add(told)
    assert all(len(told) == 1 for told in said.values())
    assert len({next(iter(told)) for told in said.values()}) == len(said)
    assert [note.partition(":")[0] for note in found.footnotes] == sorted(said, key=lambda own: (len(own), own))


def test_a_break_that_the_first_series_shares_keeps_its_letter_there(release: Release) -> None:
    spots = chosen.spots(release, HOME_CARE, "overall", "parts")

    found = beside.lettered(release, spots, "year")

    assert found.footnotes == footnotes(points(release, spots[0], "year"))
    assert len(found.footnotes) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_footnote_has_the_letter_the_periods_and_the_reason(release: Release, language: str) -> None:
    with in_language(language):
        spots = chosen.spots(release, HOME_CARE, "overall", "dimensions")
        (note,) = beside.lettered(release, spots, "year").footnotes

    assert note.startswith("a: 2021 ")
    assert "2022" in note
