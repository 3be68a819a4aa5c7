"""The import page with several new files at once: those of one survey, and those of different ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from etl.context import load_context
from tests.pages.conftest import told
from tests.pages.wizard import answers, drop, go_on, imported, press, state

HEADER = "Løpenr;Enhet;I hvilken grad blir du møtt med respekt?;I hvilken grad får du god undervisning?"


@pytest.fixture
def page(opened: Callable[..., AppTest], tmp_path: Path) -> AppTest:
    """The import page with two files that nobody has described, the second before the reader."""
    app = opened("importing", tmp_path)
    drop(app, "undersokelsen_2023.csv", answers(HEADER, "Solbakken", "Furua"))
    press(app, "step_file")
    drop(app, "undersokelsen_2024.csv", answers(HEADER, "Furua", "Solbakken"))
    press(app, "step_survey")
    return second(app)


def second(app: AppTest) -> AppTest:
    """The second file in the step that is shown."""
    return app.selectbox(key="import_file").set_value("1").run()


def first(app: AppTest) -> AppTest:
    """The first file in the step that is shown."""
    return app.selectbox(key="import_file").set_value("0").run()


def titled(app: AppTest, title: str) -> AppTest:
    """The survey of the file that is shown under another name."""
    return app.text_input(key=f"import_title_{state(app).work.key}").set_value(title).run()


@pytest.fixture
def of_one_survey(page: AppTest) -> AppTest:
    """The second file taken for the next edition of the survey of the first."""
    page.radio(key=f"import_approach_{state(page).work.key}").set_value("edition").run()
    return page.selectbox(key="import_instrument").set_value("undersokelsen").run()


def test_two_years_of_a_new_survey_are_imported_at_once(of_one_survey: AppTest, tmp_path: Path) -> None:
    go_on(of_one_survey)
    go_on(of_one_survey)
    imported(of_one_survey)

    assert not of_one_survey.exception
    assert [receipt.respondents for receipt in state(of_one_survey).receipts] == [40, 40]
    book = load_context(Settings(data=tmp_path)).codebooks["undersokelsen"]
    assert [edition.id for edition in book.editions] == ["2023", "2024"]


def test_the_survey_of_both_files_can_get_another_name(of_one_survey: AppTest, tmp_path: Path) -> None:
    titled(first(of_one_survey), "Kulturskolen")
    second(of_one_survey)
    assert not of_one_survey.exception
    go_on(of_one_survey)
    go_on(of_one_survey)
    imported(of_one_survey)

    book = load_context(Settings(data=tmp_path)).codebooks["undersokelsen"]
    assert (book.title["nb"], [edition.id for edition in book.editions]) == ("Kulturskolen", ["2023", "2024"])


def test_a_file_whose_survey_went_with_another_file_is_new(of_one_survey: AppTest) -> None:
    press(of_one_survey, "step_file")
    press(of_one_survey, f"remove_{state(of_one_survey).files[0].sha256[:12]}")
    assert not of_one_survey.exception
    press(of_one_survey, "step_control")
    assert "Velg på nytt i steg 2 hva filen er av" in told(of_one_survey)

    press(of_one_survey, "step_survey")
    assert state(of_one_survey).work.survey.approach == "new"
    go_on(of_one_survey)
    go_on(of_one_survey)
    imported(of_one_survey)

    assert [receipt.respondents for receipt in state(of_one_survey).receipts] == [40]


def test_a_file_more_can_be_dropped_beside_two_of_one_survey(of_one_survey: AppTest) -> None:
    press(of_one_survey, "step_file")
    drop(of_one_survey, "biblioteket_2024.csv", answers("Løpenr;Filial;Får du god hjelp?", "Nord", "Sør"))

    assert not of_one_survey.exception
    assert len(state(of_one_survey).works) == 3


def test_two_surveys_by_the_same_name_are_kept_apart(page: AppTest, tmp_path: Path) -> None:
    titled(page, "Kulturskolen")
    titled(first(page), "Kulturskolen")
    go_on(page)
    go_on(page)
    imported(page)

    books = load_context(Settings(data=tmp_path)).codebooks
    assert [[edition.id for edition in books[name].editions] for name in ("kulturskolen", "kulturskolen_2")] == [
        ["2024"],
        ["2023"],
    ]
