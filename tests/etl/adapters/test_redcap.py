"""REDCap: with and without its dictionary, codes and labels, events, and fields that tell who answered."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl import recognition
from etl.adapters import redcap
from etl.adapters.redcap.dictionary import choices, shown
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
DICTIONARY = [
    ["Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
     "Choices, Calculations, OR Slider Labels", "Text Validation Type OR Show Slider Number", "Identifier?",
     "Matrix Group Name", "Field Annotation"],
    ["record_id", "svar", "", "text", "Løpenummer", "", "", "", "", ""],
    ["fornavn_p", "svar", "", "text", "Hva heter du?", "", "", "y", "", ""],
    ["fornoyd", "svar", "Hvor enig er du?", "radio", "<b>Fornøyd</b> &amp; glad?",
     "1, Nei | 5, Ja, svært | 9, Vet ikke", "",
     "", "enig", "@HIDDEN-PDF"],
    ["hort", "svar", "", "radio", "Hørt?", "1, Nei | 5, Ja", "", "", "enig", ""],
    ["kanal", "svar", "", "checkbox", "Hva brukte du?", "1, Telefon | -1, Annet | A, Nett", "", "", "", ""],
    ["pris", "svar", "", "text", "Pris", "", "number_comma_decimal", "", "", ""],
    ["dato", "svar", "", "text", "Dato", "", "date_ymd", "", "", ""],
    ["merknad", "svar", "", "notes", "Merknad", "", "", "", "", ""],
    ["bruker", "svar", "", "yesno", "Bruker du tjenesten?", "", "", "", "", ""],
]  # fmt: skip
NAMES = ["record_id", "redcap_event_name", "fornavn_p", "fornoyd", "hort", "kanal___1", "kanal____1", "kanal___a",
         "pris", "dato", "merknad", "bruker", "svar_complete"]  # fmt: skip
ROWS = [
    ["1", "start_arm_1", "Kari", "5", "1", "1", "0", "1", "1,5", "2024-03-01", "Bra", "1", "2"],
    ["1", "slutt_arm_1", "Kari", "9", "UNK", "0", "0", "0", "2", "2024-05-01", "", "0", "2"],
    ["2", "start_arm_1", "Ola", "", "", "0", "0", "0", "", "", "", "", "0"],
    ["3", "start_arm_1", "Per", "1", "5", "0", "1", "0", "", "", "", "", "1"],
]


def file(rows: Sequence[Sequence[str]], name: str = "svar.csv") -> SourceFile:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SourceFile(name, text.getvalue().encode())


def read(*tables: Sequence[Sequence[str]]) -> Export:
    files = [file(rows, f"{number}.csv") for number, rows in enumerate(tables)]
    assert redcap.recognises(files, NOTHING)
    return redcap.read(files)


BOTH = ([NAMES, *ROWS], DICTIONARY)


def test_the_dictionary_gives_texts_labels_and_kinds() -> None:
    export = read(*BOTH)

    fornoyd = export.questions["fornoyd"]
    assert (fornoyd.text, fornoyd.kind, fornoyd.group) == ("Fornøyd & glad?", "single", "Hvor enig er du?")
    assert fornoyd.labels == {"1": "Nei", "5": "Ja, svært", "9": "Vet ikke"}
    assert export.questions["hort"].group == "Hvor enig er du?"
    assert export.questions["pris"].kind == "number"
    assert export.questions["merknad"].kind == "text"
    assert export.questions["bruker"].labels == {"1": "Ja", "0": "Nei"}
    assert "dato" not in export.questions
    assert export.column_labels["dato"] == "Dato"


def test_options_get_their_texts_and_are_blank_in_a_form_nobody_came_to() -> None:
    export = read(*BOTH)

    columns = ["kanal___1", "kanal____1", "kanal___a"]
    texts = [export.questions[column].text for column in columns]
    assert texts == ["Hva brukte du? - Telefon", "Hva brukte du? - Annet", "Hva brukte du? - Nett"]
    rows = export.table[columns].to_numpy().tolist()
    assert rows == [["1", "0", "1"], ["0", "0", "0"], ["", "", ""], ["0", "1", "0"]]


def test_codes_for_missing_data_are_no_answer() -> None:
    question = read(*BOTH).questions["hort"]

    assert question.no_answer == ("UNK",)
    assert question.labels["UNK"] == "Unknown"


def test_every_event_is_a_row_of_its_own() -> None:
    export = read(*BOTH)

    assert export.respondents is not None
    assert export.respondents.is_unique
    assert list(export.table["redcap_event_name"]) == [row[1] for row in ROWS]
    assert export.rows_in_file == len(export.table) == 4


def test_states_of_forms_tell_how_far_a_respondent_came() -> None:
    export = read(*BOTH)

    assert export.status is not None
    assert list(export.status) == ["completed", "completed", "partial", ""]
    assert "svar_complete" not in export.table


def test_identifiers_are_dropped_and_named() -> None:
    export = read(*BOTH)

    assert not {"fornavn_p", "record_id"} & set(export.table.columns)
    assert [found.values for found in export.findings if found.code == "personal_columns_dropped"] == [("fornavn_p",)]


def test_answers_alone_are_read_with_their_own_names() -> None:
    export = read([NAMES, *ROWS])

    assert export.questions["kanal___1"].text == "kanal - 1"
    assert list(export.table["pris"]) == ["1,5", "2", "", ""]
    assert "fornoyd" not in export.questions


def test_an_export_of_labels_is_read() -> None:
    names = [
        "Record ID",
        "Fornøyd?",
        "Hva brukte du? (choice=Telefon (fast))",
        "Hva brukte du? (choice=Nett)",
        "Complete?",
    ]
    rows = [["1", "Ja", "Checked", "Unchecked", "Complete"], ["2", "Nei", "Unchecked", "Unchecked", "Incomplete"]]

    export = read([names, *rows])

    assert list(export.table[names[2]]) == ["1", ""]
    assert export.questions[names[2]].text == "Hva brukte du? - Telefon (fast)"
    assert export.status is not None
    assert list(export.status) == ["completed", "partial"]


def test_a_dictionary_alone_is_refused() -> None:
    made = [file(DICTIONARY)]

    assert redcap.recognises(made, NOTHING)
    with pytest.raises(InputError) as refused:
        redcap.read(made)
    assert [finding.code for finding in refused.value.findings] == ["redcap_dictionary_alone"]


def test_the_two_files_of_a_project_are_read_together_and_those_of_two_are_not() -> None:
    answers, dictionary = file([NAMES, *ROWS], "a.csv"), file(DICTIONARY, "b.csv")
    other = file([["nr", "x___1", "x___2", "y", "y_complete"], ["1", "0", "1", "3", "2"]], "c.csv")

    assert recognition.bundles([dictionary, answers], NOTHING) == [[dictionary, answers]]
    assert not redcap.recognises([other, dictionary], NOTHING)


@pytest.mark.parametrize(
    "rows",
    [
        [["id", "task_complete", "q1"], ["1", "2", "3"]],
        [["id", "q1", "Task_complete"], ["1", "3", "2"]],
        [["id", "q1", "task_complete"], ["1", "3", "80"]],
        [["id", "q___1", "q___2"], ["1", "3", "2"]],
    ],
)
def test_another_table_is_not_recognised(rows: list[list[str]]) -> None:
    assert not redcap.recognises([file(rows)], NOTHING)


def test_choices_are_parted_at_the_first_comma() -> None:
    assert choices("1, Ja, ofte | 2,Nei|x | , y") == {"1": "Ja, ofte", "2": "Nei"}
    assert shown("<p>Er du <i>enig</i>?</p>&nbsp;") == "Er du enig?"


@pytest.mark.parametrize(
    ("name", "rows", "dictionary"),
    [("redcap_checkboxes", 4, True), ("redcap_longitudinal", 18, True), ("redcap_decimal_comma", 4, False)],
)
def test_real_exports(shared: Path, name: str, rows: int, dictionary: bool) -> None:
    folder = shared / "exports/tools"
    names = [f"{name}_data.csv", f"{name}_dictionary.csv"] if dictionary else [f"{name}.csv"]
    files = [SourceFile(one, (folder / one).read_bytes()) for one in names]

    assert recognition.bundles(files, NOTHING) == [files]
    export = redcap.read(files)

    assert len(export.table) == export.rows_in_file == rows
    assert not any(str(code).endswith("_complete") for code in export.table.columns)
    assert not {"first_name", "email", "telephone_1", "dob"} & set(export.table.columns)


def test_a_real_form_without_questions_does_not_decide_who_completed(shared: Path) -> None:
    path = shared / "exports/tools/redcap_checkboxes_data.csv"

    status = redcap.read([SourceFile(path.name, path.read_bytes())]).status

    assert status is not None
    assert list(status) == ["completed", "partial", "completed", "partial"]
