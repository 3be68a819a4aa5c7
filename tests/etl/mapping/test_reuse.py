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
