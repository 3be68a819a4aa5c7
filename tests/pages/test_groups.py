"""The page of groups: chosen by variable and group, told in words, with a table and a file for every chart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.text import LANGUAGES, in_language, text
from tests.pages.conftest import told

Opened = Callable[..., AppTest]
UNIT = {"municipality": "9901", "service": "home_care", "unit": "elvebredden-hjemmetjeneste", "period": "2025"}
HABILITATION = {"municipality": "9901", "service": "habilitation", "period": "2025", "role": "user"}


def page(opened: Opened, data: Path, **query: str) -> AppTest:
    """The page with its own address: what is chosen elsewhere is forgotten."""
    app = opened("overview", data, lang=query.get("lang", "nb"))
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page("pages/groups.py").run()


def test_every_chart_has_a_description_a_table_and_a_download(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, **UNIT, variable="contact_length")

    charts = app.get("plotly_chart")
    assert len(charts) == 2
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    assert len(app.get("download_button")) == 2
    assert told(app).count("<details") == 2


def test_another_variable_tells_of_other_groups(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, **UNIT, variable="contact_length")

    app.button_group(key="filter_variable").set_value("gender").run()

    assert not app.exception
    assert app.query_params["variable"] == "gender"
    assert "Gruppene er Kvinne (36 svar) og Mann (21 svar)." in told(app)


def test_of_three_groups_one_is_looked_at_at_a_time(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, **UNIT, variable="contact_length")

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
        assert text("page.groups.by_question") in [heading.value for heading in app.subheader]
        assert text("groups.magnitude.small") in told(app)


def test_a_place_without_background_says_which_surveys_have_it_and_what_to_do(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, municipality="9901", service="kindergarten", period="2021", role="guardian")

    assert not app.exception
    assert not app.get("plotly_chart")
    assert "Barnehage har ingen bakgrunnsopplysninger å gruppere etter i 2021" in told(app)
    assert "Barnehage (foresatt, 2022–2025): Alderen din" in told(app)
    assert "«Bakgrunn»" in told(app)


def test_groups_that_are_all_hidden_have_words_and_no_chart(sample_data_folder: Path, opened: Opened):
    app = page(opened, sample_data_folder, municipality="9901", service="bpa", period="2025", role="user")

    assert not app.exception
    assert not app.get("plotly_chart")
    assert "Ingen av gruppene kan vises" in told(app)
