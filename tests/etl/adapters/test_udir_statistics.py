"""The statistics bank's export: copies, totals beside their parts, levels of places, hidden and absent figures."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import udir_statistics
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})


def record(**told: Any) -> dict[str, Any]:
    return {
        "Spoersmaalgruppe": "Trivsel",
        "Spoersmaalnavn": "Trives du på skolen?",
        "Skoleaarnavn": "2021-22",
        "EnhetNavn": "Lia skole ",
        "Trinnnavn": "7. trinn",
        "Kjoenn": "Alle kjønn",
        "EierformNavn": "Alle eierformer",
        "Score": "4,2",
        "Standardavvik": "0,7",
        "AntallBesvart": " 1 166",
        "AndelSvaralternativ1": "*",
        "AndelSvaralternativ5": "33,1",
    } | told


def bullied(**told: Any) -> dict[str, Any]:
    scores = ("Score", "Standardavvik", "AndelSvaralternativ1", "AndelSvaralternativ5")
    return {name: value for name, value in record().items() if name not in scores} | {"AndelMobbet": "4,8"} | told


def file(*records: dict[str, Any]) -> SourceFile:
    return SourceFile("tabell.json", json.dumps(records, ensure_ascii=False).encode())


def read(*records: dict[str, Any]) -> Export:
    return udir_statistics.read([file(*records)])


def left_out(export: Export) -> dict[str, int]:
    return {finding.code: finding.row_count for finding in export.findings}


def test_a_record_is_a_figure_with_the_marks_of_the_source() -> None:
    export = read(record())

    row = export.table.iloc[0]
    assert udir_statistics.recognises([file(record())], NOTHING)
    assert row[["area", "unit", "period", "group", "item"]].tolist() == [
        "unit", "Lia skole", "2021-H2", "7. trinn", "Trives du på skolen?",
    ]  # fmt: skip
    assert row[["n", "mean", "sd", "share_1", "share_5"]].tolist() == ["1 166", "4,2", "0,7", "*", "33,1"]
    assert list(export.questions["Trives du på skolen?"].labels) == ["1", "2", "3", "4", "5"]


def test_copies_and_parts_beside_a_total_are_left_out_and_counted() -> None:
    export = read(
        record(),
        record(),
        record(EierformNavn="Privat eiet"),
        record(Kjoenn="Jente", AntallBesvart="600"),
        record(Trinnnavn="Alle trinn", AntallBesvart="2 000"),
    )

    assert list(export.table["n"]) == ["2 000"]
    assert left_out(export) == {"udir_same_rows": 1, "udir_parts_left_out": 3}
    assert export.rows_in_file == len(export.table) + 4


def test_parts_without_a_total_stay_as_groups() -> None:
    export = read(record(), record(Trinnnavn="6. trinn"), record(Trinnnavn="5. trinn", Kjoenn="Gutt"))

    assert list(export.table["group"]) == ["7. trinn", "6. trinn", "Kjønn: Gutt - 5. trinn"]


def test_a_total_of_another_place_replaces_nothing() -> None:
    export = read(record(), record(EnhetNavn="Åsen skole", Trinnnavn="Alle trinn"))

    assert list(export.table["unit"]) == ["Lia skole", "Åsen skole"]


def test_levels_of_places() -> None:
    where = {"Nasjonalt": "Nasjonalt", "Fylke": "Vestland", "Kommune": "Bergen", "Kommunekode": "4601"}
    export = read(
        record(EnhetNavn="", **where | {"Fylke": "Alle fylker", "Kommune": "", "Kommunekode": ""}),
        record(EnhetNavn="Vestland", EnhetNivaa=2, **where | {"Kommune": ""}),
        record(EnhetNavn="Bergen", EnhetNivaa="3", **where),
        record(EnhetNivaa="4", **where),
    )

    assert export.table[["area", "unit", "municipality", "county"]].to_numpy().tolist() == [
        ["nation", "", "", ""],
        ["county", "", "", "Vestland"],
        ["municipality", "", "4601", "Vestland"],
        ["unit", "Lia skole", "4601", "Vestland"],
    ]


def test_an_index_stays_only_where_its_questions_are_not_there() -> None:
    other = record(Spoersmaalgruppe="Motivasjon", Spoersmaalnavn="Alle spørsmål")

    export = read(record(), record(Spoersmaalnavn="Alle spørsmål"), other)

    assert list(export.table["item"]) == ["Trives du på skolen?", "Motivasjon"]
    assert left_out(export) == {"udir_other_figures": 1}


def test_the_number_beside_a_share_bullied_is_not_the_number_of_answers() -> None:
    export = read(bullied(AntallBesvart="7"), bullied(Spoersmaalnavn="Alle spørsmål", AndelMobbet="*"))

    assert export.table[["item", "n", "mean"]].to_numpy().tolist() == [
        ["Trives du på skolen?", "", "4,8"],
        ["Trivsel", "", "*"],
    ]
    assert {question.kind for question in export.questions.values()} == {"number"}


def test_a_question_by_its_alternatives_keeps_the_row_of_all_answers() -> None:
    export = read(record(SvaralternativNavn="Alle svar"), record(SvaralternativNavn="Trives godt", AntallBesvart="70"))

    assert list(export.table["n"]) == ["1 166"]


def test_counts_come_before_shares_and_null_is_no_figure() -> None:
    export = read(record(AntallBesvartSvaralternativ1="3", AntallBesvartSvaralternativ2=None))

    assert export.table.iloc[0][["count_1", "count_2"]].tolist() == ["3", ""]
    assert "share_1" not in export.table


def test_participation_is_numbers_invited() -> None:
    told = {"Skoleaarnavn": "2021-22", "Trinnnavn": "7. trinn", "EnhetNavn": "Lia", "AntallInvitert": "188"}
    rows = [{**told, "EierformNavn": form, "AntallBesvart": "166"} for form in ("Alle eierformer", "Offentlig")]

    export = read(*rows)

    assert export.kind == "invited"
    assert export.table[["unit", "period", "invited"]].to_numpy().tolist() == [["Lia", "2021-H2", "188"]]


def test_the_same_table_as_csv() -> None:
    records = [record(), record(), record(Kjoenn="Jente")]
    lines = [";".join(records[0]), *(";".join(str(value) for value in one.values()) for one in records)]
    csv = SourceFile("tabell.csv", "\n".join(lines).encode())

    export = udir_statistics.read([csv])

    assert udir_statistics.recognises([csv], NOTHING)
    assert export.table.to_numpy().tolist() == read(*records).table.to_numpy().tolist()
    assert list(export.table.index) == [2]


@pytest.mark.parametrize(
    "content", [b'[{"Skoleaarnavn": "2021-22", "AntallBesvart": "3"}]', b"[1, 2]", b"Skoleaarnavn;Antall\n1;2\n"]
)
def test_other_files_are_not_recognised(content: bytes) -> None:
    assert not udir_statistics.recognises([SourceFile("tabell", content)], NOTHING)


def test_a_broken_file_is_refused() -> None:
    whole = file(record(), record(Kjoenn="Jente")).content

    for content in (whole[:-40], whole.replace(b'"Score"', b'"Snitt"')):
        with pytest.raises(InputError) as refused:
            udir_statistics.read([SourceFile("tabell.json", content)])
        assert [finding.code for finding in refused.value.findings] == ["udir_json_broken"]


def test_the_real_table_loses_copies_indices_and_owners(shared: Path) -> None:
    name = "udir_statistikkbank_152_indikator.json"
    real = SourceFile(name, (shared / "exports" / "norwegian" / name).read_bytes())

    export = udir_statistics.read([real])

    assert udir_statistics.recognises([real], NOTHING)
    assert left_out(export) == {"udir_same_rows": 1340, "udir_other_figures": 310, "udir_parts_left_out": 515}
    assert export.rows_in_file == 2680 == len(export.table) + 1340 + 310 + 515
    assert set(export.table["unit"]) == {"Bergen private gymnas AS"}
