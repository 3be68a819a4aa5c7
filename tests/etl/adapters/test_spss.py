"""SPSS: codes as a person writes them, what the file declares missing, and files that are damaged."""

import faulthandler
import signal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import spss
from etl.adapters.spss import _number, _shown
from etl.reading import SourceFile

NOTHING = Codebooks({})
FORK = get_context("fork")
TABLE = pd.DataFrame({"fornoyd": [1.0, 6.0, 9.0, None], "vekt": [1.25, 1.0, 0.5, -3.0], "svar": ["Åse", "", "b", "c"]})
ABOUT: dict[str, Any] = {
    "column_labels": {"fornoyd": "Hvor fornøyd er du?", "svar": "Fritekst"},
    "variable_value_labels": {"fornoyd": {6: "Svært fornøyd", 1: "Svært misfornøyd", 9: "Vet ikke"}},
    "missing_ranges": {"fornoyd": [9, 99], "vekt": [{"lo": -5, "hi": -1}]},
}


def saved(folder: Path, table: pd.DataFrame = TABLE, *, compress: bool = False, **about: Any) -> SourceFile:
    path = folder / "svar.sav"
    pyreadstat.write_sav(table, path, compress=compress, **(about or ABOUT))
    return SourceFile("svar.sav", path.read_bytes())


@pytest.mark.parametrize("compress", [False, True])
def test_codes_texts_and_labels(tmp_path: Path, compress: bool) -> None:
    file = saved(tmp_path, compress=compress)

    assert spss.recognises([file], NOTHING)
    export = spss.read([file])

    assert list(export.table["fornoyd"]) == ["1", "6", "9", ""]
    assert list(export.table["vekt"]) == ["1.25", "1", "0.5", "-3"]
    assert list(export.table["svar"]) == ["Åse", "", "b", "c"]
    assert list(export.table.index) == [1, 2, 3, 4]
    assert export.rows_in_file == 4
    assert export.column_labels == {"fornoyd": "Hvor fornøyd er du?", "vekt": "vekt", "svar": "Fritekst"}
    assert export.questions["fornoyd"].labels == {"1": "Svært misfornøyd", "6": "Svært fornøyd", "9": "Vet ikke"}


def test_what_the_file_declares_missing_is_no_answer(tmp_path: Path) -> None:
    questions = spss.read([saved(tmp_path)]).questions

    assert questions["fornoyd"].no_answer == ("9", "99")
    assert questions["vekt"].no_answer == ("-3",)
    assert "svar" not in questions


@pytest.mark.parametrize(
    ("value", "written_as", "shown"),
    [
        (13744944000.0, "EDATE10", "2018-05-06"),
        (13744980610.0, "DATETIME20", "2018-05-06 10:10:10"),
        (13744944000.0, "MOYR8", "2018-05"),
        (13744944000.0, "QYR8", "2018-Q2"),
        (36610.0, "TIME8", "10:10:10"),
        (90061.0, "DTIME10", "25:01:01"),
        (1e30, "DATE11", ""),
        (float("nan"), "F8.2", ""),
        (None, "DATE11", ""),
        (" ja ", "A8", "ja"),
    ],
)
def test_values_are_shown_in_their_format(value: Any, written_as: str, shown: str) -> None:
    assert _shown(value, written_as) == shown


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_is_written_without_decimals(number: int) -> None:
    assert _number(float(number)) == str(number)


def test_letters_that_do_not_fit_are_read_with_the_usual_character_set_and_said(tmp_path: Path) -> None:
    file = saved(tmp_path)
    wrong = file.content.replace("Åse".encode(), b"\xc5sex")

    export = spss.read([SourceFile("svar.sav", wrong)])

    assert list(export.table["svar"])[0] == "Åsex"
    assert [(finding.code, finding.severity) for finding in export.findings] == [("spss_encoding", "warning")]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_damaged_file_is_refused_or_read_and_never_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = saved(tmp_path_factory.mktemp("sav")).content
    start = data.draw(st.integers(4, len(content) - 1))
    damaged = content[:start] + data.draw(st.binary(max_size=8)) + content[start + data.draw(st.integers(0, 400)) :]

    process = FORK.Process(target=read_or_refused, args=(SourceFile("svar.sav", damaged),))
    process.start()
    process.join()

    # The library itself ends the process over some files, which is why they are opened in one of their own.
    assert process.exitcode in (0, -signal.SIGSEGV, -signal.SIGABRT)


def read_or_refused(file: SourceFile) -> None:
    """What happens in a process of its own, which another ending of the library would take with it."""
    faulthandler.disable()
    try:
        export = spss.read([file])
    except InputError as error:
        assert {finding.code for finding in error.findings} <= {"spss_damaged", "no_rows", "rows_lost"}  # noqa: PT017
    else:
        assert export.rows_in_file == len(export.table)


def test_a_variable_without_a_format_is_read(tmp_path: Path) -> None:
    content = saved(tmp_path).content

    export = spss.read([SourceFile("svar.sav", content[:258] + b"\xa66" + content[460:])])

    assert export.rows_in_file == len(export.table)


def test_a_truncated_file_and_one_without_cases_are_refused(tmp_path: Path) -> None:
    content = saved(tmp_path).content
    empty = saved(tmp_path, TABLE.iloc[:0])
    found = []
    for file in (SourceFile("a.sav", content[:200]), SourceFile("b.sav", content[:-20]), empty):
        with pytest.raises(InputError) as refused:
            spss.read([file])
        found.append(refused.value.findings[0].code)

    assert found == ["spss_damaged", "spss_damaged", "no_rows"]


def test_a_text_that_begins_otherwise_is_not_recognised() -> None:
    assert not spss.recognises([SourceFile("svar.sav", b"FL2;a\n1;2\n")], NOTHING)


def test_questions_with_several_answers_in_a_real_file(shared: Path) -> None:
    path = shared / "exports/sav/pyreadstat_multiple_response.sav"

    export = spss.read([SourceFile(path.name, path.read_bytes())])

    ticked = [question for question in export.questions.values() if question.kind == "multiple"]
    assert {question.group for question in ticked} == {"My multiple response set", "categorical_array"}
    assert export.table[["bool1", "bool2", "bool3"]].iloc[4].tolist() == ["0", "1", "0"]
    chosen = [f"categorical_array_{code}" for code in "abcd"]
    assert export.table[chosen].iloc[0].tolist() == ["1", "1", "0", "0"]
    assert export.questions["x"].no_answer == ("7", "8", "99")
    assert list(export.table["quarter"])[0] == "2014-Q4"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("haven_labelled_num_na", 2),
        ("haven_umlauts", 4),
        ("haven_variable_label", 1),
        ("pyreadstat_ordered_category", 4),
        ("pyreadstat_sample_missing", 7),
    ],
)
def test_real_files(shared: Path, name: str, rows: int) -> None:
    file = SourceFile(f"{name}.sav", (shared / f"exports/sav/{name}.sav").read_bytes())

    export = spss.read([file])

    assert spss.recognises([file], NOTHING)
    assert len(export.table) == export.rows_in_file == rows
    assert not any(cell.endswith(".0") for column in export.table for cell in export.table[column])
