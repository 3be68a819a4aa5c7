"""The command line as a user meets it: what it imports, replaces, refuses and forgets, and its exit codes."""

import shutil
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from pandas.testing import assert_frame_equal

from tests.etl.store import HEADER, Store, assert_same_figures, small_codebook, small_rows

TWO = {"Furua": 12, "Lia": 9}


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a file, and beside it the data folder that it was imported to."""
    with pytest.MonkeyPatch.context() as patch:
        made = Store(tmp_path_factory.mktemp("two_units") / "data", patch)
        made.codebook(small_codebook())
        made.done("import", made.table("svar.csv", [HEADER, *small_rows(TWO)]))
    return made.folder.parent


@pytest.fixture
def filled(store: Store, imported_once: Path) -> Store:
    """A store to which a file of two units was imported, and the file beside it."""
    shutil.copytree(imported_once, store.folder.parent, dirs_exist_ok=True)
    return store


def test_an_import_leads_to_figures(store: Store) -> None:
    file = store.table("svar_2024.csv", [HEADER, *small_rows(TWO)])

    receipt = store.done("import", file)[0]
    figures = store.done("figures", "--municipality", "own", "--service", "home_care", "--unit", "furua")["figures"]

    assert (receipt["respondents"], receipt["answers"], receipt["rows_read"]) == (21, 63, 21)
    respect = next(row for row in figures if row["measure"] == "item:small_respect")
    assert (respect["n"], respect["mean"], respect["scale_max"]) == (12, 3.5, 6)


def test_the_same_file_again_changes_nothing(filled: Store) -> None:
    file = filled.folder.parent / "svar.csv"
    before = filled.state()

    renamed = filled.file("annet_navn.csv", file.read_bytes())
    receipt = filled.done("import", renamed)[0]

    assert receipt["already"]
    assert filled.state() == before


def test_a_new_export_of_the_same_edition_takes_the_place_of_the_former(store: Store) -> None:
    store.done("import", store.table("januar.csv", [HEADER, *small_rows({"Furua": 7, "Lia": 7})]))
    february = store.table("februar.csv", [HEADER, *small_rows({"Furua": 12, "Lia": 9})])

    changes = store.done("check", february)[0]["changes"]
    receipt = store.done("import", february)[0]

    assert {row["unit"]: (row["respondents_before"], row["respondents_after"]) for row in changes} == {
        "Furua 2024": (7, 12),
        "Lia 2024": (7, 9),
    }
    assert receipt["replaced"] == 1
    assert store.cells("item:small_respect", place="own")["n"].tolist() == [21]


def test_figures_are_as_if_a_replaced_export_was_never_there(store: Store, tmp_path_factory, monkeypatch) -> None:
    other = Store(tmp_path_factory.mktemp("other") / "data", monkeypatch)
    other.codebook(small_codebook())
    right = store.table("rett.csv", [HEADER, *small_rows(TWO)])
    store.done("import", store.table("feil.csv", [HEADER, *small_rows({"Lia": 30, "Furua": 20})]))

    store.done("import", right)
    other.done("import", right)

    assert_same_figures(store, other)
    assert len(store.rows("FROM respondent")) == 21


def test_an_export_that_lacks_a_unit_is_not_taken_for_a_new_version(store: Store) -> None:
    store.done("import", store.table("alle.csv", [HEADER, *small_rows(TWO)]))
    before = store.state()
    less = store.table("en.csv", [HEADER, *small_rows({"Furua": 13})])

    refused = store.run("import", less)
    untouched = store.state()
    replaced = store.run("import", less, "--replace")

    assert refused.code == 1
    assert "Lia" in refused.err
    assert "legg til" in refused.err
    assert untouched == before
    assert replaced.code == 0
    assert store.cells("item:small_respect", place="own")["n"].tolist() == [13]


def test_units_in_two_files_are_the_same_as_in_one(store: Store, tmp_path_factory, monkeypatch) -> None:
    other = Store(tmp_path_factory.mktemp("other") / "data", monkeypatch)
    other.codebook(small_codebook())
    rows = small_rows(TWO)
    one, two = (store.table(f"{name}.csv", [HEADER, *(row for row in rows if row[1] == name)]) for name in TWO)

    store.done("import", one)
    store.done("import", two, "--add")
    other.done("import", other.table("alle.csv", [HEADER, *rows]))

    assert_same_figures(store, other)


def test_files_of_one_edition_can_be_given_together(store: Store) -> None:
    rows = small_rows(TWO)
    files = [store.table(f"{name}.csv", [HEADER, *(row for row in rows if row[1] == name)]) for name in TWO]

    store.done("import", *files)

    assert store.cells("item:small_respect", place="own")["n"].tolist() == [21]


def test_files_given_together_must_not_hold_the_same_people(store: Store) -> None:
    rows = small_rows(TWO)
    files = [store.table("a.csv", [HEADER, *rows]), store.table("b.csv", [HEADER, *rows, *small_rows({"Li": 5}, 50)])]

    answer = store.run("import", *files)

    assert answer.code == 1
    assert "21 svarpersoner er alt importert" in answer.err
    assert not (store.folder / "releases").exists()


@pytest.mark.parametrize(("key", "code"), [(True, "overlapping_respondents"), (False, "overlapping_units")])
def test_adding_what_is_there_already_is_refused(store: Store, key: bool, code: str) -> None:
    def told(row: list[object]) -> list[object]:
        return row if key else ["", *row[1:]]

    rows = [told(row) for row in small_rows(TWO)]
    store.done("import", store.table("alle.csv", [HEADER, *rows]))
    before = store.state()

    answer = store.run("import", store.table("igjen.csv", [HEADER, *rows[:9]]), "--add", "--json")

    assert answer.code == 1
    assert [finding["code"] for finding in answer.document[0]["findings"]] == [code]
    assert store.state() == before


def test_a_new_month_can_be_added_to_the_same_units(store: Store) -> None:
    columns = {"unit": "Enhet", "period": "Måned", "small_respect": "Q1"}
    store.codebook(small_codebook(editions=[{"id": "puls", "columns": columns}], background=[], comments=[]))
    header = ["Enhet", "Måned", "Q1"]
    march, april = ([["Furua", f"2024-{month}", 1 + n % 6] for n in range(6)] for month in ("03", "04"))

    store.done("import", store.table("mars.csv", [header, *march]))
    store.done("import", store.table("april.csv", [header, *april]), "--add")

    n = store.cells("item:small_respect", place="own").set_index("period")["n"]
    assert n.to_dict() == {"2024": 12, "2024-03": 6, "2024-04": 6}


def test_the_same_file_with_an_edited_codebook_takes_its_own_place(filled: Store) -> None:
    file = filled.folder.parent / "svar.csv"
    book = small_codebook()
    book["items"][0]["dimension"] = "overview"
    filled.codebook(book)

    receipt = filled.done("import", file)[0]

    assert (receipt["already"], receipt["replaced"]) == (False, 1)
    assert set(filled.cells(kind="dimension")["measure"]) == {
        "dimension:overview",
        "dimension:respected",
        "dimension:right_time",
    }
    assert len(list((filled.folder / "received").iterdir())) == 1


def test_forgetting_leaves_nothing_behind(filled: Store) -> None:

    answer = filled.run("forget", 1)

    assert answer.code == 0
    assert not list((filled.folder / "received").iterdir())
    assert not list((filled.folder / "releases").iterdir())
    assert filled.done("status") == {"release": None, "uploads": []}
    assert filled.run("figures").code == 1


def test_forgetting_one_edition_keeps_the_others(store: Store) -> None:
    editions = [dict(small_codebook()["editions"][0], id=year, period=year) for year in ("2023", "2024")]
    store.codebook(small_codebook(editions=editions))
    for year, units in (("2023", {"Furua": 30}), ("2024", TWO)):
        store.done("import", store.table(f"small_{year}.csv", [HEADER, *small_rows(units)]), "--edition", year)

    store.run("forget", 1)

    assert set(store.cells()["period"]) == {"2024"}
    assert len(list((store.folder / "releases").glob("*.duckdb"))) == 1
    assert len(list((store.folder / "received").iterdir())) == 1


def test_a_number_that_a_replaced_upload_tells_of_is_not_given_again(filled: Store) -> None:
    filled.stored(filled.table("februar.csv", [HEADER, *small_rows({"Furua": 15, "Lia": 9})]))
    filled.run("forget", 2)

    filled.done("import", filled.table("mars.csv", [HEADER, *small_rows({"Furua": 16, "Lia": 9})]))

    uploads = {one["upload"]: one["replaced_by"] for one in filled.done("status")["uploads"]}
    assert uploads == {1: 2, 3: None}


def test_an_upload_that_does_not_exist_cannot_be_forgotten(filled: Store) -> None:
    before = filled.state()

    answer = filled.run("forget", 1, 7)

    assert answer.code == 1
    assert "7" in answer.err
    assert filled.state() == before


def test_a_rebuilt_warehouse_leads_to_the_same_figures(store: Store) -> None:
    store.done("import", store.table("en.csv", [HEADER, *small_rows({"Furua": 7})]))
    store.done("import", store.table("to.csv", [HEADER, *small_rows(TWO)]))
    figures, uploads = store.cells(), store.done("status")["uploads"]
    # What the codebook says today is of no account: each upload keeps its own.
    store.codebook(small_codebook(title={"nb": "Noe annet"}))

    answer = store.run("rebuild")

    assert answer.code == 0, answer.err
    assert_frame_equal(store.cells(), figures, rtol=1e-12)
    assert store.done("status")["uploads"] == uploads


def test_a_rebuild_that_fails_leaves_everything_as_it_was(filled: Store) -> None:
    received = next((filled.folder / "received").iterdir())
    received.write_bytes(received.read_bytes() + b"x")
    before = filled.state()

    answer = filled.run("rebuild")

    assert answer.code == 1
    assert "svar.csv" in answer.err
    assert filled.state() == before


def test_json_is_one_document_whatever_the_answer(store: Store) -> None:
    good = store.table("svar.csv", [HEADER, *small_rows(TWO)])
    bad = store.file("tom.csv", "")

    assert store.done("check", good)[0]["refused"] is False
    assert store.run("check", bad, "--json").document[0]["refused"] is True
    assert store.run("import", bad, "--json").document[0]["files"] == ["tom.csv"]
    assert store.done("status") == {"release": None, "uploads": []}


def test_wrong_usage_has_its_own_exit_code(store: Store) -> None:
    file = store.table("svar.csv", [HEADER, *small_rows(TWO)])

    codes = [
        store.run("check", "finnes_ikke.csv").code,
        store.run("import", file, "--add", "--replace").code,
        store.run("import").code,
        store.run("ukjent").code,
    ]
    store.done("import", file)
    codes.append(store.run("figures", "--unit", "finnes-ikke").code)

    assert codes == [2, 2, 2, 2, 2]


def test_figures_that_nothing_matches_are_told_in_words(store: Store) -> None:
    store.done("import", store.table("svar.csv", [HEADER, *small_rows(TWO)]))

    answer = store.run("figures", "--period", "1999")

    assert (answer.code, answer.out) == (0, "Ingen tall passer med det som er valgt.\n")


def test_publishing_an_empty_store_says_so(store: Store) -> None:
    answer = store.run("publish")

    assert answer.code == 0
    assert "Ingenting er importert" in answer.out


def test_raised_thresholds_hold_from_the_next_publication(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setenv("BRUKERINNSIKT_MIN_N", "20")
    monkeypatch.setenv("BRUKERINNSIKT_MIN_N_DETAIL", "20")
    filled.run("publish")

    shown = filled.cells()
    assert shown.loc[shown["n"].notna(), "n"].min() == 21


def test_a_damaged_file_that_ends_its_reader_is_refused_in_words(store: Store, tmp_path: Path) -> None:
    pyreadstat.write_sav(pd.DataFrame({"fornoyd": [1.0, 6.0]}), tmp_path / "hel.sav")
    content = (tmp_path / "hel.sav").read_bytes()
    broken = store.file("skadet.sav", content[:97] + b"\x0b\xf8>\x8a[^\x8b" + content[268:])

    answer = store.run("check", broken)

    assert answer.code == 1
    assert "skadet" in answer.err.partition("skadet.sav")[0]


def test_a_draft_says_what_it_leaves_open(store: Store, tmp_path: Path) -> None:
    labels = {-1: "I svært liten grad", 2: "I liten grad", 3: "I noen grad", 4: "I stor grad", 5: "I svært stor grad"}
    answers = pd.DataFrame({"q1": [-1.0, 3.0, 5.0, 4.0]})
    path = tmp_path / "svar_2024.sav"
    pyreadstat.write_sav(
        answers, path, column_labels={"q1": "Blir du møtt med respekt?"}, variable_value_labels={"q1": labels}
    )

    answer = store.run("draft", path)

    assert answer.code == 0
    assert "har kodene -1, 2, 3, 4, 5, og ingen heter 0, 1" in answer.err


def test_answers_from_surveyxact_without_their_questions_ask_for_the_other_files(store: Store) -> None:
    header = ["s_2", "i_01", *(f"stato_{status}" for status in range(1, 6))]
    file = store.table("dataset.csv", [header, [5, 1, 0, 0, 0, 1, 0], [4, 2, 0, 0, 0, 1, 0]])

    answer = store.run("check", file)

    assert answer.code == 1
    assert "Velg dataset, structure og labels samtidig." in answer.err


def test_what_is_wrong_with_many_columns_is_said_once(store: Store) -> None:
    rows = [[*row[:2], 9, 9, 9, *row[5:]] for row in small_rows({"Furua": 1})] + small_rows({"Lia": 60}, first=2)
    file = store.table("svar_2024.csv", [HEADER, *rows])

    told = store.run("check", file).err

    assert told.count("ligger utenfor skalaen 1–6: «9»") == 1
    assert "Det samme gjelder 2 kolonner til: «Q2», «Q3»." in told
    found = [one["column"] for one in store.done("check", file)[0]["findings"] if one["code"] == "out_of_scale"]
    assert found == ["Q1", "Q2", "Q3"]
