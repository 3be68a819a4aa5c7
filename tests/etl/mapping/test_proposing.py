"""What is proposed for an export that nobody has described: a use for every column, with why."""

import pytest

from core.errors import InputError
from core.text import LANGUAGES, catalogue
from etl.export import Question
from etl.mapping import codebook_of, proposed
from tests.etl.mapping.exports import DEGREE, RESPECT, TIME, context_with, export_of, known_survey, rated


@pytest.fixture
def context(tmp_path):
    return context_with(tmp_path, known_survey())


def options(count, text="Hva har du brukt?"):
    """The columns of a question with several answers."""
    codes = [f"v{number}" for number in range(count)]
    labels = {"1": "Valgt", "0": "Ikke valgt"}
    return {code: Question(code, f"{text} - {code}", labels, "multiple", text) for code in codes}


def test_every_column_has_a_use_and_the_reason_for_it_in_the_order_of_the_export(context):
    cells = {
        "Enhet": ["Nord", "Sør", "Nord", "Sør"],
        "q1": ["1", "5", "2", "3"],
        "Kjønn": ["K", "M", "K", "M"],
        "Hva kan bli bedre?": ["Mer tid til hver", "Flere folk på jobb", "Litt bedre mat her", "Alt er godt nok"],
        "E-post": [f"bruker{number}@example.org" for number in range(4)],
        "tom": ["", "", "", ""],
    }

    mapping = proposed(export_of(cells, {"q1": rated("q1", "Hvor rent er det her?")}), context)

    told = {column.column: (column.use, column.suggestions["use"].reason) for column in mapping.columns}
    assert told == {
        "Enhet": ("unit", "column_name"),
        "q1": ("item", "scale_labels"),
        "Kjønn": ("background", "few_choices"),
        "Hva kan bli bedre?": ("comment", "own_words"),
        "E-post": ("drop", "personal"),
        "tom": ("drop", "one_answer"),
    }


@pytest.mark.parametrize("asked", ["Hvilken skole?", "Hvilket sykehjem?", "Kva skule?", "Which unit?"])
def test_a_question_of_which_unit_it_is_tells_the_unit(context, asked):
    cells = {asked: ["Nord", "Sør", "Nord", "Sør"], "q1": ["1", "5", "2", "3"]}

    mapping = proposed(export_of(cells, {"q1": rated("q1", "Hvor rent er det her?")}), context)

    assert mapping.column(asked).use == "unit"


@pytest.mark.parametrize(
    "text",
    [RESPECT, "BLIR DU MØTT MED RESPEKT AV DE SOM JOBBER HER", "Blir du møtt med respekt av dem som jobbar her?"],
)
def test_a_question_of_an_earlier_codebook_is_the_same_concept(context, text):
    mapping = proposed(export_of({"s_1": ["1", "5", "3"]}, {"s_1": rated("s_1", text)}), context)

    column = mapping.column("s_1")
    assert (column.id, column.dimension, column.level) == ("respect", "respected", "individual")
    assert column.suggestions["id"].reason == "same_question"
    assert column.suggestions["id"].confidence > 0.9


@pytest.mark.parametrize(
    "text",
    ["Blir du ikke møtt med respekt av de som jobber her?", "Blir barnet møtt med respekt av de som jobber her?"],
)
def test_a_question_with_another_word_in_it_is_another_concept(context, text):
    mapping = proposed(export_of({"s_1": ["1", "5", "3"]}, {"s_1": rated("s_1", text)}), context)

    assert mapping.column("s_1").id != "respect"


def test_a_concept_goes_to_one_column_only(context):
    cells = {"a1": ["1", "5", "3"], "a2": ["1", "5", "3"]}

    mapping = proposed(export_of(cells, {code: rated(code, RESPECT) for code in cells}), context)

    ids = [column.id for column in mapping.columns]
    assert ids.count("respect") == 1
    assert len(set(ids)) == 2


def test_the_number_of_a_column_is_no_concept_of_another_survey(context):
    cells = {"q1": ["1", "5", "3", "4", "2"]}
    items = [item.model_copy(update={"id": "q1"}) for item in known_survey().items[:1]]
    book = known_survey().model_copy(update={"items": items})

    mapping = proposed(export_of(cells), context_with(context.settings.data, book))

    assert mapping.column("q1").id == "q1_2"


def test_a_scale_with_the_good_end_first_turns_the_item_unless_the_question_is_turned_too(context):
    falling = dict(enumerate(reversed(DEGREE.values()), 1))
    book = known_survey()
    turned = book.model_copy(update={"items": [book.items[0].model_copy(update={"reversed": True}), book.items[1]]})
    export = export_of(
        {"a": ["1", "5"], "b": ["2", "4"]}, {"a": rated("a", RESPECT, falling), "b": rated("b", TIME, falling)}
    )

    mapping = proposed(export, context_with(context.settings.data, turned))

    assert [column.reversed for column in mapping.columns] == [False, True]


@pytest.mark.parametrize(("count", "use"), [(3, "background"), (12, "drop")])
def test_options_of_a_question_are_facts_where_they_are_few_and_never_questions(context, count, use):
    questions = options(count)

    mapping = proposed(export_of({code: ["1", "0", ""] for code in questions}, questions), context)

    assert {column.use for column in mapping.columns} == {use}
    if use == "background":
        assert mapping.column("v0").values == {"1": "Ja", "0": "Nei"}


def test_columns_of_one_name_are_left_out_since_none_can_be_pointed_to(context):
    export = export_of({"q": ["1", "2"], "q (2)": ["1", "2"]}, repeated=("q",))

    mapping = proposed(export, context)

    assert {column.suggestions["use"].reason for column in mapping.columns} == {"repeated_name"}


def test_words_for_no_service_we_know_are_told(context):
    export = export_of({"Tjeneste": ["Sykehjem", "Torget"], "q1": ["1", "5"]}, {"q1": rated("q1", TIME)})

    mapping = proposed(export, context)

    assert mapping.column("Tjeneste").values == {"Sykehjem": "nursing_home", "Torget": "other_service"}
    assert mapping.column("Tjeneste").suggestions["values"].details["words"] == "Torget"


def test_a_mapping_without_a_question_makes_no_codebook(context):
    mapping = proposed(export_of({"Enhet": ["Nord", "Sør"]}), context)

    with pytest.raises(InputError) as refused:
        codebook_of(mapping)

    assert [finding.code for finding in refused.value.findings] == ["draft_no_items"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_is_given_has_a_text(context, language):
    questions = {"q1": rated("q1", RESPECT), "q2": rated("q2", "Må du purre på svar?"), **options(2)}
    cells = {
        **{code: ["1", "0"] if code.startswith("v") else ["1", "5"] for code in questions},
        "Enhet": ["Nord", "Sør"],
        "Tjeneste": ["Torget", "Kiosken"],
        "navn": ["x", "y"],
    }

    mapping = proposed(export_of(cells, questions), context)

    texts = catalogue(language)
    for column in mapping.columns:
        for one in column.suggestions.values():
            assert texts[f"mapping.reason.{one.reason}"].format(**one.details)


def test_answers_in_other_letters_and_blanks_are_the_same_answers(context):
    words = ["Helt uenig", "Ganske uenig", "Ganske enig", "Helt enig"]
    cells = {
        "Jeg blir hørt": [*words, *words, "HELT ENIG", "helt  uenig", "Ganske\N{NO-BREAK SPACE}enig", "ganske uenig"]
        * 2,
        "Kjønn": ["Kvinne", "Mann", "kvinne", "Kvinne"] * 6,
    }

    mapping = proposed(export_of(cells), context)

    heard, gender = mapping.columns
    scale = mapping.scales[heard.scale]
    assert [scale.labels[point]["nb"] for point in range(1, 5)] == words
    assert gender.values == {"Kvinne": "Kvinne", "Mann": "Mann"}
