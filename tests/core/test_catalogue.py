"""Exports write names in many ways; the catalogue finds what they mean, or says that it does not know."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import Catalogue, load
from core.errors import AppError

REFERENCE = Path(__file__).parents[2] / "reference"
SHIPPED = load([REFERENCE])
WRITTEN_FORMS = [(form, key) for key, entry in SHIPPED.services.items() for form in entry.written_forms]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return SHIPPED


def folder_with(path: Path, **files: str) -> Path:
    for name, content in files.items():
        suffix = "csv" if name.startswith("municipalit") else "yaml"
        (path / f"{name}.{suffix}").write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("home_care", "home_care"),
        ("Hjemmetjenester", "home_care"),
        ("  hjemme-TJENESTER ", "home_care"),
        ("Hjemmesykepleie", "home_care"),
        ("Heimetenester", "home_care"),
        ("Home care", "home_care"),
        ("NAV kommunal", "social_services"),
        ("NAV/sosialtjeneste", "social_services"),
        ("Brukerstyrt personlig assistanse", "bpa"),
        ("Fysio-/ergoterapi", "physiotherapy"),
        ("PPT", "educational_psychology"),
        ("Fyrvesen", None),
        ("", None),
    ],
)
def test_a_service_is_known_by_key_name_and_synonym(catalogue: Catalogue, text: str, key: str | None) -> None:
    assert catalogue.service(text) == key


@given(
    st.sampled_from(WRITTEN_FORMS),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["", " ", " – ", "."]),
)
def test_case_spaces_and_punctuation_do_not_matter(form_and_key, case, composition, around) -> None:  # type: ignore[no-untyped-def]
    form, key = form_and_key

    text = around + unicodedata.normalize(composition, case(form)) + around

    assert SHIPPED.service(text) == key


def test_norwegian_letters_are_not_made_into_others(catalogue: Catalogue) -> None:
    assert catalogue.municipality("Bø") == "1867"
    assert catalogue.municipality("Bo") is None
    assert catalogue.municipality("Vaga") is None
    assert catalogue.role("Parorende") is None


def test_roles_levels_dimensions_and_degrees_are_known_by_their_other_names(catalogue: Catalogue) -> None:
    assert catalogue.role("Foreldre/føresette") == "guardian"
    assert catalogue.role("Pårørande") == "next_of_kin"
    assert catalogue.level("meso") == "service"
    assert catalogue.level("Politisk nivå") == "system"
    assert catalogue.dimension("Respektfull behandling") == "respected"
    assert catalogue.dimension("Å få rett hjelp") == "right_help"
    assert catalogue.degree("brukerstyrt") == "user_controlled"


@pytest.mark.parametrize(
    "text",
    [
        "0301",
        "301",
        "301.0",
        "K-0301",
        "K0301",
        "Oslo",
        "OSLO KOMMUNE",
        "Oslo kommune",
        "0301 Oslo",
        "301 Oslo kommune",
    ],
)
def test_a_municipality_is_known_by_all_written_forms(catalogue: Catalogue, text: str) -> None:
    assert catalogue.municipality(text) == "0301"


@pytest.mark.parametrize("text", ["", "kommune", "9999", "0301 Bergen", "301 skjema", "Atlantis", "03011", "Oslo 2"])
def test_what_is_unknown_or_contradicts_itself_is_not_guessed(catalogue: Catalogue, text: str) -> None:
    assert catalogue.municipality(text) is None


def test_a_name_that_two_municipalities_have_needs_a_number_or_a_county(catalogue: Catalogue) -> None:
    assert catalogue.municipality("Herøy") is None
    assert catalogue.municipality("Våler kommune") is None
    assert catalogue.municipality("1818 Herøy") == "1818"
    assert catalogue.municipality("Herøy (Nordland)") == "1818"
    assert catalogue.municipality("Herøy i Møre og Romsdal") == "1515"
    assert catalogue.municipality("Våler (Innlandet)") == "3419"


def test_a_name_means_the_number_in_use_that_day(catalogue: Catalogue) -> None:
    found = [catalogue.municipality("Tromsø", day) for day in (date(2019, 5, 1), date(2020, 5, 1), date(2024, 5, 1))]

    assert found == ["1902", "5401", "5501"]
    assert catalogue.municipality("Tromsø") == "5501"
    assert catalogue.municipality("Bø", date(2019, 5, 1)) is None


def test_a_name_out_of_use_is_still_found_and_can_be_followed(catalogue: Catalogue) -> None:
    number = catalogue.municipality("Rygge", date(2024, 5, 1))

    assert number == "0136"
    assert catalogue.successors(number) == ("3103",)
    assert catalogue.municipality_name("3103") == "Moss"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Deatnu - Tana", "5628"),
        ("Kárášjohka – Karasjok", "5610"),
        ("Gáivuotna - Kåfjord - Kaivuono", "5540"),
        ("Guovdageaidnu - Kautokeino (-2019)", "5612"),
        ("Storfjord - Omasvuotna - Omasvuono (1931-2019)", "5538"),
        ("1841 Fauske - Fuossko", "1841"),
        ("Loabák", "5518"),
        ("Voss herad", "4621"),
        ("Aurskog-Høland", "3226"),
    ],
)
def test_names_in_several_languages_and_with_years_are_found(catalogue: Catalogue, text: str, number: str) -> None:
    assert catalogue.municipality(text) == number


@given(st.sampled_from(SHIPPED.municipalities))
def test_number_and_name_together_always_give_the_number(place) -> None:  # type: ignore[no-untyped-def]
    assert SHIPPED.municipality(f"{place.number} {place.name} kommune") == place.number
    assert SHIPPED.municipality(place.number.lstrip("0")) == place.number


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    number = SHIPPED.municipality(text)

    assert number is None or SHIPPED.municipality_name(number) != number
    assert SHIPPED.service(text) is None or SHIPPED.service(text) in SHIPPED.services


def test_an_unknown_number_is_its_own_name_and_leads_nowhere(catalogue: Catalogue) -> None:
    assert catalogue.municipality_name("9999") == "9999"
    assert catalogue.successors("9999") == ()


def test_near_names_are_suggested_one_for_each_entry(catalogue: Catalogue) -> None:
    services = catalogue.suggestions("Hjemetjenster", "service")
    meanings = [catalogue.service(name) for name in services]

    assert services[0] == "Hjemmetjenester"
    assert len(meanings) == len(set(meanings))
    assert catalogue.suggestions("Trondhiem kommune", "municipality") == ["Trondheim"]
    assert catalogue.suggestions("xyzzy", "role") == []


def test_an_own_service_is_added_after_the_shipped_ones(tmp_path: Path) -> None:
    own = "- key: harbour\n  name: {nb: Havn}\n  synonyms: [Småbåthavn]\n"

    catalogue = load([REFERENCE, folder_with(tmp_path, services=own)])

    assert list(catalogue.services)[-1] == "harbour"
    assert catalogue.service("småbåthavn") == "harbour"
    assert catalogue.services["harbour"].name == {"nb": "Havn", "nn": "Havn", "en": "Havn"}


def test_a_known_key_is_extended_and_a_synonym_passes_to_the_newer_entry(tmp_path: Path) -> None:
    own = """
- key: home_care
  name: {nb: Hjemmebaserte tjenester}
  synonyms: [Sone nord]
- key: practical_help
  name: {nb: Hjemmehjelp}
"""

    catalogue = load([REFERENCE, folder_with(tmp_path, services=own)])

    assert catalogue.services["home_care"].name["nb"] == "Hjemmebaserte tjenester"
    assert catalogue.services["home_care"].name["nn"] == "Heimetenester"
    assert catalogue.service("Sone nord") == catalogue.service("Hjemmesykepleie") == "home_care"
    assert catalogue.service("Hjemmetjenester") == "home_care"
    assert catalogue.service("Hjemmehjelp") == "practical_help"
    assert list(catalogue.services)[:2] == ["nursing_home", "home_care"]


def test_a_later_division_is_added_by_a_folder_of_ones_own(tmp_path: Path) -> None:
    places = (
        "number,name,valid_from,valid_to\n1514,Sande,,2029-12-31\n1515,Herøy,,2029-12-31\n1590,Sandherøy,2030-01-01,\n"
    )
    changes = "from_number,to_number,date,kind\n1514,1590,2030-01-01,merger\n1515,1590,2030-01-01,merger\n"
    own = folder_with(tmp_path, municipalities=places, municipality_changes=changes)

    catalogue = load([REFERENCE, own])

    assert catalogue.successors("1514") == ("1590",)
    assert catalogue.municipality("Herøy", date(2031, 1, 1)) == "1818"


def test_a_folder_that_does_not_exist_adds_nothing(tmp_path: Path) -> None:
    catalogue = load([REFERENCE, tmp_path / "none"])

    assert len(catalogue.services) == len(SHIPPED.services)


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        ("- key: a\n  name: {nb: [\n", "yaml", 3),
        ("key: a\n", "list_of_entries", 1),
        ("- key: ok\n  name: {nb: A}\n- key: Not OK\n", "key_in_snake_case", 3),
        ("- key: a\n  name: {nb: A}\n\n- key: b\n  name: {se: B}\n", "texts_by_language", 4),
        ("- key: a\n  name: {nb: 5}\n", "texts_by_language", 1),
        ("- key: a\n  name: {nn: A}\n", "name_in_bokmal", 1),
        ("- key: a\n  name: {nb: A}\n  core: perhaps\n", "core_true_or_false", 1),
        ("- key: a\n  name: {nb: Felles}\n- key: b\n  name: {nb: felles}\n", "one_meaning_per_name", 3),
        ("- key: other_home\n  name: {nb: Sykehjem}\n", "one_meaning_per_name", 1),
    ],
)
def test_an_invalid_list_says_file_line_and_rule(tmp_path: Path, content: str, rule: str, line: int) -> None:
    own = folder_with(tmp_path, services=content)

    with pytest.raises(AppError) as raised:
        load([REFERENCE, own])

    assert raised.value.code == "reference_invalid"
    assert raised.value.details == {"file": str(own / "services.yaml"), "line": line, "rule": rule}


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        ("number,name\n1590,Ny\n", "columns number, name, valid_from, valid_to", 1),
        ("number,name,valid_from,valid_to\n159,Ny,,\n", "number_of_four_digits", 2),
        ("number,name,valid_from,valid_to\n1590,,,\n", "name_given", 2),
        ("number,name,valid_from,valid_to\n1590,Ny,01.01.2030,\n", "date_as_yyyy_mm_dd", 2),
        ("number,name,valid_from,valid_to\n1590,Ny,2030-01-01,2029-01-01\n", "first_day_before_last", 2),
        ("number,name,valid_from,valid_to\n1590,Ny,2030-01-01,\n1590,Nyere,2031-01-01,\n", "periods_apart", 3),
    ],
)
def test_invalid_municipalities_say_file_line_and_rule(tmp_path: Path, content: str, rule: str, line: int) -> None:
    own = folder_with(tmp_path, municipalities=content)

    with pytest.raises(AppError) as raised:
        load([REFERENCE, own])

    assert raised.value.details == {"file": str(own / "municipalities.csv"), "line": line, "rule": rule}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("1514,9999,2030-01-01,merger", "numbers_listed"),
        ("1514,1515,2030-01-01,merger", "old_ends_and_new_holds"),
        ("0101,3101,2020-01-01,renumbered", "old_ends_and_new_holds"),
    ],
)
def test_a_change_that_cannot_be_followed_is_refused(tmp_path: Path, row: str, rule: str) -> None:
    own = folder_with(tmp_path, municipality_changes=f"from_number,to_number,date,kind\n{row}\n")

    with pytest.raises(AppError) as raised:
        load([REFERENCE, own])

    assert raised.value.details["rule"] == rule


@pytest.mark.parametrize(
    ("number", "year", "then"),
    [
        ("3806", 2021, "3806"),
        ("3806", 2024, "4001"),
        ("4001", 2021, "3806"),
        ("0805", 2024, "4001"),
        ("9901", 2024, "9901"),
    ],
)
def test_a_municipality_has_the_number_of_the_year(catalogue: Catalogue, number: str, year: int, then: str) -> None:
    assert catalogue.municipality_then(number, date(year, 7, 1)) == then


def test_a_municipality_that_was_several_before_has_no_number_of_then(catalogue: Catalogue) -> None:
    # Indre Østfold was made of five municipalities in 2020.
    assert catalogue.municipality_then("3118", date(2019, 7, 1)) == "3118"
    assert catalogue.municipality_then("3118", date(2022, 7, 1)) == "3014"
