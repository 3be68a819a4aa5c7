"""Points that assessors gave public websites."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.codebook import Codebooks
from etl.adapters import difi_website_quality
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
HEADER = ["vurderingid", "navn", "url", "omraade", "nr", "krav", "poeng", "maxscore", "kommentar"]
FIELDS = [["shortname", "name", "content"], ["navn", "NAVN", "Etatsnavn"]]


def table(*rows: Sequence[object], delimiter: str = ";", name: str = "resultat2016.csv") -> SourceFile:
    return SourceFile(name, "".join(delimiter.join(map(str, row)) + "\n" for row in rows).encode("utf-8-sig"))


def row(website: str, points: object, most: object) -> list[object]:
    return [1, website, "http://x", "1. Finne", "1.1", "Enkel å finne", points, most, "Godkjent."]


def read(*files: SourceFile) -> Export:
    assert difi_website_quality.recognises(files, NOTHING)
    return difi_website_quality.read(files)


def test_points_are_a_share_of_those_that_could_be_had_and_nobody_answered() -> None:
    export = read(table(HEADER, row("Barnehageplass - Bergen kommune", 15, 60), row("Pensjon - NAV", 60, 60)))

    shown = export.table[["area", "municipality", "unit", "period", "n", "mean"]].to_numpy().tolist()
    assert shown == [
        ["unit", "Bergen", "Barnehageplass - Bergen kommune", "2016", "", "25"],
        ["group", "", "Pensjon - NAV", "2016", "", "100"],
    ]
    assert list(export.questions) == ["1.1 Enkel å finne"]
    assert [found.code for found in export.findings] == ["assessors_comments_left_out"]


def test_a_criterion_without_points_is_named() -> None:
    export = read(table(HEADER, row("A - NAV", 1, 0), row("B - NAV", 1, 2)))

    assert export.table["unit"].tolist() == ["B - NAV"]
    assert ("figures_without_value", (2,)) in [(found.code, found.rows) for found in export.findings]


def test_the_overview_has_a_row_for_each_group_of_criteria() -> None:
    header = ["vurderingid", "created", "nettstednavn", "snittprosent", "stjerner", "hjelp_poeng", "hjelp_maxpoeng"]

    export = read(table(header, [1, "25.04.2016", "Startlån - Husbanken", 88, 6, 48, 64]))

    assert export.table[["item", "mean"]].to_numpy().tolist() == [["Samlet", "88"], ["Hjelp", "75"]]


def test_the_list_of_fields_may_lie_beside_the_points() -> None:
    fields = table(*FIELDS, delimiter=",", name="fields.csv")

    assert len(read(table(HEADER, row("A - NAV", 1, 2)), fields).table) == 1
    assert not difi_website_quality.recognises([fields], NOTHING)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("difi_kvalitet_resultat2014.csv", 1508),
        ("difi_kvalitet_resultat2016.csv", 2112),
        ("difi_kvalitet_oversikt2016.csv", 448),
    ],
)
def test_the_real_tables_are_read(shared: Path, name: str, rows: int) -> None:
    path = shared / "exports" / "norwegian" / name

    export = read(SourceFile(path.name, path.read_bytes()))

    assert len(export.table) == rows
    assert export.table["mean"].astype("float64").between(0, 100).all()
