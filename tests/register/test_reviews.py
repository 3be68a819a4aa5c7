"""Decisions about comments are kept, with all that came before them, and without a word of the comment."""

import pytest

from register import reviews
from register.database import Register
from register.history import StaleVersionError
from register.reviews import APPROVED, AWAITING, HIDDEN, Review

THEME = ("right_time", "individual", "negative")


def saved(register: Register, review: Review, by: str = "adviser") -> Review:
    with register.session() as session:
        return reviews.save(session, review, by)


def test_a_decision_is_kept_with_what_it_was_before(register: Register):
    first = saved(register, Review("k1", "s1", APPROVED, ((0, 4),), (THEME,)))
    second = saved(register, Review("k1", "s1", HIDDEN, (), (), first.version), by="administrator")

    with register.reading() as session:
        history = reviews.changes_of(session, "k1")
        assert reviews.reviews(session) == {"k1": second}
        assert reviews.approved(session) == []
    assert (first.version, second.version) == (1, 2)
    assert [change.by for change in history] == ["adviser", "administrator"]
    assert history[1].fields["status"] == (APPROVED, HIDDEN)
    assert history[1].fields["themes"] == ([list(THEME)], [])


def test_the_second_of_two_who_decide_is_told_what_the_first_did(register: Register):
    saved(register, Review("k1", "s1", APPROVED))

    with pytest.raises(StaleVersionError) as refused:
        saved(register, Review("k1", "s1", HIDDEN, version=0))

    assert [change.fields["status"] for change in refused.value.changes] == [(None, APPROVED)]
    with register.reading() as session:
        assert reviews.reviews(session)["k1"].status == APPROVED


def test_what_is_approved_has_a_name_that_changes_with_it(register: Register):
    def state() -> str:
        with register.reading() as session:
            return reviews.state(session)

    nothing = state()
    saved(register, Review("k1", "s1", AWAITING))
    waiting = state()
    saved(register, Review("k1", "s1", APPROVED, version=1))
    approved = state()
    saved(register, Review("k1", "s1", APPROVED, ((0, 2),), version=2))

    assert nothing == waiting == ""
    assert len({nothing, approved, state()}) == 3


def test_many_are_saved_at_once_without_touching_those_that_are_there(register: Register):
    saved(register, Review("k1", "s1", HIDDEN))
    with register.session() as session:
        count = reviews.save_new(session, [Review(f"k{n}", "s", APPROVED) for n in range(600)], "sample")

    with register.session() as session:
        assert count == 599
        assert reviews.reviews(session)["k1"].status == HIDDEN
        assert reviews.revision(session) == (600, 600)
        assert reviews.forget(session, [f"k{n}" for n in range(600)]) == 600
    with register.reading() as session:
        assert reviews.reviews(session) == {}


def test_a_review_of_a_forgotten_comment_is_not_made_anew(register: Register):
    with pytest.raises(StaleVersionError):
        saved(register, Review("gone", "s1", APPROVED, version=3))
