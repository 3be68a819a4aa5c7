"""A column that a person puts to another use gets what the use needs, as far as its answers tell."""

from pathlib import Path

import pytest

from etl.context import Context
from etl.mapping.answers import preview
from etl.mapping.making import codebook_of
from etl.mapping.model import accepted
from etl.mapping.proposing import proposed
from etl.mapping.reuse import put_to_use, unordered
from tests.etl.mapping.exports import context_with, export_of

NUMBERS = ["1", "2", "3", "4", "5"] * 4
LIKING = ["Very much", "Not at all", "So so", "No idea"] * 5


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_with(tmp_path)


def test_numbers_become_a_scale_from_the_lowest_to_the_highest(context: Context) -> None:
    export = export_of({"grad": NUMBERS, "grad2": NUMBERS})
    mapping = put_to_use(proposed(export, context), export, context, ["grad", "grad2"], "item")

    one, other = mapping.columns
    assert (one.use, one.scale, one.dimension, one.level) == ("item", other.scale, "other", "individual")
    assert (mapping.scales[one.scale].min, mapping.scales[one.scale].max) == (1, 5)
    assert one.id != other.id
    assert "use" not in one.suggestions
    assert len(codebook_of(mapping).items) == 2


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        (["4"], (1, 5)),
        (["6"], (1, 6)),
        ([""], (1, 5)),
        (["Vet ikke"], (1, 5)),
        (["1,0", "2,0", "4,5", "6,0"], (1, 6)),
        ([str(point) for point in range(3, 100, 4)], (0, 100)),
        (["1", "2", "3", "4", "5", "97", "98", "99"], (1, 5)),
    ],
)
def test_a_scale_holds_the_numbers_that_occur(answers: list[str], ends: tuple[int, int], context: Context) -> None:
    export = export_of({"grad": answers * 8})

    mapping = put_to_use(proposed(export, context), export, context, ["grad"], "item")

    scale = mapping.scales[mapping.column("grad").scale]
    assert (scale.min, scale.max) == ends
    assert not unordered(mapping, export)


@pytest.mark.parametrize("answer", ["4", "", "Vet ikke"])
def test_a_column_of_one_answer_has_the_scale_of_the_other_questions(answer: str, context: Context) -> None:
    export = export_of({"Blir du hørt?": ["1", "2", "3", "4", "5", "6"] * 4, "Blir du sett?": [answer] * 24})
    first = proposed(export, context)

    mapping = put_to_use(first, export, context, ["Blir du sett?"], "item")

    assert first.column("Blir du sett?").use == "drop"
    assert mapping.column("Blir du sett?").scale == mapping.column("Blir du hørt?").scale


def test_the_points_of_words_are_all_different_and_what_denies_comes_first(context: Context) -> None:
    export = export_of({"bruk": ["Ja"] * 24, "andel": ["100 %", "0 %", "20 %"] * 8, "hjelp": ["Ja", "Nei", "Ja"] * 8})
    columns = ["bruk", "andel", "hjelp"]

    mapping = put_to_use(proposed(export, context), export, context, columns, "item")

    labels = [[told["nb"] for told in mapping.scales[mapping.column(one).scale].labels.values()] for one in columns]
    assert labels == [["Ja", "–"], ["0 %", "20 %", "100 %"], ["Nei", "Ja"]]


def test_words_in_no_known_order_wait_for_a_person(context: Context) -> None:
    export = export_of({"liking": LIKING})
    mapping = put_to_use(proposed(export, context), export, context, ["liking"], "item")

    assert [(one.code, one.column) for one in unordered(mapping, export)] == [("mapping_order_unknown", "liking")]
    assert not preview(mapping, export, "liking")["question"].any()
    assert not unordered(accepted(mapping), export)


def test_what_a_column_was_before_it_is_again(context: Context) -> None:
    export = export_of({"grad": NUMBERS})
    rated = put_to_use(proposed(export, context), export, context, ["grad"], "item")
    left_out = put_to_use(rated, export, context, ["grad"], "drop")

    again = put_to_use(left_out, export, context, ["grad"], "item")

    assert again.column("grad").scale == rated.column("grad").scale
    assert again.column("grad").id == rated.column("grad").id
    assert left_out.column("grad").use == "drop"


def test_a_column_becomes_background_with_its_answers_as_they_are_written(context: Context) -> None:
    export = export_of({"liking": LIKING, "grad": NUMBERS})
    mapping = put_to_use(proposed(export, context), export, context, ["liking", "grad"], "item")

    mapping = put_to_use(mapping, export, context, ["liking"], "background")

    assert mapping.column("liking").use == "background"
    assert set(mapping.column("liking").values) == set(LIKING)


@pytest.mark.parametrize("use", ["unit", "period", "drop"])
def test_a_column_can_tell_place_or_time(use: str, context: Context) -> None:
    export = export_of({"where": ["Furua", "Lia"] * 10})

    assert put_to_use(proposed(export, context), export, context, ["where"], use).column("where").use == use
