"""Tables of means from any portal: known by every one of their columns, or left to a codebook."""

from collections.abc import Sequence
from typing import Any

import pytest

from core.codebook import Codebooks
from etl.adapters import table_of_means
from etl.export import Export
from etl.reading import SourceFile
from tests.etl.store import Store, small_codebook

NOTHING = Codebooks({})
RESPECT, SAY = "Blir du møtt med respekt?", "Får du være med å bestemme?"
Rows = Sequence[Sequence[object]]


def table(*rows: Sequence[object], above: str = "") -> SourceFile:
    return SourceFile("tall.csv", (above + "".join(";".join(map(str, row)) + "\n" for row in rows)).encode())


def read(file: SourceFile) -> Export:
    assert table_of_means.recognises([file], NOTHING)
    return table_of_means.read([file])


def told(export: Export, *columns: str) -> list[list[str]]:
    return export.table[list(columns)].to_numpy().tolist()


@pytest.mark.parametrize(
    "header",
    [
        ["Enhet", "Spørsmål", "Gjennomsnitt", "Antall svar", "Standardavvik"],
        ["Eining", "Spørjemål", "Snitt", "Tal på svar", "Standardavvik"],
        ["Unit", "Question", "Mean score", "Number of answers", "Std. dev."],
    ],
)
def test_a_row_a_unit_and_question_is_understood_in_three_languages(header: list[str]) -> None:
    export = read(table(header, ["Furua", RESPECT, "5,2", 20, "0,9"], ["Lia", RESPECT, "*", "*", "*"]))

    assert told(export, "area", "unit", "item", "n", "mean", "sd") == [
        ["unit", "Furua", RESPECT, "20", "5,2", "0,9"],
        ["unit", "Lia", RESPECT, "*", "*", "*"],
    ]
    assert export.rows_in_file == 2


def test_places_side_by_side_become_rows_and_the_number_is_ones_own() -> None:
    export = read(table(["Spørsmål", "Egen kommune", "Antall svar", "Snitt Norge"], [RESPECT, "5,2", 120, "5,1"]))

    assert told(export, "area", "n", "mean") == [["municipality", "120", "5,2"], ["nation", "", "5,1"]]
    assert (len(export.table), export.rows_in_file) == (2, 2)


def test_years_in_the_header_are_periods_and_a_municipality_is_known_by_its_name() -> None:
    export = read(table(["Spørsmål", "Bamble 2022", "Bamble 2024", "Landet 2024"], [RESPECT, 5.2, 5.3, 5.1]))

    assert told(export, "area", "municipality", "period", "mean") == [
        ["municipality", "Bamble", "2022", "5.2"],
        ["municipality", "Bamble", "2024", "5.3"],
        ["nation", "", "2024", "5.1"],
    ]


@pytest.mark.parametrize(
    ("kinds", "heading"), [(("Kommune", "Fylke", "Landet"), "Nivå"), (("kommunen", "fylket", "heile landet"), "Område")]
)
def test_a_column_may_say_what_kind_of_area_a_row_is_about(kinds: tuple[str, str, str], heading: str) -> None:
    names = ["Bamble", "Telemark", ""]
    rows = [[kind, name, RESPECT, mean] for kind, name, mean in zip(kinds, names, (5.2, 5.0, 5.1), strict=True)]

    export = read(table([heading, "Kommune", "Spørsmål", "Snitt"], *rows))

    assert told(export, "area", "municipality", "county", "mean") == [
        ["municipality", "Bamble", "", "5.2"],
        ["county", "", "Telemark", "5.0"],
        ["nation", "", "", "5.1"],
    ]


def test_a_column_may_name_areas_of_every_kind() -> None:
    rows = [["Hele landet", RESPECT, 5.1], ["Telemark fylke", RESPECT, 5.3], ["Bamble", RESPECT, 5.2]]

    export = read(table(["Geografi", "Spørsmål", "Snitt"], *rows))

    assert told(export, "area", "municipality", "county") == [
        ["nation", "", ""],
        ["county", "", "Telemark"],
        ["municipality", "Bamble", ""],
    ]


def test_areas_that_are_not_known_are_left_to_a_codebook() -> None:
    file = table(["Område", "Spørsmål", "Snitt"], ["Nordvest", RESPECT, 5.1], ["Sørøst", RESPECT, 5.2])

    assert not table_of_means.recognises([file], NOTHING)


def test_a_row_among_the_units_may_be_about_the_nation() -> None:
    export = read(table(["Enhet", "Spørsmål", "Snitt"], ["Furua", RESPECT, 5.2], ["Landet", RESPECT, 5.1]))

    assert told(export, "area", "unit") == [["unit", "Furua"], ["nation", ""]]


@pytest.mark.parametrize(
    ("above", "means", "ends", "assumed"),
    [
        ("Resultater på en skala fra 1 til 4;;\n", [3.1, 3.9], ["1", "4"], []),
        ("", [3.1, 5.6], ["1", "6"], ["scale_assumed"]),
        ("", [3.1, 8.4], ["1", "10"], ["scale_assumed"]),
    ],
)
def test_the_scale_is_told_or_assumed_with_a_warning(
    above: str, means: list[float], ends: list[str], assumed: list[str]
) -> None:
    rows = [["Furua", asked, mean] for asked, mean in zip((RESPECT, SAY), means, strict=True)]

    export = read(table(["Enhet", "Spørsmål", "Snitt"], *rows, above=above))

    assert list(export.questions[RESPECT].labels) == ends
    assert [found.code for found in export.findings if found.severity == "warning"] == assumed


def test_means_up_to_a_hundred_are_an_index() -> None:
    export = read(table(["Enhet", "Spørsmål", "Snitt"], ["Furua", RESPECT, 82], ["Furua", SAY, 61]))

    assert {question.kind for question in export.questions.values()} == {"number"}


@pytest.mark.parametrize(
    "rows",
    [
        # A column that nobody knows, a place that is none, figures that are words.
        [["Enhet", "Spørsmål", "Snitt", "Farge"], ["Furua", RESPECT, 5.2, "rød"]],
        [["Spørsmål", "Solvang", "Landet"], [RESPECT, 5.2, 5.1]],
        [["Enhet", "Spørsmål", "Snitt"], ["Furua", RESPECT, "god"]],
        # The same question twice for a unit: these are answers, not means.
        [["Enhet", "Spørsmål", "Snitt"], ["Furua", RESPECT, 5], ["Furua", RESPECT, 4]],
        # Numbers that may be those of either place.
        [["Spørsmål", "Bamble", "Skien", "Antall svar"], [RESPECT, 5.2, 5.1, 40]],
        [["Spørsmål", "Antall svar"], [RESPECT, 40]],
        [["Enhet", "Snitt", "Antall svar"], ["Furua", 5.2, 40]],
    ],
)
def test_what_is_not_understood_whole_is_left_to_a_codebook(rows: Rows) -> None:
    assert not table_of_means.recognises([table(*rows)], NOTHING)


def figures_book() -> dict[str, Any]:
    columns = {"unit": "Enhet", "item": "Spørsmål", "n": "Antall", "mean": "Snitt"}
    edition = {"id": "f", "period": "2024", "layout": "aggregated", "columns": columns}
    return small_codebook(editions=[edition], background=[], comments=[])


def test_a_table_that_a_codebook_explains_is_read_by_it(store: Store) -> None:
    store.codebook(figures_book())
    file = table(["Enhet", "Spørsmål", "Antall", "Snitt"], ["Furua", "small_respect", 20, 4.5])

    assert table_of_means.recognises([file], NOTHING)
    assert not table_of_means.recognises([file], store.context().codebooks)


def test_a_draft_lets_the_table_be_imported_and_shown(store: Store) -> None:
    rows = [["Enhet", "Spørsmål", "Snitt", "Antall svar"], ["Furua", RESPECT, "5,2", 20], ["Lia", RESPECT, "4,0", 20]]
    file = store.table("bruker2024.csv", [*rows, ["Landet", RESPECT, "5,1", ""]])

    store.run("draft", file, "--service", "home_care", "--role", "user")
    receipt = store.done("import", file)[0]

    assert (receipt["rows_kept"], receipt["answers"]) == (3, 40)
    cells = store.cells(kind="item").set_index("place")
    assert cells.loc["own", ["n", "mean"]].tolist() == pytest.approx([40, 4.6])
    assert cells.loc["own/home_care/furua", "mean"] == pytest.approx(5.2)
