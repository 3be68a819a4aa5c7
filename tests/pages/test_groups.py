"""The page of groups: chosen by variable and group, told in words, with a table and a file for every chart."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.selection import Selection
from core.text import LANGUAGES, in_language, text
from store.release import Releases
from tests.pages.conftest import told
from views.groups.choices import choices
from views.groups.differences import compared
from views.places import places_of

Opened = Callable[..., AppTest]
HABILITATION = {"municipality": "9901", "service": "habilitation", "period": "2025", "role": "user"}


def page(opened: Opened, data: Path, **query: str) -> AppTest:
    """The page with its own address: what is chosen elsewhere is forgotten."""
    app = opened("overview", data, lang=query.get("lang", "nb"))
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page("pages/groups.py").run()


def place_with(data: Path, variable: str, held: int) -> dict[str, str]:
    """The address of the first place and year with so many groups held against something."""
    release = Releases(data / "releases").current()
    places = places_of(release)
    for place in places.places.values():
        for role in places.roles.get(place.id, ()) if place.service else ():
            for year in places.years[place.id, role]:
                selection = Selection(place.municipality, place.service, place.unit, year, role)
                if variable in choices(release, selection):
                    told = compared(release, selection, variable)
                    if told.family_size and len(told.held) == held:
                        chosen = {"municipality": place.municipality, "service": place.service, "unit": place.unit}
                        return {key: value for key, value in chosen.items() if value} | {"period": year, "role": role}
    raise AssertionError(f"no place of the sample has {held} groups by {variable}")


def test_every_chart_has_a_description_a_table_and_a_download(sample_data_folder: Path, opened: Opened):
    app = page(
        opened, sample_data_folder, **place_with(sample_data_folder, "contact_length", 3), variable="contact_length"
    )

    charts = app.get("plotly_chart")
    assert len(charts) == 2
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    assert len(app.get("download_button")) == 2
    assert told(app).count("<details") == 2


def test_another_variable_tells_of_other_groups(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, **place_with(sample_data_folder, "gender", 1), variable="contact_length")

    app.button_group(key="filter_variable").set_value("gender").run()

    assert not app.exception
    assert app.query_params["variable"] == "gender"
    assert "Kvinne" in told(app)
    assert "1–3 år" not in told(app)


def test_of_three_groups_one_is_looked_at_at_a_time(sample_data_folder: Path, opened: Opened):
    app = page(
        opened, sample_data_folder, **place_with(sample_data_folder, "contact_length", 3), variable="contact_length"
    )

    app.button_group(key="filter_group").set_value("2").run()

    assert not app.exception
    assert "Til høyre for null ligger «1–3 år» høyere enn de andre gruppene samlet" in told(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_stand_beside_each_other_with_the_order_of_their_answers(
    language: str, sample_data_folder: Path, opened: Opened
):
    with in_language(language):
        app = page(opened, sample_data_folder, **HABILITATION, variable="role", lang=language)

        assert not app.exception
        assert text("groups.caution_role") in told(app).replace("&#x27;", "'")
        assert text("page.groups.by_question") in [heading.value for heading in app.header]
        assert text("groups.magnitude.small") in told(app)


def test_a_place_without_background_says_which_surveys_have_it_and_what_to_do(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, municipality="9901", service="kindergarten", period="2021", role="guardian")

    assert not app.exception
    assert not app.get("plotly_chart")
    assert "Barnehage har ingen bakgrunnsopplysninger å gruppere etter i 2021" in told(app)
    assert "Barnehage (foresatt, 2022–2025): Alderen din" in told(app)
    assert "«Bakgrunn»" in told(app)


def test_groups_that_are_all_hidden_have_words_and_no_chart(sample_data_folder: Path, opened: Opened):
    hidden_unit = {"service": "habilitation", "unit": "lyngtun-bofellesskap", "period": "2025", "role": "user"}

    app = page(opened, sample_data_folder, municipality="9901", **hidden_unit)

    assert not app.exception
    assert not app.get("plotly_chart")
    assert "Ingen av gruppene kan vises" in told(app)
    assert "#disclosure" in told(app)


def test_a_group_that_is_hidden_is_told_as_hidden_in_words_and_table(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, **place_with(sample_data_folder, "gender", 1), variable="gender")

    assert not app.exception
    assert "Skjermet: " in told(app)
    assert "«Annet»" in told(app)
    assert re.search(r"Annet</td>.*?Skjermet \(personvern\)</td>", told(app))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_has_no_groups_and_leads_to_its_year(language: str, sample_data_folder: Path, opened: Opened):
    with in_language(language):
        month = {"service": "mental_health", "period": "2024-06", "role": "user", "lang": language}
        app = page(opened, sample_data_folder, municipality="9901", **month)

        assert not app.exception
        assert not app.get("plotly_chart")
        assert text("groups.to_year", year="2024") in told(app)
        assert "period=2024&amp;" in told(app)
        assert text("groups.surveys") not in told(app)
