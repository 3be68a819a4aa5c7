"""Skoleporten's pivot: one column a combination, names joined by dots, UTF-16 without a mark."""

from pathlib import Path

import pytest

from core.codebook import Codebooks
from etl.adapters import udir_skoleporten
from etl.reading import SourceFile

NOTHING = Codebooks({})
FIRST = ["IndikatorNivaa", "Indikatorkode_Over", "Indikatorkode", "Indikatornavn_Over", "Indikatornavn"]
NATION = "2020-21.Hele landet.Alle fylker.Alle skoler.Alle utdanningsprogram.Alle eierformer.Begge kjønn.Prosentandel"
SCHOOL = "2021-22.Hele landet.Vestland.Lia skole.Yrkesfaglig.Alle eierformer.Jente.Prosentandel"
COUNT = "2021-22.Hele landet.Vestland.Lia skole.Yrkesfaglig.Alle eierformer.Jente.Antall"
ROW = ["1", "67", "67", "Mobbing (prosent)", "Mobbing på skolen (prosent)"]


def pivot(*rows: list[str]) -> SourceFile:
    text = "sep=\t\n" + "".join("\t".join(row) + "\n" for row in rows)
    return SourceFile("mobbing.csv", text.encode("utf-16-le"))


def test_each_combination_of_each_indicator_is_a_row() -> None:
    file = pivot([*FIRST, NATION, SCHOOL, COUNT], [*ROW, "3,3", "*", "7"])

    export = udir_skoleporten.read([file])

    assert udir_skoleporten.recognises([file], NOTHING)
    assert export.table[["area", "unit", "county", "period", "group", "item", "mean", "n"]].to_numpy().tolist() == [
        ["nation", "", "", "2020-H2", "", "Mobbing på skolen", "3,3", ""],
        ["unit", "Lia skole", "Vestland", "2021-H2", "Yrkesfaglig - Kjønn: Jente", "Mobbing på skolen", "*", ""],
    ]
    assert [(finding.code, finding.values) for finding in export.findings] == [("udir_other_measures", ("Antall",))]
    assert export.rows_in_file == 2


@pytest.mark.parametrize("columns", [[*FIRST, "2020-21", "2021-22"], ["Indikator", *FIRST[1:4], NATION, SCHOOL]])
def test_other_tables_are_not_recognised(columns: list[str]) -> None:
    assert not udir_skoleporten.recognises([pivot(columns, ["1"] * len(columns))], NOTHING)


def test_the_real_pivot_is_read_whole(shared: Path) -> None:
    name = "udir_skoleporten_mobbing_utf16.csv"
    file = SourceFile(name, (shared / "exports" / "norwegian" / name).read_bytes())

    export = udir_skoleporten.read([file])

    assert udir_skoleporten.recognises([file], NOTHING)
    assert len(export.table) == 4 * 36
    assert not export.table.duplicated(["area", "county", "period", "group", "item"]).any()
    told = export.table.set_index(["area", "period", "group", "item"])["mean"]
    assert told["nation", "2020-H2", "", "Mobbing på skolen"] == "3,3"
    asked = "Er du blitt mobbet av voksne på skolen de siste månedene?"
    assert told["county", "2021-H2", "Yrkesfaglig - Kjønn: Jente", asked] == "1,4"
