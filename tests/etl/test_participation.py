"""Participation from a table, through the command line: what is added, and what is refused with reasons."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from core.participation import load
from core.settings import ROOT, Settings
from core.text import LANGUAGES, in_language
from etl import participation
from etl.reading import SourceFile, read_tables
from tests.etl.store import Store

HEADER = ["Tjeneste", "Aktivitet", "Kanal", "Grad", "Fra", "Til", "Antall brukere", "Anbefaling", "Utfall"]
COUNCIL = ["Hjemmetjenester", "Brukerråd", "Brukerråd", "Dialog", "2024-02", "", "9", "Samme ansatte", "Gjennomført"]
PANEL = ["Sykehjem", "Panel om måltider", "Brukerpanel", "Informant", "01.03.2025", "2025", "", "", ""]


def kept(store: Store, table: str = "activity") -> pd.DataFrame:
    """The rows of the register."""
    with closing(sqlite3.connect(store.folder / "register.sqlite3")) as connection:
        return pd.read_sql_query(f"SELECT * FROM participation_{table} ORDER BY id", connection)


def nothing_kept(store: Store) -> bool:
    return not (store.folder / "register.sqlite3").exists() or kept(store).empty


def changed(row: list[str], **cells: str) -> list[str]:
    """The row with some cells changed, by column."""
    return [cells.get(name.split()[0], cell) for name, cell in zip(HEADER, row, strict=True)]


def test_a_table_becomes_activities_with_their_recommendations(store: Store) -> None:
    file = store.table(
        "medvirkning.csv", [HEADER, COUNCIL, changed(COUNCIL, Anbefaling="Ring først", Utfall=""), PANEL]
    )

    done = store.done("participation", file)

    assert done == {"activities": 2, "recommendations": 2, "known": 0, "rows": 3}
    activities = kept(store)
    assert activities[["service", "channel", "level", "degree", "begins", "municipality"]].to_numpy().tolist() == [
        ["home_care", "user_council", "service", "dialogue", "2024-02-01", "own"],
        ["nursing_home", "user_panel", "service", "informant", "2025-03-01", "own"],
    ]
    assert activities["ends"].fillna("").tolist() == ["", "2025-12-31"]
    assert kept(store, "recommendation")["outcome"].tolist() == ["done", "awaiting"]


def test_the_same_file_again_adds_nothing(store: Store) -> None:
    file = store.table("medvirkning.csv", [HEADER, COUNCIL, PANEL])
    store.done("participation", file)

    again = store.run("participation", store.file("annet_navn.csv", file.read_bytes()))

    assert again.code == 0
    assert "0 nye aktiviteter og 0 nye anbefalinger er lagt til. 2 sto der fra før." in again.out
    assert len(kept(store)) == 2


def test_an_unknown_channel_is_refused_with_its_rows_and_those_that_are_known(store: Store) -> None:
    wrong = [changed(COUNCIL, Kanal="Kaffekopp", Aktivitet=f"Råd {number}") for number in range(3)]
    file = store.table("medvirkning.csv", [HEADER, PANEL, *wrong])

    refused = store.run("participation", file)

    assert refused.code == 1
    assert "3 celler i kolonnen «Kanal» har et ord som ikke er kjent: «Kaffekopp»." in refused.err
    assert "«Brukerråd», «Brukerpanel»" in refused.err
    assert "medvirkning.csv · kolonne Kanal" in refused.err
    assert "3, 4, 5" in refused.err
    assert nothing_kept(store)


def test_everything_wrong_with_a_file_is_told_at_once(store: Store) -> None:
    file = store.table(
        "medvirkning.csv",
        [
            [*HEADER, "Referat"],
            [*changed(COUNCIL, Tjeneste="Romfart"), "javascript:alert(1)"],
            [*changed(PANEL, Fra="snart", Antall="mange"), ""],
            [*changed(PANEL, Aktivitet="", Til="2023"), ""],
        ],
    )

    refused = store.run("participation", file)

    assert refused.code == 1
    for told in (
        "«Romfart»", "må være en adresse på nettet", "er ingen dato: «snart»", "er ikke et antall: «mange»",
        "«Aktivitet» må fylles ut", "kan ikke være før aktiviteten begynte",
    ):  # fmt: skip
        assert told in refused.err
    assert nothing_kept(store)


def test_a_file_without_the_columns_is_told_which(store: Store) -> None:
    file = store.table("medvirkning.csv", [["Aktivitet", "Når"], ["Brukerråd", "2024"]])

    refused = store.run("participation", file)

    assert refused.code == 1
    assert "Filen mangler Kanal, Grad, Fra. Disse kolonnene er i filen: Aktivitet, Når." in refused.err


def test_rows_of_one_activity_that_say_different_things_are_refused(store: Store) -> None:
    file = store.table("medvirkning.csv", [HEADER, COUNCIL, changed(COUNCIL, Antall="14", Anbefaling="Ring først")])

    refused = store.run("participation", file)

    assert refused.code == 1
    assert "sier ulike ting i «Antall brukere»: «Brukerråd»" in refused.err
    assert nothing_kept(store)


def test_a_row_that_cannot_be_read_stops_the_whole_file(store: Store) -> None:
    file = store.table("medvirkning.csv", [HEADER, COUNCIL, [*PANEL, "for", "mye"]])

    refused = store.run("participation", file)

    assert refused.code == 1
    assert nothing_kept(store)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "cp1252"), (",", "utf-8-sig"), ("\t", "utf-16")], ids=["cp1252", "bom", "utf-16"]
)
def test_delimiter_and_encoding_do_not_matter(store: Store, delimiter: str, encoding: str) -> None:
    rows = [HEADER, changed(COUNCIL, Aktivitet="Råd på Åsen"), PANEL]
    content = "".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding)

    store.done("participation", store.file("medvirkning.csv", content))

    assert kept(store)["title"].tolist() == ["Råd på Åsen", "Panel om måltider"]


def test_columns_and_words_are_read_in_every_language(store: Store) -> None:
    english = ["Service", "Activity", "Channel", "Level", "Degree", "From", "Impact: The service"]
    nynorsk = ["Teneste", "Aktivitet", "Kanal", "Nivå", "Grad", "Frå", "Verknad: Tenesta"]
    first = store.table(
        "en.csv", [english, ["Home care", "Council", "User council", "", "Dialogue", "2024", "New rota."]]
    )
    second = store.table(
        "nn.csv", [nynorsk, ["Heimetenester", "Råd", "Brukarråd", "System", "Dialog", "2024", "Ny turnus."]]
    )

    store.done("participation", first)
    store.done("participation", second)

    activities = kept(store)
    assert activities["channel"].tolist() == ["user_council", "user_council"]
    assert activities["level"].tolist() == ["service", "system"]
    assert activities["impacts"].tolist() == ['{"service": "New rota."}', '{"service": "Ny turnus."}']


def test_what_may_tell_of_a_person_is_masked_and_told(store: Store) -> None:
    file = store.table("medvirkning.csv", [HEADER, changed(COUNCIL, Anbefaling="Ring 99 88 77 66 om kvelden")])

    done = store.run("participation", file)

    assert done.code == 0
    assert "Registeret skal ikke inneholde opplysninger om personer" in done.err
    assert kept(store, "recommendation")["text"].tolist() == ["Ring [telefon] om kvelden"]
    assert "99 88 77 66" not in (store.folder / "register.sqlite3").read_bytes().decode("latin-1")


def test_a_municipality_of_a_row_counts_before_that_of_the_command(store: Store) -> None:
    file = store.table("medvirkning.csv", [[*HEADER, "Kommune"], [*COUNCIL, "Bergen"], [*PANEL, ""]])

    store.done("participation", file, "--municipality", "0301")

    assert kept(store)["municipality"].tolist() == ["4601", "0301"]


def test_rows_that_name_none_are_of_the_municipality_that_there_are_figures_of(store: Store) -> None:
    answers = store.table("svar.csv", [("Enhet", "Er du fornøyd?"), *(("Alfa", 1 + n % 6) for n in range(30))])
    with store.monkeypatch.context() as patch:
        patch.setenv("BRUKERINNSIKT_MUNICIPALITY", "3201")
        assert store.run("draft", answers, "--service", "home_care", "--role", "user").code == 0
        store.done("import", answers)

    store.done("participation", store.table("medvirkning.csv", [HEADER, COUNCIL]))

    assert kept(store)["municipality"].tolist() == ["3201"]


def test_a_file_that_is_not_there_is_a_wrong_command(store: Store) -> None:
    assert store.run("participation", "finnes_ikke.csv").code == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_the_template_is_known(language: str, tmp_path: Path) -> None:
    with in_language(language):
        header = participation.template(Settings(data=tmp_path)).decode("utf-8-sig").strip().split(";")

    words = load([ROOT / "reference"])
    fields = [words.key("participation_columns", name) for name in header]
    assert [field for field in fields if field] == list(words["participation_columns"])
    assert fields.count(None) == len(words["impact_areas"])
    content = ";".join(header) + "\n" + ";".join("x" for _ in header) + "\n"
    assert read_tables(SourceFile("mal.csv", content.encode()))[0].columns == tuple(header)
