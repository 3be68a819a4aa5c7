"""The mapping of an export of figures: its questions in place of its columns."""

from dataclasses import replace

import pytest

from etl.export import Export, Question
from etl.mapping import changed, codebook_of, of_edition, preview, proposed, questions_to_adviser
from etl.mapping.figures import means_of
from etl.mapping.reuse import put_to_use
from etl.published_figures import figures_table
from tests.etl.mapping.exports import context_with

AGREE = dict(
    zip("12345", ["Helt uenig", "Litt uenig", "Verken enig eller uenig", "Litt enig", "Helt enig"], strict=True)
)
WHERE = {"1": "I klasserommet", "2": "I skolegården", "3": "På do"}


@pytest.fixture
def context(tmp_path):
    return context_with(tmp_path)


def export(*items, year="2024", **more):
    """Two schools; the labels of an item are known where it is among the asked ones."""
    asked = {"Jeg trives": AGREE, "Jeg får hjelp": AGREE, "Hvor skjedde det?": WHERE} | more
    rows = [
        {"area": "unit", "unit": unit, "period": year, "item": item, "n": "", "mean": "",
         **{f"count_{point}": str(int(point) + place) for point in asked[item]}}
        for place, unit in enumerate(("Lia", "Furua"))
        for item in items
    ]  # fmt: skip
    questions = {item: Question(item, item, asked[item]) for item in items}
    table = figures_table(rows, range(1, len(rows) + 1))
    return Export("test", (f"elever_{year}.xlsx",), table, questions=questions, kind="figures")


ALL = ("Jeg trives", "Jeg får hjelp", "Hvor skjedde det?")


def test_its_rows_are_its_questions_after_where_and_when(context):
    mapping = proposed(export(*ALL), context)

    uses = {column.column: column.use for column in mapping.columns}
    assert uses == {"unit": "unit", "period": "period", **dict.fromkeys(ALL[:2], "item"), ALL[2]: "drop"}
    assert {"area", "item", "n", "count_1"} <= mapping.figures.keys()
    assert questions_to_adviser(mapping, export(*ALL)) == []


def test_the_answers_of_all_rows_together_are_shown_with_their_values(context):
    told = export(*ALL)
    mapping = changed(proposed(told, context), "Jeg trives", reversed=True)

    table = preview(mapping, told, "Jeg trives")

    assert table["written"].tolist() == list(AGREE)
    assert table["label"].tolist() == list(AGREE.values())
    assert table["count"].tolist() == [3, 5, 7, 9, 11]
    assert table["value"].tolist() == [5, 4, 3, 2, 1]


def test_a_question_can_be_left_out_and_taken_back(context):
    told = export(*ALL)
    mapping = put_to_use(proposed(told, context), told, context, ["Jeg trives"], "drop")

    book = codebook_of(mapping)
    back = put_to_use(mapping, told, context, ["Jeg trives"], "item")

    assert [item.text["nb"] for item in book.items] == ["Jeg får hjelp"]
    assert len(codebook_of(back).items) == 2


def test_the_same_figures_under_their_own_edition_make_the_same_codebook(context):
    told = export(*ALL)
    book = codebook_of(proposed(told, context))

    again = of_edition(book, book.editions[0].id, told)

    assert codebook_of(again, book) == book
    renamed = changed(again, "Jeg trives", dimension="respected", text="Trives du?")
    item = codebook_of(renamed, book).item(again.column("Jeg trives").id)
    assert item.dimension == "respected"


def test_the_next_year_adds_its_new_questions_and_keeps_the_known(context):
    book = codebook_of(proposed(export(ALL[0]), context))
    told = export(*ALL[:2], year="2025")
    mapping = replace(of_edition(book, "2024", told), edition="2025")

    new = codebook_of(mapping, book)

    assert [edition.id for edition in new.editions] == ["2024", "2025"]
    assert mapping.column(ALL[0]).id == book.items[0].id
    assert len(new.items) == 2


def test_means_are_told_where_there_are_no_counts(context):
    told = export(ALL[0])
    means = replace(told, table=told.table.drop(columns=[f"count_{k}" for k in AGREE]).assign(mean=["3,5", "4,25"]))

    found = means_of(means, ALL[0])

    assert found is not None
    assert (found.count, found.low, found.high) == (2, 3.5, 4.25)
    assert preview(proposed(means, context), means, ALL[0])["count"].tolist() == [0] * 5
