"""The public health survey of a county: merged answers, single answers, who answered, and response rates alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import fhus
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
HEADER = [
    "Kommunenummer", "Kommunenummer_2025", "Kommune", "Kategori", "Gruppe", "Variabel", "Spørsmål", "Verdi", "Svar",
    "Antall_original", "Andel_original", "Antall_vektet", "Andel_vektet", "Årstall",
]  # fmt: skip
TRIVES = "I hvilken grad trives du i nærmiljøet ditt?"


def table(*rows: Sequence[object], header: Sequence[str] = HEADER, name: str = "tabell_2025.csv") -> SourceFile:
    text = "\n".join(";".join(map(str, row)) for row in [header, *rows])
    return SourceFile(name, f"{text}\n".encode())


def row(place: Sequence[object], value: object, answer: str, *figures: object) -> list[object]:
    return [*place, "Nærmiljøet", "Trivsel", "trivsel", TRIVES, value, answer, *figures, 2025]


COUNTY, SKIEN = ["40", "40", "Telemark"], ["3807", "4003", "Skien"]


def read(*rows: Sequence[object]) -> Export:
    file = table(*rows)
    assert fhus.recognises([file], NOTHING)
    return fhus.read([file])


def test_the_merged_answers_are_a_share_and_no_missing_answer() -> None:
    export = read(
        row(COUNTY, 999, "I stor grad", 700, 0.7, 1500, 0.712), row(SKIEN, 999, "I stor grad", 30, 0.6, 70, 0.65)
    )

    assert export.kind == "figures"
    assert export.table[["area", "municipality", "county", "period", "item", "n", "mean"]].to_numpy().tolist() == [
        ["county", "", "Telemark", "2025", TRIVES, "1000", "71.2"],
        ["municipality", "4003", "", "2025", TRIVES, "50", "65"],
    ]
    assert export.questions[TRIVES].labels == {"0": "Ingen: I stor grad", "100": "Alle: I stor grad"}


def test_single_answers_are_one_row_with_the_mean_they_tell() -> None:
    export = read(
        row(SKIEN, 1, "I liten grad", 20, 0.2, 40, 0.1),
        row(SKIEN, 2, "I noen grad", 30, 0.3, 60, 0.3),
        row(SKIEN, 3, "I stor grad", 50, 0.5, 100, 0.6),
        row(SKIEN, 999, "I stor grad", 50, 0.5, 100, 0.6),
    )

    told = export.table.iloc[0]
    assert told[["n", "mean", "share_1", "share_2", "share_3"]].tolist() == ["100", "2.5", "10", "30", "60"]
    assert {found.code: found.row_count for found in export.findings if found.row_count} == {
        "fhus_merged_left_out": 1,
        "fhus_answers_together": 2,
    }
    assert (len(export.table), export.rows_in_file) == (1, 4)


def test_who_answered_tells_how_many_were_invited() -> None:
    header = ["Kommunenummer", "Kommune", "Kategori", "Variabel", "Antall", "Andel"]
    file = table(
        ["40", "Telemark", "Svar", "Antall respondenter", 1000, ""],
        ["40", "Telemark", "Svarprosent", "Svarprosent", "", 0.5],
        ["4003", "Skien", "Svar", "Antall respondenter", 300, ""],
        ["4003", "Skien", "Kjønn", "Mann", 140, 0.47],
        ["4003", "Skien", "Svarprosent", "Svarprosent", "", 0.4],
        header=header,
    )

    export = fhus.read([file])

    assert fhus.recognises([file], NOTHING)
    assert export.kind == "invited"
    assert export.table[["municipality", "period", "invited"]].to_numpy().tolist() == [["4003", "2025", "750"]]
    assert (export.rows_in_file, export.findings[0].row_count) == (5, 4)


def test_response_rates_without_numbers_are_refused() -> None:
    file = table(["400101", "39,7"], header=["Levekårssone", "Svarprosent_per_levekårssone"])

    with pytest.raises(InputError) as caught:
        fhus.read([file])

    assert fhus.recognises([file], NOTHING)
    assert [found.code for found in caught.value.findings] == ["response_rates_only"]


@pytest.mark.parametrize("missing", ["Svar", "Verdi", "Antall_original", "Kommunenummer"])
def test_a_table_without_one_of_the_columns_is_another(missing: str) -> None:
    file = table(["x"] * (len(HEADER) - 1), header=[name for name in HEADER if name != missing])

    assert not fhus.recognises([file], NOTHING)


def test_the_real_table_has_46_questions_of_a_county_and_17_municipalities(shared: Path) -> None:
    path = shared / "exports" / "norwegian" / "fhus2025_frequency_kommuner.csv"

    export = fhus.read([SourceFile(path.name, path.read_bytes())])

    assert export.table["area"].value_counts().to_dict() == {"municipality": 17 * 46, "county": 46}
    assert len(export.questions) == 46
    assert export.table.loc[2, ["n", "mean"]].tolist() == ["24348", "70.86"]
