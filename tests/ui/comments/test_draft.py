"""What an adviser chooses for a comment, before it is decided."""

from register.reviews import APPROVED, AWAITING, Review
from ui.comments import marked
from ui.comments.draft import Draft, words_of

TEXT = "Takk til Ingrid, og ring [telefon]. Ingrid kom."
OVERVIEW = ("overview", "service", "negative")


def draft(**facts: object) -> Draft:
    return Draft.of(TEXT, Review("k", "s", AWAITING, **facts))


def test_words_stand_without_their_signs_and_masks_are_none():
    assert [TEXT[start:end] for start, end in words_of(TEXT)] == [
        "Takk", "til", "Ingrid", "og", "ring", "Ingrid", "kom",
    ]  # fmt: skip


def test_a_review_comes_back_as_the_choices_it_was_made_from():
    review = Review("k", "s", APPROVED, ((9, 15),), (OVERVIEW,), version=3)

    assert Draft.of(TEXT, review).decided("k", "s", APPROVED) == review
    assert Draft.of(TEXT, review).decided("k", "s", APPROVED).version == 3


def test_words_are_struck_out_and_read_again():
    chosen = draft()

    chosen.mask([(9, 15)])
    once = chosen.places, chosen.masks([(9, 15)]), chosen.masks([(9, 15), (36, 42)])
    chosen.mask([(9, 15), (36, 42)])
    both = chosen.places, chosen.masks([(9, 15), (36, 42)])
    chosen.unmask([(9, 15), (36, 42)])

    assert once == ([(9, 15)], True, False)
    assert both == ([(9, 15), (36, 42)], True)
    assert chosen.places == []


def test_what_was_clicked_is_told_apart_from_what_was_chosen_meanwhile():
    chosen = draft()
    shown = frozenset(chosen.struck)

    chosen.mask([(9, 15)])
    chosen.click(shown, {0})

    assert chosen.places == [(0, 4), (9, 15)]


def test_the_field_of_words_is_a_new_one_where_something_else_chose_words():
    chosen = draft()
    first = chosen.drawn

    chosen.click(frozenset(), {0})
    assert chosen.drawn == first

    chosen.mask([(9, 15)])
    second = chosen.drawn
    assert second != first

    chosen.mask([(9, 15)])
    assert chosen.drawn == second


def test_a_theme_goes_through_all_that_it_can_be_and_back():
    chosen, seen = draft(), []
    for _ in range(4):
        chosen.turn_theme("respected")
        seen.append(chosen.decided("k", "s", APPROVED).themes)

    assert [[polarity for _, _, polarity in themes] for themes in seen] == [
        ["negative"], ["positive"], ["positive", "negative"], [],
    ]  # fmt: skip


def test_what_a_comment_says_is_never_markup():
    told = marked.under_review("<b>Ingrid</b> & [telefon]", [(3, 9)], [])

    assert told == "&lt;b&gt;<del>Ingrid</del>&lt;/b&gt; &amp; <mark>[telefon]</mark>"
