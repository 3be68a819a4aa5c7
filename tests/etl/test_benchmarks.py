"""Figures of others, imported as such: kept apart from the municipality's own, and forgotten with their upload."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from store.release import Releases
from tests.etl.store import HEADER, Store, small_codebook, small_rows

COLUMNS = {"area": "Område", "unit": "Sted", "item": "Spørsmål", "n": "Antall", "mean": "Snitt", "sd": "Avvik"}
ITEMS = ("small_respect", "small_equal", "small_wait")


def book(**edition: Any) -> dict[str, Any]:
    """The small codebook with an edition of figures beside that of answers."""
    told = {"id": "country", "period": "2023", "layout": "aggregated", "columns": COLUMNS} | edition
    return small_codebook(editions=[*small_codebook()["editions"], told])


def figures(store: Store, *rows: Sequence[object], name: str = "landet.csv") -> Path:
    return store.table(name, [COLUMNS.values(), *rows])


def country(mean: str = "4,0", n: object = 5943) -> list[list[object]]:
    return [["nation", "Landet", item, n, mean, "1,0"] for item in ITEMS]


def answers(store: Store) -> Path:
    return store.table("svar.csv", [HEADER, *small_rows({"Furua": 12, "Lia": 9})])


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after the import of the municipality's own answers."""
    with pytest.MonkeyPatch.context() as patch:
        made = Store(tmp_path_factory.mktemp("answers") / "data", patch)
        made.codebook(book())
        made.done("import", answers(made))
    return made.folder


@pytest.fixture
def own(store: Store, imported_once: Path) -> Store:
    """A store with the municipality's own answers, and a codebook that knows figures of others."""
    shutil.copytree(imported_once, store.folder, dirs_exist_ok=True)
    return store


def released(store: Store) -> pd.DataFrame:
    """What the release has of others for the users of home care."""
    release = Releases(store.folder / "releases").current()
    return release.query("benchmarks")


def test_figures_of_the_nation_alone_are_taken_in_and_change_no_figure_of_our_own(own: Store) -> None:
    before = own.cells()

    receipt = own.done("import", figures(own, *country()))[0]

    assert (receipt["benchmarks"], receipt["answers"], receipt["respondents"]) == (3, 0, 0)
    assert_frame_equal(own.cells(), before)
    told = released(own).set_index("item")
    assert told.loc["small_respect", ["area_name", "n", "mean", "sd", "year"]].tolist() == [
        "Landet",
        5943,
        4,
        1,
        "2023",
    ]
    assert told.loc["small_wait", "mean"] == 3
    assert own.rows("SELECT count(*) AS n FROM question")["n"].tolist() == [3]


def test_the_command_line_says_how_many_were_taken_in(own: Store) -> None:

    told = own.run("import", figures(own, *country()))

    assert told.out == "Ferdig. 3 referanseverdier for andre enn kommunen er holdt for seg.\n"
    assert "3 rader med tall lest, 3 tas med. 3 referanseverdier" in told.err


def test_figures_of_others_alone_make_no_release_until_there_is_something_to_hold_against_them(store: Store) -> None:
    store.codebook(book())

    store.done("import", figures(store, *country()))
    alone = Releases(store.folder / "releases").current_id()
    store.done("import", answers(store))

    assert alone is None
    assert len(released(store)) == 3


def test_a_forgotten_upload_leaves_nothing_of_others(own: Store) -> None:
    own.done("import", figures(own, *country()))

    own.run("forget", "2")

    assert released(own).empty
    assert own.rows("FROM benchmark").empty


def test_forgetting_our_own_answers_withdraws_the_release_and_keeps_the_others(own: Store) -> None:
    own.done("import", figures(own, *country()))

    answer = own.run("forget", "1")

    assert answer.code == 0, answer.err
    assert Releases(own.folder / "releases").current_id() is None
    assert len(own.rows("FROM benchmark")) == 3


def test_newer_figures_of_the_same_edition_take_the_place_of_the_former(own: Store) -> None:
    own.done("import", figures(own, *country()))

    receipt = own.done("import", figures(own, *country("5,0"), name="nye.csv"))[0]

    assert receipt["replaced"] == 1
    assert released(own).set_index("item").loc["small_respect", "mean"] == 5


def test_a_rebuilt_warehouse_has_the_same_figures_of_others(own: Store) -> None:
    own.done("import", figures(own, *country()))
    before = released(own)

    own.run("rebuild")

    assert_frame_equal(released(own), before)


def test_a_file_that_is_all_of_one_place_needs_no_column_for_it(store: Store) -> None:
    columns = {name: column for name, column in COLUMNS.items() if name not in ("area", "unit")}
    store.codebook(book(columns=columns, constants={"area": "nation", "unit": "Landet (oppdiktet)"}))
    store.done("import", answers(store))
    rows = [[item, 5943, "4,0", "1,0"] for item in ITEMS]

    store.done("import", store.table("landet.csv", [columns.values(), *rows]))

    assert set(released(store)["area_name"]) == {"Landet (oppdiktet)"}


def test_the_files_own_words_for_the_kind_of_place_are_turned_into_ours(store: Store) -> None:
    store.codebook(book(values={"area": {"Land": "nation", "Fylke": "county"}}))
    store.done("import", answers(store))
    rows = [
        [area, name, item, 90, "4,0", "1"] for area, name in (("Fylke", "Vest"), ("Land", "Landet")) for item in ITEMS
    ]

    store.done("import", figures(store, *rows))

    assert released(store).drop_duplicates("area")["area"].tolist() == ["nation", "county"]


def test_an_unknown_kind_of_place_is_refused_by_name(store: Store) -> None:
    store.codebook(book())

    answer = store.run("import", figures(store, ["Landet", "Landet", "small_respect", 90, "4,0", "1"]), "--json")

    assert answer.code == 1
    found = [one for one in answer.document[0]["findings"] if one["severity"] == "error"]
    assert [(one["code"], one["values"]) for one in found] == [("unknown_area", ["Landet"])]
    assert "nation" in found[0]["text"]


def test_what_the_source_hides_or_few_answered_is_not_told(own: Store) -> None:
    rows = [
        ["nation", "Landet", item, *told]
        for item, told in zip(ITEMS, (["*"] * 3, [4, "4,0", "1"], [5, "4", "1"]), strict=True)
    ]

    own.done("import", figures(own, *rows))

    told = released(own).set_index("item")
    assert told.loc["small_respect", "hidden"] == "source"
    assert told.loc["small_equal", "hidden"] == "few"
    assert told.loc[["small_respect", "small_equal"], ["n", "mean", "sd"]].isna().all(axis=None)
    assert pd.isna(told.loc["small_wait", "hidden"])


def test_the_municipalitys_own_total_beside_its_units_is_not_released(store: Store) -> None:
    store.codebook(book())
    units = [["unit", name, item, 30, "4,0", "1,0"] for name in ("Furua", "Lia") for item in ITEMS]
    total = [["municipality", "Kommunen", item, 60, "4,0", "1,0"] for item in ITEMS]

    receipt = store.done("import", figures(store, *units, *total))[0]

    assert receipt["benchmarks"] == 3
    assert released(store).empty
    assert store.cells("item:small_respect", place="own")["n"].tolist() == [60]


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_a_file_of_answers_has_no_kind_of_place(store: Store, layout: str) -> None:
    edition = small_codebook()["editions"][0] | {"layout": layout, "constants": {"area": "nation"}}
    store.codebook(small_codebook(editions=[edition]))

    answer = store.run("check", answers(store))

    assert answer.code == 1
    assert "area" in answer.err
