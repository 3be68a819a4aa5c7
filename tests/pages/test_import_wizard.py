"""The import page without a browser: the way back loses nothing, changes can be undone, errors stand in place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from etl.context import load_context
from tests.pages.conftest import ROOT, told
from tests.pages.wizard import answers, drop, field, go_on, look_at, named, onward, press, state, tick

HEADER = "Løpenr;Enhet;I hvilken grad blir du møtt med respekt?;I hvilken grad får du god undervisning?;Karakter"
ROWS = [f"{number};Strykere;{1 + number % 6};{1 + number % 5};{'ABC'[number % 3]}" for number in range(1, 31)]


@pytest.fixture
def page(opened: Callable[..., AppTest], tmp_path: Path) -> AppTest:
    """The import page on an empty store."""
    return opened("importing", tmp_path)


def unknown(app: AppTest) -> AppTest:
    """The page after an export that no codebook describes, in the third step."""
    drop(app, "kulturskolen_2024.csv", "\n".join([HEADER, *ROWS]).encode())
    go_on(app)
    return app.pills(key="import_group").set_value("all").run()


def test_an_unknown_file_goes_to_the_second_step_and_a_known_one_to_the_fourth(page: AppTest) -> None:
    drop(page, "kulturskolen_2024.csv", "\n".join([HEADER, *ROWS]).encode())
    assert state(page).step == "survey"

    press(page, "step_file")
    press(page, f"remove_{state(page).files[0].sha256[:12]}")
    drop(page, "hjemmetjenester_2023.csv", (ROOT / "sample_data/exports/hjemmetjenester_2023.csv").read_bytes())

    assert not page.exception
    assert state(page).step == "control"
    assert "mangler enhet" in told(page)


def test_the_place_to_drop_files_speaks_the_language_of_the_reader(page: AppTest) -> None:
    assert '--bi-choose-files: "Velg filer"; --bi-file-limit: "Inntil 50 MB hver: CSV, Excel' in told(page)


def test_the_survey_is_called_what_the_file_is_with_its_norwegian_letters(page: AppTest) -> None:
    drop(page, "brukerundersøkelse_på_skolen_2024.csv", "\n".join([HEADER, *ROWS]).encode())

    assert page.text_input(key=f"import_title_{state(page).work.key}").value == "Brukerundersøkelse på skolen"


def test_going_back_and_forth_loses_nothing(page: AppTest) -> None:
    unknown(page)
    respect = HEADER.split(";")[2]
    page.button(key="open_2").click().run()
    page.selectbox(key=field(page, "dimension")).set_value("right_time").run()
    press(page, "step_survey")
    page.text_input(key=f"import_title_{state(page).work.key}").set_value("Kulturskolen").run()
    press(page, "step_file")
    press(page, "step_survey")
    press(page, "step_mapping")

    mapping = state(page).work.mapping
    assert mapping is not None
    assert not page.exception
    assert (mapping.title, mapping.instrument) == ("Kulturskolen", "kulturskolen")
    assert mapping.column(respect).dimension == "right_time"
    assert page.selectbox(key=field(page, "dimension")).value == "right_time"


def test_the_last_change_can_be_undone(page: AppTest) -> None:
    unknown(page)
    before = state(page).work.mapping
    assert page.button(key="undo").disabled

    press(page, "accept_all")
    page.button(key="open_2").click().run()
    page.selectbox(key=field(page, "use")).set_value("drop").run()
    press(page, "undo")
    press(page, "undo")

    assert state(page).work.mapping == before
    assert page.button(key="undo").disabled


def test_several_columns_are_changed_at_once(page: AppTest) -> None:
    unknown(page)
    press(page, "pick_all")

    page.selectbox(key=named(page, "bulk_level")).set_value("service").run()

    mapping = state(page).work.mapping
    assert mapping is not None
    assert {column.level for column in mapping.used_as("item")} == {"service"}


def test_changes_that_reach_the_server_together_all_count(page: AppTest) -> None:
    unknown(page)
    press(page, "pick_all")

    page.selectbox(key=named(page, "bulk_level")).set_value("system")
    page.selectbox(key=named(page, "bulk_dimension")).set_value("right_time")
    press(page, "accept_all")

    mapping = state(page).work.mapping
    assert mapping is not None
    assert {(one.level, one.dimension, one.accepted) for one in mapping.used_as("item")} == {
        ("system", "right_time", True)
    }


def test_the_fields_for_the_ticked_hold_what_they_have_in_common(page: AppTest) -> None:
    unknown(page)
    tick(page, 2)
    page.selectbox(key=named(page, "bulk_level")).set_value("system").run()
    assert page.selectbox(key=named(page, "bulk_level")).value == "system"

    tick(page, 3)

    assert page.selectbox(key=named(page, "bulk_level")).value == ""
    mapping = state(page).work.mapping
    assert mapping is not None
    assert [one.level for one in mapping.used_as("item")] == ["system", "individual"]


def test_a_code_that_nobody_explained_stops_the_import_until_it_is(page: AppTest) -> None:
    rows = [*ROWS, "31;Strykere;9;1;A", "32;Strykere;9;2;B"]
    drop(page, "kulturskolen_2024.csv", "\n".join([HEADER, *rows]).encode())
    go_on(page)
    assert onward(page).disabled
    page.button(key="open_2").click().run()
    assert "Hva er dette?" in told(page)

    meaning = next(box for box in page.selectbox if box.label == "Hva betyr «9»?")
    meaning.set_value("dont_know").run()

    assert "Hva er dette?" not in told(page)
    assert not onward(page).disabled
    go_on(page)
    assert state(page).refused == ()


def test_the_errors_of_a_file_that_cannot_be_read_stand_in_the_first_step(page: AppTest) -> None:
    drop(page, "tom.csv", b"")

    assert not page.exception
    assert state(page).step == "file"
    assert "Filen er tom" in told(page)
    assert page.button(key="step_survey").disabled


def test_an_import_saves_the_mapping_and_tells_what_came_of_it(page: AppTest, tmp_path: Path) -> None:
    unknown(page)
    go_on(page)
    go_on(page)
    press(page, "import_now")

    assert not page.exception
    assert [receipt.respondents for receipt in state(page).receipts] == [30]
    assert [message.value for message in page.success] == ["Ferdig. 30 personer med 60 svar er tatt med."]
    assert len(list((tmp_path / "codebooks").glob("*.yaml"))) == 1

    press(page, "import_again")
    assert state(page).files == ()
    assert any(button.label == "Rediger" for button in page.button)


def test_a_codebook_is_edited_without_a_file(page: AppTest, tmp_path: Path) -> None:
    press(page, "edit_child_welfare_users")
    assert state(page).step == "mapping"
    first = state(page).work.mapping
    assert first is not None
    item = first.used_as("item")[0]

    look_at(page, item.column)
    page.selectbox(key=field(page, "level")).set_value("system").run()
    press(page, "save_codebook")

    assert not page.exception
    book = load_context(Settings(data=tmp_path)).codebooks["child_welfare_users"]
    assert book.item(item.id).level == "system"
    assert state(page).step == "file"


def test_what_is_imported_is_listed_in_words(sample_data_folder: Path, opened: Callable[..., AppTest]) -> None:
    shown = told(opened("importing", sample_data_folder))

    assert "Uten utgave" in shown
    assert "2023, referanse" in shown
    assert ">2023_country<" not in shown
    assert ">invited<" not in shown


def test_a_second_file_that_nobody_has_looked_at_is_named_where_it_closes_the_way(page: AppTest) -> None:
    drop(page, "kulturskolen_2024.csv", "\n".join([HEADER, *ROWS]).encode())
    press(page, "step_file")
    drop(page, "biblioteket_2024.csv", answers("Løpenr;Filial;Får du god hjelp?", "Nord", "Sør"))
    press(page, "step_survey")
    go_on(page)

    assert onward(page).disabled
    assert "«biblioteket_2024.csv» er ikke koblet ennå. Velg den under «Fil»" in told(page)

    page.selectbox(key="import_file").set_value("1").run()
    assert not onward(page).disabled


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("import_edition_id", "Vår 2024", "En utgave kan bare ha bokstavene a–z"),
        ("import_edition_id", "", "Skriv et navn på utgaven"),
        ("import_period", "i fjor", "Dette kan ikke leses som en periode"),
    ],
)
def test_an_edition_and_a_period_are_looked_at_where_they_are_written(
    page: AppTest, field: str, written: str, said: str
) -> None:
    drop(page, "kulturskolen_2024.csv", "\n".join([HEADER, *ROWS]).encode())

    page.text_input(key=field).set_value(written).run()

    assert said in told(page)
    assert onward(page).disabled

    page.text_input(key=field).set_value("2024").run()
    assert not onward(page).disabled
