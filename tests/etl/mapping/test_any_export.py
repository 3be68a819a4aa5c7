"""Whatever an export holds, a mapping comes of it, and of the mapping a codebook or a reason why not."""

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.codebook import Codebooks, load
from core.errors import InputError
from etl.editions import matching_editions
from etl.export import Question
from etl.mapping import codebook_of, of_edition, preview, proposed, questions_to_adviser, saved
from tests.etl.mapping.exports import RESPECT, TIME, context_with, export_of, known_survey, rated

CELLS = st.one_of(
    st.sampled_from(
        ["", "1", "2", "5", "10", "-1", "3,5", "Vet ikke", "Svært fornøyd", "Misfornøyd", "2 - Ja", "03/04/2024"]
    ),
    st.text(max_size=12),
)
NAMES = st.one_of(
    st.sampled_from(["Enhet", "Tjeneste", "Rolle", "Kommune", "Dato", "År", "q1", "Hva synes du?"]),
    st.text(min_size=1, max_size=15),
)
LABELS = st.dictionaries(st.sampled_from(["1", "2", "3", "4", "8", "a", ""]), CELLS, max_size=5)
KINDS = st.sampled_from(["single", "multiple", "text", "number"])


@st.composite
def exports(draw):
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    rows = draw(st.integers(0, 6))
    cells = {name: draw(st.lists(CELLS, min_size=rows, max_size=rows)) for name in names}
    asked = draw(st.lists(st.sampled_from(names), unique=True))
    questions = {name: Question(name, draw(CELLS), draw(LABELS), draw(KINDS)) for name in asked}
    if rows and draw(st.booleans()):
        cells["s_1"] = draw(st.lists(st.sampled_from(["1", "3", "5", "7", ""]), min_size=rows, max_size=rows))
        questions["s_1"] = rated("s_1", draw(st.sampled_from([RESPECT, TIME, "s_1"])))
    return export_of(cells, questions)


@cache
def known():
    return context_with(Path("no such folder"), known_survey())


@settings(max_examples=60, deadline=None)
@given(export=exports())
def test_of_any_export_comes_a_codebook_that_reads_it_or_a_reason(tmp_path_factory, export):
    context = known()
    mapping = proposed(export, context)

    assert [column.column for column in mapping.columns] == list(export.table.columns)
    assert isinstance(questions_to_adviser(mapping, export), list)
    for column in mapping.columns:
        assert preview(mapping, export, column.column)["count"].sum() == len(export.table)
    try:
        codebook = codebook_of(mapping, lists=context.catalogue)
    except InputError:
        return
    again = load(saved(codebook, tmp_path_factory.mktemp("books")), context.catalogue)
    assert again == codebook
    assert matching_editions(export, Codebooks({codebook.id: codebook}))
    assert (
        codebook_of(of_edition(codebook, codebook.editions[0].id, export), codebook, lists=context.catalogue)
        == codebook
    )
