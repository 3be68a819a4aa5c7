"""The answers of a column under a mapping, and the questions that only a person can answer."""

from dataclasses import replace

import pytest

from core.codebook import Scale
from etl.mapping import accepted, changed, codebook_of, preview, proposed, questions_to_adviser, with_scale
from etl.mapping.dates import AUTOMATIC, date_order, may_be_read_in_two_ways, with_date_order
from tests.etl.mapping.exports import DEGREE, TIME, context_with, export_of, rated


@pytest.fixture
def context(tmp_path):
    return context_with(tmp_path)


def one_question(cells, **labels):
    return export_of({"q1": cells}, {"q1": rated("q1", TIME, **labels)})


def test_a_label_decides_what_a_code_within_the_scale_means(context):
    export = export_of(
        {"q1": ["1", "2", "3"]}, {"q1": rated("q1", TIME, {1: "Svært dårlig", 2: "Vet ikke", 3: "Svært bra"})}
    )

    table = preview(proposed(export, context), export, "q1").set_index("written")

    assert table["missing"].to_dict() == {"1": "", "2": "dont_know", "3": ""}
    assert not table["question"].any()


def test_values_are_in_scale_units_with_the_best_answer_highest(context):
    export = one_question(["1", "1", "5"])
    mapping = changed(proposed(export, context), "q1", reversed=True)

    table = preview(mapping, export, "q1")

    assert table[["written", "label", "count", "value"]].to_numpy().tolist() == [
        ["1", DEGREE[1], 2, 5],
        ["5", DEGREE[5], 1, 1],
    ]


def test_a_code_without_a_label_outside_the_scale_stops_until_it_is_said_what_it_means(context):
    export = one_question(["1", "5", "8", "8"])
    mapping = proposed(export, context)

    asked = questions_to_adviser(mapping, export)

    assert [(found.code, found.severity, found.column, found.values, found.row_count) for found in asked] == [
        ("mapping_code_outside_scale", "error", "q1", ("8",), 2)
    ]
    scale = mapping.scales[mapping.column("q1").scale].model_copy(update={"not_applicable": [8]})
    assert questions_to_adviser(with_scale(mapping, mapping.column("q1").scale, scale), export) == []
    assert questions_to_adviser(changed(mapping, "q1", use="drop"), export) == []
    # To have looked at the column does not say what the code means.
    assert questions_to_adviser(accepted(mapping), export) == asked


GAPPED = {-1: "I svært liten grad", 2: "I liten grad", 3: "I noen grad", 4: "I stor grad", 5: "I svært stor grad"}


def test_codes_with_a_gap_between_them_ask_until_the_column_is_accepted(context):
    export = export_of({"q1": ["-1", "3", "5"]}, {"q1": rated("q1", TIME, GAPPED)})
    mapping = proposed(export, context)

    (asked,) = questions_to_adviser(mapping, export)

    assert (asked.code, asked.column) == ("mapping_gap_in_scale", "q1")
    assert (asked.details["codes"], asked.details["gap"]) == ("-1, 2, 3, 4, 5", "0, 1")
    assert questions_to_adviser(accepted(mapping), export) == []


@pytest.mark.parametrize(
    ("labels", "cells"),
    [(GAPPED, ["-1", "1", "5"]), ({1: "Svært dårlig", 3: "Middels", 5: "Svært bra"}, ["1", "5"]), (DEGREE, ["1", "5"])],
)
def test_points_that_occur_or_never_have_labels_are_no_gap(context, labels, cells):
    export = export_of({"q1": cells}, {"q1": rated("q1", TIME, labels)})

    assert questions_to_adviser(proposed(export, context), export) == []


def test_a_labelled_code_for_no_answer_asks_nothing(context):
    export = one_question(["1", "5", "8"], code8="Ikke aktuelt")

    assert questions_to_adviser(proposed(export, context), export) == []


def test_a_question_without_a_scale_asks_for_one(context):
    export = one_question(["1", "5"])

    asked = questions_to_adviser(changed(proposed(export, context), "q1", scale=""), export)

    assert [found.code for found in asked] == ["mapping_no_scale"]


def test_an_unknown_service_asks_until_it_is_named_or_accepted(context):
    export = export_of({"Tjeneste": ["Torget", "Sykehjem"], "q1": ["1", "5"]}, {"q1": rated("q1", TIME)})
    mapping = proposed(export, context)

    assert [(found.code, found.values) for found in questions_to_adviser(mapping, export)] == [
        ("mapping_unknown_words", ("Torget",))
    ]
    named = changed(mapping, "Tjeneste", values={"Torget": "library", "Sykehjem": "nursing_home"})
    assert questions_to_adviser(named, export) == []
    assert questions_to_adviser(accepted(mapping, ["Tjeneste"]), export) == []
    assert preview(mapping, export, "Tjeneste")["question"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("dates", "asked"),
    [(["03/04/2024", "05/06/2025"], 1), (["03/04/2024", "25/06/2025"], 0), (["03.04.2024", "05.06.2025"], 0)],
)
def test_dates_that_can_be_read_in_two_ways_ask_which(context, dates, asked):
    export = export_of({"Dato": dates, "q1": ["1", "5"]}, {"q1": rated("q1", TIME)})
    mapping = replace(changed(proposed(export, context), "Dato", use="date"), period="")

    found = questions_to_adviser(mapping, export)

    assert [finding.code for finding in found] == ["mapping_ambiguous_dates"] * asked
    assert questions_to_adviser(changed(mapping, "Dato", values={"order": "dmy"}), export) == []


def test_comments_are_shown_without_numbers_and_addresses_of_people(context):
    words = ["Ring meg på 99887766 om maten", "Det var fint å være her", "Alt gikk bra med alle"]
    export = export_of({"Noe mer?": words, "q1": ["1", "5", "3"]}, {"q1": rated("q1", TIME)})

    shown = preview(changed(proposed(export, context), "Noe mer?", use="comment"), export, "Noe mer?")

    assert "99887766" not in " ".join(shown["written"])


def test_a_background_answer_that_is_not_mapped_is_marked(context):
    export = export_of({"Kjønn": ["K", "M"] * 3, "q1": ["1", "5"] * 3}, {"q1": rated("q1", TIME)})
    mapping = changed(proposed(export, context), "Kjønn", use="background", values={"K": "Kvinne"})

    table = preview(mapping, export, "Kjønn").set_index("written")

    assert table["question"].to_dict() == {"K": False, "M": True}


def test_a_scale_of_other_points_changes_the_values(context):
    export = one_question(["0", "10"])
    ten = Scale.model_validate({"min": 0, "max": 10, "labels": {0: {"nb": "Lav"}, 10: {"nb": "Høy"}}})

    table = preview(
        changed(with_scale(proposed(export, context), "ten", ten), "q1", use="item", scale="ten"), export, "q1"
    )

    assert table["value"].tolist() == [0, 10]


def test_the_order_of_dates_is_chosen_and_the_days_are_shown_as_they_are_read(context):
    export = export_of({"Dato": ["03/04/2024", "05/06/2025"], "q1": ["1", "5"]}, {"q1": rated("q1", TIME)})
    mapping = replace(changed(proposed(export, context), "Dato", use="date"), period="")
    assert may_be_read_in_two_ways(export, mapping.column("Dato"))
    assert preview(mapping, export, "Dato")["question"].all()

    chosen = with_date_order(mapping, "Dato", "mdy")

    assert date_order(chosen.column("Dato")) == "mdy"
    assert questions_to_adviser(chosen, export) == []
    assert preview(chosen, export, "Dato")["label"].tolist() == ["2024-03-04", "2025-05-06"]
    assert codebook_of(chosen).editions[0].model_dump()["values"] == {"date": {"order": "mdy"}}
    assert with_date_order(chosen, "Dato", AUTOMATIC) == with_date_order(mapping, "Dato", AUTOMATIC)


def test_dates_that_decide_no_period_ask_nothing(context):
    export = export_of({"Dato": ["03/04/2024", "05/06/2025"], "q1": ["1", "5"]}, {"q1": rated("q1", TIME)})
    mapping = changed(proposed(export, context), "Dato", use="date")

    assert questions_to_adviser(replace(mapping, period="2024"), export) == []
    as_period = replace(changed(mapping, "Dato", use="period"), period="")
    assert [found.code for found in questions_to_adviser(as_period, export)] == ["mapping_ambiguous_dates"]
