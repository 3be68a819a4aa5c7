"""The import page with files that need more said than their columns tell: figures, dates, and facts of a whole file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from etl.context import load_context
from etl.draft import drafted, saved
from etl.opening import opened as opened_files
from etl.pipeline import import_files
from etl.reading import SourceFile
from tests.pages.conftest import told
from tests.pages.wizard import answers, drop, field, go_on, imported, look_at, named, onward, press, state

MEANS = """Spørsmål;Kommunen;Landet
Jeg blir møtt med respekt;4,8;4,6
Jeg får hjelp når jeg trenger det;4,2;4,3"""
HEADER = "Løpenr;Enhet;I hvilken grad blir du møtt med respekt?;I hvilken grad får du god undervisning?"


@pytest.fixture
def page(opened: Callable[..., AppTest], tmp_path: Path) -> AppTest:
    """The import page on an empty store."""
    return opened("importing", tmp_path)


def test_a_table_of_means_is_mapped_by_its_questions(page: AppTest, tmp_path: Path) -> None:
    drop(page, "snitt_2024.csv", MEANS.encode())
    go_on(page)
    assert [heading.value for heading in page.header] == ["Hva betyr spørsmålene?"]
    page.pills(key="import_group").set_value("all").run()
    look_at(page, "Jeg blir møtt med respekt")
    assert "Snitt i filen: 4,6 til 4,8 (2 tall)." in told(page)

    page.selectbox(key=field(page, "dimension")).set_value("respected").run()
    look_at(page, "Jeg får hjelp når jeg trenger det")
    page.selectbox(key=field(page, "use")).set_value("drop").run()
    go_on(page)
    imported(page)

    items = load_context(Settings(data=tmp_path)).codebooks["snitt"].items
    assert [(item.text["nb"], item.dimension) for item in items] == [("Jeg blir møtt med respekt", "respected")]
    assert [receipt.benchmarks for receipt in state(page).receipts] == [2]
    assert "2 referanseverdier" in page.success[0].value


def test_a_codebook_of_figures_is_edited_by_its_questions(page: AppTest, tmp_path: Path) -> None:
    drop(page, "snitt_2024.csv", MEANS.encode())
    go_on(page)
    go_on(page)
    imported(page)
    press(page, "import_again")

    press(page, "edit_snitt")
    page.pills(key="import_group").set_value("items").run()
    look_at(page, "Jeg blir møtt med respekt")
    page.selectbox(key=field(page, "level")).set_value("service").run()
    press(page, "save_codebook")

    assert not page.exception
    book = load_context(Settings(data=tmp_path)).codebooks["snitt"]
    assert {item.text["nb"]: item.level for item in book.items} == {
        "Jeg blir møtt med respekt": "service",
        "Jeg får hjelp når jeg trenger det": "individual",
    }


def test_dates_that_can_be_read_in_two_ways_are_read_as_the_reader_says(page: AppTest, tmp_path: Path) -> None:
    rows = [f"{number};0{1 + number % 2}/0{3 + number % 2}/2024;{1 + number % 6}" for number in range(30)]
    header = "Løpenr;Dato;I hvilken grad blir du møtt med respekt?"
    drop(page, "dager.csv", "\n".join([header, *rows]).encode())
    go_on(page)
    page.pills(key="import_group").set_value("all").run()
    look_at(page, "Dato")
    page.selectbox(key=field(page, "use")).set_value("date").run()
    press(page, "step_survey")
    page.text_input(key="import_period").set_value("").run()
    press(page, "step_mapping")
    assert onward(page).disabled
    assert "kan leses på to måter" in told(page)

    page.selectbox(key=field(page, "order")).set_value("mdy").run()
    assert "kan leses på to måter" not in told(page)
    assert "2024-01-03" in told(page)
    go_on(page)
    imported(page)

    edition = load_context(Settings(data=tmp_path)).codebooks["dager"].editions[0]
    assert edition.model_dump()["values"] == {"date": {"order": "mdy"}}


def test_what_no_column_tells_is_said_of_the_whole_file(page: AppTest, tmp_path: Path) -> None:
    rows = answers(HEADER, "Lia").decode().splitlines()
    without_unit = "\n".join(";".join(cell for place, cell in enumerate(row.split(";")) if place != 1) for row in rows)
    drop(page, "kulturskolen_2024.csv", without_unit.encode())
    key = f"constant_{state(page).work.key}"

    page.selectbox(key=f"{key}_municipality").set_value("3411").run()
    page.text_input(key=f"{key}_unit").set_value("Strykere").run()
    go_on(page)
    go_on(page)
    imported(page)

    edition = load_context(Settings(data=tmp_path)).codebooks["kulturskolen"].editions[0]
    assert dict(edition.constants) == {"municipality": "3411", "unit": "Strykere"}
    assert state(page).result["municipality"] == "3411"


def test_a_fact_that_a_column_tells_is_not_asked_of_the_whole_file(page: AppTest) -> None:
    drop(page, "kulturskolen_2024.csv", answers(HEADER, "Lia"))

    asked = {field.key.rpartition("_")[2] for field in [*page.selectbox, *page.text_input] if "constant" in field.key}
    assert asked == {"municipality"}


def test_means_from_0_to_100_are_shown_as_dots(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    rows = "Enhet;Spørsmål;Snitt;Antall svar;Standardavvik\nFurua;Jeg trives;72,5;40;20\nLia;Jeg trives;64,0;35;22\n"
    files, context = [SourceFile("trivsel_2024.csv", rows.encode())], load_context(Settings(data=tmp_path))
    saved(drafted(opened_files(files, context.codebooks), context), tmp_path / "codebooks")
    import_files(files, load_context(Settings(data=tmp_path)))

    app = opened("questions", tmp_path)

    assert not app.exception
    assert len(app.get("plotly_chart")) == 1
    assert "Jeg trives" in told(app)


def test_a_survey_in_two_header_rows_gets_its_period_and_all_suggestions_accepted(
    page: AppTest, opened: Callable[..., AppTest], tmp_path: Path, shared: Path
) -> None:
    export = shared / "exports" / "tools" / "surveymonkey_starwars.csv"
    drop(page, export.name, export.read_bytes())
    assert "Filen sier ikke når undersøkelsen var" in told(page)
    page.text_input(key="import_period").set_value("2014").run()
    assert page.text_input(key=named(page, "import_edition_id")).value == "2014"
    go_on(page)

    press(page, "accept_all")
    assert "Alle kolonnene er godtatt." in told(page)
    go_on(page)
    assert "186 rader lest" in told(page)
    imported(page)

    result = dict(state(page).result)
    services = opened("services", tmp_path, **result)
    assert services.title[0].value == "Tjenester"
    assert "i 2014" in told(services)


def test_a_file_from_spss_is_mapped_with_its_labels_and_its_codes_for_no_answer(page: AppTest, shared: Path) -> None:
    export = shared / "exports" / "sav" / "pyreadstat_sample_missing.sav"
    drop(page, export.name, export.read_bytes())
    page.text_input(key="import_period").set_value("2018").run()
    page.text_input(key=named(page, "import_edition_id")).set_value("2018").run()
    go_on(page)

    # Dates from 1583 on are no dates of answers.
    for column, use in (("mydate", "drop"), ("ordinal", "item")):
        page.text_input(key="import_search").set_value(column).run()
        press(page, "pick_all")
        page.selectbox(key=named(page, "bulk_use")).set_value(use).run()
    look_at(page, "myord")
    assert "medium" in told(page)
    for left, code in enumerate(("-1", "-3")):
        assert told(page).count("Hva er dette?") == 2 - left
        next(box for box in page.selectbox if box.label == f"Hva betyr «{code}»?").set_value("missing").run()
    assert "Hva er dette?" not in told(page)

    go_on(page)
    imported(page)
    assert page.success[0].value.startswith("Ferdig.")
