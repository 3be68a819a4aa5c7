"""A draft of a codebook: what it makes of an export, that it can be used at once, and that it overwrites nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from core.codebook import Codebook, Codebooks, load
from core.errors import InputError
from core.settings import ROOT, Settings
from etl import draft
from etl.context import Context, load_context
from etl.draft import ASSUMED_LINE, saved
from etl.harmonise import harmonised
from etl.harmonise.harmonised import Harmonised
from etl.mapping.words import plain_answer
from etl.opening import opened
from etl.reading import SourceFile
from etl.recognition import adapter_for, edition_of

WORDS = ["Svært fornøyd", "Fornøyd", "Misfornøyd", "Svært misfornøyd"]
STRUCTURE = [
    ["questionName", "variableName", "questionType", "subType", "questionText"],
    ["s_1", "s_1", "Closed", "Single", "Hvor fornøyd er du med ventetiden?"],
    ["s_2", "s_2", "Closed", "Single", "Blir du møtt med respekt?"],
    ["s_3", "s_3", "Closed", "Single", "Hvor bor du?"],
    ["s_4", "s_4", "Open", "String", "Hva kan bli bedre?"],
    ["s_5", "s_5", "Closed", "Single", "Kommune"],
    ["v_6", "v_6", "Closed", "Multiple", "Hva har du brukt?"],
]
LABELS = [
    *(["s_1", str(code), label] for code, label in enumerate(WORDS, 1)),
    ["s_1", "8", "Vet ikke"],
    ["s_1", "9", "Ikke aktuelt"],
    ["s_2", "1", "Aldri"],
    ["s_2", "2", "2"],
    ["s_2", "3", "Alltid"],
    ["s_3", "1", "Hjemme"],
    ["s_3", "2", "På institusjon"],
    ["s_5", "1", "Oslo"],
    ["s_5", "2", "Lilleby"],
    ["v_6", "0", "Ikke valgt"],
    ["v_6", "1", "Valgt"],
]
DATASET = [
    ["s_1", "s_2", "s_3", "s_4", "s_5", "v_6"],
    ["1", "3", "1", "Mer tid", "1", "1"],
    ["4", "1", "2", "", "2", "0"],
    ["8", "7", "2", "Alt er bra", "2", "1"],
]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return load_context(Settings(data=tmp_path_factory.mktemp("data")))


def table(rows: Sequence[Sequence[str]], name: str = "brukere_2024.csv") -> list[SourceFile]:
    return [SourceFile(name, "".join(";".join(row) + "\n" for row in rows).encode())]


def surveyxact() -> list[SourceFile]:
    parts = {"dataset": DATASET, "structure": STRUCTURE, "labels": LABELS}
    return [table(rows, f"hjemmetjenester_2023_{part}.csv")[0] for part, rows in parts.items()]


def files_in(*paths: Path) -> list[SourceFile]:
    return [SourceFile(path.name, path.read_bytes()) for path in paths]


def read_with(codebook: Codebook, files: Sequence[SourceFile], context: Context) -> Harmonised:
    books = Codebooks({codebook.id: codebook})
    export = adapter_for(files, books).read(files)
    return harmonised(export, *edition_of(export, books), context.catalogue, context.settings)


def drafted(files: Sequence[SourceFile], context: Context, **asked: str) -> Codebook:
    return draft.drafted(opened(files, context.codebooks), context, **asked)


def loaded(codebook: Codebook, folder: Path, context: Context) -> Codebook:
    return load(saved(codebook, folder), context.catalogue)


def ratings(count: int, *cells: Sequence[str]) -> list[list[str]]:
    """A header, and rows with the cells in turn."""
    return [[f"Hva synes du om tilbud {number}?" for number in range(1, count + 1)], *map(list, cells)]


def test_labels_tell_the_scale_its_direction_and_the_answers_that_are_no_rating(context):
    item = drafted(surveyxact(), context).items[0]

    scale = drafted(surveyxact(), context).scales[item.scale]

    assert (scale.min, scale.max, item.reversed) == (1, 4, True)
    assert [texts["nb"] for texts in scale.labels.values()] == WORDS
    assert (scale.dont_know, scale.not_applicable) == ([8], [9])


def test_every_column_of_an_export_gets_the_part_it_plays(context):
    codebook = drafted(surveyxact(), context)

    assert [item.id for item in codebook.items] == ["ventetiden", "blir_du_mott_med_respekt"]
    assert [variable.model_dump()["values"] for variable in codebook.background] == [
        {1: {"nb": "Hjemme"}, 2: {"nb": "På institusjon"}},
        {1: {"nb": "Ja"}, 0: {"nb": "Nei"}},
    ]
    assert [comment.text["nb"] for comment in codebook.comments] == ["Hva kan bli bedre?"]
    # One of few options of a question: a fact about the respondent, and no rating.
    assert codebook.editions[0].columns[codebook.background[1].id] == "v_6"


def test_questions_suggest_their_dimension(context):
    items = drafted(surveyxact(), context).items

    assert [(item.dimension, item.level) for item in items] == [
        ("right_time", "individual"),
        ("respected", "individual"),
    ]


def test_codes_of_municipalities_are_written_down_with_the_number_or_an_area_of_its_own(context):
    codebook = drafted(surveyxact(), context)

    assert codebook.editions[0].model_dump()["values"] == {"municipality": {"1": "0301", "2": "lilleby"}}
    assert codebook.municipalities == {"lilleby": "Lilleby"}


def test_a_draft_can_be_used_at_once_and_quarantines_codes_without_a_label(context):
    codebook = drafted(surveyxact(), context)

    contents = read_with(codebook, surveyxact(), context)

    values = contents.answers.pivot_table(index="respondent", columns="item", values="value", observed=True)
    assert values["ventetiden"].dropna().to_list() == [4, 1]
    assert [finding.code for finding in contents.findings] == ["out_of_scale"]


def test_file_names_give_the_id_and_the_year(context):
    codebook = drafted(surveyxact(), context)

    assert codebook.id == "hjemmetjenester"
    assert (codebook.editions[0].id, codebook.editions[0].period) == ("2023", "2023")


def test_a_period_that_nothing_tells_is_this_year_and_marked(context, tmp_path):
    codebook = drafted(table(ratings(1, "1", "3", "5"), "svar.csv"), context)

    assert codebook.editions[0].id == f"antatt-{date.today().year}"
    assert ASSUMED_LINE in saved(codebook, tmp_path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "dates", [("5.3.24", "30.11.24"), ("3/5/24", "11/30/24"), ("05.03.2024", "i fjor"), ("2024-03-05", "")]
)
def test_dates_tell_the_year_however_they_are_written(context, dates):
    rows = [["Dato", "Q1"], *([dates[number % 2], str(1 + number % 5)] for number in range(20))]

    edition = drafted(table(rows, "svar.csv"), context).editions[0]

    assert (edition.id, edition.period) == ("2024", "2024")


def test_a_column_of_periods_makes_an_edition_of_several_years(context):
    rows = [["År", "Q1", "Q2"], ["2022", "1", "2"], ["2024", "2", "4"], ["2023", "4", "1"]]

    edition = drafted(table(rows), context).editions[0]

    assert (edition.id, edition.period, edition.columns["period"]) == ("2022-2024", None, "År")


@pytest.mark.parametrize(
    ("year", "part", "column"),
    [("2024", "2024-03", "Måned"), ("2024", "mars", "År"), ("", "2024-Q1", "Måned"), ("2024", "", "År")],
)
def test_the_finest_column_of_whole_periods_tells_the_time(context, year: str, part: str, column: str):
    rows = [["År", "Måned", "Q1"], *([year, part, str(number % 5 + 1)] for number in range(10))]

    assert drafted(table(rows), context).editions[0].columns["period"] == column


def test_words_without_codes_are_put_in_order(context):
    files = table(ratings(2, *([word, word] for word in WORDS), ["Vet ikke", "Fornøyd"]))
    codebook = drafted(files, context)

    contents = read_with(codebook, files, context)

    assert [texts["nb"] for texts in codebook.scales["satisfaction_4"].labels.values()] == WORDS[::-1]
    given = contents.answers.dropna(subset="value").groupby("item", observed=True)["value"]
    assert [answers.to_list() for _, answers in given] == [[4, 3, 2, 1], [4, 3, 2, 1, 3]]


def test_a_question_where_an_answer_does_not_occur_has_the_scale_of_its_likes(context):
    rows = ratings(3, *([word, word, seen] for word, seen in zip(WORDS, [*WORDS[:2], *WORDS[:2]], strict=True)))

    codebook = drafted(table(rows), context)

    assert list(codebook.scales) == ["satisfaction_4"]
    assert {item.scale for item in codebook.items} == {"satisfaction_4"}


def test_numbers_between_two_ends_in_words_are_points_of_one_scale(context):
    worst, best = "Svært misfornøyd", "Svært fornøyd"
    first = [worst, "2", "3", "4", best, "Vet ikke"]
    second = ["2", "3", worst, best, best, worst]
    rows = [["Hvor fornøyd er du med maten?", "Hvor fornøyd er du med rommet?"], *zip(first, second, strict=True)]

    codebook = drafted(table(rows), context, service="nursing_home", role="user")
    contents = read_with(codebook, table(rows), context)

    (scale,) = codebook.scales.values()
    assert (scale.min, scale.max) == (1, 5)
    assert {point: words["nb"] for point, words in scale.labels.items()} == {1: worst, 5: best}
    values = contents.answers.groupby("item", observed=True)["value"]
    assert [sorted(own.dropna()) for _, own in values] == [[1, 2, 3, 4, 5], [1, 1, 2, 3, 5, 5]]


def test_cells_with_code_and_text_are_read_by_their_code(context):
    files = table(ratings(1, ["1 - Helt uenig"], ["2"], ["4"], ["5 - Helt enig"], ["3"]))
    codebook = drafted(files, context)

    contents = read_with(codebook, files, context)

    assert contents.answers["value"].to_list() == [1, 2, 4, 5, 3]


@pytest.mark.parametrize(
    ("cells", "ends"),
    [("12345", (1, 5)), ("2346", (1, 6)), (["0", "7", "9", "10"], (0, 10)), (["1", "2", "4", "5", "9"], (1, 5))],
)
def test_whole_numbers_tell_their_scale(context, cells, ends):
    codebook = drafted(table(ratings(1, *([cell] for cell in cells))), context)

    scale = codebook.scales[codebook.items[0].scale]

    assert (scale.min, scale.max) == ends


def test_amounts_names_and_ticks_are_no_questions(context):
    header = ["Q1", "Hvor mange ganger har du vært her?", "E-post", "Hva brukte du?", "Hvem kan kontaktes?"]
    rows = [
        header,
        *([str(n), str(n), f"bruker{n}@example.org", str(n % 2), f"Navn {n} Navnesen"] for n in range(1, 6)),
    ]

    codebook = drafted(table(rows), context)

    assert set(codebook.editions[0].columns.values()) == {"Q1"}


def test_own_words_are_comments_and_alternatives_are_background(context):
    own = [f"Det var fint å være her dag {number}, men maten var kald" for number in range(6)]
    rows = [["Q1", "Hvordan var det?", "Kjønn"], *([str(i % 5 + 1), own[i], "KM"[i % 2]] for i in range(6))]

    codebook = drafted(table(rows), context)

    assert [comment.text["nb"] for comment in codebook.comments] == ["Hvordan var det?"]
    assert [variable.id for variable in codebook.background] == ["kjonn"]


def test_an_unknown_service_gets_the_one_that_is_given(context):
    rows = [["Tjeneste", "Q1", "Q2"], ["Sykehjem", "1", "2"], ["Torget", "2", "4"], ["Torget", "4", "1"]]

    codebook = drafted(table(rows), context, service="library", role="citizen", instrument="Torget 1")

    assert (codebook.id, codebook.service, codebook.role) == ("torget_1", "library", "citizen")
    assert codebook.editions[0].model_dump()["values"] == {"service": {"Torget": "library"}}


def test_the_only_service_of_the_file_is_that_of_the_codebook(context):
    rows = [["Tjeneste", "Q1", "Q2"], *(["Hjemmetjeneste", str(number), str(number)] for number in range(1, 5))]

    assert drafted(table(rows), context).service == "home_care"


def test_a_draft_never_overwrites_and_its_id_follows_its_file(context, tmp_path):
    codebook = drafted(surveyxact(), context)

    paths = [saved(codebook, tmp_path) for _ in range(2)]

    assert [path.name for path in paths] == ["hjemmetjenester.yaml", "hjemmetjenester_2.yaml"]
    assert [load(path, context.catalogue).id for path in paths] == ["hjemmetjenester", "hjemmetjenester_2"]
    assert paths[0].read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (table([["Navn", "By"], ["Kari", "Oslo"], ["Ola", "Bergen"]]), "draft_no_items"),
        (table([["enhet", "invitert"], ["Solbakken", "40"], ["Furua", "30"]]), "draft_no_answers"),
        (table([["a"], ["1"]]) + table([["b"], ["2"]]), "draft_several_files"),
    ],
)
def test_a_file_that_nothing_can_be_proposed_from_is_refused(context, files, code):
    with pytest.raises(InputError) as refused:
        drafted(files, context)

    assert [finding.code for finding in refused.value.findings] == [code]


def answers_by_respondent(answers):
    """One row a respondent, in an order that does not hang on how the variant names the units."""
    wide = answers.astype({"missing": "str"}).pivot_table(
        index="respondent", columns="item", values=["value", "missing"], aggfunc="first", observed=True
    )
    return wide.sort_values(list(wide.columns)).reset_index(drop=True)


def test_two_variants_of_a_real_export_give_the_same_draft_and_the_same_answers(context, shared, tmp_path):
    folders = [shared / "exports" / "norwegian" / f"surveyxact_{kind}" for kind in ("comma_ansi", "tab_utf16")]
    variants = [files_in(*sorted(folder.glob("*.csv"))) for folder in folders]

    books = [drafted(files, context, instrument="programfag") for files in variants]
    contents = [read_with(books[0], files, context) for files in variants]

    assert books[0] == books[1] == loaded(books[0], tmp_path, context)
    assert [part.respondent_count for part in contents] == [999, 999]
    assert contents[0].answer_count == 23052
    pd.testing.assert_frame_equal(*(answers_by_respondent(part.answers) for part in contents))


def test_a_large_table_has_its_questions_and_its_structure_found(context, shared, tmp_path):
    files = files_in(shared / "exports" / "synthetic" / "wide_25k.csv")

    codebook = loaded(drafted(files, context), tmp_path, context)
    contents = read_with(codebook, files, context)

    columns = codebook.editions[0].columns
    assert {name: columns[name] for name in ("respondent", "municipality", "unit", "service", "period")} == {
        "respondent": "respondent_id",
        "municipality": "municipality",
        "unit": "unit",
        "service": "service",
        "period": "year",
    }
    assert [(scale.min, scale.max) for scale in codebook.scales.values()] == [(1, 6)]
    assert len(codebook.items) == 40
    assert codebook.municipalities["kommune_02"] == "Kommune 02"
    assert codebook.editions[0].model_dump()["values"] == {}
    assert contents.answer_count == 931168


@pytest.mark.parametrize(
    ("name", "items"), [("googleforms_spack_2022.csv", 20), ("surveymonkey_flying_etiquette.csv", 1)]
)
def test_exports_of_other_tools_give_a_codebook_that_loads_and_reads(context, shared, tmp_path, name, items):
    files = files_in(shared / "exports" / "tools" / name)

    codebook = loaded(drafted(files, context), tmp_path, context)
    contents = read_with(codebook, files, context)

    assert len(codebook.items) == items
    assert contents.answer_count > 0
    assert not [finding for finding in contents.findings if finding.severity == "error"]


def test_no_answer_stands_on_two_ranks_of_one_order():
    words = yaml.safe_load((ROOT / "reference" / "scale_words.yaml").read_text(encoding="utf-8"))

    repeated = [
        (family, word)
        for family, ranks in words.items()
        for word, uses in Counter(plain_answer(word) for rank in ranks for word in {*map(plain_answer, rank)}).items()
        if uses > 1
    ]

    assert not repeated
