"""A wrong file gets an exact answer in Norwegian, and changes nothing."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.etl.store import HEADER, Store, small_codebook, small_rows

ROWS = [HEADER, *small_rows({"Furua": 12, "Lia": 9})]


def text_of(rows: list[list[object]], separator: str = ";") -> str:
    return "".join(separator.join(map(str, row)) + "\n" for row in rows)


def changed(row: int, column: int, value: object) -> list[list[object]]:
    """The good rows with one cell changed; ``row`` is the row number in the file."""
    rows = [list(cells) for cells in ROWS]
    rows[row - 1][column] = value
    return rows


def workbook(rows: list[list[object]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Svar")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


# Name -> file name, content, words that the answer must have.
REFUSED: dict[str, tuple[str, str | bytes, tuple[str, ...]]] = {
    "empty": ("tom.csv", "", ("tom", "Last ned eksporten på nytt")),
    "header only": ("bare.csv", text_of([HEADER]), ("ingen rader", "Last ned")),
    "truncated workbook": ("kuttet.xlsx", workbook(ROWS)[:-900], ("skadet", "Last den ned på nytt")),
    "cut off": ("avbrutt.csv", text_of(ROWS)[:-10], ("slutter midt i rad 22", "Last ned eksporten på nytt")),
    "binary": ("bilde.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ("ikke en tabell", "CSV eller Excel")),
    "zip": ("pakke.xlsx", b"PK\x03\x04" + b"\x00" * 300, ("kuttet", "skadet", "zip", "ikke en tabell")),
    "no codebook": ("ukjent.csv", "a;b;c\n1;2;3\n4;5;6\n", ("Ingen kodebok", "Lag et utkast")),
    "renamed columns": (
        "nytt_navn.csv",
        text_of(ROWS).replace("Q2", "Spørsmål 2").replace("Q3", "Spm3"),
        ("Liten undersøkelse, utgave 2024", "«Q2»", "«Q3»", "Rett overskriftene"),
    ),
    "repeated column": (
        "dobbel.csv",
        text_of([[*row, row[2]] for row in ROWS]),
        ("«Q1»", "flere kolonner", "ulike navn"),
    ),
    "text in a scale": (
        "tekst.csv",
        text_of([[*row[:2], "Kanskje" if n else "Q1", *row[3:]] for n, row in enumerate(ROWS)]),
        ("100\N{NO-BREAK SPACE}%", "«Q1»", "small_respect", "«Kanskje»", "21 rader: 2, 3, 4, 5, 6 …"),
    ),
}
TOLERATED: dict[str, tuple[str, str | bytes, str, tuple[str, ...], dict[str, int]]] = {
    "outside the scale": (
        "utenfor.csv",
        text_of(changed(5, 2, 9)),
        "out_of_scale",
        ("1 svar", "«Q1»", "1–6", "«9»", "1 rad: 5"),
        {"answers": 62, "rows_quarantined": 0},
    ),
    "half points": (
        "halve.csv",
        text_of(changed(6, 3, "3,5")),
        "out_of_scale",
        ("«Q2»", "«3,5»", "6"),
        {"answers": 62, "rows_quarantined": 0},
    ),
    "unknown code": (
        "kode.csv",
        text_of(changed(7, 4, "Tja")),
        "unknown_code",
        ("«Q3»", "«Tja»", "Legg koden til"),
        {"answers": 62, "rows_quarantined": 0},
    ),
    "missing unit": (
        "uten_enhet.csv",
        text_of(changed(3, 1, "")),
        "missing_unit",
        ("1 rad mangler enhet", "«Enhet»", "1 rad: 3"),
        {"answers": 60, "rows_quarantined": 1},
    ),
    "a dash for a unit": (
        "strek.csv",
        text_of(changed(3, 1, "–")),
        "missing_unit",
        ("«Enhet»", "1 rad: 3"),
        {"answers": 60, "rows_quarantined": 1},
    ),
    "a sum under the answers": (
        "sum.csv",
        text_of([*ROWS, ["", "Gjennomsnitt", 4, 4, 4, "", ""]]),
        "sums_of_answers",
        ("«Enhet»", "«Gjennomsnitt»", "holdt utenfor", "1 rad: 23"),
        {"answers": 63, "rows_quarantined": 1},
    ),
    "a sum instead of a number": (
        "sum.csv",
        text_of([*ROWS, ["Sum", "Furua", 4, 4, 4, "", ""]]),
        "sums_of_answers",
        ("«Løpenr»", "«Sum»", "1 rad: 23"),
        {"answers": 63, "rows_quarantined": 1},
    ),
    "ragged row": (
        "skjev.csv",
        text_of(changed(4, 6, "ett;to;tre")),
        "ragged_rows",
        ("1 rad", "7 kolonnene", "rad 4"),
        {"answers": 60, "rows_quarantined": 1},
    ),
    "repeated respondent": (
        "igjen.csv",
        text_of([*ROWS, ROWS[4]]),
        "repeated_respondent",
        ("«Løpenr»", "1 rad: 23"),
        {"answers": 63, "rows_quarantined": 1},
    ),
    "unknown background": (
        "alder.csv",
        text_of(changed(9, 5, "99")),
        "unknown_background",
        ("«Alder»", "«99»", "1 rad: 9"),
        {"answers": 63, "rows_quarantined": 0},
    ),
}


@pytest.fixture(scope="module")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has something to lose."""
    with pytest.MonkeyPatch.context() as patch:
        made = Store(tmp_path_factory.mktemp("before") / "data", patch)
        made.codebook(small_codebook())
        made.done("import", made.file("for.csv", text_of(ROWS[:-1])))
    return made.folder


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_whole(store: Store, imported_once: Path, name: str) -> None:
    file_name, content, words = REFUSED[name]
    shutil.copytree(imported_once, store.folder, dirs_exist_ok=True)
    before = store.state()
    file = store.file(file_name, content)

    checked, imported = store.run("check", file), store.run("import", file, "--replace")

    assert (checked.code, imported.code) == (1, 1)
    assert file_name in checked.err
    assert [word for word in words if word in checked.err] == list(words) or name == "zip"
    assert checked.err.strip() in imported.err.strip() or "Feil" in imported.err
    assert "Traceback" not in checked.err
    assert store.state() == before


@pytest.mark.parametrize("name", TOLERATED)
def test_dubious_rows_are_named_counted_and_left_out(store: Store, name: str) -> None:
    file_name, content, code, words, counts = TOLERATED[name]
    file = store.file(file_name, content)

    said = store.run("check", file)
    document = store.stored(file)[0]

    assert said.code == 0
    assert file_name in said.err
    assert [word for word in words if word not in said.err] == []
    assert [finding["code"] for finding in document["findings"]] == [code]
    assert {key: document[key] for key in counts} == counts
    stored = store.rows("SELECT count(*) AS n FROM answer WHERE value IS NOT NULL")["n"].iloc[0]
    assert stored == counts["answers"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_does_not_matter(store: Store, separator: str) -> None:
    document = store.stored(store.file("svar.csv", text_of(ROWS, separator)))[0]

    assert (document["answers"], document["findings"]) == (63, [])


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("municipality", "Kommune 99", ("Ukjent kommune", "«Kommune 99»", "kommunenummer")),
        ("municipality", "Trondhjem", ("Ukjent kommune", "Trondheim")),
        ("service", "Fiskemottak", ("Ukjent tjeneste", "«Fiskemottak»", "values")),
        ("role", "Venner", ("Ukjent rolle", "«Venner»")),
        ("period", "i fjor", ("Perioden kan ikke leses", "«i fjor»", "2024-03")),
    ],
)
def test_unknown_words_for_place_and_time_are_refused(
    store: Store, column: str, value: str, words: tuple[str, ...]
) -> None:
    edition = {"id": "x", "columns": small_codebook()["editions"][0]["columns"] | {column: "Sted"}}
    store.codebook(small_codebook(editions=[edition if column == "period" else edition | {"period": "2024"}]))
    rows = [[*row, "Sted" if n == 0 else value] for n, row in enumerate(ROWS)]

    answer = store.run("import", store.table("svar.csv", rows))

    assert answer.code == 1, answer.err
    assert [
        word for word in (*words, "«Sted»", "21 rader: 2, 3, 4, 5, 6 …", "svar.csv") if word not in answer.err
    ] == []
    assert not (store.folder / "warehouse.duckdb").exists()


def test_a_broken_codebook_in_the_data_folder_is_named_with_its_line(store: Store) -> None:
    file = store.table("svar.csv", ROWS)
    path = store.folder / "codebooks" / "small.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("dimension: respected", "dimension: respekt", 1), "utf-8")

    answer = store.run("import", file)

    assert answer.code == 1
    assert "codebooks/small.yaml" in answer.err
    assert "linje" in answer.err
    assert "respekt" in answer.err


def test_an_edition_that_two_codebooks_have_must_be_chosen(store: Store) -> None:
    store.codebook(small_codebook(id="liten"))
    file = store.table("svar.csv", ROWS)

    answer, chosen = store.run("check", file), store.run("check", file, "--instrument", "liten")

    assert (answer.code, chosen.code) == (1, 0)
    assert "«liten 2024», «small 2024»" in answer.err


def test_an_instrument_that_does_not_exist_is_named_with_those_that_do(store: Store) -> None:
    answer = store.run("check", store.table("svar.csv", ROWS), "--instrument", "smal")

    assert answer.code == 1
    assert "«smal»" in answer.err
    assert "«home_care_users»" in answer.err


def test_a_survey_that_no_codebook_describes_is_told_for_what_it_is(store: Store, shared: Path) -> None:
    answer = store.run("check", shared / "exports" / "norwegian" / "surveyxact_comma_ansi")

    assert answer.code == 1
    assert "eksport fra SurveyXact: 999 rader og 239 kolonner" in answer.err
    assert "python -m etl draft" in answer.err


def test_one_wrong_file_among_several_stops_them_all(store: Store) -> None:
    good = store.table("god.csv", ROWS)

    answer = store.run("import", good, store.file("tom.csv", ""))

    assert answer.code == 1
    assert "tom.csv" in answer.err
    assert not (store.folder / "warehouse.duckdb").exists()


def test_a_folder_is_read_without_what_spreadsheets_leave_there(store: Store) -> None:
    folder = store.folder.parent / "eksport"
    folder.mkdir()
    (folder / "svar.csv").write_text(text_of(ROWS), encoding="utf-8")
    (folder / "~$svar.xlsx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"\x00\x00")

    assert store.done("import", folder)[0]["answers"] == 63


def _lying_workbook(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
    return made.getvalue()


def test_a_workbook_that_lies_about_its_size_is_read_whole(store: Store) -> None:
    def smaller(part: bytes) -> bytes:
        return part.replace(b'<dimension ref="A1:G22"/>', b'<dimension ref="A1:G3"/>')

    lying = _lying_workbook(workbook(ROWS), smaller)

    document = store.stored(store.file("svar.xlsx", lying))[0]

    assert lying != workbook(ROWS)
    assert (document["rows_read"], document["answers"]) == (21, 63)
