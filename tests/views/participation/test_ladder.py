"""Where services stand on the ladder, and where they stood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import LANGUAGES, in_language
from tests.views.participation.activities import activity
from views.participation import known, ladder
from views.participation.known import SURVEY

DEGREES = ["perspective", "informant", "dialogue", "user_controlled"]


def test_a_service_stands_on_the_highest_rung_of_the_year_and_stood_on_that_of_the_year_before() -> None:
    activities = [
        activity("Panel", 2021, 2023, degree="informant"),
        activity("Råd", 2024, degree="dialogue"),
        activity("Høring", 2024, 2024, degree="informant"),
        activity("Annen tjeneste", 2020, degree="user_controlled", service="school"),
    ]

    row = ladder.by_service(activities, ["home_care"], 2024).iloc[0]

    assert (row["degree"], row["former_degree"], row["former_year"]) == ("Dialog", "Brukere som informanter", "2023")
    assert (row["moved"], row["activities"]) == ("up", 2)


def test_a_year_without_activity_is_passed_over_when_looking_back() -> None:
    row = ladder.by_service([activity("Panel", 2020, 2020), activity("Råd", 2024)], ["home_care"], 2024).iloc[0]

    assert (row["former_year"], row["moved"]) == ("2020", "same")


def test_nothing_registered_is_said_and_is_not_a_rung() -> None:
    table = ladder.by_service([activity(begins=2022, ends=2022)], ["home_care"], 2024)

    assert table["rung"].isna().all()
    assert table["hidden"].tolist() == ["ikke registrert"]
    assert ladder.summary(table, 2024) == "Ingen medvirkning er registrert for 2024."


def test_users_are_counted_where_that_is_told() -> None:
    found = [activity("Råd", users=9), activity("Panel", users=None), activity("Forum", users=4)]

    assert ladder.by_service(found, ["home_care"], 2024)["people"].tolist() == [13.0]


def test_a_survey_alone_is_called_what_it_is() -> None:
    table = ladder.by_service([activity(channel=SURVEY, degree="informant")], ["home_care"], 2024)

    assert "Bare en undersøkelse: Hjemmetjenester." in ladder.summary(table, 2024)


def test_the_municipality_as_a_whole_comes_first_then_the_order_of_the_list() -> None:
    found = [activity(service="school"), activity(service=None), activity(service="nursing_home")]

    assert ladder.services_of(found, ["home_care"]) == [None, "nursing_home", "home_care", "school"]


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.tuples(st.sampled_from(DEGREES), st.integers(2018, 2026), st.integers(0, 4)), min_size=1, max_size=12)
)
def test_another_activity_never_takes_a_service_down(spans: list[tuple[str, int, int]]) -> None:
    found = [activity(str(i), first, first + more, degree=degree) for i, (degree, first, more) in enumerate(spans)]

    some = ladder.by_service(found[:-1], ["home_care"], 2022)["rung"].fillna(0).iloc[0]
    every = ladder.by_service(found, ["home_care"], 2022)["rung"].fillna(0).iloc[0]

    assert every >= some


@given(st.integers(2015, 2030), st.integers(0, 10), st.integers(2010, 2035))
def test_the_year_before_is_the_nearest_with_an_activity(first: int, more: int, year: int) -> None:
    found = [activity(begins=first, ends=first + more)]

    before = known.year_before(found, year)

    expected = [past for past in range(first, first + more + 1) if past < year]
    assert before == (max(expected) if expected else None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rungs_are_named_in_the_language(language: str) -> None:
    with in_language(language):
        assert len(ladder.short_rungs()) == len(ladder.rungs()) == len(ladder.explained()) == 4
