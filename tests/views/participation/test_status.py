"""Figures beside the register: satisfaction, goals and the status of a service, as the release allows."""

from datetime import date

import pandas as pd
import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language
from store.release import Release
from tests.views.participation.activities import activity, recommended
from tests.views.slow import Figures
from views.participation import document, goals, known, ladder, meeting, satisfaction, sheet, status

SOLVIK = Selection("9901")
HOME_CARE = Selection("9901", "home_care")
TITLES = {"nb": "Hjemmetjenester", "nn": "Heimetenester", "en": "Home care"}


def test_satisfaction_is_the_figure_of_the_release_for_the_latest_year(release: Release, figures: Figures) -> None:
    table = satisfaction.by_service(release, SOLVIK, 2026)

    shown = table.dropna(subset="mean")
    assert len(shown) > 10
    for row in shown.to_dict("records"):
        cell = figures[row["place"], row["measured_year"], row["role"], row["measure"]]
        assert row["measure"] == f"dimension_level:taken_seriously/{row['level']}"
        assert [row["mean"], row["n"]] == pytest.approx([cell["mean"], cell["n"]])


def test_every_service_has_the_three_levels_and_what_is_hidden_has_no_figure(release: Release) -> None:
    table = satisfaction.by_service(release, SOLVIK, 2024)

    assert table.groupby("label")["level"].nunique().eq(3).all()
    assert table.loc[table["hidden"].notna(), ["mean", "n", "lower"]].isna().all(axis=None)
    assert set(table["measured_year"]) <= {"2021", "2022", "2023", "2024"}


def test_the_levels_are_held_against_each_other_measurement_by_measurement(release: Release) -> None:
    table = satisfaction.by_service(release, SOLVIK, 2025)

    told = satisfaction.summary(table)

    means = table.pivot_table(index="label", columns="level", values="mean")
    gaps = (means["system"] - means["individual"]).dropna()
    assert f"i {(gaps < 0).sum()} av {len(gaps)} målinger" in told
    assert f"fra −{abs(gaps.min()):.0f} til" in told
    assert "poeng lavere enn individnivået" in satisfaction.summary(satisfaction.by_service(release, HOME_CARE, 2025))


def test_the_rung_stands_beside_the_figures(release: Release) -> None:
    table = satisfaction.by_service(release, HOME_CARE, 2025)

    beside = satisfaction.with_degrees(table, ladder.by_service([activity()], ["home_care"], 2025))

    assert beside["degree"].tolist() == ["Dialog"] * 3


def test_before_the_first_survey_there_is_nothing(release: Release) -> None:
    table = satisfaction.by_service(release, SOLVIK, 2010)

    assert table.empty
    assert satisfaction.summary(table).startswith("Individnivået og systemnivået er ikke begge målt")


def test_surveys_of_the_release_count_as_participation(release: Release) -> None:
    found = known.with_surveys(release, [activity(), activity(municipality="0301")], HOME_CARE)

    assert {one.municipality for one in found} == {"9901"}
    surveys = [one for one in found if one.channel == known.SURVEY]
    assert [one.begins.year for one in surveys] == [2021, 2022, 2023, 2024, 2025]
    assert {one.degree for one in surveys} == {"informant"}
    assert ladder.by_service(surveys, ["home_care"], 2025)["degree"].tolist() == ["Brukere som informanter"]


def test_a_goal_is_evidenced_by_questions_activities_both_or_nothing(release: Release) -> None:
    found = [activity("Kurs holdt av brukere", goals=("in_training", "fed_back"))]

    table = goals.evidence(release, HOME_CARE, found, 2025).set_index("key")

    assert len(table) == 10
    assert table.loc["fed_back", "evidenced"] == "Undersøkelse og aktivitet"
    assert table.loc["in_training", "evidenced"] == "Aktivitet"
    assert table.loc["trust_and_respect", "evidenced"] == "Undersøkelse"
    lacking = table[~table["is_evidenced"]]
    assert "internal_control" in lacking.index
    assert set(lacking["asked_of_users"]) == set(lacking["seen_in_activities"]) == {"Ikke dokumentert"}


def test_the_questions_of_a_goal_tell_the_figure_of_the_release(release: Release, figures: Figures) -> None:
    told = goals.evidence(release, HOME_CARE, [], 2025).set_index("key").loc["influence", "asked_of_users"]

    cell = figures["9901/home_care", "2025", "user", "item:listened_to"]
    assert f"{cell['mean']:.1f} av 6 ({cell['n']:.0f} svar)".replace(".", ",", 1) in told


def test_the_status_has_a_row_a_service_and_tells_what_came_of_recommendations(release: Release) -> None:
    found = [activity(recommendations=recommended("done", "awaiting", "rejected"), users=9)]

    table = status.by_service(release, SOLVIK, found, 2025).set_index("service")

    row = table.loc["home_care"]
    assert [row["recommendations"], row["awaiting"], row["heard"]] == [3, 1, 1]
    assert (row["degree"], row["goals_evidenced"][-6:]) == ("Dialog", " av 10")
    assert table.loc["building_permits", "survey_only"]
    assert set(status.measured(release, SOLVIK)) <= set(table.index)


def test_the_whole_municipality_stands_first_with_its_own_figures(release: Release) -> None:
    table = status.by_service(release, SOLVIK, [activity("Eldreråd", service=None, level="system")], 2025)

    assert table.iloc[0][["service", "label"]].tolist() == ["", "Hele kommunen"]
    assert table.iloc[0]["individual"].endswith("svar)")


def test_the_sheet_of_a_service_has_its_activities_impact_and_conditions(release: Release) -> None:
    found = [
        activity(impacts={"users_bad": "Var alene."}, conditions=("clear_roles",), minutes="https://solvik.example/r")
    ]
    table = status.by_service(release, HOME_CARE, found, 2025)

    told = sheet.of_service(release, HOME_CARE, found, table.iloc[0], 2025)

    parts = {part.key: part for part in told.tables}
    assert parts["happened"].table["minutes_kept"].tolist() == ["Ja", "Nei"]
    assert parts["changed"].table.iloc[0].tolist() == ["Brukerne som deltok – dårlig", "Var alene.", "Brukerråd"]
    assert parts["helping"].table["have_it"].tolist().count("1 av 1") == 1
    assert all(part.message for part in told.tables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_has_a_chapter_a_service_with_a_table_in_every_figure(release: Release, language: str) -> None:
    with in_language(language):
        made = document.document(release, HOME_CARE, [activity()], 2025, date(2026, 1, 7))

    assert [chapter.title for chapter in made.chapters] == [TITLES[language]]
    assert made.language == language
    assert all(figure.table and figure.message and figure.source for _, figure in made.figures())


def test_a_report_for_a_meeting_gets_the_activities_of_the_year() -> None:
    found = [activity(recommendations=recommended("done", "awaiting")), activity("Gammelt", 2019, 2020)]

    (told,) = meeting.activities(found, 2025)

    assert (told.what, told.place, told.recommended, told.followed) == ("Brukerråd", "9901/home_care", 2, 1)
    assert told.when == "01.01.2024 – Pågår"


def test_nothing_in_a_table_of_words_is_missing(release: Release) -> None:
    table = status.by_service(release, SOLVIK, [], 2025)

    words = table[["label", "degree", "goals_evidenced", "individual", "system"]]
    assert not words.map(pd.isna).any(axis=None)
