"""Tables of the institute of public health: shares by place, year and sex."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.codebook import Codebooks
from etl.adapters import fhi
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
HEADER = ["Geografi", "År", "Kjønn", "Alder", "Måltall", "value"]
SHARE = "andel (prosent, standardisert)"


def table(*rows: Sequence[object], header: Sequence[str] = HEADER, name: str = "trivsel.csv") -> SourceFile:
    quoted = [[f'"{cell}"' for cell in row] for row in [header, *rows]]
    return SourceFile(name, "".join(",".join(row) + "\n" for row in quoted).encode())


def read(file: SourceFile) -> Export:
    assert fhi.recognises([file], NOTHING)
    return fhi.read([file])


def test_places_of_all_kinds_are_told_apart() -> None:
    places = ["Hele landet", "Vestfold og Telemark", "Skien"]

    export = read(table(*([place, 2024, "kjønn samlet", "8-10.trinn", SHARE, 71.5] for place in places)))

    assert export.table[["area", "county", "municipality"]].to_numpy().tolist() == [
        ["nation", "", ""],
        ["county", "Vestfold og Telemark", ""],
        ["municipality", "", "Skien"],
    ]


def test_a_sex_is_a_group_and_both_together_are_everybody() -> None:
    export = read(table(*(["Skien", 2024, sex, "8-10.trinn", SHARE, 60] for sex in ("kjønn samlet", "jenter"))))

    assert export.table["group"].tolist() == ["", "Kjønn: jenter"]


def test_a_hidden_share_is_kept_and_one_that_is_missing_is_named() -> None:
    values = [61.2, ":", ".", "..", ""]

    export = read(
        table(*(["Skien", 2020 + step, "kjønn samlet", "", SHARE, value] for step, value in enumerate(values)))
    )

    assert export.table["mean"].tolist() == ["61.2", ":"]
    assert [(found.code, found.row_count) for found in export.findings] == [("figures_without_value", 3)]
    assert export.rows_in_file == 5


def test_shares_of_one_over_several_years_become_per_cent_of_the_year_named() -> None:
    header = ["Kommune", "Skoleår", "År", "Kjønn", "Spm.id", "Klassetrinn", "Måltall", "Andel"]
    row = [
        "Skien",
        "2018/19-2020/21",
        "2020-01-01",
        "Kjønn samlet",
        "spm. om mobbing",
        "7. trinn",
        SHARE,
        "0.059000001",
    ]

    export = read(table(row, header=header))

    told = export.table.iloc[0]
    assert told[["period", "mean", "service", "role"]].tolist() == ["2020", "5.9", "school", "pupil"]
    assert next(iter(export.questions.values())).labels["100"] == "Alle mobbet"
    assert [found.code for found in export.findings] == ["shares_of_one", "years_together"]


def test_where_nothing_says_what_is_counted_the_file_does() -> None:
    header = ["Kommune", "År", "Kjønn", "Spm.id", "Klassetrinn", "Måltall", "Andel"]

    export = read(table(["Skien", 2020, "Kjønn samlet", "spm.id", "10. trinn", SHARE, "0.85"], header=header))

    assert list(export.questions) == ["trivsel - 10. trinn"]


@pytest.mark.parametrize(("measure", "column"), [("antall", "value"), (SHARE, "tall")])
def test_other_measures_are_not_recognised(measure: str, column: str) -> None:
    file = table(["Skien", 2024, "kjønn samlet", "", measure, 60], header=[*HEADER[:-1], column])

    assert not fhi.recognises([file], NOTHING)


@pytest.mark.parametrize(
    ("name", "rows", "first"),
    [
        ("fhi_mobbing_7_trinn.csv", 87, "5.7"),
        ("fhi_trivsel_10_klasse.csv", 182, "85.6"),
        ("fhi_tilfredshet_livet_ungdom.csv", 93, "49.4529"),
    ],
)
def test_the_real_tables_are_read(shared: Path, name: str, rows: int, first: str) -> None:
    path = shared / "exports" / "norwegian" / name

    export = read(SourceFile(path.name, path.read_bytes()))

    assert (len(export.table), export.table["mean"].iloc[0]) == (rows, first)
    assert export.table["area"].iloc[0] == "nation"
