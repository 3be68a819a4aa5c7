"""How much is counted and decided about at a time changes no figure."""

import shutil
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from bench import data
from core.settings import Settings
from disclosure import attack
from etl.context import load_context
from etl.pipeline import import_files, publish_again
from etl.reading import SourceFile
from store import counts, warehouse
from store.warehouse import Warehouse
from tests.etl.store import Store


@pytest.fixture
def store(sample_data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store with the sample data, to publish from."""
    return Store(Path(shutil.copytree(sample_data_folder, tmp_path / "data")), monkeypatch)


def test_cells_that_need_more_memory_than_foreseen_get_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = store.cells()
    monkeypatch.setattr(warehouse, "LEAST_MEMORY", 5_000_000)
    monkeypatch.setattr(warehouse, "BYTES_AN_ANSWER", 0)

    publish_again(load_context(Settings(data=store.folder)))

    assert_frame_equal(store.cells(), usual)


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of five municipalities with a service each."""
    folder = tmp_path_factory.mktemp("wide")
    codebook, file = data.write_codebook(folder / "wide.yaml"), data.write_wide(folder / "wide.csv", 1000)
    first, second, *rows = file.read_bytes().splitlines(keepends=True)
    few = [row for row in rows if row.split(b";")[1] < b"Kommune 06" and b";Barnehage;" in row]
    context = load_context(Settings(data=folder / "data"), [codebook])
    import_files([SourceFile(file.name, b"".join([first, second, *few]))], context)
    return folder / "data"


@pytest.fixture
def large(imported_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of five municipalities, to publish from."""
    return Store(Path(shutil.copytree(imported_once, tmp_path / "data")), monkeypatch)


def test_some_respondents_at_a_time_give_the_same_cells(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = large.cells()
    monkeypatch.setattr(counts, "RESPONDENTS_AT_ONCE", 20)

    publish_again(load_context(Settings(data=large.folder)))

    assert_frame_equal(large.cells(), at_once)


def test_municipalities_one_by_one_give_the_same_cells(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, audit = large.cells(), large.done("audit")
    monkeypatch.setattr(counts, "CELLS_AT_ONCE", 1)
    monkeypatch.setattr(attack, "CELLS_AT_ONCE", 1)

    publish_again(load_context(Settings(data=large.folder)))

    assert_frame_equal(large.cells(), at_once)
    again = large.done("audit")
    assert audit["hidden"] == audit["attacked"] > 0
    assert {name: again[name] for name in ("cells", "hidden", "attacked", "disclosed")} == {
        name: audit[name] for name in ("cells", "hidden", "attacked", "disclosed")
    }


def test_a_portion_has_whole_municipalities(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "CELLS_AT_ONCE", 1)

    with Warehouse(large.folder) as opened:
        scopes = counts.counts_of(opened, ["dimension"]).scopes
        cells = [*counts.portions(opened)]

    # All municipalities together are in none: their figures are sums of what is shown.
    municipality = scopes[scopes["municipality"].ne("all")].set_index("scope")["municipality"]
    found = [set(municipality.loc[portion["scope"].unique()]) for portion in cells]
    assert len(found) > 1
    assert sum(map(len, found)) == municipality.nunique()
