import json
from itertools import product
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from core import catalogue, codebook
from core.text import LANGUAGES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "codebooks"
FILES = sorted(FOLDER.glob("*.yaml"))
WORDS = catalogue.load([ROOT / "reference"])
BOOKS = codebook.load_all([FOLDER], WORDS)
SIX = ("taken_seriously", "respected", "without_demanding", "right_help", "right_time", "overview")
LEVELS = ("individual", "service", "system")

every_book = pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)


def measured(book: codebook.Codebook) -> set[tuple[str, str]]:
    return {(item.dimension, item.level) for item in book.items}


def test_the_schema_for_editors_is_current():
    written = json.loads((FOLDER / "codebook.schema.json").read_text(encoding="utf-8"))

    assert written == codebook.schema(), (
        "write json.dumps(codebook.schema(), indent=2, ensure_ascii=False) to codebooks/codebook.schema.json"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_codebook_is_named_for_its_id_and_fits_the_schema(path):
    content = path.read_text(encoding="utf-8")
    # A JSON document has texts for keys, so that is what an editor compares.
    document = json.loads(json.dumps(yaml.safe_load(content)))

    mistakes = list(Draft202012Validator(codebook.schema()).iter_errors(document))

    assert content.startswith("# yaml-language-server: $schema=codebook.schema.json\n")
    assert document["id"] == path.stem
    assert not mistakes


@every_book
def test_a_shipped_codebook_survives_being_written(book):
    assert codebook.parse(codebook.dump(book), "written.yaml", WORDS) == book


@every_book
def test_every_text_is_there_in_three_languages(book):
    texts = [book.title, *(part.text for part in (*book.items, *book.background, *book.comments))]
    texts += [label for scale in book.scales.values() for label in scale.labels.values()]
    texts += [name for background in book.background for name in background.values.values()]
    texts += [verdict.reason for verdict in book.comparability]

    assert all(set(text) == set(LANGUAGES) for text in texts)


@every_book
def test_an_instrument_is_short_and_asks_for_the_whole_and_for_words(book):
    assert 14 <= len(book.items) <= 18
    assert [item.id for item in book.items if item.dimension == "overall"] == ["overall_satisfaction"]
    assert any(item.dimension == "other" for item in book.items)
    assert [comment.id for comment in book.comments] == ["improve", "keep"]
    assert [background.id for background in book.background] == ["age_group", "gender", "contact_length"]


@every_book
def test_every_level_is_asked_about_and_every_edition_names_its_unit(book):
    assert {item.level for item in book.items} == set(LEVELS)
    assert all("unit" in edition.columns for edition in book.editions)


@pytest.mark.parametrize("dimension", SIX)
def test_every_dimension_is_measured_in_several_instruments(dimension):
    instruments = [book.id for book in BOOKS.values() if any(item.dimension == dimension for item in book.items)]

    assert len(instruments) >= 3


def test_what_no_form_asks_about_stays_a_hole():
    anywhere = set().union(*map(measured, BOOKS.values()))

    assert set(product(SIX, LEVELS)) - anywhere == {("respected", "system")}
    assert not any(dimension == "without_demanding" for dimension, _ in measured(BOOKS["kindergarten_parents"]))


def test_the_same_id_is_the_same_concept_everywhere():
    concepts: dict[str, set[tuple[str, str, bool]]] = {}
    for book in BOOKS.values():
        for item in book.items:
            concepts.setdefault(item.id, set()).add((item.dimension, item.level, item.reversed))

    assert not {item: meanings for item, meanings in concepts.items() if len(meanings) > 1}


def test_instruments_differ_in_scale_layout_and_columns():
    layouts = {edition.layout for book in BOOKS.values() for edition in book.editions}
    longest = {scale.max for book in BOOKS.values() for scale in book.scales.values()}
    headers = [frozenset(book.editions[-1].columns.values()) for book in BOOKS.values()]

    assert layouts == {"wide", "long", "aggregated"}
    assert longest == {5, 6}
    assert len(set(headers)) == len(headers)
