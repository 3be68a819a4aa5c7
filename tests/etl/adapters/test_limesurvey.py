from pathlib import Path

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import limesurvey
from etl.adapters.limesurvey.structure import structure_of
from etl.reading import SourceFile

NOTHING = Codebooks({})
TOOL = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl"]
TOOL_TEXTS = [
    "Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action",
    "IP address", "Referrer URL",
]  # fmt: skip
QUESTIONS = {
    "SAT": ("Hvor fornøyd er du?", ""),
    "CON[tel]": ("Hva brukte du?", "Telefon\t(hjemme)"),
    "CON[web]": ("Hva brukte du?", "Nett"),
    "CON[other]": ("Hva brukte du?", "Other"),
    "RATE[food]": ("Hvordan var\ndet?", "Maten"),
    "TIME": ("Hvilken tid?", ""),
}
TIMINGS = ["interviewtime", "groupTime12", "SATTime"]
ROWS = [
    ["7", "2024-02-06 10:01:00", "3", "nb", "1", "2024-02-06 10:00:00", "2024-02-06 10:01:00", "192.0.2.1", "",
     "A1", "Y", "", "", "4", "før", "60.5", "30", "20"],
    ["8", "", "1", "nb", "2", "2024-02-06 11:00:00", "2024-02-06 11:00:30", "192.0.2.1", "",
     "A3", "", "", "Brevdue", "", "", "30.0", "30", "20"],
    ["9", "2024-02-07 10:01:00", "3", "nb", "3", "2024-02-07 10:00:00", "2024-02-07 10:01:00", "192.0.2.1", "",
     "A9", "", "", "", "5", "", "61", "30", "20"],
]  # fmt: skip
STRUCTURE = """<?xml version="1.0" encoding="UTF-8"?>
<document>
 <LimeSurveyDocType>Survey</LimeSurveyDocType>
 <languages><language>nb</language><language>en</language></languages>
 <questions><rows>
  <row><qid>1</qid><parent_qid>0</parent_qid><type>L</type><title>SAT</title><other>Y</other></row>
  <row><qid>2</qid><parent_qid>0</parent_qid><type>M</type><title>CON</title></row>
  <row><qid>3</qid><parent_qid>0</parent_qid><type>A</type><title>RATE</title></row>
  <row><qid>4</qid><parent_qid>0</parent_qid><type>S</type><title>TIME</title></row>
 </rows></questions>
 <subquestions><rows>
  <row><qid>22</qid><parent_qid>2</parent_qid><title>web</title><question_order>2</question_order></row>
  <row><qid>21</qid><parent_qid>2</parent_qid><title>tel</title><question_order>1</question_order></row>
  <row><qid>31</qid><parent_qid>3</parent_qid><title>food</title></row>
 </rows></subquestions>
 <question_l10ns><rows>
  <row><qid>1</qid><question><![CDATA[<p>Hvor <b>fornøyd</b> er du?</p>]]></question><language>nb</language></row>
  <row><qid>1</qid><question>How satisfied are you?</question><language>en</language></row>
  <row><qid>2</qid><question>Hva brukte du?</question><language>nb</language></row>
  <row><qid>3</qid><question>Hvordan var det?</question><language>nb</language></row>
  <row><qid>4</qid><question>Hvilken tid?</question><language>nb</language></row>
  <row><qid>21</qid><question>Telefon</question><language>nb</language></row>
  <row><qid>22</qid><question>Nett</question><language>nb</language></row>
  <row><qid>31</qid><question>Maten</question><language>nb</language></row>
 </rows></question_l10ns>
 <answers><rows>
  <row><aid>2</aid><qid>1</qid><code>A3</code><sortorder>2</sortorder></row>
  <row><aid>1</aid><qid>1</qid><code>A1</code><sortorder>1</sortorder></row>
 </rows></answers>
 <answer_l10ns><rows>
  <row><aid>1</aid><answer>Fornøyd</answer><language>nb</language></row>
  <row><aid>1</aid><answer>Satisfied</answer><language>en</language></row>
  <row><aid>2</aid><answer>Misfornøyd</answer><language>nb</language></row>
 </rows></answer_l10ns>
</document>
"""


def headers(style: str) -> list[str]:
    if style == "codes":
        return [*TOOL, *QUESTIONS, *TIMINGS]
    texts = [f"{text} [{option}]" if option else text for text, option in QUESTIONS.values()]
    if style == "texts":
        return [*TOOL_TEXTS, *texts, "Total time", *TIMINGS[1:]]
    tool = [f"{code}. {text}" for code, text in zip(TOOL, TOOL_TEXTS, strict=True)]
    asked = [f"{code}. {text}" for code, text in zip(QUESTIONS, texts, strict=True)]
    return [*tool, *asked, "interviewtime. Total time", "groupTime12. Group time: A", "SATTime. Question time: SAT"]


def answers(style: str = "codes", delimiter: str = ",") -> SourceFile:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in [headers(style), *ROWS]]
    return SourceFile("results-survey1.csv", ("\ufeff" + "\n".join(lines)).encode())


def structure(text: str = STRUCTURE) -> SourceFile:
    return SourceFile("limesurvey_survey_1.lss", text.encode())


@pytest.mark.parametrize(("style", "delimiter"), [("codes", ","), ("both", ";"), ("texts", ";")])
def test_every_kind_of_header_gives_the_same_answers(style: str, delimiter: str) -> None:
    files = [answers(style, delimiter)]

    assert limesurvey.recognises(files, NOTHING)
    export = limesurvey.read(files)

    table = export.table.set_axis(range(export.table.shape[1]), axis="columns")
    rows = table.iloc[:, :7].to_numpy().tolist()
    assert rows == [
        ["2024-02-06 10:01:00", "A1", "1", "0", "", "4", "før"],
        ["2024-02-06 11:00:30", "A3", "0", "0", "Brevdue", "", ""],
        ["2024-02-07 10:01:00", "A9", "", "", "", "5", ""],
    ]


def test_codes_and_texts_come_apart_whatever_is_between_them() -> None:
    export = limesurvey.read([answers("both", ";")])

    assert list(export.table.columns) == ["submitdate", *QUESTIONS]
    option = export.questions["CON[tel]"]
    assert (option.kind, option.group, option.text) == (
        "multiple", "Hva brukte du?", "Hva brukte du? - Telefon (hjemme)",
    )  # fmt: skip
    assert export.questions["CON[other]"].kind == "text"
    assert export.column_labels["SAT"] == "Hvor fornøyd er du?"


def test_who_did_not_submit_is_partial_and_times_used_are_told() -> None:
    export = limesurvey.read([answers()])

    assert export.status is not None
    assert export.status.tolist() == ["completed", "partial", "completed"]
    assert export.seconds is not None
    assert export.seconds.tolist() == [60.5, 30.0, 61.0]
    assert export.respondents is not None
    assert export.respondents.tolist() == ["7", "8", "9"]


def test_a_survey_that_keeps_no_times_has_no_time_of_answering() -> None:
    content = answers().content.decode()
    for row in ROWS:
        content = content.replace(row[1] or "\0", "1980-01-01 00:00:00")

    export = limesurvey.read([SourceFile("svar.csv", content.encode())])

    assert "submitdate" not in export.table
    assert export.status is not None
    assert export.status.tolist() == ["completed", "partial", "completed"]


def test_a_structure_tells_texts_answers_and_several_answers() -> None:
    files = [structure(), answers()]

    assert limesurvey.recognises(files, NOTHING)
    export = limesurvey.read(files)

    question = export.questions["SAT"]
    assert (question.text, question.kind) == ("Hvor fornøyd er du?", "single")
    assert list(question.labels.items()) == [("A1", "Fornøyd"), ("A3", "Misfornøyd"), ("-oth-", "Annet")]
    assert export.questions["CON[web]"].text == "Hva brukte du? - Nett"
    assert export.questions["RATE[food]"].group == "Hvordan var det?"
    assert export.questions["TIME"].kind == "text"
    assert (export.files, export.findings) == (("limesurvey_survey_1.lss", "results-survey1.csv"), ())


def test_a_column_that_the_structure_lacks_is_named() -> None:
    content = answers().content.decode().replace('"TIME"', '"NEW"')

    export = limesurvey.read([structure(), SourceFile("svar.csv", content.encode())])

    assert [(found.code, found.values) for found in export.findings] == [("limesurvey_not_in_structure", ("NEW",))]


def refusal(files: list[SourceFile]) -> list[str]:
    with pytest.raises(InputError) as error:
        limesurvey.read(files)
    return [finding.code for finding in error.value.findings]


def test_a_structure_alone_is_refused_with_the_reason() -> None:
    assert limesurvey.recognises([structure()], NOTHING)
    assert refusal([structure()]) == ["limesurvey_structure_only"]


@pytest.mark.parametrize(
    "text",
    [
        STRUCTURE.replace("<document>", '<!DOCTYPE d [<!ENTITY a "b">]><document>'),
        STRUCTURE.replace("<document>", '<!DOCTYPE d SYSTEM "file:///etc/passwd"><document>'),
        STRUCTURE[:2000],
        STRUCTURE.replace("Telefon", "&nothing;"),
    ],
    ids=["entities", "document type", "cut off", "unknown entity"],
)
def test_a_structure_that_is_damaged_or_suspicious_is_refused(text: str) -> None:
    assert refusal([structure(text), answers()]) == ["limesurvey_structure_unreadable"]


@pytest.mark.parametrize("header", ["id,submitdate,Q1", "id,seed,Q1", "Response ID,Last page visited,Q1"])
def test_other_tables_with_numbers_and_times_are_not_ours(header: str) -> None:
    assert not limesurvey.recognises([SourceFile("svar.csv", f"{header}\n1,2,3\n".encode())], NOTHING)


@pytest.mark.parametrize("text", ["<row><a>1</a></row>", "<document><row><a>1</a></row></document>", "<questions/>"])
def test_rows_in_the_wrong_place_tell_nothing(text: str) -> None:
    assert structure_of(SourceFile("a.lss", text.encode())).questions == {}


def test_two_structures_are_no_export() -> None:
    assert not limesurvey.recognises([structure(), structure()], NOTHING)


def test_the_public_results_have_short_codes_and_their_ticks(shared: Path) -> None:
    path = shared / "exports/tools/limesurvey_chi_results.csv"
    files = [SourceFile(path.name, path.read_bytes())]

    assert limesurvey.recognises(files, NOTHING)
    export = limesurvey.read(files)

    assert (len(export.table), export.rows_in_file) == (10, 10)
    assert max(map(len, export.table.columns)) < 60
    assert max(map(len, export.column_labels.values())) > 500
    assert export.questions["TYPresQL[QLraw]"].kind == "multiple"
    assert export.table["TYPresQL[QLraw]"].value_counts().to_dict() == {"1": 5, "": 3, "0": 2}
    assert export.questions["claimByType[QLraw]"].kind == "single"


def test_the_public_structure_is_read_and_refused_alone(shared: Path) -> None:
    path = shared / "exports/tools/limesurvey_citric_survey.lss"
    file = SourceFile(path.name, path.read_bytes())

    questions = structure_of(file).questions
    assert {code: question.type for code, question in questions.items()} == {
        "G01Q01": "T", "G01Q02": "5", "G02Q03": "|", "G02Q04": "Y",
    }  # fmt: skip
    assert questions["G01Q01"].text == "Text for first question"
    assert refusal([file]) == ["limesurvey_structure_only"]
