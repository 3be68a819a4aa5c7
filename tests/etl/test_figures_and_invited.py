"""Exports of figures only, and numbers invited: what is taken from them, and what is not believed."""

from typing import Any

import pytest

from tests.etl.store import HEADER, Store, small_codebook, small_rows

COLUMNS = {"unit": "Enhet", "item": "Spørsmål", "n": "Antall", "mean": "Snitt", "sd": "Avvik"}
ITEMS = ("small_respect", "small_equal", "small_wait")


def figures_book(columns: dict[str, str]) -> dict[str, Any]:
    edition = {"id": "f", "period": "2024", "layout": "aggregated", "columns": columns}
    return small_codebook(editions=[edition], background=[], comments=[])


def test_figures_of_a_source_are_shown_as_they_are(store: Store) -> None:
    store.codebook(figures_book(COLUMNS))
    rows = [[unit, item, 20, mean, "1,0"] for unit, mean in (("Furua", "4,5"), ("Lia", "3,5")) for item in ITEMS]

    store.done("import", store.table("tall.csv", [COLUMNS.values(), *rows]))

    respect = store.cells("item:small_respect").set_index("place")
    assert respect.loc["own/home_care/furua", ["n", "mean", "sd"]].tolist() == pytest.approx([20, 4.5, 1.0])
    assert respect.loc["own", ["n", "mean"]].tolist() == pytest.approx([40, 4.0])
    assert store.cells("item:small_wait", place="own/home_care/furua")["mean"].tolist() == [2.5]
    assert store.cells("dimension:right_time", place="own/home_care/furua")["mean"].tolist() == pytest.approx([30.0])


def test_marks_of_a_source_are_neither_zero_nor_silence(store: Store) -> None:
    store.codebook(figures_book(COLUMNS))
    rows = [["Furua", item, 20, "4,0", "1,0"] for item in ITEMS]
    rows += [["Lia", item, "*", "*", "*"] for item in ITEMS]

    receipt = store.done("import", store.table("tall.csv", [COLUMNS.values(), *rows]))[0]

    hidden = store.cells(place="own/home_care/lia")
    assert set(hidden["hidden"]) == {"source"}
    assert "item:small_respect" in set(hidden["measure"])
    assert store.cells("item:small_respect", place="own")[["n", "mean"]].iloc[0].tolist() == [20, 4.0]
    assert receipt["findings"] == []


def test_a_distribution_tells_number_mean_and_spread(store: Store) -> None:
    columns = {"unit": "Enhet", "item": "Spørsmål", "n": "Antall"} | {f"count_{n}": f"Svar {n}" for n in range(1, 7)}
    store.codebook(figures_book(columns))
    rows = [["Furua", item, "", 0, 0, 0, 0, 6, 6] for item in ITEMS]

    store.done("import", store.table("tall.csv", [columns.values(), *rows]))

    cell = store.cells("item:small_respect", place="own").iloc[0]
    turned = store.cells("item:small_wait", place="own").iloc[0]
    assert (cell["n"], cell["mean"], turned["mean"]) == (12, 5.5, 1.5)
    assert cell["sd"] == pytest.approx(0.5222, abs=1e-4)


@pytest.mark.parametrize(
    ("mean", "code", "exit_code"), [("7,2", "mean_outside_scale", 1), ("mye", "not_a_number", 1), ("", None, 0)]
)
def test_figures_that_cannot_be_are_not_taken(store: Store, mean: str, code: str | None, exit_code: int) -> None:
    store.codebook(figures_book(COLUMNS))
    rows = [["Furua", item, 20, mean if item == "small_equal" else "4,0", "1"] for item in ITEMS]

    answer = store.run("import", store.table("tall.csv", [COLUMNS.values(), *rows]), "--json")

    assert answer.code == exit_code
    assert [found["code"] for found in answer.document[0]["findings"]] == ([code] if code else [])


def test_a_mean_that_its_own_distribution_contradicts_is_pointed_out(store: Store) -> None:
    columns = COLUMNS | {f"count_{n}": f"Svar {n}" for n in range(1, 7)}
    store.codebook(figures_book(columns))
    rows = [["Furua", item, 12, "1,5", "", 0, 0, 0, 0, 6, 6] for item in ITEMS]

    document = store.done("import", store.table("tall.csv", [columns.values(), *rows]))[0]

    assert [(found["code"], found["row_count"]) for found in document["findings"]] == [("mean_contradicts_counts", 3)]


def surveyed(store: Store) -> None:
    store.done("import", store.table("svar.csv", [HEADER, *small_rows({"Furua": 12, "Lia": 9})]))


@pytest.mark.parametrize(
    "header",
    [
        ["Undersøkelse", "Utgave", "Enhet", "Inviterte"],
        ["Undersøking", "Periode", "Eining", "Inviterte"],
        ["Survey", "Year", "Unit", "Invited"],
    ],
)
def test_numbers_invited_are_laid_over_the_units_of_the_survey(store: Store, header: list[str]) -> None:
    surveyed(store)
    rows = [["Liten undersøkelse", "2024", "Furua", 40], ["small", "2024", "lia", 10]]

    store.done("import", store.table("inviterte.csv", [header, *rows]))

    cell = store.cells("item:small_respect", place="own").iloc[0]
    assert (cell["invited"], cell["method"]) == (50, "invited")
    assert cell["mean"] != cell["pooled_mean"]


def test_a_table_of_units_and_numbers_alone_is_about_the_survey_and_period_its_units_are_of(store: Store) -> None:
    surveyed(store)
    alone = store.table("inviterte.csv", [["Enhet", "Inviterte"], ["FURUA", 40], ["Lia", 10], ["Solbakken", 8]])

    document = store.done("import", alone)[0]

    assert [found["code"] for found in document["findings"]] == [
        "invited_taken_for_period", "invited_unit_without_answers",
    ]  # fmt: skip
    cell = store.cells("item:small_respect", place="own").iloc[0]
    assert (cell["period"], cell["invited"]) == ("2024", 50)


def test_what_a_table_was_taken_to_be_about_stands_when_the_warehouse_is_made_anew(store: Store) -> None:
    surveyed(store)
    store.done("import", store.table("inviterte.csv", [["Enhet", "Inviterte"], ["Furua", 40], ["Lia", 10]]))
    newer = store.table("svar.csv", [HEADER, *small_rows({"Furua": 14, "Lia": 9})])
    store.done("import", newer, "--replace")

    answer = store.run("rebuild")

    assert answer.code == 0, answer.err
    assert store.cells("item:small_respect", place="own")["invited"].tolist() == [50]


def test_a_table_beside_the_answers_it_is_about_may_come_before_them(store: Store) -> None:
    invited = store.table("a.csv", [["Enhet", "Inviterte"], ["Furua", 40], ["Lia", 10]])
    answers = store.table("b.csv", [HEADER, *small_rows({"Furua": 12, "Lia": 9})])

    store.done("import", invited, answers)

    assert store.cells("item:small_respect", place="own")["invited"].tolist() == [50]


def test_a_table_of_other_units_than_any_survey_is_about_what_a_person_says(store: Store) -> None:
    surveyed(store)
    table = store.table("inviterte.csv", [["Enhet", "Inviterte"], ["Furua", 40], ["Bo", 10], ["Vik", 9]])

    refused = store.run("import", table)
    document = store.done("import", table, "--instrument", "small")[0]

    assert refused.code == 1
    assert "sier ikke hvilken undersøkelse" in refused.out + refused.err
    assert [(found["code"], found["values"]) for found in document["findings"]] == [
        ("invited_taken_for_period", []),
        ("invited_unit_without_answers", ["Bo", "Vik"]),
    ]


def test_a_table_is_refused_where_the_survey_has_several_periods_and_it_tells_none(store: Store) -> None:
    book = small_codebook()
    (edition,) = book["editions"]
    monthly = {**edition, "period": None, "columns": {**edition["columns"], "period": "Måned"}}
    store.codebook(book | {"editions": [monthly]})
    by_month = zip(("2024-01", "2024-02"), (1, 13), strict=True)
    rows = [[*row, month] for month, first in by_month for row in small_rows({"Furua": 12}, first)]
    store.done("import", store.table("svar.csv", [[*HEADER, "Måned"], *rows]))

    answer = store.run("import", store.table("inviterte.csv", [["Enhet", "Inviterte"], ["Furua", 40]]), "--json")

    assert answer.code == 1
    assert [found["code"] for found in answer.document[0]["findings"]] == ["invited_without_period"]


def test_the_same_numbers_again_change_nothing_and_new_ones_take_over(store: Store) -> None:
    surveyed(store)
    header = ["Undersøkelse", "Utgave", "Enhet", "Inviterte"]
    old = store.table("a.csv", [header, ["small", "2024", "Furua", 40], ["small", "2024", "Lia", 10]])
    new = store.table("b.csv", [header, ["small", "2024", "Lia", 20]])
    store.done("import", old)

    again = store.done("import", old)[0]
    store.done("import", new)

    assert again["already"]
    assert store.cells("item:small_respect", place="own")["invited"].tolist() == [60]


def test_the_service_names_the_survey_where_only_one_role_is_asked(store: Store) -> None:
    surveyed(store)
    header = ["Tjeneste", "Periode", "Enhet", "Inviterte"]
    rows = [["Hjemmetjenester", "2024", "Furua", 40], ["Hjemmetjenester", "2024", "Lia", 20]]

    answer = store.run("import", store.table("inviterte.csv", [header, *rows]))

    assert answer.code == 0, answer.err
    assert store.cells("item:small_respect", place="own")["invited"].tolist() == [60]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["small", "2024", "Furua", "mange"], "not_a_number"),
        (["small", "2024", "Furua", "-4"], "not_a_number"),
        (["small", "2024", "Furua", "4,5"], "not_a_number"),
        (["ukjent", "2024", "Furua", "4"], "unknown_instrument"),
        (["small", "i fjor", "Furua", "4"], "unknown_period"),
    ],
)
def test_numbers_invited_that_cannot_be_are_refused(store: Store, row: list[str], code: str) -> None:
    header = ["Undersøkelse", "Utgave", "Enhet", "Inviterte"]

    answer = store.run("import", store.table("inviterte.csv", [header, row]), "--json")

    assert answer.code == 1
    assert [found["code"] for found in answer.document[0]["findings"]] == [code]
    assert not (store.folder / "warehouse.duckdb").exists()


def test_numbers_invited_to_a_survey_that_nothing_tells_are_refused_with_the_known_surveys_by_name(
    store: Store,
) -> None:
    answer = store.run(
        "import", store.table("inviterte.csv", [["Enhet", "Utgave", "Inviterte"], ["Furua", "2024", "4"]])
    )

    assert answer.code == 1
    assert "sier ikke hvilken undersøkelse" in answer.out + answer.err
    assert "«" in answer.out + answer.err


def test_a_source_that_shows_what_is_too_small_is_hidden_as_answers_are(store: Store) -> None:
    store.codebook(figures_book(COLUMNS))
    rows = [[unit, item, n, "4,0", "1,0"] for unit, n in (("Furua", 20), ("Lia", 17), ("Bo", 3)) for item in ITEMS]

    store.done("import", store.table("tall.csv", [COLUMNS.values(), *rows]))

    told = store.cells().groupby("place")["hidden"].unique().str.join("")
    # The smaller of the others with it: else it would be what they leave of the service.
    assert told[["own/home_care/bo", "own/home_care/lia"]].tolist() == ["few", "few"]
    assert store.cells(place="own/home_care/furua")["n"].eq(20).all()
    assert store.run("audit").code == 0


@pytest.mark.parametrize("name", ["Totalt", "Alle enheter", "Heile tenesta"])
def test_a_sum_among_the_units_of_a_source_is_refused(store: Store, name: str) -> None:
    store.codebook(figures_book(COLUMNS))
    rows = [[unit, item, 20, "4,0", "1,0"] for unit in ("Furua", "Lia") for item in ITEMS]
    rows += [["Bo", item, "*", "*", "*"] for item in ITEMS] + [[name, item, 43, "4,0", "1,0"] for item in ITEMS]

    answer = store.run("import", store.table("tall.csv", [COLUMNS.values(), *rows]))

    assert answer.code == 1
    assert name in answer.err
    assert "regnes ut" in answer.err
    assert not (store.folder / "releases").exists()
