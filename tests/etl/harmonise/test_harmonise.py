"""From rows of text to answers: laws that hold for any export, and the traps of each layout."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from core.catalogue import Catalogue, load
from core.codebook import Codebook
from core.settings import ROOT, Settings
from etl.export import Export, Question
from etl.harmonise import harmonised
from etl.harmonise.answer_codes import AnswerCodes, Meaning
from etl.harmonise.harmonised import Harmonised
from etl.harmonise.structure import slug
from tests.etl.store import HEADER, small_codebook, small_rows

CATALOGUE: Catalogue = load([ROOT / "reference"])
WIDE = pd.DataFrame(small_rows({"Furua": 4, "Lia": 3}), columns=HEADER).astype("str")


def read(table: pd.DataFrame, codebook: dict[str, Any] | None = None, **export: Any) -> Harmonised:
    book = Codebook.model_validate(codebook or small_codebook())
    cells = table.astype("str").rename_axis("row")
    made = Export("mapped_table", ("svar.csv",), cells, rows_in_file=len(cells), **export)
    return harmonised(made, book, book.editions[0], CATALOGUE, Settings())


def told(contents: Harmonised) -> pd.DataFrame:
    """Who answered what, in an order of its own."""
    rows = contents.answers.astype({"item": "str", "missing": "str"}).merge(contents.respondents, on="respondent")
    return rows[["source_key", "unit", "item", "value", "missing"]].sort_values(
        ["source_key", "item"], ignore_index=True
    )


def codes(contents: Harmonised) -> list[str]:
    return [finding.code for finding in contents.findings]


def long_book(**changes: Any) -> dict[str, Any]:
    columns = {"respondent": "id", "unit": "unit", "item": "item", "value": "value", "age": "age", "more": "more"}
    return small_codebook(editions=[{"id": "l", "period": "2024", "layout": "long", "columns": columns}], **changes)


LONG = ["id", "unit", "item", "value", "age", "more"]


@given(st.permutations(range(len(WIDE))), st.permutations(HEADER))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_and_columns_does_not_matter(rows: list[int], columns: list[str]) -> None:
    shuffled = WIDE.iloc[rows][columns]

    assert_frame_equal(told(read(shuffled)), told(read(WIDE)))


@given(
    st.lists(st.sampled_from(["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "Høy", "x"]), min_size=1, max_size=30)
)
@settings(max_examples=30, deadline=None)
def test_what_is_turned_twice_is_as_it_was(answers: list[str]) -> None:
    def values(*, turned: bool) -> "pd.Series[float]":
        book = small_codebook()
        book["items"] = [dict(item, reversed=turned and item["id"] == "small_equal") for item in book["items"]]
        table = pd.DataFrame({"Løpenr": range(len(answers)), "Enhet": "Furua", "Q1": "1", "Q2": answers, "Q3": "1"})
        frame = read(table.assign(Alder="1", Annet=""), book).answers
        return frame.loc[frame["item"].eq("small_equal"), "value"]

    plain, once = values(turned=False), values(turned=True)

    assert (7 - once).equals(plain)


def test_every_cell_is_a_value_or_has_one_reason() -> None:
    cells = [
        "3",
        "7",
        "8",
        "9",
        "0",
        "",
        " 6 ",
        "4,0",
        "4.0",
        "3,5",
        "Høy",
        "LAV",
        "Vet ikke",
        "nan",
        "1_0",
        "٣",
        "1e0",
    ]
    table = pd.DataFrame({"Løpenr": range(len(cells)), "Enhet": "Furua", "Q1": cells, "Q2": "1", "Q3": "1"})

    answers = read(table.assign(Alder="1", Annet="")).answers.query("item == 'small_respect'")

    assert answers["missing"].isna().equals(answers["value"].notna())
    meanings = dict(zip(cells, answers["value"].fillna(0).astype(int).where(answers["missing"].isna(), answers["missing"].astype("str")), strict=True))  # fmt: skip  # noqa: E501
    assert meanings == {
        "3": 3, "7": "dont_know", "8": "not_applicable", "9": "out_of_scale", "0": "out_of_scale", "": "unanswered",
        " 6 ": 6, "4,0": 4, "4.0": 4, "3,5": "out_of_scale", "Høy": 6, "LAV": 1, "Vet ikke": "dont_know",
        "nan": "unknown_code", "1_0": "unknown_code", "٣": "unknown_code", "1e0": "unknown_code",
    }  # fmt: skip


def test_the_labels_of_the_export_decide_over_its_codes() -> None:
    scale = Codebook.model_validate(small_codebook()).scales["six"]
    told_by_tool = AnswerCodes(scale, {"1": "Høy", "6": "Lav", "2": "Vet ikke"})

    assert [told_by_tool.meaning(code) for code in ("1", "6", "2", "3")] == [
        Meaning(value=6.0),
        Meaning(value=1.0),
        Meaning(missing="dont_know"),
        Meaning(value=3.0),
    ]


def test_respondents_numbered_anew_in_each_unit_are_different_people() -> None:
    table = WIDE.assign(Løpenr=["1", "2", "3", "4", "1", "2", "3"])

    contents = read(table)

    assert contents.respondent_count == 7
    assert codes(contents) == []


def test_a_number_used_twice_in_a_unit_is_one_respondent() -> None:
    contents = read(WIDE.assign(Løpenr=["1", "2", "2", "4", "1", "2", "3"]))

    assert (contents.respondent_count, contents.rows_quarantined) == (6, 1)
    assert codes(contents) == ["repeated_respondent"]


def test_background_follows_the_words_of_the_edition_and_the_labels_of_the_tool() -> None:
    book = small_codebook()
    book["editions"][0]["values"] = {"age": {"Under 67": "1"}}
    table = WIDE.assign(Alder=["Under 67", "Ung", "eldre", "2", "9", "", "1"])
    question = Question("Alder", "Alder", {"9": "Ung"})

    contents = read(table, book, questions={"Alder": question})

    by_person = contents.background.set_index("respondent")["value"].to_dict()
    assert by_person == {0: "1", 1: "1", 2: "2", 3: "2", 4: "1", 6: "1"}
    assert codes(contents) == []


def test_a_long_export_joins_the_rows_of_each_respondent() -> None:
    rows = [
        ("b", "Lia", "small_equal", "2", "2", "Kommentar b"),
        ("a", "Furua", "small_respect", "6", "1", "Kommentar a"),
        ("b", "Lia", "small_respect", "5", "2", ""),
        ("a", "Furua", "Likeverd?", "4", "1", "en annen rad"),
    ]

    contents = read(pd.DataFrame(rows, columns=LONG), long_book())

    people = contents.respondents.set_index("respondent")
    assert people["unit"].tolist() == ["lia", "furua"]
    values = contents.answers.pivot_table(index="respondent", columns="item", values="value", observed=True)
    assert values.to_dict("index") == {
        0: {"small_respect": 5.0, "small_equal": 2.0},
        1: {"small_respect": 6.0, "small_equal": 4.0},
    }
    assert contents.comments["text"].tolist() == ["Kommentar b", "Kommentar a"]
    assert contents.background["value"].tolist() == ["2", "1"]


def test_a_long_row_without_unit_gives_its_answers_to_nobody_else() -> None:
    rows = [
        ("a", "", "small_respect", "1", "1", ""),
        ("a", "Furua", "small_equal", "6", "1", ""),
        ("b", "Furua", "small_respect", "2", "1", ""),
        ("", "Furua", "small_respect", "3", "1", ""),
        ("b", "Furua", "small_respect", "4", "1", ""),
        ("b", "Furua", "Ukjent?", "4", "1", ""),
    ]

    contents = read(pd.DataFrame(rows, columns=LONG), long_book())

    given = contents.answers.merge(contents.respondents, on="respondent")
    keys = given["source_key"].str.rpartition("/")[2]
    assert sorted(zip(keys, given["item"], given["value"], strict=True)) == [
        ("a", "small_equal", 6.0),
        ("b", "small_respect", 2.0),
    ]
    assert sorted(codes(contents)) == ["missing_respondent", "missing_unit", "repeated_answer", "unknown_item"]
    assert contents.rows_kept == 2


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Åsen avd. 2", "asen-avd-2"),
        ("  Ærlig & Øst  ", "aerlig-ost"),
        ("Čáhcesuolu", "cahcesuolu"),
        ("Đivttasvuotna", "divttasvuotna"),
        ("Straße", "strasse"),
        ("–", ""),
    ],
)
def test_unit_names_become_addresses(name: str, address: str) -> None:
    assert slug(name) == address


@given(st.text(max_size=30))
def test_an_address_stays_as_it_is(name: str) -> None:
    assert slug(slug(name)) == slug(name)


def test_a_municipality_stands_under_the_number_of_its_year_and_ones_own_under_that_of_the_settings() -> None:
    columns = {"municipality": "kommune", "unit": "unit", "period": "år", "small_respect": "q1"}
    book = Codebook.model_validate(small_codebook(editions=[{"id": "w", "columns": columns}]))
    rows = [["Porsgrunn", "Furua", "2021", "4"], ["Porsgrunn", "Furua", "2024", "4"], ["3806", "Lia", "2024", "5"]]
    table = pd.DataFrame(rows, columns=["kommune", "unit", "år", "q1"]).astype("str").rename_axis("row")
    export = Export("mapped_table", ("svar.csv",), table, rows_in_file=3)

    def numbers(own: str | None) -> list[str]:
        contents = harmonised(export, book, book.editions[0], CATALOGUE, Settings(municipality=own))
        return contents.respondents.sort_values("row")["municipality"].tolist()

    assert numbers(None) == ["3806", "4001", "4001"]
    assert numbers("4001") == ["4001", "4001", "4001"]
