import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import surveygizmo
from etl.reading import SourceFile

NOTHING = Codebooks({})
HEADER = (
    '"Response ID","Time Started","Date Submitted","Status","Language","SessionID","User Agent","IP Address",'
    '"Hvor fornøyd er du?","Telefon:Hva brukte du?","Nett:Hva brukte du?","Other - Write In:Hva brukte du?",'
    '"Maten:Hvordan var disse: i dag","Lokalet:Hvordan var disse: i dag","Kort: hva vil du si?"'
)
TOOL = '"Norwegian","a","b","192.0.2.1"'
ROWS = [
    f'"1","2024-02-06 10:00:00","2024-02-06 10:01:00","Complete",{TOOL},"4","Telefon","Nett","","God","Bra","Ja"',
    f'"2","2024-02-06 11:00:00","","Partial",{TOOL},"2","Telefon","","Brevdue","Bra","God",""',
    f'"3","2024-02-06 12:00:00","2024-02-06 12:01:00","Complete (Test)",{TOOL},"1","","","","","",""',
    f'"4","2024-02-06 13:00:00","2024-02-06 13:01:00","Disqualified",{TOOL},"","","","","","","Nei"',
]


def file_of(*lines: str) -> list[SourceFile]:
    return [SourceFile("svar.csv", "\n".join(lines).encode())]


def test_options_are_ticks_and_rows_of_a_grid_are_not() -> None:
    files = file_of(HEADER, *ROWS)

    assert surveygizmo.recognises(files, NOTHING)
    export = surveygizmo.read(files)
    assert export.table[["Telefon:Hva brukte du?", "Nett:Hva brukte du?"]].to_numpy().tolist() == [
        ["1", "1"], ["1", "0"], ["", ""],
    ]  # fmt: skip
    assert export.questions["Nett:Hva brukte du?"].text == "Hva brukte du? - Nett"
    assert export.questions["Other - Write In:Hva brukte du?"].kind == "text"
    grid = export.questions["Maten:Hvordan var disse: i dag"]
    assert (grid.kind, grid.group) == ("single", "Hvordan var disse: i dag")
    assert "Kort: hva vil du si?" not in export.questions


def test_status_is_that_of_the_tool_and_tests_are_left_out_and_counted() -> None:
    export = surveygizmo.read(file_of(HEADER, *ROWS))

    assert export.status is not None
    assert export.status.to_dict() == {2: "completed", 3: "partial", 5: "dropped"}
    assert [(found.code, found.row_count, found.rows) for found in export.findings] == [("forms_test_rows", 1, (4,))]
    assert export.rows_in_file == len(export.table) + 1
    assert export.seconds is not None
    assert export.seconds.fillna(-1).tolist() == [60, -1, 60]


def test_the_tools_own_columns_leave_the_table() -> None:
    export = surveygizmo.read(file_of(HEADER, *ROWS))

    assert export.respondents is not None
    assert export.respondents.tolist() == ["1", "2", "4"]
    assert list(export.table.columns)[:2] == ["Date Submitted", "Hvor fornøyd er du?"]


def test_an_unknown_status_is_named() -> None:
    export = surveygizmo.read(file_of(HEADER, ROWS[0], ROWS[1].replace("Partial", "Halvveis")))

    assert export.status is not None
    assert export.status.tolist() == ["completed", ""]
    assert [(found.code, found.values) for found in export.findings] == [("forms_status_unknown", ("Halvveis",))]


@pytest.mark.parametrize(
    "lines",
    [
        ("Response ID,Status,Hvor fornøyd er du?", "1,Complete,4"),
        ("Response ID,Date Submitted,Status", "1,2024-02-06,Åpen"),
        ("ID,Date Submitted,Status", "1,2024-02-06,Complete"),
    ],
)
def test_other_tables_with_a_status_are_not_ours(lines: tuple[str, ...]) -> None:
    assert not surveygizmo.recognises(file_of(*lines), NOTHING)


def test_a_file_without_answers_is_refused() -> None:
    with pytest.raises(InputError):
        surveygizmo.read(file_of(HEADER))
