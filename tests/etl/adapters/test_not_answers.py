"""Dictionaries, lists of places, statistics and the output of models: known by their columns, and refused."""

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import not_answers
from etl.reading import SourceFile

NOTHING = Codebooks({})
STRUCTURE = ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"]


def table(*rows: Sequence[object], delimiter: str = ";") -> SourceFile:
    return SourceFile("fil.csv", "".join(delimiter.join(map(str, row)) + "\n" for row in rows).encode())


def workbook(*rows: Sequence[object]) -> SourceFile:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SourceFile("modell.xlsx", made.getvalue())


def refusal(file: SourceFile) -> str:
    assert not_answers.recognises([file], NOTHING)
    with pytest.raises(InputError) as caught:
        not_answers.read([file])
    return caught.value.findings[0].code


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (table(["Kommunenummer_2025", "Kommunenummer_2021", "Kommune"], [4001, 3806, "Porsgrunn"]), "list_of_places"),
        (table(["shortname", "name", "content"], ["nr", "NR", "Nummer"], delimiter=","), "dictionary_alone"),
        (table(STRUCTURE, ["s_1", "s_1", "Closed", "Single", "Trives du?", "", ""]), "dictionary_alone"),
        (workbook(["grp", "condval", "condsd", "Ranking"], ["Airedale", -0.01, 0.15, 67.0]), "model_output"),
        (
            table(
                ["Region", "Navn", "Bosetting", "Bosetting"],
                ["", "", "Enhet: Personer", "Enhet: Prosent"],
                ["", "", "År: 2021", "År: 2021"],
                ["K3801", "Horten", 5, 100],
                ["K3803", "Tønsberg", ":", "."],
            ),
            "statistics_not_answers",
        ),
    ],
)
def test_a_file_without_answers_is_refused_as_what_it_is(file: SourceFile, code: str) -> None:
    assert refusal(file) == code


def test_labels_without_their_answers_are_refused() -> None:
    labels = ["Svært dårlig", "Dårlig", "God"]
    rows = [[f"s_{question}", code, label] for question in range(1, 4) for code, label in enumerate(labels, 1)]

    assert refusal(table(*rows)) == "dictionary_alone"


@pytest.mark.parametrize(
    "rows",
    [
        [["Enhet", "Respekt", "Kommentar"], ["A", 1, "Fint"], ["A", 2, "Bra"], ["B", 1, "Greit"]],
        [["s_1", "s_2", "s_3"], [1, 2, 3], [4, 5, 6]],
        [["shortname", "name", "score"], ["a", "b", 4]],
    ],
)
def test_answers_are_not_recognised(rows: list[list[object]]) -> None:
    assert not not_answers.recognises([table(*rows)], NOTHING)
