"""What our own exporters write is read back as it was: every dialect, encoding and style of header."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.text import LANGUAGES, in_language
from etl.reading import SourceFile, read_tables
from sample_data import writers
from views.table import downloaded, heading

Writer = Callable[[list[list[str]]], bytes]
WRITERS: dict[str, Writer] = {
    "excel_csv": writers.excel_csv,
    "excel_utf8": writers.excel_utf8,
    "comma_csv": writers.comma_csv,
    "semicolon_csv": writers.semicolon_csv,
    "quoted_csv": writers.quoted_csv,
    "surveyxact_semicolon": writers.surveyxact_semicolon,
    "surveyxact_tab": writers.surveyxact_tab,
    "workbook": lambda rows: writers.workbook({"Svar": rows}),
}
CODES = ["nr", "enhet", "q1", "q2", "q3", "kommentar"]
LABELS = [
    "Løpenummer", "Hvilken enhet gjelder det?", "Hvor fornøyd er du, alt i alt?", "Blir du møtt med respekt?",
    "Får du hjelp når du trenger det?", "Si det med egne ord",
]  # fmt: skip
# Signs that part cells and rows, quotes, letters of Norwegian and Sami, and what Windows put in its own places.
CELL = st.text(alphabet=st.sampled_from("abzæøåÆØÅé 0159;,\t|\"'\n–…€«»"), max_size=12).map(str.strip)
POINT = st.sampled_from("123456")
ROWS = st.lists(st.tuples(CELL, POINT, POINT, POINT, CELL), min_size=2, max_size=6)


def is_utf8_by_chance(rows: list[tuple[str, ...]]) -> bool:
    """Whether the bytes of an older encoding are text in the newer one too, as those of «Å–» are: nobody can tell."""
    cells = "\n".join(cell for row in rows for cell in row)
    try:
        return cells.encode("cp1252").decode() != cells
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize("labelled", [False, True], ids=["one header row", "codes and labels"])
@pytest.mark.parametrize("writer", WRITERS)
@given(rows=ROWS)
@settings(max_examples=25, deadline=None)  # writes and reads a file in each
def test_what_an_exporter_wrote_is_read_back_equal(writer: str, labelled: bool, rows: list[tuple[str, ...]]) -> None:
    assume(not is_utf8_by_chance(rows))
    expected = [[f"nr. {number}", *row] for number, row in enumerate(rows, start=1)]
    head = [CODES, LABELS] if labelled else [CODES]

    content = WRITERS[writer]([*head, *expected])
    (table,) = read_tables(SourceFile("svar.xlsx" if writer == "workbook" else "svar.csv", content))

    # A column without a single cell is not kept.
    assert table.cells.reindex(columns=CODES, fill_value="").to_numpy().tolist() == expected
    assert (table.header_rows, table.rows_left_out) == (len(head), 0)


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    labels=st.lists(CELL.filter(lambda cell: cell[:1] not in tuple("=+-@\t\r'")), min_size=1, max_size=6),
    means=st.lists(st.floats(1, 6).map(lambda mean: round(mean, 4)), min_size=6, max_size=6),
)
@settings(max_examples=25, deadline=None)
def test_a_table_taken_from_a_page_is_read_back_equal(language: str, labels: list[str], means: list[float]) -> None:
    named = [f"{number}. {label}".strip() for number, label in enumerate(labels, start=1)]
    table = pd.DataFrame({"label": named, "n": range(10, 10 + len(named)), "mean": means[: len(named)]})

    with in_language(language):
        (read,) = read_tables(SourceFile("tabell.csv", downloaded(table, ["label", "n", "mean"])))
        cells = read.cells.rename(columns={heading(name): name for name in table.columns})

    assert cells["label"].tolist() == named
    assert cells["n"].str.replace(",", ".").astype("float64").tolist() == table["n"].tolist()
    assert cells["mean"].str.replace(",", ".").astype("float64").tolist() == table["mean"].tolist()
