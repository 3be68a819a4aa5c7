"""Workbooks of the report portal: blocks of questions in three layouts, hidden figures, and response rates."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import udir_portal
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
Cells = Sequence[object]
HEAD: Cells = ["Utvalg", "År", "Prikket", "Sist oppdatert"]
NOTE: Cells = ["Symbolet (-) betyr at resultatet er skjult._x000D_\n"]
AGREE: Cells = ["", "Helt enig", "", "Litt enig", "", "Helt uenig", "", "Vet ikke", ""]
DISAGREE: Cells = ["", "Helt uenig", "", "Litt enig", "", "Helt enig", ""]


def workbook(*sheets: Sequence[Cells]) -> SourceFile:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return SourceFile("rapport.xlsx", stream.getvalue())


def place(name: str, *, dotted: str = "") -> Cells:
    return [name, "Høst 2021", dotted, "03.06.2022"]


def report(places: Sequence[Cells], *rows: Cells, survey: str = "Elevundersøkelsen") -> list[Cells]:
    return [[], HEAD, *places, [], [survey], NOTE, ["Trivsel\n"], [], *rows]


def told(export: Export, *columns: str) -> list[list[str]]:
    return export.table[list(columns)].to_numpy().tolist()


def read(rows: Sequence[Cells]) -> Export:
    return udir_portal.read([workbook(rows)])


def test_a_report_of_one_place_has_its_figures_beside_the_question() -> None:
    rows = report(
        [place("Lia skole (Høst 2021)")],
        AGREE,
        ["Jeg  trives*", 12, "60%", 6, "30%", 2, "10%", 3, "13%"],
        ["Jeg får hjelp", "-", "-", 6, "30%", "-", "-", 0, "0%"],
    )

    export = read(rows)

    assert udir_portal.recognises([workbook(rows)], NOTHING)
    assert export.kind == "figures"
    assert told(export, "area", "unit", "service", "role", "period", "item") == [
        ["unit", "Lia skole", "school", "pupil", "Høst 2021", "Jeg trives"],
        ["unit", "Lia skole", "school", "pupil", "Høst 2021", "Jeg får hjelp"],
    ]
    assert told(export, "count_1", "count_2", "count_3", "dont_know") == [["12", "6", "2", "3"], ["-", "6", "-", "0"]]
    assert export.questions["Jeg trives"].labels == {"1": "Helt enig", "2": "Litt enig", "3": "Helt uenig"}
    assert export.rows_in_file == len(export.table) == 2
    assert list(export.table.index) == [10, 11]


def test_the_places_stand_below_the_question_or_beside_it() -> None:
    places = [place("Lia skole (Høst 2021) - 7. trinn"), place("Nasjonalt  (Høst 2021) - 7. trinn")]
    below = report(
        places, AGREE, ["Jeg trives"], [places[0][0], 12, "", 6, "", 2, ""], [places[1][0], 90, "", 9, "", 1]
    )
    labels: Cells = ["", "Utvalg", "Helt enig", "Litt enig", "Helt uenig"]
    beside = report(places, labels, ["Jeg trives", places[0][0], 12, 6, 2], ["", places[1][0], 90, 9, 1])

    for rows in (below, beside):
        export = read(rows)
        assert told(export, "area", "unit", "group", "item", "count_1", "count_3") == [
            ["unit", "Lia skole", "7. trinn", "Jeg trives", "12", "2"],
            ["nation", "", "7. trinn", "Jeg trives", "90", "1"],
        ]


def test_counts_follow_the_order_of_the_labels_of_their_own_block() -> None:
    rows = report([place("Lia (Høst 2021)")], AGREE, ["A", 9, "", 1, "", 0], [], DISAGREE, ["B", 9, "", 1, "", 0])

    export = read(rows)

    assert export.questions["A"].labels["1"] == "Helt enig"
    assert export.questions["B"].labels["1"] == "Helt uenig"
    assert told(export, "count_1") == [["9"], ["9"]]


def test_kinds_of_places_and_groups_are_told_apart() -> None:
    names = {
        "Nasjonalt  (Høst 2021)": ["nation", "", "", "", ""],
        "Vestland fylkeskommune (Høst 2021) - vg1 - Utd.program: Bygg- og anleggsteknikk": [
            "county", "", "", "Vestland", "vg1 - Utd.program: Bygg- og anleggsteknikk",
        ],
        "Solvik kommune (Høst 2021) - Kjønn: Mann/Gutt": ["municipality", "", "Solvik", "", "Kjønn: Mann/Gutt"],
        "Lia skole (privat) (Høst 2021)": ["unit", "Lia skole (privat)", "", "", ""],
    }  # fmt: skip
    rows = report([place(name) for name in names], AGREE, ["A"], *([name, 1, "", 2, "", 3] for name in names))

    export = read(rows)

    assert told(export, "area", "unit", "municipality", "county", "group") == list(names.values())


def test_what_everything_is_hidden_of_is_marked_and_never_zero() -> None:
    name = "Lia skole (Høst 2021)"

    export = read(report([place(name, dotted="X")], AGREE, ["A"], [name, "-", "", "", "", "", ""], [], ["Slutt"]))

    assert told(export, "count_1", "count_2") == [["-", "X"]]


def test_the_same_question_twice_is_two_questions_and_a_stem_is_part_of_the_text() -> None:
    stem: Cells = ["Så langt har jeg …", *AGREE[1:]]
    rows = report([place("Lia (Høst 2021)")], stem, ["fått hjelp", 1, "", 2, "", 3], ["fått hjelp", 1, "", 2, "", 3])

    export = read(rows)

    assert list(export.table["item"]) == ["Så langt har jeg … - fått hjelp", "Så langt har jeg … - fått hjelp (2)"]
    assert {question.group for question in export.questions.values()} == {"Så langt har jeg …"}


def test_rows_of_choices_under_places_have_no_scale_and_are_left_out() -> None:
    lia, nation = "Lia skole (Høst 2021)", "Nasjonalt (Høst 2021)"
    choices: list[Cells] = [["Hvor?", lia, "", nation, ""], ["Ute", 3, "30%", 9, "9%"], ["Inne", "-", "-", 90, "90%"]]

    export = read(report([place(lia), place(nation)], AGREE, ["A"], [lia, 1, "", 2, "", 3], [], *choices))

    assert told(export, "item", "count_1") == [["A", "1"]]
    assert [(finding.code, finding.row_count) for finding in export.findings] == [("udir_choices_left_out", 2)]
    assert export.rows_in_file == 3


def test_notes_in_the_margin_are_named_and_not_read() -> None:
    margin: Cells = ["Jeg trives", 12, "60%", 6, "30%", 2, "10%", "", "", "", 0.9]

    export = read(report([place("Lia (Høst 2021)")], AGREE, margin))

    assert told(export, "count_1", "count_2", "count_3") == [["12", "6", "2"]]
    assert [(finding.code, finding.rows) for finding in export.findings] == [("cells_outside_table", (10,))]


def test_response_rates_are_numbers_invited() -> None:
    header: Cells = ["Utvalg", "Undersøkelse", "Inviterte", "Besvarte", "Svarprosent"]
    lia, asen = "Lia skole (Høst 2021)", "Åsen skole (Høst 2021)"
    rows = [
        [],
        HEAD,
        place(lia),
        place(asen, dotted="X"),
        [],
        ["Inviterte - Besvarte - Svarprosent"],
        header,
        [],
        [lia, "Elevundersøkelsen", 40, 36, "90%"],
        [f"{lia} - vg1", "Elevundersøkelsen", 20, 18, "90%"],
        [lia, "Foreldreundersøkelsen", 80, 40, "50%"],
        [asen, "Elevundersøkelsen", "-", "-", "-"],
        [lia, "Fagopplæring i skolen", 5, 5, "100%"],
        ["Vestland fylkeskommune (Høst 2021)", "Elevundersøkelsen", 900, 800, "89%"],
    ]

    export = udir_portal.read([workbook(rows, [["", "", "Inviterte"], ["Lia", "", 40]])])

    assert export.kind == "invited"
    assert told(export, "unit", "service", "role", "period", "invited", "n") == [
        ["Lia skole", "school", "pupil", "Høst 2021", "40", "36"],
        ["Lia skole", "school", "guardian", "Høst 2021", "80", "40"],
        ["", "school", "pupil", "Høst 2021", "900", "800"],
    ]
    left_out = {finding.code: finding.row_count for finding in export.findings if finding.row_count}
    assert left_out == {"udir_other_surveys": 1, "udir_invited_hidden": 1, "udir_parts_left_out": 1}
    assert export.rows_in_file == len(export.table) + sum(left_out.values())


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD[:2], ["Lia", "Høst 2021"], [], AGREE, ["A", 1, "", 2, "", 3]],
        [["Enhet", "Spørsmål", "Antall"], ["Lia", "A", 3]],
        [[*HEAD[:3], "Oppdatert"], place("Lia (Høst 2021)"), [], ["Elevundersøkelsen"]],
    ],
)
def test_other_workbooks_are_not_recognised(rows: Sequence[Cells]) -> None:
    assert not udir_portal.recognises([workbook(rows)], NOTHING)


def test_a_report_without_figures_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        read(report([place("Lia (Høst 2021)")], AGREE, ["Jeg trives"]))

    assert [finding.code for finding in refused.value.findings] == ["udir_no_figures"]


def test_a_cut_off_workbook_is_not_read() -> None:
    whole = workbook(report([place("Lia (Høst 2021)")], AGREE, ["A", 1, "", 2, "", 3]))

    with pytest.raises(InputError):
        udir_portal.recognises([SourceFile("rapport.xlsx", whole.content[: len(whole.content) // 2])], NOTHING)


def test_the_real_reports_are_read_whole(shared: Path) -> None:
    folder = shared / "exports" / "norwegian"
    expected = {
        "udir_elev_VT_2021.xlsx": (104, 104),
        "udir_elev_VT_Landet_2021.xlsx": (328, 164),
        "udir_elev_kjonn_2021.xlsx": (208, 104),
        "udir_elev_trinn_2021.xlsx": (312, 104),
        "udir_mobbing_vg1_Telemark_2014_2019.xlsx": (24, 2),
    }

    for name, (rows, questions) in expected.items():
        file = SourceFile(name, (folder / name).read_bytes())
        assert udir_portal.recognises([file], NOTHING)
        export = udir_portal.read([file])
        assert (len(export.table), len(export.questions)) == (rows, questions)
        assert not export.table.duplicated(["area", "county", "period", "group", "item"]).any()


def test_the_real_response_rates_are_those_of_the_programmes(shared: Path) -> None:
    name = "udir_svarprosent_elev_2021.xlsx"

    export = udir_portal.read([SourceFile(name, (shared / "exports" / "norwegian" / name).read_bytes())])

    rates = export.table.set_index("group")
    assert rates.loc["vg1 - Utd.program: Idrettsfag", ["invited", "n"]].tolist() == ["400", "361"]
    assert len(rates) == 14
    assert set(rates["unit"]) == {""}
    assert export.rows_in_file == 105
