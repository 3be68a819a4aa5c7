"""Data quality: what is told of hiding is what the release holds, and what is not told is said to be hidden."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import duckdb
import pandas as pd
import pytest

from core.text import number, text
from store.release import Release, Releases, make_current
from views import quality, words

Changed = Callable[[str], Release]


@pytest.fixture
def changed(sample_data_folder: Path, tmp_path: Path) -> Changed:
    """The sample release with a statement carried out in it."""

    def release_with(statement: str) -> Release:
        folder = sample_data_folder / "releases"
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
        copyfile(folder / f"{name}.duckdb", tmp_path / f"{name}.duckdb")
        with duckdb.connect(str(tmp_path / f"{name}.duckdb")) as connection:
            connection.execute(statement)
        make_current(tmp_path, name)
        return Releases(tmp_path).current()

    return release_with


def test_hidden_figures_are_counted_by_level_and_way_to_divide(changed: Changed) -> None:
    release = changed(
        """
        UPDATE cell SET hidden = NULL WHERE hidden = 'few';
        UPDATE cell SET hidden = 'few' WHERE hidden IS NULL AND grouping_value <> '' AND scope IN (
            SELECT scope FROM scope JOIN place USING (place) WHERE level = 'unit'
        );
        """
    )

    table = quality.hiding(release).set_index("label")

    groups = text("quality.hiding.row", level=text("quality.hiding.unit"), breakdown=text("quality.hiding.group"))
    assert (table["withheld"] > 0).to_dict() == {label: label == groups for label in table.index}
    assert table.loc[groups, "withheld_share"] == 1.0
    assert table["figures"].gt(0).all()


def test_every_level_and_way_to_divide_has_its_row_from_the_whole_to_the_parts(release: Release) -> None:
    table = quality.hiding(release)

    levels = [text(f"quality.hiding.{level}") for level in ("municipality", "service", "unit")]
    assert [label.partition(":")[0] for label in table["label"]] == [level for level in levels for _ in range(3)]
    assert (table["withheld"] <= table["figures"]).all()


def test_the_summary_says_how_many_are_hidden_and_the_limits(release: Release) -> None:
    table, about = quality.hiding(release), release.query("about").iloc[0]

    said = quality.hiding_summary(release)

    assert f"{number(table['withheld'].sum())} av {number(table['figures'].sum())}" in said
    assert text("quality.hiding.limits", min_n=about["min_n"], min_n_detail=about["min_n_detail"]) in said


def test_a_release_in_which_nothing_is_hidden_says_so(changed: Changed) -> None:
    release = changed("UPDATE cell SET hidden = NULL WHERE hidden = 'few'")

    said = quality.hiding_summary(release)

    assert said.startswith(text("quality.hiding.nothing", figures=number(quality.hiding(release)["figures"].sum())))


@pytest.mark.parametrize(("disclosures", "key"), [(0, "nothing_disclosed"), (2, "disclosed")])
def test_what_an_attack_has_shown_is_told_in_words(changed: Changed, disclosures: int, key: str) -> None:
    release = changed(
        "DELETE FROM audit;"
        f"INSERT INTO audit VALUES (TIMESTAMP '2025-11-03 09:05:00', 1200, 40, 40, {disclosures}, 0, 0)"
    )

    said = quality.audited(release)

    assert text("quality.hiding.audited", checked="03.11.2025 09:05", cells=number(1200), hidden="40") in said
    assert text(f"quality.hiding.{key}", disclosures=str(disclosures)) in said


def test_what_the_attack_did_not_settle_and_what_it_had_hidden_is_said(changed: Changed) -> None:
    release = changed("UPDATE audit SET hidden = 40, settled = 37, disclosures = 0, withheld = 2, rounds = 1")

    said = quality.audited(release)

    assert text("quality.hiding.not_settled", count=3) in said
    assert text("quality.hiding.withheld_more", count=2) in said


def test_a_release_that_was_never_attacked_says_so(changed: Changed) -> None:
    release = changed("DELETE FROM audit")

    assert quality.audited(release) == text("quality.hiding.not_audited")


def test_the_numbers_of_an_upload_with_a_hidden_service_are_said_to_be_hidden(
    release: Release, changed: Changed
) -> None:
    withheld = changed(
        "UPDATE source SET respondents = NULL, answers = NULL, rows_read = NULL, rows_kept = NULL,"
        " rows_quarantined = NULL WHERE upload = 1"
    )

    terms = quality.about(withheld, 1)

    for name in ("rows_read", "rows_kept", "rows_quarantined"):
        assert terms[text(f"column.{name}")] == text("hidden.few")
    assert text("hidden.few") in quality.disappearing(withheld, 1)
    assert text("quality.withheld", uploads=number(1)) in quality.summary(withheld)
    assert text("quality.nothing_aside") not in quality.summary(withheld)


def test_every_upload_has_its_edition_in_words(release: Release) -> None:
    table = quality.uploads(release).assign(name=quality.names(release)).set_index("files")

    editions = table["edition"].to_dict()
    assert editions["inviterte.csv"] == "Uten utgave"
    assert editions["landet_barnehager_2023.csv"] == "2023, referanse"
    # These are figures of our own, not of others.
    assert editions["barnehager_2021.csv"] == "2021"
    assert editions["barnehager_2025.csv"] == "2025"
    assert table.loc["inviterte.csv", "name"].endswith(": Antall inviterte etter enhet")
    assert table.loc["barnehager_2025.csv", "name"].endswith(": Foreldreundersøkelse i barnehagen (2025)")


def test_an_edition_that_is_no_period_keeps_its_words() -> None:
    table = pd.DataFrame(
        {"kind": "answers", "edition": ["vaaren_2024", "nabo_snitt"], "rows_kept": [40, 17], "answers": [400, 0]}
    )

    assert words.upload_editions(table) == ["vaaren 2024", "nabo snitt, referanse"]


def test_the_uploads_are_counted_and_those_of_the_invited_apart(release: Release) -> None:
    table = release.query("sources")

    said = quality.summary(release)

    counted = int(table["kind"].ne("invited").sum())
    assert counted == len(table) - 1
    assert said.startswith(f"Utgivelsen bygger på {counted} opplastinger med")
    assert "I tillegg forteller 1 opplasting bare hvor mange som ble spurt." in said
