"""The import page with a survey that is known: recognised again, asked anew, and of units under other names."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from etl.context import load_context
from store.warehouse import Warehouse
from tests.pages.conftest import open_page, told
from tests.pages.wizard import answers, drop, go_on, imported, state

HEADER = "Løpenr;Enhet;I hvilken grad blir du møtt med respekt?;I hvilken grad får du god undervisning?"
FIRST, SECOND = "Solbakken sykehjem", "Furua bo og omsorg"


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after the first import of a survey that nobody had described; each test has a copy."""
    folder = tmp_path_factory.mktemp("imported_once")
    with pytest.MonkeyPatch.context() as patch:
        app = open_page(patch, "importing", folder)
        drop(app, "undersokelsen_2023.csv", answers(HEADER, FIRST, SECOND))
        go_on(app)
        go_on(app)
        imported(app)
    return folder


@pytest.fixture
def page(opened: Callable[..., AppTest], imported_once: Path, tmp_path: Path) -> AppTest:
    """The import page after the first import."""
    shutil.copytree(imported_once, tmp_path, dirs_exist_ok=True)
    return opened("importing", tmp_path)


def units(folder: Path) -> list[str]:
    """The names of the units in the warehouse."""
    with Warehouse(folder) as warehouse:
        uploads = [int(one) for one in warehouse.frame("uploads")["upload"]]
        return sorted(set(warehouse.frame("units_of_uploads", uploads=uploads)["unit_name"]))


def test_the_same_file_is_recognised_and_nothing_is_left_to_do(page: AppTest) -> None:
    drop(page, "undersokelsen_2023.csv", answers(HEADER, FIRST, SECOND))

    assert state(page).step == "control"
    assert [message.value for message in page.info] == [
        "Denne filen er alt importert med samme kodebok. Det er ingenting å gjøre."
    ]


def test_the_file_of_the_next_year_is_a_new_edition_at_once(page: AppTest, tmp_path: Path) -> None:
    drop(page, "undersokelsen_2024.csv", answers(HEADER, FIRST, SECOND))
    assert state(page).step == "control"
    assert "tatt for en ny utgave, 2024" in told(page)
    imported(page)

    book = load_context(Settings(data=tmp_path)).codebooks["undersokelsen"]
    assert [(edition.id, edition.period) for edition in book.editions] == [("2023", "2023"), ("2024", "2024")]
    assert [receipt.replaced for receipt in state(page).receipts] == [0]
    assert units(tmp_path) == [SECOND, FIRST]


def test_a_new_edition_with_another_question_is_looked_at_first(page: AppTest) -> None:
    drop(page, "undersokelsen_2024.csv", answers(f"{HEADER};Kommer hjelpen når den skal?", FIRST))

    assert state(page).step == "survey"
    assert state(page).work.survey.approach == "edition"


def near_unit(page: AppTest) -> AppTest:
    """The next year's file, where a unit's name is almost as before."""
    return drop(page, "undersokelsen_2024.csv", answers(HEADER, "Solbakken sjukeheim", SECOND))


def test_a_unit_that_is_confirmed_keeps_its_known_name(page: AppTest, tmp_path: Path) -> None:
    near_unit(page)
    box = next(one for one in page.checkbox if "Solbakken sjukeheim" in one.label)
    assert FIRST in box.label
    assert not box.value

    box.check().run()
    imported(page)

    assert units(tmp_path) == [SECOND, FIRST]
    edition = load_context(Settings(data=tmp_path)).codebooks["undersokelsen"].edition("2024")
    assert edition.model_dump()["values"] == {"unit": {"Solbakken sjukeheim": FIRST}}


def test_a_unit_that_nobody_confirms_is_a_new_one(page: AppTest, tmp_path: Path) -> None:
    near_unit(page)
    imported(page)

    assert units(tmp_path) == [SECOND, "Solbakken sjukeheim", FIRST]


def test_a_unit_of_a_known_edition_can_be_confirmed_without_a_mapping(page: AppTest, tmp_path: Path) -> None:
    drop(page, "undersokelsen.csv", answers(HEADER, "Solbakken sjukeheim", SECOND))
    assert state(page).work.survey.approach == "known"

    next(one for one in page.checkbox if "Solbakken sjukeheim" in one.label).check().run()
    imported(page)

    assert units(tmp_path) == [SECOND, FIRST]


def test_names_that_differ_in_case_only_are_not_asked_about(page: AppTest) -> None:
    drop(page, "undersokelsen_2024.csv", answers(HEADER, FIRST.upper(), SECOND))

    assert not page.checkbox


def changed_wording(page: AppTest) -> AppTest:
    """The next edition, with the first question asked in other words, in the third step."""
    drop(page, "undersokelsen_2024.csv", answers(HEADER.replace("med respekt", "med respekten"), FIRST))
    assert state(page).step == "survey"
    mapping = state(page).work.mapping
    assert mapping is not None
    go_on(page)
    return page


def test_what_is_changed_is_judged_by_a_person(page: AppTest, tmp_path: Path) -> None:
    changed_wording(page)
    item = load_context(Settings(data=tmp_path)).codebooks["undersokelsen"].items[0].id
    assert "Ordlyd: før «I hvilken grad blir du møtt med respekt?»" in told(page)

    page.selectbox(key=f"verdict_{item}").set_value("with_reservation").run()
    page.text_input(key=f"verdict_reason_{item}").set_value("Nesten samme spørsmål").run()
    go_on(page)
    imported(page)

    said = load_context(Settings(data=tmp_path)).codebooks["undersokelsen"].comparability
    assert [(one.item, one.from_, one.to, one.verdict, one.reason["nb"]) for one in said] == [
        (item, "2023", "2024", "with_reservation", "Nesten samme spørsmål")
    ]
