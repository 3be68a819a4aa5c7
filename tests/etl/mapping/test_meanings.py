"""What a person says that a written answer means changes the scale, and nothing else of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codebook import Scale
from etl.harmonise.answer_codes import AnswerCodes
from etl.mapping.meanings import NO_ANSWER, explained, meaning_of

NUMBERS = Scale(min=1, max=5, labels={1: {"nb": "1"}, 5: {"nb": "5"}})
WORDS = Scale(min=1, max=4, labels={1: {"nb": "Bra"}, 2: {"nb": "Dårlig"}, 3: {"nb": "Ukjent"}, 4: {"nb": "Verken"}})


@pytest.mark.parametrize("reason", NO_ANSWER)
def test_a_code_beyond_the_scale_can_be_no_answer(reason: str) -> None:
    scale = explained(NUMBERS, "9", reason)

    assert getattr(scale, reason) == [9]
    assert (scale.min, scale.max) == (1, 5)
    assert meaning_of(scale, "9") == reason


def test_a_code_beyond_the_scale_can_be_a_point_of_it() -> None:
    scale = explained(NUMBERS, "6", "6")

    assert (scale.min, scale.max, scale.labels[6]) == (1, 6, {"nb": "6"})


def test_an_end_of_the_scale_that_is_no_answer_ends_it_a_point_earlier() -> None:
    scale = explained(NUMBERS, "5", "dont_know")

    assert (scale.max, scale.dont_know, sorted(scale.labels)) == (4, [5], [1, 4])


def test_what_was_no_answer_can_become_one_again() -> None:
    scale = explained(explained(NUMBERS, "9", "dont_know"), "9", "missing")

    assert (scale.dont_know, scale.missing) == ([], [9])


def test_a_text_that_takes_a_place_gives_its_own_away() -> None:
    scale = explained(WORDS, "Bra", "4")

    assert {point: names["nb"] for point, names in scale.labels.items()} == {
        1: "Verken", 2: "Dårlig", 3: "Ukjent", 4: "Bra",
    }  # fmt: skip


def test_a_text_that_is_no_answer_leaves_no_hole_in_the_scale() -> None:
    scale = explained(WORDS, "Ukjent", "not_applicable")

    assert (scale.max, scale.not_applicable) == (3, ["Ukjent"])
    assert [names["nb"] for _, names in sorted(scale.labels.items())] == ["Bra", "Dårlig", "Verken"]


@given(st.lists(st.tuples(st.sampled_from(["Bra", "Dårlig", "Ukjent", "Verken"]), st.integers(1, 4)), max_size=6))
def test_texts_can_be_put_in_any_order_and_each_keeps_a_point_of_its_own(moves: list[tuple[str, int]]) -> None:
    scale = WORDS
    for written, point in moves:
        scale = explained(scale, written, str(point))
        assert meaning_of(scale, written) == str(point)

    codes = AnswerCodes(scale)
    assert sorted(codes.meaning(word).value or 0 for word in ("Bra", "Dårlig", "Ukjent", "Verken")) == [1, 2, 3, 4]
