"""A codebook made of a mapping: checked, and a further edition where there is a base."""

from dataclasses import replace

import pytest

from core.codebook import Codebook, load
from core.errors import InputError, UsageError
from etl.mapping import accepted, changed, codebook_of, of_edition, proposed, saved, with_scale
from tests.etl.mapping.exports import (
    DEGREE,
    RESPECT,
    TIME,
    context_with,
    export_of,
    known_export,
    known_survey,
    rated,
)


@pytest.fixture
def mapping(tmp_path):
    """A proposal for two questions and a fact."""
    cells = {"q1": ["1", "5"], "q2": ["2", "4"], "Kjønn": ["K", "M"]}
    questions = {"q1": rated("q1", "Er det rent her inne?"), "q2": rated("q2", "Er det varmt her inne?")}
    export = export_of({name: values * 2 for name, values in cells.items()}, questions)
    return proposed(export, context_with(tmp_path))


def refusal(mapping, base=None):
    with pytest.raises(InputError) as refused:
        codebook_of(mapping, base)
    return [(finding.code, finding.column) for finding in refused.value.findings]


def test_what_a_person_changes_is_what_the_codebook_says(mapping):
    edited = changed(mapping, "q1", id="clean", dimension="overall", reversed=True)

    codebook = codebook_of(edited)

    item = codebook.item("clean")
    assert (item.dimension, item.reversed, codebook.editions[0].columns["clean"]) == ("overall", True, "q1")
    assert "dimension" not in edited.column("q1").suggestions
    assert "level" in edited.column("q1").suggestions


def test_a_change_leaves_the_mapping_that_it_began_with(mapping):
    changed(mapping, "q1", use="drop")

    assert mapping.column("q1").use == "item"


def test_columns_are_accepted_one_by_one_or_all_together(mapping):
    assert [column.accepted for column in accepted(mapping, ["q2"]).columns] == [False, True, False]
    assert all(column.accepted for column in accepted(mapping).columns)


def test_a_column_that_is_not_there_cannot_be_changed(mapping):
    with pytest.raises(UsageError):
        changed(mapping, "q9", use="drop")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": "Ren?"}, "codebook_bad_id"),
        ({"id": "unit"}, "codebook_reserved_id"),
        ({"dimension": "respcted"}, "codebook_misspelt_name"),
        ({"scale": "of_another_kind"}, "codebook_unknown_name"),
        ({"level": ""}, "codebook_nothing_there"),
    ],
)
def test_what_cannot_be_is_told_with_its_column(mapping, fields, code):
    assert (code, "q2") in refusal(changed(mapping, "q2", **fields))


def test_two_columns_with_one_id_are_told(mapping):
    found = refusal(changed(changed(mapping, "q1", id="same"), "q2", id="same"))

    assert "codebook_repeated_id" in {code for code, _ in found}


def test_two_written_answers_with_one_label_are_one_group(mapping):
    codebook = codebook_of(changed(mapping, "Kjønn", id="gender", values={"K": "Kvinne", "kv": "Kvinne", "M": "Mann"}))

    assert [texts["nb"] for texts in codebook.background[0].values.values()] == ["Kvinne", "Mann"]
    assert codebook.editions[0].values == {"gender": {"kv": "K"}}


def test_a_scale_can_be_put_in_place_of_the_proposed_one(mapping):
    scale = mapping.scales[mapping.column("q1").scale].model_copy(update={"dont_know": [9]})

    codebook = codebook_of(changed(with_scale(mapping, "mine", scale), "q1", scale="mine"))

    assert codebook.scale_of(mapping.column("q1").id, "2024").dont_know == [9]


@pytest.mark.parametrize("edition", ["2022", "2023"])
def test_an_edition_seen_as_a_mapping_makes_the_same_codebook_again(edition):
    base = known_survey()

    assert codebook_of(of_edition(base, edition, known_export()), base) == base


def test_a_new_edition_keeps_the_others_and_everything_they_have():
    base = known_survey()
    mapping = replace(of_edition(base, "2023", known_export()), edition="2024", period="2024")

    codebook = codebook_of(mapping, base)

    assert codebook.editions[:2] == base.editions
    assert codebook.editions[2].columns == base.editions[1].columns
    assert (codebook.items, codebook.scales) == (base.items, base.scales)
    assert codebook.comparability == []


def test_a_new_question_and_one_that_is_gone_leave_the_former_editions_alone():
    base = known_survey()
    export = export_of(
        {"q1": ["1", "5"], "q7": ["2", "4"]}, {"q1": rated("q1", RESPECT), "q7": rated("q7", "Er det rent?")}
    )
    mapping = replace(of_edition(base, "2023", export), edition="2024", period="2024")

    codebook = codebook_of(mapping, base)

    assert [item.id for item in codebook.items] == ["respect", "on_time", mapping.column("q7").id]
    assert set(codebook.edition("2024").columns.values()) == {"q1", "q7"}


def test_an_own_wording_scale_and_verdict_stand_in_the_new_edition():
    base = known_survey()
    four = dict(list(DEGREE.items())[:4])
    export = known_export(on_time=rated("q2", "Kommer hjelpen til avtalt klokkeslett?", four))
    mapping = replace(of_edition(base, "2023", export), edition="2024", period="2024")

    codebook = codebook_of(mapping, base)

    assert codebook.text_of("on_time", "2024") == {"nb": "Kommer hjelpen til avtalt klokkeslett?"}
    assert codebook.text_of("on_time", "2023") == {"nb": TIME}
    assert codebook.scale_of("on_time", "2024").max == 4
    assert codebook.scale_of("on_time", "2023").max == 5
    told = [(one.item, one.from_, one.to, one.verdict) for one in codebook.comparability]
    assert told == [("on_time", "2023", "2024", "not_judged")]


def test_a_question_with_another_direction_than_before_needs_an_id_of_its_own():
    base = known_survey()
    mapping = replace(of_edition(base, "2023", known_export()), edition="2024", period="2024")

    found = refusal(changed(mapping, "q1", reversed=True), base)

    assert found == [("mapping_reversed_differs", "q1")]


def test_a_further_edition_is_saved_over_the_file_and_a_draft_beside_it(tmp_path, mapping):
    context = context_with(tmp_path)
    base = known_survey()
    first = saved(base, tmp_path / "books")

    again = saved(
        codebook_of(replace(of_edition(base, "2023", known_export()), edition="2024", period="2024"), base),
        first.parent,
        replace=True,
    )
    beside = saved(base, first.parent)

    assert again == first
    assert len(load(first, context.catalogue).editions) == 3
    assert beside.name == "survey_2.yaml"
    assert isinstance(load(beside, context.catalogue), Codebook)
