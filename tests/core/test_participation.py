"""The shipped lists on participation hold what the register, the import and the page rely on."""

import re
from datetime import date
from pathlib import Path

import pytest

from core.errors import AppError
from core.participation import LISTS, OUTCOMES, Activity, List, Words, load
from core.settings import ROOT
from core.text import LANGUAGES

REFERENCE = ROOT / "reference"


@pytest.fixture(scope="module")
def words() -> Words:
    return load([REFERENCE])


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_named_and_described_in_all_three_languages(words: Words, name: List) -> None:
    for entry in words[name].values():
        assert set(entry.name) == set(entry.description) == set(LANGUAGES)
        assert entry.description["nb"] != entry.description["en"], entry.key


@pytest.mark.parametrize("name", LISTS)
def test_no_written_form_stands_for_two_entries(words: Words, name: List) -> None:
    found = {form: words.key(name, form) for entry in words[name].values() for form in entry.written_forms}

    assert found == {form: entry.key for entry in words[name].values() for form in entry.written_forms}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_its_source_and_date(name: str) -> None:
    comment = (REFERENCE / f"{name}.yaml").read_text(encoding="utf-8").split("- key:")[0]

    assert "# Source:" in comment
    assert "Date of the list: 20" in comment


def test_five_goals_are_of_the_user_and_five_of_the_system(words: Words) -> None:
    levels = [goal.level for goal in words["goals"].values()]

    assert levels == ["individual"] * 5 + ["system"] * 5


def test_what_evidences_a_goal_is_a_measure(words: Words) -> None:
    dimension_level = rf"dimension_level:\w+/(?:{'|'.join(words['levels'])})"

    for goal in words["goals"].values():
        assert all(re.fullmatch(rf"item:\w+|{dimension_level}", measure) for measure in goal.measures), goal.key


def test_every_channel_has_its_usual_level_and_every_level_a_channel(words: Words) -> None:
    assert {channel.level for channel in words["channels"].values()} == set(words["levels"])


def test_the_outcomes_are_those_the_register_keeps(words: Words) -> None:
    assert tuple(words["recommendation_outcomes"]) == OUTCOMES


def test_the_rungs_rise_from_perspective_to_user_control(words: Words) -> None:
    assert [words.rung(key) for key in words["degrees"]] == [1, 2, 3, 4]
    assert words.rung("unheard_of") == 0


def test_a_municipality_adds_a_channel_and_a_question_to_a_goal(tmp_path: Path) -> None:
    channel = "- key: cafe\n  level: service\n  name: {nb: Dialogkafé}\n"
    (tmp_path / "channels.yaml").write_text(channel, encoding="utf-8")
    (tmp_path / "goals.yaml").write_text("- key: in_training\n  measures: ['item:course']\n", encoding="utf-8")

    own = load([REFERENCE, tmp_path])

    assert own.key("channels", "dialogkafé") == "cafe"
    assert own["goals"]["in_training"].measures == ("item:course",)
    assert own["goals"]["in_training"].level == "system"


@pytest.mark.parametrize("more", ["level: municipal", "measures: item:course"])
def test_an_unknown_level_or_measures_that_are_no_list_are_refused(tmp_path: Path, more: str) -> None:
    (tmp_path / "channels.yaml").write_text(f"- key: cafe\n  name: {{nb: Kafé}}\n  {more}\n", encoding="utf-8")

    with pytest.raises(AppError) as raised:
        load([tmp_path])

    assert raised.value.details["rule"] == "level_and_measures"


def test_an_activity_is_the_same_however_it_is_spelled() -> None:
    one = Activity("9901", "Brukerråd i sone nord", "user_council", "service", "dialogue", date(2024, 1, 1))

    assert (
        one.key
        == Activity("9901", "BRUKERRÅD i sone-nord", "user_council", "system", "informant", date(2024, 1, 1)).key
    )
    assert (
        one.key
        != Activity("9901", "Brukerråd i sone nord", "user_council", "service", "dialogue", date(2025, 1, 1)).key
    )


@pytest.mark.parametrize(("year", "expected"), [(2022, False), (2023, True), (2024, True), (2025, False)])
def test_an_activity_goes_on_in_the_years_from_its_first_day_to_its_last(year: int, expected: bool) -> None:
    one = Activity("9901", "Panel", "user_panel", "service", "informant", date(2023, 12, 31), date(2024, 1, 1))

    assert one.during(year) is expected
