from pathlib import Path

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import google_forms
from etl.reading import SourceFile

NOTHING = Codebooks({})
HEADER = '"Tidsmerke","Hvor fornøyd er du?","Hva brukte du?","Hva synes du om [Maten]","Hva synes du om [Lokalet]"'
ROWS = [
    '"06.02.2024 kl. 14.12.52","4","Telefon, Nett","God","Dårlig"',
    '"06.02.2024 kl. 15.00.00","2","Nett, Møte (ute, inne)","Dårlig","God"',
    '"07.02.2024 kl. 09.00.01","5","Telefon","God","God"',
    '"07.02.2024 kl. 09.30.00","","Møte (ute, inne)","",""',
    '"07.02.2024 kl. 10.00.00","1","","God","God"',
]


def file_of(*lines: str) -> list[SourceFile]:
    return [SourceFile("svar.csv", "\n".join(lines).encode())]


@pytest.mark.parametrize("separator", [", ", ";"])
def test_a_cell_with_several_answers_becomes_a_column_an_option(separator: str) -> None:
    rows = [row.replace("n, N", f"n{separator}N").replace("t, M", f"t{separator}M") for row in ROWS]
    files = file_of(HEADER, *rows)

    assert google_forms.recognises(files, NOTHING)
    export = google_forms.read(files)
    options = [f"Hva brukte du? - {option}" for option in ("Telefon", "Nett", "Møte (ute, inne)")]
    assert export.table[options].to_numpy().tolist() == [
        ["1", "1", "0"], ["0", "1", "1"], ["1", "0", "0"], ["0", "0", "1"], ["", "", ""],
    ]  # fmt: skip
    assert export.questions[options[0]].group == "Hva brukte du?"


def test_a_grid_is_a_column_a_row_and_the_question_is_their_group() -> None:
    export = google_forms.read(file_of(HEADER, *ROWS))

    grid = export.questions["Hva synes du om [Maten]"]
    assert (grid.text, grid.group, grid.kind) == ("Hva synes du om - Maten", "Hva synes du om", "single")
    assert export.table["Tidsmerke"].tolist()[0] == "2024-02-06 14:12:52"
    assert export.rows_in_file == 5


def test_points_of_a_quiz_are_left_out_and_named() -> None:
    export = google_forms.read(
        file_of("Timestamp,Score,Hvor bor du?", "2/6/2024 14:00:00,8 / 10,Her", "2/7/2024 14:00:00,9 / 10,Der")
    )

    assert list(export.table.columns) == ["Timestamp", "Hvor bor du?"]
    assert [(finding.code, finding.values) for finding in export.findings] == [("forms_points_left_out", ("Score",))]


@pytest.mark.parametrize(
    "lines",
    [
        ("Timestamp,temp,fukt", "2/6/2024 14:00:00,20,30"),
        ("Timestamp,Hvor bor du?", "i går,Her"),
        ("Hvor bor du?,Timestamp", "Her,2/6/2024 14:00:00"),
    ],
)
def test_other_tables_with_times_are_not_ours(lines: tuple[str, ...]) -> None:
    assert not google_forms.recognises(file_of(*lines), NOTHING)


def test_a_file_without_answers_is_refused() -> None:
    with pytest.raises(InputError):
        google_forms.read(file_of(HEADER))


def test_the_public_survey_has_the_same_answers_as_text_and_as_workbook(shared: Path) -> None:
    paths = [shared / "exports/tools" / f"googleforms_spack_2022.{kind}" for kind in ("csv", "xlsx")]
    files = [[SourceFile(path.name, path.read_bytes())] for path in paths]

    assert all(google_forms.recognises(one, NOTHING) for one in files)
    text, book = (google_forms.read(one) for one in files)

    assert text.table.drop(columns="Timestamp").equals(book.table.drop(columns="Timestamp"))
    assert text.questions == book.questions
    assert (len(text.table), text.rows_in_file) == (182, 182)
    features = [code for code in text.table if code.startswith("Which of the following Spack features")]
    assert any(code.endswith("- Variant/flag propagation (++, ~~, ==)") for code in features)
    assert text.table["Which processors do you expect to use with Spack in the next year? - Intel"].eq("1").sum() == 168
    assert "Where do you work?" in text.table
    assert "What kind of user are you?" in text.table
