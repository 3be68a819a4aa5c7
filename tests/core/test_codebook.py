import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core import catalogue, codebook
from core.codebook import Background, Codebook, Comparability, Edition, Item, Scale
from core.errors import InputError, UsageError
from core.findings import Finding

ROOT = Path(__file__).parents[2]
WORDS = catalogue.load([ROOT / "reference"])
SMALL = """\
id: home_care_users
title: {nb: Brukerundersøkelse}
service: home_care
role: user
scales:
  degree:
    min: 1
    max: 6
    labels:
      1: {nb: I svært liten grad}
      6: {nb: I svært stor grad}
    dont_know: [7, Vet ikke]
    not_applicable: [8]
    missing: ["", -111]
items:
  - id: respected_by_staff
    text: {nb: Blir du møtt med respekt?}
    scale: degree
    dimension: respected
    level: individual
  - id: repeated_contacts
    text: {nb: Må du spørre flere ganger?}
    scale: degree
    dimension: without_demanding
    level: individual
    reversed: true
background:
  - id: gender
    text: {nb: Kjønn}
    values: {1: {nb: Kvinne}, 2: {nb: Mann}}
comments:
  - id: improve
    text: {nb: Hva bør bli bedre?}
    dimension: null
editions:
  - id: "2022"
    period: "2022"
    columns: {unit: Enhet, service: Tjeneste, respected_by_staff: q1, gender: Kjønn}
    values:
      service: {Hjemmehjelp: home_care}
      gender: {K: 1}
    constants: {role: user}
  - id: "2023"
    layout: long
    columns: {respondent: Nr, unit: Enhet, date: Dato, item: Spørsmål, value: Svar}
    values: {item: {a: respected_by_staff}}
  - id: "2024"
    period: 2024-T1
    layout: aggregated
    columns: {unit: Enhet, item: Spørsmål, n: Antall, count_1: Ener, count_6: Sekser}
    scales: {respected_by_staff: degree}
    texts: {respected_by_staff: {nb: Møter de ansatte deg med respekt?}}
comparability:
  - item: respected_by_staff
    from: "2022"
    to: "2023"
    verdict: no
    reason: {nb: Ny ordlyd}
"""

# Finding, what is replaced by what, and how far the line with the problem is from the first that differs.
BROKEN: dict[str, tuple[str, str, str] | tuple[str, str, str, int]] = {
    "not yaml": ("not_yaml", "role: user\nscales:", "role: [user\nscales:", 1),
    "a key twice": ("repeated_key", "role: user\nscales", "role: user\nrole: citizen\nscales"),
    "misspelt key at the top": ("misspelt_name", "items:", "item:"),
    "misspelt key in an item": (
        "misspelt_name",
        "    scale: degree\n    dimension: without",
        "    scal: degree\n    dimension: without",
    ),
    "unknown key": ("unknown_name", "    reversed: true", "    xyzzy: true"),
    "missing key": ("missing_key", "    level: individual\n    reversed", "    reversed", -4),
    "missing key at the top": ("missing_key", "title: {nb: Brukerundersøkelse}\n", "", -1),
    "id with capitals": ("bad_id", "- id: improve", "- id: Improve"),
    "edition with a blank": ("bad_edition_id", '- id: "2024"', '- id: "våren 2024"'),
    "id not ascii": ("bad_id", "- id: improve", "- id: forbedør"),
    "not bokmål": ("nb_missing", "{nb: Kjønn}", "{nn: Kjønn}"),
    "unknown language": ("unknown_language", "{nb: Kjønn}", "{nb: Kjønn, se: Sohkabealli}"),
    "a number is wanted": ("wrong_shape", "max: 6", "max: six"),
    "a list is wanted": ("wrong_shape", "not_applicable: [8]", "not_applicable: 8"),
    "neither number nor text": ("wrong_shape", 'missing: ["", -111]', "missing: [[1]]"),
    "unknown verdict": ("not_allowed", "verdict: no", "verdict: maybe"),
    "unknown layout": ("not_allowed", "layout: long", "layout: tall"),
    "no text in a column": ("nothing_there", "respected_by_staff: q1", "respected_by_staff: ''"),
    "unknown scale": (
        "misspelt_name",
        "scale: degree\n    dimension: respected",
        "scale: degre\n    dimension: respected",
    ),
    "unknown dimension": ("misspelt_name", "dimension: respected", "dimension: respcted"),
    "unknown level": ("misspelt_name", "level: individual\n  - id", "level: indvidual\n  - id"),
    "unknown service": ("misspelt_name", "service: home_care\n", "service: homecare\n"),
    "unknown role": ("unknown_name", "role: user\n", "role: xyzzy\n"),
    "unknown dimension of a comment": ("unknown_name", "dimension: null", "dimension: xyzzy"),
    "scale upside down": ("scale_upside_down", "max: 6", "max: 0"),
    "label above the scale": ("label_outside_scale", "      6: {nb", "      9: {nb: Ni}\n      6: {nb"),
    "no label at the end": ("label_missing", "      6: {nb: I svært stor grad}\n", "", -2),
    "vet ikke is a rating": ("code_is_a_rating", "dont_know: [7,", "dont_know: [6,"),
    "a code of two meanings": ("code_twice", "not_applicable: [8]", "not_applicable: [7]"),
    "an item twice": ("repeated_id", "- id: repeated_contacts", "- id: respected_by_staff"),
    "comment named as background": ("repeated_id", "- id: improve", "- id: gender"),
    "item named as a fact": ("reserved_id", "- id: improve", "- id: unit"),
    "an edition twice": ("repeated_id", '- id: "2024"', '- id: "2023"'),
    "unknown item in columns": (
        "misspelt_name",
        "respected_by_staff: q1",
        "respected_by_staf: q1, repeated_contacts: q2",
    ),
    "question column in the long layout": ("unknown_name", "{respondent: Nr", "{repeated_contacts: q9, respondent: Nr"),
    "count of no scale point": ("unknown_name", "count_1: Ener", "count_9: Niere"),
    "a source column twice": ("column_twice", "service: Tjeneste", "service: Enhet"),
    "long without value": ("layout_column", ", value: Svar", ""),
    "aggregated without n": ("layout_column", ", n: Antall", ""),
    "wide without questions": ("no_item_column", ", respected_by_staff: q1", ""),
    "aggregated without mean": ("no_mean_column", ", count_1: Ener, count_6: Sekser", ""),
    "no period": ("no_period", '    period: "2022"\n', "", -1),
    "period unreadable": ("period_unreadable", "period: 2024-T1", "period: 2024-T9"),
    "period twice": ("told_twice", "{unit: Enhet, service", "{period: År, unit: Enhet, service", -1),
    "constant and column": ("told_twice", "constants: {role: user}", "constants: {unit: A}"),
    "unknown constant": ("misspelt_name", "constants: {role: user}", "constants: {rolle: user}"),
    "constant role unknown": ("misspelt_name", "constants: {role: user}", "constants: {role: usr}"),
    "values of nothing": ("values_without_column", "      gender: {K: 1}", "      role: {P: user}"),
    "values of an unknown name": ("misspelt_name", "      gender: {K: 1}", "      gendr: {K: 1}"),
    "values to an unknown service": ("misspelt_name", "{Hjemmehjelp: home_care}", "{Hjemmehjelp: home_car}"),
    "values to an unknown item": ("misspelt_name", "{a: respected_by_staff}", "{a: respected_by_staf}"),
    "values to an unknown code": ("unknown_name", "gender: {K: 1}", "gender: {K: 9}"),
    "unknown municipality": ("unknown_municipality", "constants: {role: user}", "constants: {municipality: k01}"),
    "other scale of an unknown item": (
        "misspelt_name",
        "scales: {respected_by_staff: d",
        "scales: {respected_by_staf: d",
    ),
    "other scale unknown": (
        "misspelt_name",
        "scales: {respected_by_staff: degree}",
        "scales: {respected_by_staff: degre}",
    ),
    "wording of an unknown item": ("misspelt_name", "texts: {respected_by_staff", "texts: {respected_by_staf"),
    "wording of an item that is not asked": (
        "text_without_item",
        "constants: {role: user}\n",
        "constants: {role: user}\n    texts: {repeated_contacts: {nb: Må du spørre igjen?}}\n",
    ),
    "wording without bokmål": ("nb_missing", "{nb: Møter", "{nn: Møter"),
    "comparability of an unknown item": ("misspelt_name", "- item: respected_by_staff", "- item: respected_by_staf"),
    "comparability from an unknown edition": ("misspelt_name", 'from: "2022"', 'from: "2021"'),
    "comparability to an unknown edition": ("misspelt_name", 'to: "2023"', 'to: "2025"'),
    "comparability with itself": ("same_edition", 'to: "2023"', 'to: "2022"'),
}


def findings_of(content: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as refused:
        codebook.parse(content, "own/broken.yaml", WORDS)
    return refused.value.findings


def first_difference(content: str) -> int:
    pairs = zip(SMALL.splitlines(), content.splitlines(), strict=False)
    return next(line for line, (before, after) in enumerate(pairs, 1) if before != after)


@pytest.mark.parametrize(("code", "old", "new", "further"), [(*case, 0)[:4] for case in BROKEN.values()], ids=BROKEN)
def test_a_broken_rule_is_told_with_its_line(code, old, new, further):
    content = SMALL.replace(old, new, 1)
    line = first_difference(content) + further

    found = findings_of(content)

    assert [(it.code, it.file, it.line) for it in found] == [(f"codebook_{code}", "own/broken.yaml", line)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_finding_has_a_text_that_its_details_fill(language):
    texts = texts_in(language)

    for _, old, new, *_ in BROKEN.values():
        for finding in findings_of(SMALL.replace(old, new, 1)):
            assert texts[finding.code].format(**finding.details)


def texts_in(language: str) -> dict[str, str]:
    path = ROOT / "locales" / language / "codebook.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["finding"]


def test_a_misspelt_name_gets_the_nearest_one():
    (finding,) = findings_of(SMALL.replace("dimension: respected", "dimension: respcted"))

    assert finding.details == {"path": "items[1].dimension", "key": "respcted", "suggestion": "respected"}


def test_all_problems_of_a_file_come_at_once():
    broken = SMALL.replace("max: 6", "max: 6\n    midle: 3").replace("reversed: true", "revrsed: true")
    broken = broken.replace("dimension: respected", "dimension: respcted").replace('to: "2023"', 'to: "2019"')

    found = findings_of(broken.replace("role: user\nscales", "role: {}\nscales"))

    paths = [finding.details["path"] for finding in found]
    assert paths == ["role", "scales.degree.midle", "items[1].dimension", "items[2].revrsed", "comparability[1].to"]


def test_what_refers_to_a_part_of_the_wrong_shape_is_no_second_problem():
    broken = SMALL.replace("    level: individual\n  - id", "    levl: individual\n  - id")

    found = findings_of(broken)

    assert [(finding.code, finding.details["key"]) for finding in found] == [("codebook_misspelt_name", "levl")]


@pytest.mark.parametrize("content", ["", "just words", "- a list", "\N{SNOWMAN}".encode("utf-16-be"), b"\xff\xfa\x00"])
def test_what_is_no_codebook_is_refused_kindly(content):
    found = findings_of(content)

    assert found[0].code in {"codebook_empty", "codebook_not_yaml"}


def test_a_file_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError) as refused:
        codebook.load(tmp_path / "gone.yaml", WORDS)

    assert refused.value.findings[0].code == "codebook_unreadable"


def test_words_that_yaml_likes_to_change_stay_as_written():
    content = SMALL.replace("constants: {role: user}", "constants: {municipality: 0301, unit: no}")
    content = content.replace("unit: Enhet, service", "service", 1).replace("period: 2024-T1", "period: 2024-03-01")

    book = codebook.parse(content, "x", WORDS)

    assert book.edition("2022").constants == {"municipality": "0301", "unit": "no"}
    assert book.edition("2024").period == "2024-03-01"
    assert book.comparability[0].verdict == "no"


def test_editions_share_columns_by_anchor_and_differ_where_they_say():
    content = SMALL.replace("columns: {unit: Enhet, service", "columns: &same {unit: Enhet, service", 1)
    more = '  - id: "2025"\n    period: 2025\n    columns: {<<: *same, unit: Sted}\ncomparability:'

    book = codebook.parse(content.replace("comparability:", more), "x", WORDS)

    assert book.edition("2025").columns == {**book.edition("2022").columns, "unit": "Sted"}


def test_an_item_is_found_by_its_id_and_a_stranger_is_a_usage_error():
    book = codebook.parse(SMALL, "x", WORDS)

    assert book.item("repeated_contacts").reversed
    with pytest.raises(UsageError, match="unknown_item"):
        book.item("weather")
    with pytest.raises(UsageError, match="unknown_edition"):
        book.edition("1999")


def test_an_edition_may_ask_an_item_on_another_scale():
    five = SMALL.replace("items:", "  five:\n    min: 1\n    max: 5\n    labels: {1: {nb: Nei}, 5: {nb: Ja}}\nitems:")

    book = codebook.parse(five.replace("{respected_by_staff: degree}", "{respected_by_staff: five}"), "x", WORDS)

    assert book.scale_of("respected_by_staff", "2024").max == 5
    assert book.scale_of("respected_by_staff", "2022").max == 6


def test_an_edition_may_ask_an_item_in_other_words():
    book = codebook.parse(SMALL, "x", WORDS)

    assert book.text_of("respected_by_staff", "2024") == {"nb": "Møter de ansatte deg med respekt?"}
    assert book.text_of("respected_by_staff", "2022") == {"nb": "Blir du møtt med respekt?"}


@pytest.fixture
def folders(tmp_path):
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder in (shipped, own):
        folder.mkdir()
    (shipped / "home.yaml").write_text(SMALL, encoding="utf-8")
    return shipped, own


def test_the_municipalitys_own_codebook_wins_over_the_shipped_one(folders):
    (folders[1] / "ours.yaml").write_text(SMALL.replace("nb: Brukerundersøkelse", "nb: Vår egen"), encoding="utf-8")

    books = codebook.load_all(folders, WORDS)

    assert list(books) == ["home_care_users"]
    assert books["home_care_users"].title == {"nb": "Vår egen"}


def test_a_folder_that_is_not_there_holds_no_codebooks(folders, tmp_path):
    books = codebook.load_all([*folders, tmp_path / "gone"], WORDS)

    assert len(books) == 1
    assert "weather" not in books


def test_two_files_of_one_folder_cannot_have_the_same_id(folders):
    (folders[0] / "copy.yaml").write_text(SMALL, encoding="utf-8")

    with pytest.raises(InputError) as refused:
        codebook.load_all(folders, WORDS)

    assert [(found.code, found.file) for found in refused.value.findings] == [
        ("codebook_id_taken", "shipped/home.yaml")
    ]


def test_every_broken_codebook_is_named(folders):
    for name in ("a", "b"):
        (folders[1] / f"{name}.yaml").write_text(SMALL.replace("max: 6", "max: 0"), encoding="utf-8")

    with pytest.raises(InputError) as refused:
        codebook.load_all(folders, WORDS)

    assert [finding.file for finding in refused.value.findings] == ["own/a.yaml", "own/b.yaml"]


def test_a_written_codebook_reads_as_the_same_codebook():
    book = codebook.parse(SMALL, "x", WORDS)

    written = codebook.dump(book)

    assert codebook.parse(written, "y", WORDS) == book


def test_a_written_codebook_keeps_the_order_and_leaves_out_defaults():
    written = codebook.dump(codebook.parse(SMALL, "x", WORDS))

    assert re.findall(r"^(\w+):", written, re.MULTILINE) == list(Codebook.model_fields)[:-1]
    assert "reversed: false" not in written
    assert "labels:\n      1: {nb: I svært liten grad}" in written


words_of_any_kind = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1)
texts = words_of_any_kind.filter(str.strip).map(lambda word: {"nb": word})
codes = st.integers(10, 99) | words_of_any_kind.filter(lambda word: word.strip() not in {str(n) for n in range(100)})


@settings(deadline=None, max_examples=50)
@given(texts, texts, st.lists(codes, unique_by=lambda code: str(code).strip()), st.lists(words_of_any_kind, min_size=2))
def test_any_words_survive_being_written_and_read(title, label, dont_know, columns):
    first, second = columns[0], columns[1] if columns[1] != columns[0] else f"{columns[0]}2"
    book = Codebook(
        id="any",
        title=title,
        service="home_care",
        role="user",
        scales={"yes_no": Scale(min=0, max=1, labels={0: label, 1: label}, dont_know=dont_know)},
        items=[Item(id="one", text=label, scale="yes_no", dimension="other", level="service")],
        background=[Background(id="group", text=title, values={1: label, "x": title})],
        editions=[
            Edition(id=edition, period="2024", columns={"one": first, "unit": second}, values={"unit": {first: "here"}})
            for edition in ("a", "b")
        ],
        comparability=[Comparability(item="one", **{"from": "a"}, to="b", verdict="yes", reason=title)],
    )

    assert codebook.parse(codebook.dump(book), "any.yaml", WORDS) == book


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_text_with_an_unusual_line_end_is_written_and_read_as_it_is(sign):
    path = sorted((ROOT / "codebooks").glob("*.yaml"))[0]
    book = codebook.load(path, WORDS).model_copy(update={"title": {"nb": f"a{sign}b"}})

    assert codebook.parse(codebook.dump(book), "bok.yaml", WORDS) == book
