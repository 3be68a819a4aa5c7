"""What is said of the groups."""

import re
from itertools import islice
from typing import Any

import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.groups.conftest import (
    HABILITATION,
    MEASURES,
    Situation,
    Spot,
    only,
    shown_at_all,
    shown_together,
)
from views.groups import summary
from views.groups.choices import ROLE
from views.groups.differences import compared


def test_the_groups_are_told_with_their_answers(release: Release, grouped: dict[Spot, Any], situation: Situation):
    selection = situation("gender", only("1", "2"))
    place, period, role = selection.place, str(selection.period), str(selection.role)

    told = summary.said(release, selection, "gender")

    women, men = (grouped[place, period, role, f"gender={value}", "overall"]["n"] for value in "12")
    assert told.base.startswith(f"Gruppene er Kvinne ({women} svar) og Mann ({men} svar).")


def test_where_nothing_is_certain_it_is_said_what_could_have_been_found(release: Release):
    told = summary.said(release, HABILITATION, ROLE)

    assert told.certain == []
    assert told.otherwise.startswith("Ingen av de 8 forskjellene mellom gruppene er sikre. «Pårørende», Samlet: ingen")
    assert "justert for 8 sammenligninger" in told.otherwise
    assert "ville bare forskjeller på minst" in told.otherwise


def test_what_is_certain_is_told_with_number_interval_answers_and_family(release: Release, grouped: dict[Spot, Any]):
    spots = {
        (Selection(*[*place.split("/"), None][:3], period, role), group.partition("=")[0])
        for place, period, role, group, measure in grouped
        if "/" in place and measure in MEASURES
    }
    said = ((spot, summary.said(release, *spot)) for spot in sorted(spots, key=str))
    # All of them would take half a minute.
    certain = [*islice(((spot, told) for spot, told in said if told.certain), 2)]

    assert certain
    for spot, told in certain:
        family = compared(release, *spot).family_size
        assert told.otherwise == ""
        for line in told.certain[: summary.MOST_TOLD]:
            assert re.match(r"«.+», .+: sikkert (høyere|lavere) enn |«.+», .+: sikker, men liten", line), line
            assert "95\N{NO-BREAK SPACE}%" in line
            assert "svar" in line
            assert f"{family} sammenligninger" in line or family == 1


def test_hidden_groups_are_named_without_saying_which_has_few(
    release: Release, grouped: dict[Spot, Any], situation: Situation
):
    selection = situation("gender", only("1"))

    told = summary.said(release, selection, "gender")

    n = grouped[selection.place, str(selection.period), str(selection.role), "gender=1", "overall"]["n"]
    assert told.base.startswith(f"Bare «Kvinne» ({n} svar) kan vises")
    assert "Skjermet: «Mann»" in told.base
    assert "få svar" not in told.base
    assert told.otherwise == ""


def test_where_all_are_hidden_it_is_said_what_it_takes_and_where_to_look(release: Release):
    told = summary.said(release, HIDDEN_UNIT, "age_group").base

    assert told.startswith("Ingen av gruppene kan vises. Det trengs minst 10 svar i hver, og at")
    assert told.endswith("Velg hele tjenesten eller et annet år.")


def test_groups_that_are_never_shown_together_are_not_compared(release: Release, situation: Situation):
    never = situation(
        "age_group",
        lambda shown: shown_at_all(shown) == 2 and shown_together(shown) == 1 and bool(shown.get("overall")),
    )

    told = summary.said(release, never, "age_group")

    assert told.otherwise.startswith("Ingen dimensjon kan vises for to grupper")
    assert "(ingen tall samlet)" in told.base


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variable", ["age_group", ROLE])
def test_what_a_difference_cannot_say_stands_beside_it(release: Release, language: str, variable: str):
    with in_language(language):
        told = summary.caution(release, HABILITATION, variable, "Alder")

    assert {"nb": "sier ikke", "nn": "seier ikkje", "en": "does not say"}[language] in told
    assert ("Alder" in told) == (variable != ROLE)
