"""What is said of the groups."""

import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language
from store.release import Release
from tests.views.groups.conftest import HABILITATION, HOME_CARE, UNIT
from views.groups import summary
from views.groups.choices import ROLE


def test_the_groups_are_told_with_their_answers(release: Release):
    told = summary.said(release, UNIT, "gender")

    assert told.base == "Gruppene er Kvinne (36 svar) og Mann (21 svar)."


def test_where_nothing_is_certain_it_is_said_what_could_have_been_found(release: Release):
    told = summary.said(release, HABILITATION, ROLE)

    assert told.certain == []
    assert told.otherwise.startswith("Ingen av de 8 forskjellene mellom gruppene er sikre. «Pårørende», Samlet: ingen")
    assert "justert for 8 sammenligninger" in told.otherwise
    assert "oppdages bare forskjeller på minst" in told.otherwise


def test_what_is_certain_is_told_with_number_interval_answers_and_family(release: Release):
    told = summary.said(release, UNIT, "contact_length")

    assert told.otherwise == ""
    assert told.certain[0].startswith("«Under ett år», Å få hjelp til riktig tid: sikkert høyere enn de andre gruppene")
    assert all("95 %" in line and "svar" in line and "24 sammenligninger" in line for line in told.certain[:3])


def test_hidden_groups_are_named_without_saying_which_has_too_few(release: Release):
    told = summary.said(release, HOME_CARE, "gender")

    assert told.base.startswith("Bare «Kvinne» (190 svar) kan vises")
    assert "Skjermet: «Mann» og «Annet»." in told.base
    assert told.otherwise == ""


def test_where_all_are_hidden_it_is_said_how_many_answers_it_takes(release: Release):
    bpa = HOME_CARE.but(service="bpa")

    assert summary.said(release, bpa, "gender").base == "Ingen av gruppene kan vises. Det trengs minst 10 svar i hver."


def test_groups_that_are_never_shown_together_are_not_compared(release: Release):
    selection = Selection("9901", "habilitation", None, "2024", "next_of_kin")

    told = summary.said(release, selection, "gender")

    assert told.otherwise.startswith("Ingen dimensjon har svar nok i to grupper")
    assert "Mann (ingen tall samlet)" in told.base


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variable", ["age_group", ROLE])
def test_what_a_difference_cannot_say_stands_beside_it(release: Release, language: str, variable: str):
    with in_language(language):
        told = summary.caution(release, HABILITATION, variable, "Alder")

    assert {"nb": "sier ikke", "nn": "seier ikkje", "en": "does not say"}[language] in told
    assert ("Alder" in told) == (variable != ROLE)
