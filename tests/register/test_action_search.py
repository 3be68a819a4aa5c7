"""Finding tiltak, on both databases."""

from datetime import date

import pytest
from sqlalchemy import text

from register import action_search, actions, meeting_search, meetings
from register.action_search import Wanted
from register.database import Register

TODAY = date(2026, 5, 1)
ROWS = (
    {"title": "Ukeplan på døra", "place": "9901/home_care", "due": date(2026, 4, 1), "owner": "Enhetsleder"},
    {"title": "ÅPEN DAG", "place": "9901/home_care/solbakken", "due": date(2026, 6, 1), "owner": "avdelingsleder"},
    {"title": "100 % bemanning", "place": "9901/home", "owner": "Enhetsleder"},
    {"title": "Gjort i fjor", "place": "9901/home_care", "due": date(2025, 1, 1), "status": "closed"},
    {"title": "Gjennomført", "place": "9901/home_care", "due": date(2025, 2, 1), "status": "done"},
)


@pytest.fixture
def filled(register: Register) -> Register:
    with register.session() as session:
        for row in ROWS:
            actions.add(session, row, "adviser")
    return register


def titles(register: Register, wanted: Wanted, **part: int) -> list[str]:
    with register.reading() as session:
        found = action_search.found(session, wanted, **part)
        assert part or len(found) == action_search.number_of(session, wanted)
        return [action.title for action in found]


def test_those_that_are_due_first_come_first_and_those_without_a_date_last(filled: Register) -> None:
    found = titles(filled, Wanted())

    assert found == ["Gjort i fjor", "Gjennomført", "Ukeplan på døra", "ÅPEN DAG", "100 % bemanning"]
    assert titles(filled, Wanted(), first=1, most=2) == found[1:3]


def test_a_place_takes_what_lies_below_it_and_not_its_namesakes(filled: Register) -> None:
    assert titles(filled, Wanted(place="9901/home")) == ["100 % bemanning"]
    assert "ÅPEN DAG" in titles(filled, Wanted(place="9901/home_care"))


@pytest.mark.parametrize(
    ("words", "found"), [("åpen", ["ÅPEN DAG"]), ("100 %", ["100 % bemanning"]), ("% på", []), ("_", [])]
)
def test_words_are_found_in_any_case_and_mean_what_they_say(filled: Register, words: str, found: list[str]) -> None:
    assert titles(filled, Wanted(words=words)) == found


def test_only_what_is_open_can_be_late(filled: Register) -> None:
    assert titles(filled, Wanted(overdue=TODAY)) == ["Ukeplan på døra"]


def test_a_tiltak_is_not_late_on_the_day_it_is_due(filled: Register) -> None:
    assert titles(filled, Wanted(overdue=date(2026, 4, 1))) == []


def test_the_counts_are_those_of_what_is_found(filled: Register) -> None:
    with filled.reading() as session:
        counts = action_search.counts(session, Wanted(), TODAY)

    assert counts.by_status == {"planned": 3, "closed": 1, "done": 1}
    assert counts.overdue == 1
    assert counts.of(("closed", "done")) == 2


def test_roles_are_told_once_and_by_name(filled: Register) -> None:
    with filled.reading() as session:
        assert action_search.owners(session) == ["avdelingsleder", "Enhetsleder"]


def test_only_open_tiltak_with_a_figure_wait_for_a_newer_one(register: Register) -> None:
    figure = {"title": "Med tall", "place": "9901", "measure": "overall", "period": "2023", "role": "user"}
    with register.session() as session:
        waits = actions.add(session, figure, "adviser").id
        actions.add(session, figure | {"status": "closed"}, "adviser")
        actions.add(session, {"title": "Uten tall", "place": "9901"}, "adviser")
        moved = actions.add(session, figure | {"effect_measure": "dimension:respected"}, "adviser").id

    with register.reading() as session:
        found = action_search.followed(session, Wanted())

    assert {(one.id, one.measure) for one in found} == {(waits, "overall"), (moved, "dimension:respected")}


def test_every_change_moves_the_state_on(register: Register) -> None:
    with register.reading() as session:
        before = action_search.state(session)
    with register.session() as session:
        actions.add(session, {"title": "Ny"}, "adviser")

    with register.reading() as session:
        assert action_search.state(session) > before


# PostgreSQL reads a small table from end to end, whatever indexes it has.
@pytest.mark.parametrize("register", ["sqlite"], indirect=True)
def test_the_changes_of_a_row_are_found_with_an_index(register: Register) -> None:
    asked = "EXPLAIN QUERY PLAN SELECT * FROM history WHERE subject = 'action' AND row_id = 1 ORDER BY version"

    with register.reading() as session:
        plan = " ".join(str(row) for row in session.execute(text(asked)))

    assert "ix_history_subject_row_id_version" in plan


def test_a_meeting_belongs_to_the_municipality_of_its_places_and_can_be_withdrawn(register: Register) -> None:
    with register.session() as session:
        here = meetings.add(session, {"held_on": TODAY, "name": "Her", "places": ["9901/home_care"]}, "adviser")
        meetings.add(session, {"held_on": TODAY, "name": "Der", "places": ["9902"]}, "adviser")
        meetings.add(session, {"held_on": date(2025, 1, 1), "name": "Om alt", "places": []}, "adviser")

    def named(municipality: str | None, **more: bool) -> list[str]:
        with register.reading() as session:
            return [meeting.name for meeting in meeting_search.found(session, municipality, **more)]

    assert named("9901") == ["Her", "Om alt"]
    with register.session() as session:
        meetings.change(session, here.id, 1, {"withdrawn": True}, "adviser")
    assert named("9901") == ["Om alt"]
    assert named(None, withdrawn=True) == ["Her"]
