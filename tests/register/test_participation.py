"""Participation in the register: added once, changed by people, taken back, never lost; on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from core.errors import AppError
from core.participation import Activity, Recommendation
from register import history
from register import participation as rows
from register.database import Register
from register.history import StaleVersionError
from register.participation import ParticipationActivity

COUNCIL = Activity(
    municipality="9901",
    service="home_care",
    title="Brukerråd",
    channel="user_council",
    level="service",
    degree="informant",
    begins=date(2024, 1, 1),
    users=9,
    impacts={"service": "Vaktlagene er lagt om."},
    conditions=("clear_roles",),
    goals=("influence", "fed_back"),
    recommendations=(Recommendation("Samme ansatte hele uken"),),
)


def taken_in(register: Register, *activities: Activity, restore: bool = False) -> rows.Imported:
    with register.session() as session:
        return rows.import_all(session, activities, "import", restore=restore)


def standing(register: Register, municipality: str | None = None) -> list[Activity]:
    with register.reading() as session:
        return rows.activities(session, municipality)


def plain(activity: Activity) -> Activity:
    """An activity without the ids and versions of the register."""
    told = tuple(replace(one, id=0, version=0) for one in activity.recommendations)
    return replace(activity, id=0, version=0, recommendations=told)


def test_an_activity_is_read_as_it_was_written(register: Register):
    taken_in(register, COUNCIL)

    assert [plain(one) for one in standing(register)] == [COUNCIL]
    assert standing(register, "0301") == []


def test_the_same_activity_again_adds_nothing(register: Register):
    first = taken_in(register, COUNCIL)
    spelled_otherwise = replace(
        COUNCIL, title="BRUKERRÅD ", recommendations=(Recommendation("samme ansatte, hele uken!"),)
    )

    again = taken_in(register, spelled_otherwise)

    assert (first, again) == (rows.Imported(1, 1, 0), rows.Imported(0, 0, 1))
    assert [plain(one) for one in standing(register)] == [COUNCIL]


def test_an_import_adds_what_is_new_and_leaves_what_people_have_written(register: Register):
    taken_in(register, COUNCIL)
    own = standing(register)[0]
    with register.session() as session:
        rows.change(session, own.id, own.version, {"degree": "dialogue"}, "adviser")
        told = own.recommendations[0]
        rows.change_recommendation(session, told.id, told.version, {"outcome": "done"}, "adviser")

    more = taken_in(
        register, replace(COUNCIL, recommendations=(*COUNCIL.recommendations, Recommendation("Ring først")))
    )

    activity = standing(register)[0]
    assert more == rows.Imported(0, 1, 1)
    assert activity.degree == "dialogue"
    assert [(one.text, one.outcome) for one in activity.recommendations] == [
        ("Samme ansatte hele uken", "done"),
        ("Ring først", "awaiting"),
    ]


def test_undo_takes_back_the_latest_change_and_keeps_it_in_the_history(register: Register):
    taken_in(register, COUNCIL)
    own = standing(register)[0]
    with register.session() as session:
        rows.change(session, own.id, 1, {"ends": date(2025, 6, 1), "goals": [], "title": "Råd"}, "adviser")

    with register.session() as session:
        rows.undo(session, own.id, 2, "adviser")

    assert [plain(one) for one in standing(register)] == [COUNCIL]
    with register.reading() as session:
        changes = history.changes_of(session, ParticipationActivity, own.id)
    assert [change.version for change in changes] == [1, 2, 3]
    assert taken_in(register, COUNCIL).known == 1


def test_undo_of_a_recommendation_gives_its_outcome_back(register: Register):
    taken_in(register, COUNCIL)
    told = standing(register)[0].recommendations[0]
    with register.session() as session:
        fields = {"outcome": "rejected", "decided_on": date(2025, 3, 1)}
        rows.change_recommendation(session, told.id, told.version, fields, "adviser")

    with register.session() as session:
        rows.undo_recommendation(session, told.id, 2, "adviser")

    after = standing(register)[0].recommendations[0]
    assert (after.outcome, after.decided_on, after.version) == ("awaiting", None, 3)


def test_what_was_withdrawn_is_kept_apart_and_comes_back_only_when_asked_for(register: Register):
    taken_in(register, COUNCIL)
    with register.session() as session:
        withdrawn = rows.withdraw_municipality(session, "9901", "sample")

    assert withdrawn == 1
    assert standing(register) == []
    assert taken_in(register, COUNCIL) == rows.Imported(0, 0, 1)
    assert standing(register) == []

    taken_in(register, COUNCIL, restore=True)
    assert [plain(one) for one in standing(register)] == [COUNCIL]


def test_an_activity_cannot_be_changed_into_another_that_is_there(register: Register):
    taken_in(register, COUNCIL, replace(COUNCIL, title="Panel", recommendations=()))
    panel = next(one for one in standing(register) if one.title == "Panel")

    with pytest.raises(AppError) as refused, register.session() as session:
        rows.change(session, panel.id, panel.version, {"title": "Brukerråd"}, "adviser")

    assert refused.value.code == "participation_known"
    assert sorted(one.title for one in standing(register)) == ["Brukerråd", "Panel"]


def test_who_comes_second_loses_nothing_and_is_told_what_changed(register: Register):
    taken_in(register, COUNCIL)
    own = standing(register)[0]
    with register.session() as session:
        rows.change(session, own.id, own.version, {"users": 12}, "leader")

    with pytest.raises(StaleVersionError) as late, register.session() as session:
        rows.change(session, own.id, own.version, {"users": 7}, "adviser")

    assert [change.fields for change in late.value.changes] == [{"users": (9, 12)}]
    assert standing(register)[0].users == 12
