import json
from pathlib import Path
from typing import Any

import pytest

from core.codebook import Codebooks
from etl.adapters import nettskjema
from etl.export import Export
from etl.reading import SourceFile
from etl.recognition import adapter_for, bundles

NOTHING = Codebooks({})
HEADER = [
    "$submission_id", "$created", "fornoyd", "brukt.telefon", "brukt.nett", "hjelp.rask", "hjelp.riktig",
    "fikk.lege.svar", "fikk.lege.tid", "tall", "maling", "ord", "vedlegg", "$answer_time_ms", "$form_version",
]  # fmt: skip
ROWS = [
    ["271", "2024-03-01T20:57:15+01:00", "1", "1", "0", "2", "3", "1", "0", "4.5", "0", "Bra; men dyrt", "a.png",
     "74630", "3"],
    ["272", "2024-03-02T08:00:00+01:00", "-1", "0", "1", "-1", "3", "0", "1", "2.0", "10", "", "", "1000", "3"],
    ["275", "2024-03-02T09:00:00+01:00", "2", "0", "0", "1", "1", "0", "0", "", "5", "Vet ikke", "", "", "3"],
]  # fmt: skip


def options(*codes_and_texts: tuple[str, str]) -> list[dict[str, Any]]:
    """Answers as the API lists them: the order of the list is not the order shown."""
    numbered = enumerate(codes_and_texts, start=1)
    return [{"sequence": number, "text": text, "externalAnswerOptionId": code} for number, (code, text) in numbered][
        ::-1
    ]


def rows_of(*codes_and_texts: tuple[str, str]) -> list[dict[str, Any]]:
    numbered = enumerate(codes_and_texts, start=1)
    return [{"sequence": number, "text": text, "externalElementId": code} for number, (code, text) in numbered]


ELEMENTS: list[dict[str, Any]] = [
    {"elementType": "HEADING", "text": "Om tjenesten", "externalElementId": None},
    {
        "elementType": "RADIO",
        "text": "Hvor fornøyd\n er du?",
        "externalElementId": "fornoyd",
        "answerOptions": options(("1", "Svært fornøyd"), ("2", "Fornøyd"), ("-1", "Svært misfornøyd")),
    },
    {
        "elementType": "CHECKBOX",
        "text": "Hva brukte du?",
        "externalElementId": "brukt",
        "answerOptions": options(("telefon", "Telefon"), ("nett", "Nett - og app")),
    },
    {
        "elementType": "MATRIX_RADIO",
        "text": "Hjelpen var",
        "externalElementId": "hjelp",
        "subElements": rows_of(("rask", "rask"), ("riktig", "riktig")),
        "answerOptions": options(("3", "Enig"), ("2", "Både og"), ("1", "Uenig")),
    },
    {
        "elementType": "MATRIX_CHECKBOX",
        "text": "Dette fikk jeg",
        "externalElementId": "fikk",
        "subElements": rows_of(("lege", "hos legen")),
        "answerOptions": options(("svar", "svar"), ("tid", "tid")),
    },
    {"elementType": "NUMBER", "text": "Hvor mange timer?", "externalElementId": "tall"},
    {
        "elementType": "LINEAR_SCALE",
        "text": "Samlet",
        "externalElementId": "maling",
        "minimumValue": 0,
        "maximumValue": 10,
        "minimumValueText": "Svært dårlig",
        "maximumValueText": "Svært bra",
    },
    {"elementType": "QUESTION", "text": "Hva kan bli bedre?", "externalElementId": "ord"},
    {"elementType": "ATTACHMENT", "text": "Last opp", "externalElementId": "vedlegg"},
]


def answers(separator: str = ";", name: str = "data-123-2024.txt") -> SourceFile:
    lines = (separator.join(f'"{cell}"' for cell in row) for row in (HEADER, *ROWS))
    return SourceFile(name, ("\n".join(lines) + "\n").encode())


def form(document: object = ELEMENTS, name: str = "elements.json") -> SourceFile:
    return SourceFile(name, json.dumps(document).encode())


def with_form() -> Export:
    files = [form(), answers()]
    assert nettskjema.recognises(files, NOTHING)
    return nettskjema.read(files)


@pytest.mark.parametrize("separator", [";", ","])
def test_the_columns_of_the_tool_leave_the_table_for_their_own_place(separator: str) -> None:
    export = nettskjema.read([answers(separator)])

    assert export.respondents is not None
    assert export.seconds is not None
    assert list(export.table.columns) == ["$created", *HEADER[2:13]]
    assert export.respondents.to_dict() == {2: "271", 3: "272", 4: "275"}
    assert export.seconds.to_dict() == pytest.approx({2: 74.63, 3: 1.0, 4: float("nan")}, nan_ok=True)
    assert (export.table.loc[2, "ord"], export.rows_in_file, export.findings) == ("Bra; men dyrt", 3, ())


def test_without_a_codebook_codes_stay_as_they_are_and_ticks_are_options() -> None:
    export = nettskjema.read([answers()])

    assert export.table["fornoyd"].tolist() == ["1", "-1", "2"]
    assert set(export.questions) == {"brukt.telefon", "brukt.nett", "fikk.lege.svar", "fikk.lege.tid"}
    assert {question.kind for question in export.questions.values()} == {"multiple"}
    assert (export.questions["fikk.lege.tid"].group, export.questions["fikk.lege.tid"].text) == (
        "fikk.lege",
        "fikk.lege - tid",
    )


def test_the_codebook_tells_texts_kinds_and_labels_in_the_order_shown() -> None:
    questions = with_form().questions

    assert questions["fornoyd"].text == "Hvor fornøyd er du?"
    assert list(questions["fornoyd"].labels.items()) == [
        ("1", "Svært fornøyd"),
        ("2", "Fornøyd"),
        ("-1", "Svært misfornøyd"),
    ]
    assert (questions["hjelp.rask"].text, questions["hjelp.rask"].group) == ("Hjelpen var - rask", "Hjelpen var")
    assert list(questions["hjelp.rask"].labels) == ["3", "2", "1"]
    assert {column: question.kind for column, question in questions.items()} == {
        "fornoyd": "single",
        "brukt.telefon": "multiple",
        "brukt.nett": "multiple",
        "hjelp.rask": "single",
        "hjelp.riktig": "single",
        "fikk.lege.svar": "multiple",
        "fikk.lege.tid": "multiple",
        "tall": "number",
        "maling": "single",
        "ord": "text",
    }


def test_options_carry_their_question_and_what_a_tick_is() -> None:
    export = with_form()

    option, of_row = export.questions["brukt.nett"], export.questions["fikk.lege.svar"]
    assert (option.text, option.group) == ("Hva brukte du? - Nett - og app", "Hva brukte du?")
    assert (of_row.text, of_row.group) == ("Dette fikk jeg - hos legen - svar", "Dette fikk jeg - hos legen")
    assert option.labels == {"1": "Valgt", "0": "Ikke valgt"}
    assert export.table[option.column].tolist() == ["0", "1", "0"]


def test_minus_one_is_no_answer_only_where_the_form_has_no_such_answer() -> None:
    questions = with_form().questions

    assert questions["fornoyd"].no_answer == ()
    assert questions["hjelp.rask"].no_answer == ("-1",)
    assert questions["maling"].no_answer == ()


def test_a_linear_scale_has_words_at_its_ends() -> None:
    labels = with_form().questions["maling"].labels

    assert (labels["0"], labels["5"], labels["10"], len(labels)) == ("Svært dårlig", "5", "Svært bra", 11)


def test_attachments_are_taken_away_and_named() -> None:
    export = with_form()

    (finding,) = export.findings
    assert (finding.code, finding.values) == ("personal_columns_dropped", ("vedlegg",))
    assert "vedlegg" not in export.table
    assert "vedlegg" not in export.column_labels


def test_a_codebook_under_its_name_and_with_lists_of_one_is_the_same() -> None:
    listed = [
        {key: value if isinstance(value, list) else [value] if value is not None else {} for key, value in one.items()}
        for one in ELEMENTS
    ]

    export = nettskjema.read([answers(), form({"form_id": [123], "elements": listed})])

    assert export.questions == with_form().questions


def test_with_the_codebook_off_the_texts_are_the_columns() -> None:
    text = '"$submission_id";"$created";"Hvor fornøyd er du?";"Hva kan bli bedre?"\n"1";"2024-03-01";"Fornøyd";"Alt."\n'
    unnamed = [element | {"externalElementId": None} for element in ELEMENTS if element["elementType"] in {"RADIO"}]
    file = SourceFile("data.csv", text.encode())

    alone, beside = nettskjema.read([file]), nettskjema.read([file, form(unnamed)])

    assert nettskjema.recognises([file], NOTHING)
    assert alone.column_labels["Hvor fornøyd er du?"] == "Hvor fornøyd er du?"
    assert alone.table.loc[2].tolist() == ["2024-03-01", "Fornøyd", "Alt."]
    assert alone.questions == {}
    assert beside.questions["Hvor fornøyd er du?"].kind == "single"


def test_answers_and_codebooks_of_several_forms_find_each_other() -> None:
    other_answers = SourceFile("data-456.txt", b'"$submission_id";"alder";"trivsel"\n"9";"1";"4"\n')
    other_form = form(
        [
            {
                "elementType": "RADIO",
                "text": "Alder",
                "externalElementId": "alder",
                "answerOptions": options(("1", "-")),
            },
            {"elementType": "NUMBER", "text": "Trivsel", "externalElementId": "trivsel"},
        ],
        "elements-456.json",
    )
    files = [form(), other_form, answers(), other_answers]

    groups = bundles(files, NOTHING)

    assert [[file.name for file in group] for group in groups] == [
        ["elements.json", "data-123-2024.txt"],
        ["elements-456.json", "data-456.txt"],
    ]
    assert adapter_for(groups[0], NOTHING) is nettskjema


@pytest.mark.parametrize(
    "content",
    [
        b"submission_id;created;q1\n1;2024-03-01;4\n",
        b'"submission";"$created";"$answer_time_ms"\n1;2024-03-01;4\n',
    ],
)
def test_a_table_without_the_number_of_the_submission_is_something_else(content: bytes) -> None:
    assert not nettskjema.recognises([SourceFile("data.csv", content)], NOTHING)


@pytest.mark.parametrize(
    "content",
    [b'[{"elementType": "RADIO"', b"[" * 100_000, b'{"elements": 3}', b'[{"navn": "Kari"}]', b"[1, 2]", b"null", b"[]"],
)
def test_json_that_is_no_codebook_belongs_to_no_answers(content: bytes) -> None:
    assert not nettskjema.recognises([answers(), SourceFile("elements.json", content)], NOTHING)


def test_the_codebook_of_another_form_does_not_belong_to_the_answers() -> None:
    strange = [element | {"externalElementId": f"x{number}"} for number, element in enumerate(ELEMENTS)]

    assert not nettskjema.recognises([answers(), form(strange)], NOTHING)
    assert not nettskjema.recognises([form()], NOTHING)
    assert not nettskjema.recognises([answers(), answers(name="igjen.txt")], NOTHING)


def test_the_public_export_is_read_whole(shared: Path) -> None:
    path = shared / "exports" / "tools" / "nettskjema_123823_delim.txt"
    files = [SourceFile(path.name, path.read_bytes())]

    export = nettskjema.read(files)

    assert adapter_for(files, NOTHING) is nettskjema
    assert export.table.shape == (3, 28)
    assert export.table["radio"].tolist() == ["1", "-1", "-1"]
    assert export.respondents is not None
    assert export.respondents.tolist() == ["27685292", "27685302", "27685319"]
    assert sum(question.kind == "multiple" for question in export.questions.values()) == 13
