"""Data quality: what the reader sees of an upload, and that a removed one is gone everywhere."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from core.text import text
from etl.context import load_context
from etl.pipeline import uploads
from tests.etl.store import Store, small_codebook
from tests.pages.conftest import told

Opened = Callable[..., AppTest]


@pytest.fixture
def own_copy(sample_data_folder: Path, tmp_path: Path) -> Path:
    """The sample data in a folder that the test may change."""
    return Path(shutil.copytree(sample_data_folder, tmp_path / "data"))


def test_every_upload_is_listed_with_what_was_read_and_held_aside(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("data_quality", sample_data_folder)

    table = uploads(load_context(Settings(data=sample_data_folder)))
    shown = told(app)
    assert all(name[0].rpartition("/")[2] in shown for name in table["file_names"])
    assert text("quality.aside", rows=int(table["rows_quarantined"].sum())) in shown


def test_an_upload_shows_its_findings_and_how_each_question_was_answered(
    sample_data_folder: Path, opened: Opened
) -> None:
    app = opened("data_quality", sample_data_folder)
    table = uploads(load_context(Settings(data=sample_data_folder)))
    dubious = int(table.loc[table["rows_quarantined"].gt(0), "upload"].iloc[0])

    app.selectbox(key="upload").set_value(dubious).run()

    assert not app.exception
    assert text("severity.warning") in told(app)
    assert text("column.unanswered") in told(app)
    assert text("quality.questions") in told(app)
    assert text("quality.unknown_sender") in told(app)


def test_the_page_tells_how_much_is_hidden_and_by_which_limits(sample_data_folder: Path, opened: Opened) -> None:
    app = opened("data_quality", sample_data_folder)

    assert text("quality.hiding.title") in [heading.value for heading in app.header]
    assert text("quality.hiding.limits", min_n=5, min_n_detail=10) in told(app)
    assert text("column.withheld_share") in told(app)


def test_counts_that_are_hidden_are_called_hidden_in_the_list_of_uploads(own_copy: Path, opened: Opened) -> None:
    (release,) = (own_copy / "releases").glob("*.duckdb")
    with duckdb.connect(str(release)) as connection:
        connection.execute("UPDATE source SET respondents = NULL, answers = NULL WHERE upload = 1")

    app = opened("data_quality", own_copy)

    assert f'<td class="bi-number">{text("hidden.few")}</td>' in told(app)


def test_nothing_is_removed_before_the_reader_has_said_so_twice(own_copy: Path, opened: Opened) -> None:
    app = opened("data_quality", own_copy)
    newest = app.selectbox(key="upload").value

    app.button(key=f"remove_{newest}").click().run()

    named = text("quality.removal.title", name=f"{newest}: {text('importing.invited')}")
    assert named in [heading.value for heading in app.header]
    remove = next(button for button in app.button if button.label == text("quality.removal.remove"))
    assert remove.disabled
    assert text("quality.removal.everywhere") in told(app)
    assert newest in set(uploads(load_context(Settings(data=own_copy)))["upload"])


def test_all_municipalities_together_have_no_units_and_get_words_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Opened
) -> None:
    store = Store(tmp_path / "data", monkeypatch)
    edition = {"id": "2024", "columns": {"municipality": "Kommune", "unit": "Enhet", "small_respect": "Q1"}}
    store.codebook(small_codebook(editions=[edition | {"period": "2024"}], background=[], comments=[]))
    rows = [[number, "Enhet", 1 + n % 6] for number in ("4601", "4204") for n in range(30)]
    store.done("import", store.table("to.csv", [["Kommune", "Enhet", "Q1"], *rows]))

    app = opened("data_quality", store.folder, municipality="all")

    assert not app.exception
    assert text("quality.no_units") in told(app)
    assert text("quality.coverage_caption") not in told(app)
    assert text("quality.no_overlaps") in told(app)
