"""Statistics Norway: regions as code and name, standard signs, and tables that count something else than answers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import statistics_norway
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
SATISFIED = "Andel fornøyde innbyggere (prosent)"


def table(
    *rows: Sequence[object], title: str = "12345: Fornøydhet, etter region, statistikkvariabel og år"
) -> SourceFile:
    lines = [f'"{title}"', "", *(";".join(f'"{cell}"' for cell in row) for row in rows)]
    return SourceFile("tabell.csv", "\r\n".join(lines).encode("cp1252"))


def read(file: SourceFile) -> Export:
    assert statistics_norway.recognises([file], NOTHING)
    return statistics_norway.read([file])


def test_regions_are_places_of_their_kind() -> None:
    regions = ["0 Hele landet", "03 Oslo", "0301 Oslo", "EKG01 KOSTRA-gruppe 1", "EAK Landet"]

    export = read(table(["region", f"{SATISFIED} 2023"], *([region, "71,2"] for region in regions)))

    assert export.table[["area", "municipality", "county", "unit"]].to_numpy().tolist() == [
        ["nation", "", "", ""],
        ["county", "", "Oslo", ""],
        ["municipality", "0301", "", ""],
        ["group", "", "", "KOSTRA-gruppe 1"],
        ["nation", "", "", ""],
    ]


def test_the_standard_signs_mean_what_the_bank_says() -> None:
    signs = ["71,2", "-", "68,5*", ":", ".", "..", "..."]

    rows = [[f"{1101 + step} Sted {step}", sign] for step, sign in enumerate(signs)]
    export = read(table(["region", f"{SATISFIED} 2023"], *rows))

    assert export.table["mean"].tolist() == ["71,2", "0", "68,5", ":"]
    assert {found.code: found.row_count for found in export.findings if found.code.startswith("figures")} == {
        "figures_without_value": 3,
        "figures_preliminary": 1,
    }
    assert export.rows_in_file == len(signs)


def test_each_year_of_a_wide_table_is_a_row_and_counts_are_left_aside() -> None:
    header = ["region", f"{SATISFIED} 2022", f"{SATISFIED} 2023", "Innbyggere (personer) 2023"]

    export = read(table(header, ["1101 Eigersund", "70,1", "71,2", 14_900], ["1103 Stavanger", "65", "66", 150_000]))

    assert export.table[["municipality", "period", "item", "mean"]].to_numpy().tolist() == [
        ["1101", "2022", SATISFIED, "70,1"],
        ["1103", "2022", SATISFIED, "65"],
        ["1101", "2023", SATISFIED, "71,2"],
        ["1103", "2023", SATISFIED, "66"],
    ]


def test_a_long_table_has_its_measure_in_a_column() -> None:
    header = ["region", "kjønn", "år", "statistikkvariabel", "value"]

    export = read(table(header, ["1101 Eigersund", "Kvinner", "2023", SATISFIED, "70,1"]))

    assert export.table[["period", "item", "mean"]].to_numpy().tolist() == [["2023", f"Kvinner - {SATISFIED}", "70,1"]]


@pytest.mark.parametrize(
    ("column", "value"), [("Innbyggere 2023", 12_000), ("Bosatte i prosent av vedtak 2023", 140), ("Antall 2023", 71)]
)
def test_what_is_no_share_of_answers_is_refused(column: str, value: int) -> None:
    with pytest.raises(InputError) as caught:
        read(table(["region", column], ["1101 Eigersund", value]))

    assert [found.code for found in caught.value.findings] == ["statistics_not_answers"]


@pytest.mark.parametrize("region", ["Eigersund", "1101", "Ola Nordmann"])
def test_a_table_without_codes_and_names_is_another(region: str) -> None:
    assert not statistics_norway.recognises([table(["region", f"{SATISFIED} 2023"], [region, 70])], NOTHING)


@pytest.mark.parametrize("name", ["ssb_11616_tittelrad_latin1.csv", "ssb_utdanningsniva_latin1.csv"])
def test_the_real_tables_count_people(shared: Path, name: str) -> None:
    path = shared / "exports" / "norwegian" / name

    with pytest.raises(InputError) as caught:
        read(SourceFile(path.name, path.read_bytes()))

    assert [found.code for found in caught.value.findings] == ["statistics_not_answers"]
