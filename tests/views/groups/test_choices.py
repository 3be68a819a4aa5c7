"""What a reader can group by, and what variables and values are called."""

import pytest

from core.selection import EVERYONE, Selection
from core.text import LANGUAGES, in_language
from store.release import Release
from tests.views.groups.conftest import HABILITATION, HOME_CARE
from views.groups import choices

NAMED = {
    "nb": ("Alder", "80 år og eldre"),
    "nn": ("Alder", "80 år og eldre"),
    "en": ("Age", "80 years and older"),
}


def test_the_variables_of_the_form_are_offered_in_its_order(release: Release):
    assert [*choices.choices(release, HOME_CARE)] == ["age_group", "gender", "contact_length"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_variables_and_values_have_the_names_of_the_codebook_in_the_readers_language(release: Release, language: str):
    with in_language(language):
        age = choices.variables(release, HOME_CARE)["age_group"]

        assert (age.name, age.labels["3"]) == NAMED[language]


def test_the_same_key_is_another_age_in_another_service(release: Release):
    parents = HOME_CARE.but(service="kindergarten", role="guardian")

    names = [choices.variables(release, selection)["age_group"].labels["1"] for selection in (HOME_CARE, parents)]

    assert names == ["18–66 år", "Under 30 år"]


def test_there_is_nothing_to_group_by_without_a_service(release: Release):
    assert choices.choices(release, Selection("9901", None, None, "2025", EVERYONE)) == {}


def test_the_role_is_offered_where_several_have_answered(release: Release):
    assert choices.choices(release, HABILITATION)[choices.ROLE] == "Rolle"
    assert choices.ROLE not in choices.choices(release, HOME_CARE)


def test_the_chosen_role_comes_first_and_everyone_is_no_role(release: Release):
    other = HABILITATION.but(role="next_of_kin")

    assert choices.roles_of(release, HABILITATION) == ["user", "next_of_kin"]
    assert choices.roles_of(release, other) == ["next_of_kin", "user"]


def test_a_place_with_published_figures_alone_has_no_groups(release: Release):
    assert choices.choices(release, Selection("9901", "kindergarten", None, "2021", "guardian")) == {}


def test_the_surveys_with_groups_are_told_with_years_and_variables(release: Release):
    told = choices.surveys(release, HOME_CARE)

    assert "Hjemmetjenester (bruker, 2021–2025): Alder, Hvor lenge du har hatt tjenesten og Kjønn" in told
    assert any(line.startswith("Barnevern (bruker, 2022 og 2024): ") for line in told)
    assert told == sorted(told)
