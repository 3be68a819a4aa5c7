"""What differs from the edition before, and what becomes of a difference that nobody has judged."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.mapping import changes_between, codebook_of, edition_before, judged, of_edition
from etl.mapping.changes import _longest_in_order
from tests.etl.mapping.exports import DEGREE, RESPECT, TIME, export_of, known_export, known_survey, rated


def next_edition(export, base=None):
    return replace(of_edition(base or known_survey(), "2023", export), edition="2024", period="2024")


def changes(export):
    found = changes_between(known_survey(), "2023", next_edition(export))
    return [(one.item, one.kind, one.before, one.after) for one in found]


def test_the_same_questions_have_no_changes():
    assert changes(known_export()) == []


def test_a_translation_that_the_codebook_has_is_no_other_wording():
    nynorsk = rated("q1", "Blir du møtt med respekt av dei som jobbar her")

    assert changes(known_export(respect=nynorsk)) == []


def test_a_column_that_only_has_a_number_tells_no_wording():
    assert changes(known_export(respect=rated("q1", "q1"))) == []


def test_another_wording_is_told_as_it_was_and_as_it_is():
    new = "Viser de ansatte deg respekt?"

    assert changes(known_export(respect=rated("q1", new))) == [("respect", "wording", RESPECT, new)]


def test_more_or_fewer_points_are_another_scale():
    four = dict(list(DEGREE.items())[:4])

    assert changes(known_export(on_time=rated("q2", TIME, four))) == [("on_time", "scale", "1–5", "1–4")]


def test_other_words_for_a_point_are_told_with_the_point():
    words = {**DEGREE, 3: "Delvis"}

    assert changes(known_export(on_time=rated("q2", TIME, words, code6="Vet ikke"))) == [
        ("on_time", "labels", "3 I noen grad", "3 Delvis")
    ]


def test_questions_that_change_places_came_and_went_are_told():
    questions = {"q2": rated("q2", TIME), "q1": rated("q1", RESPECT), "ny": rated("ny", "Er det rent her inne?")}
    moved = export_of({code: ["1", "5"] for code in questions}, questions)
    gone = export_of({"q1": ["1", "5"]}, {"q1": rated("q1", RESPECT)})

    assert [change[1] for change in changes(moved)] == ["order", "added"]
    assert changes(gone) == [("on_time", "removed", TIME, "")]


@given(st.permutations(list(range(7))))
def test_as_few_as_possible_are_said_to_have_moved(places):
    kept = _longest_in_order(places)

    staying = [place for place in places if place in kept]
    assert staying == sorted(staying)
    assert (len(kept) == len(places)) == (list(places) == sorted(places))


def test_an_unjudged_change_stays_unjudged_until_a_person_has_said_something():
    export = known_export(respect=rated("q1", "Viser de ansatte deg respekt?"))
    base = known_survey()

    codebook = codebook_of(next_edition(export), base)
    told = judged(codebook, "respect", "2023", "2024", "with_reservation", {"nb": "Nesten det samme."})

    assert [one.verdict for one in codebook.comparability] == ["not_judged"]
    assert all(codebook.comparability[0].reason[code] for code in ("nb", "nn", "en"))
    assert [one.verdict for one in told.comparability] == ["with_reservation"]
    again = codebook_of(of_edition(told, "2024", export), told)
    assert again.comparability == told.comparability


def test_a_change_that_is_taken_back_needs_no_verdict():
    base = known_survey()
    codebook = codebook_of(next_edition(known_export(respect=rated("q1", "Viser de ansatte deg respekt?"))), base)

    corrected = codebook_of(replace(next_edition(known_export(), codebook), edition="2024", period="2024"), codebook)

    assert corrected.comparability == []
    assert corrected.edition("2024").texts == {}


@pytest.mark.parametrize(("when", "before"), [("2024", "2023"), ("2022-T2", "2022"), ("2022", None), ("", None)])
def test_the_edition_before_is_the_latest_that_is_earlier(when, before):
    found = edition_before(known_survey(), "new", when)

    assert (found.id if found else None) == before
