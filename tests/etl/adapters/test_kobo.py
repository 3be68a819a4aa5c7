"""Kobo and ODK: names of answers with their codes, options of every shape, and the form beside the answers."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from core.codebook import Codebooks
from core.errors import InputError
from etl import recognition
from etl.adapters import kobo
from etl.adapters.kobo import slugs
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
NAMES = ["start", "end", "enhet", "gr/Fornoyd_med_oss", "gr/Why_not", "gr/Why_not_001", "kanal", "kanal/tlf_fast",
         "kanal/nett", "sted", "_sted_latitude", "_sted_longitude", "_sted_altitude", "_sted_precision",
         "_id", "_uuid", "_submission_time"]  # fmt: skip
PLACE = ["59.91 10.75 0 0", "59.91", "10.75", "0", "0"]
ROWS = [
    ["2024-03-01T10:00:00.000+01:00", "2024-03-01T10:02:30.000+01:00", "Furua", "1___not_at_all", "too_late", "n/a",
     "tlf_fast nett", "1", "1", *PLACE, "1", "u1", "2024-03-01T09:02:31"],
    ["2024-03-01T10:00:00.000+01:00", "", "Lia", "5___very_much", "n/a", "Fint her", "nett", "0", "1", *PLACE,
     "2", "u2", "2024-03-01T09:12:31"],
    ["", "", "Lia", "don_t_know", "refused", "", "", "", "", *PLACE, "3", "u3", "2024-03-02T09:12:31"],
]  # fmt: skip
SURVEY = [
    ["type", "name", "label::English (en)", "label::Norsk (nb)"],
    ["begin_group", "gr", "About us", "Om oss"],
    ["select_one grad", "Fornoyd_med_oss", "Satisfied?", "Hvor **fornøyd** er du?"],
    ["select_one aarsak", "Why_not", "Why not?", "Hvorfor ikke?"],
    ["text", "Why_not_001", "Other?", "Annet?"],
    ["end_group", "", "", ""],
    ["select_multiple kanal", "kanal", "Channel?", "Hva brukte du?"],
    ["text", "enhet", "Unit", "Enhet"],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Norsk (nb)"],
    ["grad", "1___not_at_all", "Not at all", "Ikke i det hele tatt"],
    ["grad", "5___very_much", "Very much", "Svært mye"],
    ["aarsak", "too_late", "Too late", "For sent"],
    ["kanal", "tlf_fast", "Phone", "Fasttelefon"],
    ["kanal", "nett", "Web", "Nett"],
    ["kanal", "post", "Mail", "Brev"],
]


def table(rows: Sequence[Sequence[str]]) -> SourceFile:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return SourceFile("svar.csv", text.getvalue().encode())


def book(sheets: Mapping[str, Sequence[Sequence[str]]], name: str = "skjema.xlsx") -> SourceFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return SourceFile(name, content.getvalue())


def read(*files: SourceFile) -> Export:
    assert kobo.recognises(files, NOTHING)
    return kobo.read(files)


FORM = book({"survey": SURVEY, "choices": CHOICES, "settings": [["form_title"], ["Om oss"]]})
ANSWERS = table([NAMES, *ROWS])


def test_a_name_is_parted_into_its_code_and_its_text() -> None:
    export = read(ANSWERS)

    question = export.questions["gr/Fornoyd_med_oss"]
    assert list(export.table["gr/Fornoyd_med_oss"]) == ["1", "5", "don_t_know"]
    assert question.labels == {"1": "not at all", "5": "very much", "don_t_know": "Don't know"}
    assert question.text == "Fornoyd med oss"


def test_refused_is_declared_no_answer_and_what_was_not_asked_is_blank_among_words() -> None:
    export = read(ANSWERS)

    assert export.questions["gr/Why_not"].no_answer == ("refused",)
    assert list(export.table["gr/Why_not_001"]) == ["", "Fint her", ""]
    assert export.column_labels["gr/Why_not_001"] == "Why not"


def test_metadata_and_positions_leave_the_table() -> None:
    export = read(ANSWERS)

    assert list(export.table.columns) == [
        "enhet", "gr/Fornoyd_med_oss", "gr/Why_not", "gr/Why_not_001", "kanal/tlf_fast",
        "kanal/nett", "_submission_time",
    ]  # fmt: skip
    found = next(finding for finding in export.findings if finding.code == "personal_columns_dropped")
    assert len(found.values) == 5
    assert export.respondents is not None
    assert export.seconds is not None
    assert list(export.respondents) == ["u1", "u2", "u3"]
    assert export.seconds.fillna(-1).tolist() == [150.0, -1.0, -1.0]
    assert export.rows_in_file == len(export.table) == 3


def test_options_in_columns_of_their_own_are_blank_where_nobody_answered() -> None:
    export = read(ANSWERS)

    assert export.table[["kanal/tlf_fast", "kanal/nett"]].to_numpy().tolist() == [["1", "1"], ["0", "1"], ["", ""]]
    assert export.questions["kanal/tlf_fast"].text == "kanal - tlf fast"


def test_options_with_blanks_between_are_parted() -> None:
    names = ["_id", "_uuid", "_submission_time", "kanal", "ord"]
    cells = ["tlf_fast nett_app", "nett_app", "", "tlf_fast", "nett_app post_brev", "post_brev"]
    words = ["god hjelp", "god mat", "hjelp", "mat", "god hjelp", ""]
    rows = [[str(i), f"u{i}", "2024-03-01", *pair] for i, pair in enumerate(zip(cells, words, strict=True))]

    export = read(table([names, *rows]))

    assert list(export.table["kanal/nett_app"]) == ["1", "1", "", "0", "1", "0"]
    assert list(export.table["ord"]) == words
    assert "kanal" not in export.table


def test_the_form_gives_texts_in_norwegian_and_options_nobody_chose() -> None:
    names, rows = NAMES[:7] + NAMES[14:], [row[:7] + row[14:] for row in ROWS]

    export = read(table([names, *rows]), FORM)

    question = export.questions["gr/Fornoyd_med_oss"]
    assert (question.text, question.group) == ("Hvor fornøyd er du?", "Om oss")
    assert question.labels == {"1": "Ikke i det hele tatt", "5": "Svært mye", "don_t_know": "Don't know"}
    assert export.questions["kanal/post"].text == "Hva brukte du? - Brev"
    assert list(export.table["kanal/post"]) == ["0", "0", ""]
    assert export.questions["gr/Why_not_001"].kind == "text"


def test_a_workbook_with_a_repeated_group_is_read_by_its_main_sheet() -> None:
    export = read(book({"Om oss": [NAMES, *ROWS], "barn": [["alder", "_index", "_parent_index"], ["3", "1", "1"]]}))

    assert export.sheet == "Om oss"
    assert [finding.values for finding in export.findings if finding.code == "sheets_left_out"] == [("barn",)]


def test_a_form_alone_is_refused_and_beside_its_answers_it_is_one_bundle() -> None:
    assert kobo.recognises([FORM], NOTHING)
    with pytest.raises(InputError) as refused:
        kobo.read([FORM])
    assert [finding.code for finding in refused.value.findings] == ["kobo_form_alone"]
    assert recognition.bundles([FORM, ANSWERS], NOTHING) == [[FORM, ANSWERS]]


@pytest.mark.parametrize(
    "rows",
    [
        [["id", "alder", "q1"], ["1", "15_24", "3"], ["2", "25_30", "4"]],
        [["_id", "q1"], ["1", "1_nei"], ["2", "2_ja"]],
        [["start", "end", "q1"], ["2024-03-01", "2024-03-01", "1"]],
    ],
)
def test_another_table_is_not_recognised(rows: list[list[str]]) -> None:
    assert not kobo.recognises([table(rows)], NOTHING)


@pytest.mark.parametrize(
    ("names", "numbered"),
    [
        (["1___not_at_all", "5_very", "don_t_know"], True),
        (["1_not_at_all", "1___not_at_all", "2_some"], True),
        (["4_not_very_much", "4_somewhat_yes", "5_yes"], False),
        (["15_24", "25_30"], False),
        (["1_nei", "ja"], False),
        (["refused"], False),
    ],
)
def test_names_are_numbered_where_each_code_has_one_text(names: list[str], numbered: bool) -> None:
    assert slugs.is_numbered(names) is numbered


def test_a_real_survey_with_truncated_names(shared: Path) -> None:
    path = shared / "exports/english_gov/nepal_cps_round5.xlsx"
    file = SourceFile(path.name, path.read_bytes())

    export = read(file)

    assert len(export.table) == export.rows_in_file == 1400
    rated = [question for question in export.questions.values() if "5" in question.labels]
    assert len(rated) == 7
    assert {question.labels["1"] for question in rated} == {"not at all"}
    assert all(set(export.table[question.column]) <= {"", *question.labels} for question in rated)
    # One question has two texts for each of its codes, and is left as it was written.
    assert sum("5_not_at_all" in question.labels for question in export.questions.values()) == 1
