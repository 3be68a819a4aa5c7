"""The sample data comes and goes without touching what is the municipality's own."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.settings import Settings
from etl.demo import REFERENCE, _add_reference, _remove_reference
from tests.etl.store import HEADER, Store, small_rows


def test_the_sample_data_is_not_imported_over_figures(store: Store) -> None:
    store.done("import", store.table("svar.csv", [HEADER, *small_rows({"Furua": 12})]))
    before = store.state()

    answer = store.run("demo", "--if-empty")

    assert answer.code == 0
    assert store.state() == before


def test_removing_the_sample_data_leaves_an_empty_store(
    sample_data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sample_data_folder.rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            copy = tmp_path / path.relative_to(sample_data_folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    store = Store(tmp_path, monkeypatch)
    uploads = store.done("status")["uploads"]

    removed = store.run("demo", "--remove")

    assert len(uploads) == 23
    assert removed.code == 0
    assert store.done("status") == {"release": None, "uploads": []}
    for table in ("respondent", "answer", "comment", "background", "aggregate", "invited", "question"):
        assert store.rows(f"FROM {table}").empty
    with closing(sqlite3.connect(tmp_path / "register.sqlite3")) as register:
        assert register.execute("SELECT count(*) FROM participation_activity WHERE NOT withdrawn").fetchone() == (0,)
    left = {"register.sqlite3", "warehouse.duckdb", "warehouse.lock"}
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == left


def test_the_own_list_of_municipalities_is_added_to_and_kept(tmp_path: Path) -> None:
    settings, own = Settings(data=tmp_path), tmp_path / "reference" / REFERENCE.name
    header = REFERENCE.read_text(encoding="utf-8").splitlines()[0]
    own.parent.mkdir()
    own.write_text(f"{header}\n9902,Fjellvik,,,2020-01-01,,own\n", encoding="utf-8")

    _add_reference(settings)
    _add_reference(settings)
    _remove_reference(settings)

    names = [line.split(",")[1] for line in own.read_text(encoding="utf-8").splitlines()]
    assert names == ["name", "Fjellvik", "Solvik"]
