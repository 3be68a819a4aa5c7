import io
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import surveyxact
from etl.export import Export
from etl.personal import without_who_answered
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
SHEETS = {"LABELS": LABELS, "Dataset": DATASET, "structure": STRUCTURE}


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


def xlsx(sheets: dict[str, Rows]) -> list[SourceFile]:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_numbers": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return [SourceFile("skole.xlsx", stream.getvalue())]


def excel_2003(sheets: dict[str, Rows]) -> list[SourceFile]:
    def cell(text: str) -> str:
        kind = "Number" if text.isdecimal() else "String"
        return f'<Cell><Data ss:Type="{kind}">{escape(text)}</Data></Cell>' if text else "<Cell/>"

    def table(rows: Rows) -> str:
        return "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)

    body = "".join(
        f'<Worksheet ss:Name="{name}"><Table>{table(rows)}</Table></Worksheet>' for name, rows in sheets.items()
    )
    namespace = "urn:schemas-microsoft-com:office:spreadsheet"
    book = f'<?xml version="1.0"?><Workbook xmlns="{namespace}" xmlns:ss="{namespace}">{body}</Workbook>'
    return [SourceFile("skole.xml", book.encode())]


def columns_of(rows: Rows, *names: str) -> Rows:
    """Some of the columns, in the order named."""
    places = [rows[0].index(name) for name in names]
    return [[row[place] for place in places] for row in rows]


def with_columns(rows: Rows, **columns: Sequence[str]) -> Rows:
    """The rows with more columns."""
    more = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    return [[*row, *extra] for row, extra in zip(rows, more, strict=True)]


def read(sheets: dict[str, Rows]) -> Export:
    files = xlsx(sheets)
    assert surveyxact.recognises(files, NOTHING)
    return surveyxact.read(files)


@pytest.fixture(params=["native", "european", "american", "xlsx", "excel_2003"])
def export(request: pytest.FixtureRequest) -> Export:
    writers = {"native": native, "european": european, "american": american}
    books = {"xlsx": xlsx, "excel_2003": excel_2003}
    files = books[request.param](SHEETS) if request.param in books else files_of(writers[request.param])
    assert surveyxact.recognises(files, NOTHING)
    return surveyxact.read(files)


def test_every_variant_gives_the_same_table(export: Export) -> None:
    assert list(export.table.columns) == ["v_1", "v_2", "s_1", "epost", "s_2", "n_1"]
    assert export.table.to_numpy().tolist() == [
        ["1", "0", "6", "kari@example.org", "Bra; men dyrt", "2"],
        ["0", "1", "", "ola@example.org", "", ""],
        ["", "", "", "", "", ""],
    ]
    assert export.rows_in_file == 3


def test_status_comes_from_the_one_column_that_is_ticked(export: Export) -> None:
    assert export.status is not None
    assert export.status.tolist() == ["completed", "partial", "new"]
    assert export.status.index.equals(export.table.index)


def test_columns_that_tell_who_answered_are_gone_and_named(export: Export) -> None:
    told = without_who_answered(export)

    (finding,) = told.findings
    assert (finding.code, finding.severity, list(finding.values)) == ("personal_columns_dropped", "info", ["epost"])
    assert "epost" not in told.questions
    assert "epost" not in told.table


def test_questions_have_their_stripped_texts_and_labels_in_the_order_shown(export: Export) -> None:
    question = export.questions["s_1"]

    assert (question.text, question.kind) == ("Hvor fornøyd er du?", "single")
    assert list(question.labels.items()) == [("6", "Svært fornøyd"), ("1", "Svært misfornøyd"), ("7", "Vet ikke")]
    assert [export.questions[name].kind for name in ("v_1", "s_2", "n_1")] == ["multiple", "text", "number"]
    assert export.column_labels["v_1"] == "Hva brukte du? - Telefon"


def test_options_know_their_question_and_what_a_tick_is(export: Export) -> None:
    first, second = export.questions["v_1"], export.questions["v_2"]

    assert (first.text, first.group) == ("Hva brukte du? - Telefon", "Hva brukte du?")
    assert first.labels == {"1": "Valgt"}
    assert second.labels == {"1": "Valgt", "0": "Ikke valgt"}


def test_what_the_tool_adds_leaves_the_table_for_its_own_place() -> None:
    sent = with_columns(
        DATASET,
        respondentid=["101", "102", "103"],
        respnokk=["k1", "k2", "k3"],
        created=["2024-03-01 08:00:00"] * 3,
        closetime=["2024-03-02 18:49:08", "", ""],
        difftime=["135.407", "20", ""],
        statcollect_2=["1", "1", "0"],
        statinternal_7=["0", "0", "1"],
        digitaldistributionstatus=["sent"] * 3,
        lang=["no", "no", "en"],
    )

    export = read(SHEETS | {"Dataset": sent})

    assert list(export.table.columns) == ["v_1", "v_2", "s_1", "epost", "s_2", "n_1", "closetime", "lang"]
    assert export.table["closetime"].tolist() == ["2024-03-02 18:49:08", "", ""]
    assert export.respondents is not None
    assert export.seconds is not None
    assert export.respondents.to_dict() == {2: "101", 3: "102", 4: "103"}
    assert export.seconds.to_dict() == pytest.approx({2: 135.407, 3: 20.0, 4: float("nan")}, nan_ok=True)


def test_a_number_that_many_share_or_lack_is_no_key_of_a_respondent() -> None:
    shared_number = read(SHEETS | {"Dataset": with_columns(DATASET, id=["7", "7", "8"])})
    own_number = read(SHEETS | {"Dataset": with_columns(DATASET, id=["7", "8", "9"], respondentid=["1", "", "3"])})

    assert "id" in shared_number.table
    assert shared_number.respondents is None
    assert not {"id", "respondentid"} & set(own_number.table)
    assert own_number.respondents is not None
    assert own_number.respondents.tolist() == ["7", "8", "9"]


def test_a_dataset_over_several_sheets_is_joined_row_by_row() -> None:
    whole = with_columns(DATASET, respondentid=["101", "102", "103"])
    first = columns_of(whole, "respondentid", "v_1", "v_2", "s_1", "st_1", "st_3", "st_4")
    second = columns_of(whole, "respondentid", "epost", "s_2", "n_1")

    export = read({"Dataset(1)": second, "Labels": LABELS, "Dataset": first, "Structure": STRUCTURE})

    assert list(export.table.columns) == ["v_1", "v_2", "s_1", "epost", "s_2", "n_1"]
    assert export.table.loc[2].tolist() == ["1", "0", "6", "kari@example.org", "Bra; men dyrt", "2"]
    assert (export.rows_in_file, export.findings, export.sheet) == (3, (), "Dataset")


def test_rows_that_are_blank_in_one_sheet_are_kept_and_named() -> None:
    first = columns_of(DATASET, "v_1", "v_2", "s_1", "st_1", "st_3", "st_4")
    second = columns_of(DATASET, "epost", "s_2", "n_1")

    export = read({"Dataset": first, "Dataset(1)": second, "Labels": LABELS, "Structure": STRUCTURE})

    (finding,) = export.findings
    assert (finding.code, finding.severity, finding.rows) == ("surveyxact_rows_missing", "warning", (4,))
    assert export.table.index.tolist() == [2, 3, 4]
    assert export.status is not None
    assert export.status.tolist() == ["completed", "partial", "new"]


def test_sheets_whose_rows_are_different_respondents_are_refused() -> None:
    whole = with_columns(DATASET, respondentid=["101", "102", "103"])
    first = columns_of(whole, "respondentid", "v_1", "v_2", "s_1")
    second = columns_of(whole, "respondentid", "epost", "s_2", "n_1")
    shifted = [second[0], second[2], second[1], second[3]]

    with pytest.raises(InputError) as refused:
        read({"Dataset": first, "Dataset(1)": shifted, "Labels": LABELS, "Structure": STRUCTURE})

    (finding,) = refused.value.findings
    assert (finding.code, finding.sheet, finding.values) == (
        "surveyxact_sheets_differ",
        "Dataset(1)",
        ("respondentid",),
    )


def test_a_list_of_variables_stands_in_for_the_structure() -> None:
    described = [
        ["Variabel", "Beskrivelse"],
        ["v_1", "Hva brukte du? - Telefon"],
        ["s_1", "Hvor fornøyd er du?"],
        ["s_2", "Annet, spesifiser:"],
        ["n_1", "Hvor mange ganger?"],
    ]
    dataset = columns_of(DATASET, "v_1", "s_1", "s_2", "n_1")
    labels = [["v_1", "0", "Ikke valgt"], *LABELS]

    export = read({"Dataset": dataset, "Labels": labels, "Variables": described})

    kinds = {column: (question.text, question.kind) for column, question in export.questions.items()}
    assert kinds == {
        "v_1": ("Hva brukte du? - Telefon", "multiple"),
        "s_1": ("Hvor fornøyd er du?", "single"),
        "s_2": ("Annet, spesifiser:", "text"),
        "n_1": ("Hvor mange ganger?", "number"),
    }
    assert export.questions["v_1"].group == "Hva brukte du?"
    assert export.questions["s_1"].labels["7"] == "Vet ikke"


def test_a_list_of_variables_fills_in_what_the_structure_leaves_out() -> None:
    described = [["v_1", "noe annet"], ["n_1", "Hvor mange ganger?"]]
    structure = [row for row in STRUCTURE if row[1] != "n_1"]

    export = read(SHEETS | {"structure": structure, "Variables": described})

    assert export.column_labels["n_1"] == "Hvor mange ganger?"
    assert export.column_labels["v_1"] == "Hva brukte du? - Telefon"


@pytest.mark.parametrize("left_out", ["LABELS", "Dataset", "structure"])
def test_a_workbook_without_one_of_the_sheets_is_no_export(left_out: str) -> None:
    assert not surveyxact.recognises(xlsx({name: rows for name, rows in SHEETS.items() if name != left_out}), NOTHING)


def test_a_workbook_with_the_same_sheets_about_something_else_is_no_export() -> None:
    other = [["a", "b"], ["1", "2"], ["3", "4"]]

    assert not surveyxact.recognises(xlsx(SHEETS | {"Dataset": other}), NOTHING)
    assert not surveyxact.recognises(xlsx(SHEETS | {"structure": other}), NOTHING)


def test_a_file_that_is_cut_off_is_no_export_and_says_why_when_read() -> None:
    whole = xlsx(SHEETS)[0]
    cut = [SourceFile(whole.name, whole.content[:900])]

    with pytest.raises(InputError) as refused:
        surveyxact.read(cut)

    assert not surveyxact.recognises(cut, NOTHING)
    assert [finding.code for finding in refused.value.findings] == ["workbook_damaged"]


def test_two_of_the_three_files_are_no_export() -> None:
    assert not surveyxact.recognises(files_of(european)[:2], NOTHING)


def test_the_public_export_is_the_same_in_both_its_variants(shared: Path) -> None:
    folders = [shared / "exports/norwegian" / name for name in ("surveyxact_comma_ansi", "surveyxact_tab_utf16")]
    sets = [[SourceFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))] for folder in folders]

    comma, tab = (surveyxact.read(files) for files in sets)

    both = [column for column in comma.table.columns if column in tab.table.columns]
    assert (len(comma.table), len(tab.table)) == (999, 999)
    assert len(both) == 237
    assert {"id", "forn", "ettern", "email"} & set(without_who_answered(comma).table.columns) == {"id"}
    assert comma.table[both].equals(tab.table[both])
    assert comma.status is not None
    assert comma.status.value_counts().to_dict() == {"distributed": 574, "completed": 340, "partial": 85}
    assert "stato_4" not in comma.table.columns
