import threading
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import AppError
from register import actions, history
from register.actions import Action
from register.database import Register
from register.history import StaleVersionError


def saved(register: Register, **facts: object) -> int:
    """The id of a new tiltak."""
    with register.session() as session:
        return actions.add(session, {"title": "Ukeplan på døra"} | facts, "adviser").id


def test_every_change_is_kept_with_what_it_was_before(register: Register):
    action = saved(register, due=date(2026, 3, 1))

    with register.session() as session:
        actions.change(session, action, 1, {"status": "under_way", "due": date(2026, 4, 1)}, "leader")

    with register.reading() as session:
        first, second = history.changes_of(session, Action, action)
    assert (first.version, first.by, first.fields["title"]) == (1, "adviser", (None, "Ukeplan på døra"))
    assert (second.version, second.by) == (2, "leader")
    assert second.fields == {"status": ("planned", "under_way"), "due": ("2026-03-01", "2026-04-01")}


def test_a_change_of_nothing_is_no_change(register: Register):
    action = saved(register)

    with register.session() as session:
        row = actions.change(session, action, 1, {"title": "Ukeplan på døra"}, "leader")

    assert row.version == 1
    with register.reading() as session:
        assert len(history.changes_of(session, Action, action)) == 1


def test_the_second_is_told_what_the_first_changed_and_saves_nothing(register: Register):
    action = saved(register)
    with register.session() as session:
        actions.change(session, action, 1, {"owner": "Enhetsleder"}, "leader")

    with pytest.raises(StaleVersionError) as refused, register.session() as session:
        actions.change(session, action, 1, {"owner": "Rådgiver"}, "adviser")

    assert [(change.by, change.fields) for change in refused.value.changes] == [
        ("leader", {"owner": ("", "Enhetsleder")})
    ]
    with register.reading() as session:
        assert session.get_one(Action, action).owner == "Enhetsleder"


def test_of_many_who_save_at_once_one_wins_and_the_others_are_told(register: Register):
    action = saved(register)
    together = threading.Barrier(6)
    outcomes: list[str] = []

    def save(number: int) -> None:
        together.wait()
        try:
            with register.session() as session:
                actions.change(session, action, 1, {"title": f"Forslag {number}"}, "adviser")
            outcomes.append("saved")
        except StaleVersionError:
            outcomes.append("told")

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["saved"] + ["told"] * 5
    with register.reading() as session:
        assert session.get_one(Action, action).version == 2
        assert len(history.changes_of(session, Action, action)) == 2


@pytest.mark.parametrize("statement", ["UPDATE history SET by = 'leader'", "DELETE FROM history"])
def test_the_database_itself_refuses_to_change_the_history(register: Register, statement: str):
    saved(register)

    with pytest.raises(DBAPIError, match="only added to"), register.session() as session:
        session.execute(text(statement.replace(" by ", ' "by" ')))


def test_a_row_that_is_not_there_cannot_be_changed(register: Register):
    with pytest.raises(AppError) as refused, register.session() as session:
        actions.change(session, 7, 1, {"title": "Borte"}, "adviser")

    assert refused.value.code == "register_row_missing"
