from pathlib import Path

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import surveymonkey
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
SYSTEM = ["RespondentID", "CollectorID", "StartDate", "EndDate", "IP Address", "Email Address"]
TWO_ROWS = [
    [*SYSTEM, "Hvor fornøyd er du?", "Hva brukte du?", "", "", "Hvordan var", "", "Hva er best?", "", "", "Noe mer?"],
    [*[""] * 6, "Response", "Telefon", "Nett", "Other (please specify)", "Maten", "Lokalet", "A", "B", "C",
     "Open-Ended Response"],
    ["10034567890", "4321", "02/06/2024 10:00:00 AM", "02/06/2024 10:02:00 AM", "192.0.2.1", "",
     "Svært fornøyd", "Telefon", "", "", "God", "Dårlig", "1", "2", "3", "Takk for det"],
    ["10034567891", "4321", "02/07/2024 10:00:00 AM", "02/07/2024 01:00:30 PM", "192.0.2.2", "",
     "Misfornøyd", "", "", "Brevdue", "Dårlig", "God", "3", "1", "2", ""],
    ["10034567892", "4321", "02/07/2024 10:00:00 AM", "02/07/2024 10:00:40 AM", "192.0.2.3", "",
     "Vet ikke", "", "", "", "God", "God", "", "", "", ""],
]  # fmt: skip
CONDENSED = [
    ["RespondentID", "Hvor fornøyd er du?", *(f"Hva brukte du? - {option}" for option in ("Telefon", "Nett", "Annet")),
     "Hvordan var - Maten", "Hvordan var - Lokalet"],
    ["10034567890", "Svært fornøyd", "Telefon", "", "", "God", "Dårlig"],
    ["10034567891", "Misfornøyd", "", "", "Brevdue", "Dårlig", "God"],
    ["10034567892", "Vet ikke", "", "", "", "God", "God"],
]  # fmt: skip
NO_SEVERAL = [
    ["Respondent ID", "Hvor fornøyd er du?", "Noe mer?"],
    ["", "Response", "Open-Ended Response"],
    ["10034567890", "Bra", ""],
    ["10034567891", "Bra", "Nei"],
]
Rows = list[list[str]]
TICKS = [["1", "0"], ["0", "0"], ["", ""]]


def rows_of(rows: Rows) -> list[SourceFile]:
    return file_of("\n".join(map(",".join, rows)))


def file_of(text: str) -> list[SourceFile]:
    return [SourceFile("svar.csv", text.encode())]


@pytest.fixture(params=[TWO_ROWS, CONDENSED], ids=["two rows", "condensed"])
def export(request: pytest.FixtureRequest) -> Export:
    files = rows_of(request.param)
    assert surveymonkey.recognises(files, NOTHING)
    return surveymonkey.read(files)


def test_both_forms_give_the_same_ticks_and_grids(export: Export) -> None:
    options = ["Hva brukte du? - Telefon", "Hva brukte du? - Nett"]

    assert export.table[options].to_numpy().tolist() == TICKS
    assert [export.questions[option].kind for option in options] == ["multiple", "multiple"]
    assert export.table["Hvordan var - Lokalet"].tolist() == ["Dårlig", "God", "God"]
    assert export.questions["Hvordan var - Lokalet"].group == "Hvordan var"
    assert export.table["Hvor fornøyd er du?"].tolist() == ["Svært fornøyd", "Misfornøyd", "Vet ikke"]
    assert export.rows_in_file == len(export.table) == 3


def test_own_words_beside_options_are_text(export: Export) -> None:
    own = next(code for code in export.table if code.endswith(("specify)", "Annet")))

    assert export.questions[own].kind == "text"
    assert export.table[own].tolist() == ["", "Brevdue", ""]


def test_the_tools_own_columns_leave_the_table() -> None:
    export = surveymonkey.read(rows_of(TWO_ROWS))

    assert export.respondents is not None
    assert export.respondents.tolist() == ["10034567890", "10034567891", "10034567892"]
    assert export.seconds is not None
    assert export.seconds.tolist() == [120, 10830, 40]
    assert export.table["EndDate"].tolist()[1] == "2024-02-07 13:00:30"
    assert not {"RespondentID", "CollectorID", "StartDate", "IP Address", "Email Address"} & set(export.table)


def test_places_in_a_ranking_are_numbers_and_no_rating() -> None:
    export = surveymonkey.read(rows_of(TWO_ROWS))

    ranks = [export.questions[f"Hva er best? - {option}"] for option in "ABC"]
    assert [(rank.kind, rank.group) for rank in ranks] == [("number", "Hva er best?")] * 3
    assert export.questions["Noe mer?"].kind == "text"


def test_a_header_without_several_answers_is_read_the_same() -> None:
    export = surveymonkey.read(rows_of(NO_SEVERAL))

    assert export.table.to_numpy().tolist() == [["Bra", ""], ["Bra", "Nei"]]
    assert export.rows_in_file == 2


@pytest.mark.parametrize(
    "text",
    [
        "RespondentID,Hvor fornøyd er du?\n1,Bra\n2,Bra\n",
        "respondentid,s_1,stato_4\n100345678,1,1\n",
        "Nummer,Hvor fornøyd er du?\n10034567890,Bra\n",
    ],
)
def test_other_tables_with_respondents_are_not_ours(text: str) -> None:
    assert not surveymonkey.recognises(file_of(text), NOTHING)


def test_a_file_without_answers_is_refused() -> None:
    with pytest.raises(InputError):
        surveymonkey.read(rows_of(TWO_ROWS[:2]))


def public(shared: Path, name: str) -> Export:
    path = shared / "exports/tools" / name
    files = [SourceFile(path.name, path.read_bytes())]
    assert surveymonkey.recognises(files, NOTHING)
    return surveymonkey.read(files)


def test_films_seen_are_ticks_and_films_ranked_and_persons_rated_are_not(shared: Path) -> None:
    export = public(shared, "surveymonkey_starwars.csv")

    kinds = [question.kind for question in export.questions.values()]
    assert (len(export.table), export.rows_in_file, export.encoding) == (1186, 1186, "cp1252")
    assert (kinds.count("multiple"), kinds.count("number"), kinds.count("single")) == (6, 6, 14)
    seen = [code for code, question in export.questions.items() if question.kind == "multiple"]
    assert export.table[seen[4]].value_counts().to_dict() == {"1": 758, "0": 77, "": 351}
    yoda = next(code for code in export.table if code.endswith("- Yoda"))
    assert export.table[yoda].eq("Very favorably").sum() == 605


def test_joined_headers_give_ticks_and_the_texts_beside_them(shared: Path) -> None:
    export = public(shared, "surveymonkey_thanksgiving.csv")

    kinds = [question.kind for question in export.questions.values()]
    carrots = next(code for code in export.table if code.endswith("- Carrots"))
    assert (len(export.table), kinds.count("multiple"), kinds.count("text")) == (1058, 38, 7)
    assert export.table[carrots].value_counts().to_dict() == {"0": 722, "1": 242, "": 94}


def test_a_file_of_single_questions_keeps_them_all(shared: Path) -> None:
    export = public(shared, "surveymonkey_flying_etiquette.csv")

    assert export.table.shape == (1040, 26)
    assert export.questions == {}
