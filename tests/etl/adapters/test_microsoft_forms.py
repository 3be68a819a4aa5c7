import io
from datetime import datetime

import pytest
import xlsxwriter

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import microsoft_forms
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
HEADERS = {
    "nb": ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", "Tidspunkt for siste endring"],
    "nn": ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-post", "Namn", "Språk"],
    "en": ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"],
}
QUESTIONS = ["Hvor fornøyd er du?", "Hva brukte du?", "Poeng - Hvor fornøyd er du?"]
ROWS = [
    ["1", "3/4/24 10:00:00", "3/4/24 10:01:30", "anonymous", "", "", "Svært fornøyd", "Telefon; hjemme;Nett;", "1"],
    ["2", "3/14/24 11:00:00", "3/14/24 11:00:20", "anonymous", "", "", "Misfornøyd", "Nett;", "0"],
    ["3", "3/14/24 12:00:00", "3/14/24 12:00:10", "anonymous", "", "", "Vet ikke", "", "0"],
]


def csv_file(language: str = "nb") -> list[SourceFile]:
    lines = [",".join(f'"{cell}"' for cell in row) for row in [[*HEADERS[language], *QUESTIONS], *ROWS]]
    return [SourceFile("svar.csv", ("\ufeff" + "\r\n".join(lines)).encode())]


def workbook() -> list[SourceFile]:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet = book.add_worksheet("Ark1")
        sheet.write_row(0, 0, [*HEADERS["nb"], *QUESTIONS])
        for number, row in enumerate(ROWS, start=1):
            times = [datetime.strptime(cell, "%m/%d/%y %H:%M:%S") for cell in row[1:3]]
            sheet.write_row(number, 0, [int(row[0]), *times, *row[3:]])
    return [SourceFile("svar.xlsx", stream.getvalue())]


@pytest.fixture(params=["nb", "nn", "en", "workbook"])
def export(request: pytest.FixtureRequest) -> Export:
    files = workbook() if request.param == "workbook" else csv_file(request.param)
    assert microsoft_forms.recognises(files, NOTHING)
    return microsoft_forms.read(files)


def test_every_language_and_format_gives_the_same_answers(export: Export) -> None:
    options = export.table[["Hva brukte du? - Telefon; hjemme", "Hva brukte du? - Nett"]]

    assert export.table["Hvor fornøyd er du?"].to_dict() == {2: "Svært fornøyd", 3: "Misfornøyd", 4: "Vet ikke"}
    assert options.to_numpy().tolist() == [["1", "1"], ["0", "1"], ["", ""]]
    assert export.table.iloc[:, 0].tolist()[0] == "2024-03-04 10:01:30"
    assert export.rows_in_file == len(export.table) == 3


def test_an_option_is_a_question_of_its_own_in_the_group_of_its_question(export: Export) -> None:
    question = export.questions["Hva brukte du? - Nett"]

    assert (question.kind, question.group) == ("multiple", "Hva brukte du?")
    assert question.labels == {"1": "Valgt", "0": "Ikke valgt"}


def test_the_tools_own_columns_leave_the_table(export: Export) -> None:
    assert export.respondents is not None
    assert export.respondents.tolist() == ["1", "2", "3"]
    assert export.seconds is not None
    assert export.seconds.tolist() == [90, 20, 10]
    assert not {"ID", "Starttidspunkt", "Start time", "Poeng - Hvor fornøyd er du?", "Språk"} & set(export.table)
    assert "forms_points_left_out" in [finding.code for finding in export.findings]


@pytest.mark.parametrize(
    "header", ["ID,Start time,End time,Spørsmål 1", "Spørsmål 1,ID,A,Start time,Completion time", "ID,Name,Email"]
)
def test_other_tables_with_numbers_and_times_are_not_ours(header: str) -> None:
    row = ",".join("1" for _ in header.split(","))

    assert not microsoft_forms.recognises([SourceFile("svar.csv", f"{header}\n{row}\n".encode())], NOTHING)


def test_a_file_that_is_cut_off_is_refused() -> None:
    (file,) = workbook()

    with pytest.raises(InputError):
        microsoft_forms.read([SourceFile("svar.xlsx", file.content[:300])])
