import io
from pathlib import Path

import pytest
import xlsxwriter

from core.codebook import Codebooks
from etl.adapters import surveyxact
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
STRUCTURE = [
    ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"],
    ["v", "v_1", "Closed", "Multiple", "Hva brukte du?", "1", "Telefon "],
    ["v", "v_2", "Closed", "Multiple", "Hva brukte du?", "2", "Nett"],
    ["s_1", "s_1", "Closed", "Single", "Hvor fornøyd er du? ", "", ""],
    ["epost", "epost", "Open", "String", "Epost", "", ""],
    ["statoverall", "st_1", "Closed", "Multiple", "Samlet status", "1", "Ny"],
    ["statoverall", "st_3", "Closed", "Multiple", "Samlet status", "3", "Noen svar"],
    ["statoverall", "st_4", "Closed", "Multiple", "Samlet status", "4", "Gjennomført"],
    ["s_2", "s_2", "Open", "String", "Annet, spesifiser:", "", ""],
    ["n_1", "n_1", "Open", "Number", "Hvor mange ganger?", "", ""],
]
LABELS = [
    ["s_1", "6", "Svært fornøyd"],
    ["s_1", "1", "Svært misfornøyd "],
    ["s_1", "7", "Vet ikke"],
    ["v_1", "1", "Valgt"],
]
DATASET = [
    ["v_1", "v_2", "s_1", "epost", "st_1", "st_3", "st_4", "s_2", "n_1"],
    ["1", "0", "6", "kari@example.org", "0", "0", "1", "Bra; men dyrt", "2"],
    ["0", "1", "", "ola@example.org", "0", "1", "0", "", ""],
    ["", "", "", "", "1", "0", "0", "", ""],
]
Rows = list[list[str]]


def delimited(rows: Rows, delimiter: str) -> str:
    return "".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\n" for row in rows)


def native(rows: Rows) -> bytes:
    return delimited(rows, "\t").encode("utf-16")


def european(rows: Rows) -> bytes:
    return delimited(rows, ";").encode("cp1252")


def american(rows: Rows) -> bytes:
    return delimited(rows, ",").replace("Telefon \n", "Telefon ,\n").replace("Nett\n", "Nett,\n").encode("cp1252")


def files_of(writer: object) -> list[SourceFile]:
    assert callable(writer)
    parts = {"labels": LABELS, "dataset": DATASET, "structure": STRUCTURE}
    return [SourceFile(f"skole/{name}.csv", writer(rows)) for name, rows in parts.items()]


def workbook() -> list[SourceFile]:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_numbers": True}) as book:
        for name, rows in {"LABELS": LABELS, "Dataset": DATASET, "structure": STRUCTURE}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return [SourceFile("skole.xlsx", stream.getvalue())]


@pytest.fixture(params=["native", "european", "american", "workbook"])
def export(request: pytest.FixtureRequest) -> Export:
    writers = {"native": native, "european": european, "american": american}
    files = workbook() if request.param == "workbook" else files_of(writers[request.param])
    assert surveyxact.recognises(files, NOTHING)
    return surveyxact.read(files)


def test_every_variant_gives_the_same_table(export: Export) -> None:
    assert list(export.table.columns) == ["v_1", "v_2", "s_1", "s_2", "n_1"]
    assert export.table.to_numpy().tolist() == [
        ["1", "0", "6", "Bra; men dyrt", "2"],
        ["0", "1", "", "", ""],
        ["", "", "", "", ""],
    ]
    assert export.rows_in_file == 3


def test_status_comes_from_the_one_column_that_is_ticked(export: Export) -> None:
    assert export.status is not None
    assert export.status.tolist() == ["completed", "partial", "new"]
    assert export.status.index.equals(export.table.index)


def test_columns_that_tell_who_answered_are_gone_and_named(export: Export) -> None:
    (finding,) = export.findings
    assert (finding.code, finding.severity, list(finding.values)) == ("personal_columns_dropped", "info", ["epost"])
    assert "epost" not in export.questions


def test_questions_have_their_stripped_texts_and_labels_in_the_order_shown(export: Export) -> None:
    question = export.questions["s_1"]

    assert (question.text, question.kind) == ("Hvor fornøyd er du?", "single")
    assert list(question.labels.items()) == [("6", "Svært fornøyd"), ("1", "Svært misfornøyd"), ("7", "Vet ikke")]
    assert [export.questions[name].kind for name in ("v_1", "s_2", "n_1")] == ["multiple", "text", "number"]
    assert export.column_labels["v_1"] == "Hva brukte du? - Telefon"


def test_two_of_the_three_files_are_no_export() -> None:
    assert not surveyxact.recognises(files_of(european)[:2], NOTHING)


def test_the_public_export_is_the_same_in_both_its_variants(shared: Path) -> None:
    folders = [shared / "exports/norwegian" / name for name in ("surveyxact_comma_ansi", "surveyxact_tab_utf16")]
    sets = [[SourceFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))] for folder in folders]

    comma, tab = (surveyxact.read(files) for files in sets)

    both = [column for column in comma.table.columns if column in tab.table.columns]
    assert (len(comma.table), len(tab.table)) == (999, 999)
    assert len(both) == 237
    assert comma.table[both].equals(tab.table[both])
    assert comma.status is not None
    assert comma.status.value_counts().to_dict() == {"distributed": 574, "completed": 340, "partial": 85}
    assert not {"id", "forn", "ettern", "email", "stato_4"} & set(comma.table.columns)
