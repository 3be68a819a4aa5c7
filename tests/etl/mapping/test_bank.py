"""How like known questions a new one is, and what it is suggested to be about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.mapping.bank import bank_of, is_same, stems
from etl.mapping.suggestions import Advice
from tests.etl.mapping.exports import known_survey

WORDS = st.lists(st.text("abdeiklmnorstuæøå", min_size=2, max_size=9), min_size=1, max_size=8).map(" ".join)


@pytest.fixture(scope="module")
def advice():
    return Advice([known_survey()], {"Respekt": "respected"}.get, "home_care")


@pytest.mark.parametrize(
    ("bokmal", "nynorsk"),
    [
        ("Hvem hjelper deg hjemme?", "Kven hjelper deg heime?"),
        ("De ansatte hører på meg", "Dei tilsette høyrer på meg"),
        ("Er tilbudet godt?", "Er tilbodet godt?"),
    ],
)
def test_both_kinds_of_norwegian_have_the_same_words(bokmal, nynorsk):
    assert stems(bokmal) == stems(nynorsk)


@given(WORDS)
def test_likeness_is_a_share_and_nothing_is_more_like_than_the_question_itself(text):
    bank = bank_of([known_survey()])

    shares = bank.likenesses(text)

    assert shares.min() >= 0
    assert shares.max() <= 1 + 1e-9
    for known, itself in ((one.text, number) for number, one in enumerate(bank.questions[:3])):
        assert bank.likenesses(known).argmax() == itself or bank.likenesses(known)[itself] == pytest.approx(1)


@given(WORDS, WORDS)
def test_being_the_same_goes_both_ways(text, other):
    assert is_same(text, other) == is_same(other, text)


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("Respekt: hvordan går det?", "respected"),
        ("Får du vite i god tid når planene endres?", "overview"),
        ("Måtte du vente lenge?", "right_time"),
        ("Er kaffen varm?", "other"),
    ],
)
def test_a_question_is_about_what_its_likes_and_its_words_are_about(advice, text, dimension):
    assert advice.about(text)["dimension"].value == dimension


def test_a_question_like_none_is_a_guess_that_says_so(advice):
    suggestion = advice.about("xyz qwerty")["dimension"]

    assert (suggestion.value, suggestion.reason) == ("other", "no_match")
    assert suggestion.confidence < 0.5


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Blir brukerrådet hørt?", "service"),
        ("Lytter politikerne til innbyggerne?", "system"),
        ("Er kaffen varm?", "individual"),
    ],
)
def test_words_tell_the_level(advice, text, level):
    assert advice.about(text)["level"].value == level
