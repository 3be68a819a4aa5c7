"""Qualtrics: header rows of every shape, options of every shape, and answers that are none."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import qualtrics
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
META = {
    "StartDate": ("Startdato", "startDate"),
    "Status": ("Svartype", "status"),
    "IPAddress": ("IP-adresse", "ipAddress"),
    "Progress": ("Fremdrift", "progress"),
    "Duration (in seconds)": ("Varighet (i sekunder)", "duration"),
    "Finished": ("Fullført", "finished"),
    "RecordedDate": ("Registrert dato", "recordedDate"),
    "ResponseId": ("Svar-ID", "_recordId"),
    "DistributionChannel": ("Distribusjonskanal", "distributionChannel"),
}
QUESTIONS = {
    "Q1": ("Hvor fornøyd er du?", {"ImportId": "QID1"}),
    "Q2_1": ("Hva brukte du? - Selected Choice - Telefon", {"ImportId": "QID2", "choiceId": "1"}),
    "Q2_2": ("Hva brukte du? - Selected Choice - Nett, app - web", {"ImportId": "QID2", "choiceId": "2"}),
    "Q2_3_TEXT": ("Hva brukte du? - Annet - Text", {"ImportId": "QID2_3_TEXT"}),
    "Q3_1": ("Hvor enig? - Vi ble hørt", {"ImportId": "QID3_1"}),
    "Q3_2": ("Hvor enig? - Vi fikk svar", {"ImportId": "QID3_2"}),
    "enhet": ("enhet", {"ImportId": "enhet"}),
}
PERSON = ["2024-03-01 10:00:00", "0", "10.0.0.1", "100", "38", "1", "2024-03-01 10:01:00"]


def row(number: int, answers: Sequence[str], **changes: str) -> list[str]:
    told = dict(zip(META, [*PERSON, f"R_{number}", "anonymous"], strict=True)) | changes
    return [*told.values(), *answers]


ROWS = [
    row(1, ["2", "1", "", "", "5", "4", "Furua"]),
    row(2, ["1", "", "2", "", "1", "1", "Lia"], Status="1"),
    row(3, ["1", "1", "2", "Brev", "1", "2", "Lia"], Finished="0", Progress="60"),
    row(4, ["", "", "", "", "", "", "Lia"], Finished="", Progress="14"),
    row(5, ["1", "1", "1", "", "1", "1", "Lia"], Status="8"),
    row(6, ["1", "1", "1", "", "1", "1", "Lia"], DistributionChannel="preview"),
]
NAMES = [*META, *QUESTIONS]
TEXTS = [text for text, _ in (*META.values(), *QUESTIONS.values())]
IDS = [
    json.dumps(found if isinstance(found, dict) else {"ImportId": found})
    for _, found in (*META.values(), *QUESTIONS.values())
]


def file(rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> SourceFile:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return SourceFile("svar.csv", text.getvalue().encode(encoding))


def read(rows: Sequence[Sequence[str]] = (NAMES, TEXTS, IDS, *ROWS)) -> Export:
    made = file(rows)
    assert qualtrics.recognises([made], NOTHING)
    return qualtrics.read([made])


def test_metadata_leaves_the_table_and_the_completion_time_stays() -> None:
    export = read()

    assert list(export.table.columns) == ["RecordedDate", *QUESTIONS]
    assert export.respondents is not None
    assert export.seconds is not None
    assert list(export.respondents) == ["R_1", "R_3", "R_4"]
    assert list(export.seconds) == [38.0] * 3
    assert list(export.table.index) == [4, 6, 7]


def test_previews_tests_and_spam_are_left_out_and_named() -> None:
    export = read()

    found = next(finding for finding in export.findings if finding.code == "previews_left_out")
    assert (found.severity, found.rows) == ("info", (5, 8, 9))
    assert export.rows_in_file == len(export.table) + found.row_count


def test_who_did_not_finish_is_partial() -> None:
    status = read().status

    assert status is not None
    assert list(status) == ["completed", "partial", "partial"]


def test_options_are_ticks_and_blank_where_nothing_was_answered() -> None:
    export = read()

    assert export.table[["Q2_1", "Q2_2"]].to_numpy().tolist() == [["1", "0"], ["1", "1"], ["", ""]]
    question = export.questions["Q2_2"]
    assert (question.kind, question.group) == ("multiple", "Hva brukte du?")
    assert question.text == "Hva brukte du? - Nett, app - web"
    assert question.labels == {"1": "Valgt", "0": "Ikke valgt"}
    assert export.questions["Q2_3_TEXT"].kind == "text"


def test_matrix_rows_know_their_question() -> None:
    questions = read().questions

    assert (questions["Q3_1"].kind, questions["Q3_1"].group) == ("single", "Hvor enig?")
    assert questions["Q3_1"].text == "Hvor enig? - Vi ble hørt"
    assert questions["Q1"].group == ""
    assert "enhet" not in questions


def test_metadata_is_known_by_its_import_id_whatever_it_is_called() -> None:
    own = [f"felt {number}" for number, _ in enumerate(META)]

    export = read([[*own, *QUESTIONS], TEXTS, IDS, *ROWS])

    assert list(export.table.columns) == ["felt 6", *QUESTIONS]


def test_answers_in_words_with_the_options_in_the_cells() -> None:
    names = [*META, "Q2_1", "Q2_2"]
    texts = [*TEXTS[: len(META)], "Hva brukte du? - Telefon", "Hva brukte du? - Nett"]
    rows = [
        row(1, ["Telefon", ""], Status="IP Address", Finished="True"),
        row(2, ["", "Nett"], Status="Survey Preview"),
        row(3, ["Telefon", "Nett"], Status="IP Address", Finished="False"),
    ]

    export = read([names, texts, *rows])

    assert export.table[["Q2_1", "Q2_2"]].to_numpy().tolist() == [["1", "0"], ["1", "1"]]
    assert list(export.table.index) == [3, 5]
    assert export.status is not None
    assert list(export.status) == ["completed", "partial"]


def test_several_answers_in_one_cell_are_parted_and_options_with_commas_survive() -> None:
    names, texts = [*META, "Q2"], [*TEXTS[: len(META)], "Hva brukte du?"]
    ids = [*IDS[: len(META)], '{"ImportId":"QID2"}']
    cells = ["Telefon,Nett, og app", "Nett, og app", "Telefon", "", "Nett, og app,Brev", "Brev"]

    export = read([names, texts, ids, *(row(i, [cell]) for i, cell in enumerate(cells))])

    options = [question.text for question in export.questions.values()]
    assert options == ["Hva brukte du? - Telefon", "Hva brukte du? - Nett, og app", "Hva brukte du? - Brev"]
    assert list(export.table["Q2_2"]) == ["1", "1", "0", "", "1", "0"]


def test_a_matrix_where_all_answer_alike_is_no_question_with_several_answers() -> None:
    names, texts = [*META, "Q3_1", "Q3_2"], [*TEXTS[: len(META)], "Hvor enig? - Hørt", "Hvor enig? - Sett"]

    export = read([names, texts, row(1, ["1", "1"]), row(2, ["1", ""])])

    assert {question.kind for question in export.questions.values()} == {"single"}
    assert list(export.table["Q3_2"]) == ["1", ""]


def test_tab_separated_utf_16_and_workbooks_are_read_alike() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        for number, cells in enumerate([NAMES, TEXTS, *ROWS]):
            sheet.write_row(number, 0, cells)
    files = [file([NAMES, TEXTS, IDS, *ROWS], delimiter="\t", encoding="utf-16"), SourceFile("a.xlsx", book.getvalue())]

    tables = [qualtrics.read([one]).table for one in files if qualtrics.recognises([one], NOTHING)]

    assert [len(table) for table in tables] == [3, 3]
    assert list(tables[0].columns) == list(tables[1].columns)


def test_another_tools_table_is_not_recognised() -> None:
    assert not qualtrics.recognises([file([["ResponseId", "Status", "Q1"], ["1", "Complete", "3"]])], NOTHING)
    assert not qualtrics.recognises([file([["V1", "V2"], ["1", "3"]])], NOTHING)


@pytest.mark.parametrize("rows", [[NAMES, TEXTS, IDS], [NAMES, IDS], [IDS]])
def test_an_export_without_answers_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(InputError) as refused:
        qualtrics.read([file(rows)])

    assert [finding.code for finding in refused.value.findings] == ["no_rows"]


@pytest.mark.parametrize("name", ["qualtrics_sample_3header.csv", "qualtrics_sample_legacy.csv"])
def test_real_exports(shared: Path, name: str) -> None:
    made = SourceFile(name, (shared / "exports/tools" / name).read_bytes())

    assert qualtrics.recognises([made], NOTHING)
    export = qualtrics.read([made])

    assert export.rows_in_file == len(export.table) == 1
    assert list(export.table["Q1"]) == ["2"]
    assert export.column_labels["Q2"] == "This is a free text question."
    assert not {"IPAddress", "V6", "LocationLatitude"} & set(export.table.columns)
    assert export.status is not None
    assert list(export.status) == ["completed"]
    assert export.respondents is not None
    assert list(export.respondents) == ["R_2YPOQ602ER1jkf1"]
