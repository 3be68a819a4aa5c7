"""The long table of indicators by area that English statistics are published in."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import area_indicators
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
HEADER = ["area_code", "area_name", "period", "indicator", "measure", "unit", "value"]


def table(*rows: Sequence[object], header: Sequence[str] = HEADER) -> SourceFile:
    return SourceFile("maal.csv", "".join(",".join(map(str, row)) + "\n" for row in [header, *rows]).encode())


def row(code: str, name: str, value: object, measure: str = "Percentage") -> list[object]:
    return [code, name, "2014/15", "Satisfied users", measure, "Persons", value]


def read(file: SourceFile) -> Export:
    assert area_indicators.recognises([file], NOTHING)
    return area_indicators.read([file])


def test_the_code_says_what_kind_of_place_an_area_is() -> None:
    areas = [
        ("E92000001", "England"),
        ("E12000002", "North West"),
        ("E10000017", "Lancashire"),
        ("E08000009", "Trafford"),
    ]

    export = read(table(*(row(code, name, 61.5) for code, name in areas)))

    assert export.table[["area", "unit", "county", "municipality"]].to_numpy().tolist() == [
        ["nation", "", "", ""],
        ["region", "North West", "", ""],
        ["county", "", "Lancashire", ""],
        ["municipality", "", "", "Trafford"],
    ]
    assert set(export.table["period"]) == {"2014"}


def test_figures_that_are_missing_or_counts_are_named() -> None:
    export = read(table(row("E08000009", "A", 61), row("E08000010", "B", "NA"), row("E08000011", "C", 412, "Count")))

    assert export.table["mean"].tolist() == ["61"]
    assert {found.code: found.rows for found in export.findings} == {
        "figures_without_value": (3,),
        "figures_other_measures": (4,),
    }


def test_a_table_of_counts_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read(table(row("E08000009", "A", 412, "Count")))

    assert [found.code for found in caught.value.findings] == ["statistics_not_answers"]


def test_another_column_makes_it_another_table() -> None:
    assert not area_indicators.recognises([table([*row("E08000009", "A", 61), "x"], header=[*HEADER, "note"])], NOTHING)


def test_the_real_table_has_17_areas_over_11_years(shared: Path) -> None:
    path = shared / "exports" / "english_gov" / "trafford_social_care_satisfaction.csv"

    export = read(SourceFile(path.name, path.read_bytes()))

    assert (len(export.table), export.rows_in_file) == (173, 187)
    assert export.table["area"].value_counts().to_dict() == {"municipality": 163, "nation": 10}
