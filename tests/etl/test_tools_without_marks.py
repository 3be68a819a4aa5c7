"""Tools whose exports nothing distinguishes from any table: they are read as tables, and a draft knows their questions.

The composed files are written as Enalyzer (text, value or label number) and Questback (one or two header rows) write.
"""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from core.codebook import Codebooks
from etl.reading import SourceFile
from etl.recognition import adapter_for
from tests.etl.store import Store

Rows = Sequence[Sequence[object]]
SATISFIED = ["Svært misfornøyd", "Misfornøyd", "Verken fornøyd eller misfornøyd", "Fornøyd", "Svært fornøyd"]
OWN_WORDS = ["Det var fint her, men maten var kald", "Personalet burde hatt bedre tid", "Veldig hyggelige folk her"]
ENALYZER = [
    "Respondent ID", "Svardato", "Enhet", "Hvor fornøyd er du med hjelpen?", "Hvor fornøyd er du med ventetiden?",
    "Hva har du brukt? - Telefon", "Hva har du brukt? - Nett", "Kjønn", "Hva kan bli bedre?",
]  # fmt: skip
MEALS = ["Maten", "Personalet", "Aktivitetene"]
QUESTION = "Hvor fornøyd er du med"
RESPONDENTS = range(30)


def enalyzer(variant: str) -> Rows:
    """Respondents as Enalyzer writes them: choices as text, value or label number."""
    as_text = variant == "text"

    def chosen(point: int) -> object:
        return SATISFIED[point] if as_text else point + 1

    def ticked(option: str, tick: bool) -> object:
        return (option if tick else "") if as_text else int(tick)

    rows: list[Sequence[object]] = [ENALYZER]
    for n in RESPONDENTS:
        gender = ["Kvinne", "Mann"][n % 2] if as_text else n % 2 + 1
        ticks = ticked("Telefon", n % 3 > 0), ticked("Nett", n % 2 > 0)
        own = f"{OWN_WORDS[n % 3]} {n}"
        rows.append(
            [1000 + n, f"03-{n % 28 + 1:02}-2024", "Furua", chosen(n % 5), chosen(2 * n % 5), *ticks, gender, own]
        )
    return rows


def questback(header_rows: int) -> Rows:
    """Respondents as Questback writes them: a battery has its question in the first row and its parts in the second."""
    single = [["Respondent", "Enhet", *(f"{QUESTION} - {part}" for part in MEALS), "Hva kan bli bedre?"]]
    double = [["Respondent", "Enhet", QUESTION, "", "", "Hva kan bli bedre?"], ["", "", *MEALS, ""]]
    answers = [
        [n + 1, "Furua", *(SATISFIED[n * step % 5] for step in (1, 2, 3)), f"{OWN_WORDS[n % 3]} {n}"]
        for n in RESPONDENTS
    ]
    return [*(single if header_rows == 1 else double), *answers]


def workbook(rows: Rows) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def drafted(store: Store, content: bytes) -> tuple[Path, dict[str, Any]]:
    """The file, and the codebook that the draft of it is."""
    file = store.file("brukere 2024.xlsx", content)
    answer = store.run("draft", file)
    assert answer.code == 0, answer.err
    return file, yaml.safe_load(Path(answer.out.strip()).read_text(encoding="utf-8"))


@pytest.mark.parametrize("rows", [enalyzer("text"), enalyzer("value"), questback(1), questback(2)])
def test_they_are_read_as_any_table(rows: Rows) -> None:
    adapter = adapter_for([SourceFile("svar.xlsx", workbook(rows))], Codebooks({}))

    assert adapter.__name__ == "etl.adapters.mapped_table"


@pytest.mark.parametrize("variant", ["text", "value"])
def test_a_draft_of_enalyzer_knows_questions_background_and_own_words(store: Store, variant: str) -> None:
    file, codebook = drafted(store, workbook(enalyzer(variant)))

    columns = codebook["editions"][0]["columns"]
    items = [columns[item["id"]] for item in codebook["items"]]
    (scale,) = codebook["scales"].values()
    assert items == ENALYZER[3:5]
    assert (scale["min"], scale["max"]) == (1, 5)
    assert [columns[one["id"]] for one in codebook["comments"]] == ["Hva kan bli bedre?"]
    assert [columns[one["id"]] for one in codebook["background"]] == ["Kjønn"]
    assert (columns["unit"], columns["respondent"]) == ("Enhet", "Respondent ID")
    (receipt,) = store.stored(file)
    assert (receipt["respondents"], receipt["answers"]) == (30, 60)


def test_text_and_value_of_the_same_answers_give_the_same_values(store: Store, tmp_path: Path) -> None:
    values = []
    for variant in ("text", "value"):
        one = Store(tmp_path / variant, store.monkeypatch)
        file, _ = drafted(one, workbook(enalyzer(variant)))
        one.stored(file)
        values.append(
            one.rows("SELECT value, count(*) AS n FROM answer GROUP BY value ORDER BY value").to_numpy().tolist()
        )

    assert values[0] == values[1]


@pytest.mark.parametrize("header_rows", [1, 2])
def test_a_draft_of_questback_has_the_question_with_its_part(store: Store, header_rows: int) -> None:
    file, codebook = drafted(store, workbook(questback(header_rows)))

    assert [item["text"]["nb"] for item in codebook["items"]] == [f"{QUESTION} - {part}" for part in MEALS]
    (receipt,) = store.stored(file)
    assert (receipt["respondents"], receipt["answers"]) == (30, 90)
