"""The method page tells how every figure is worked out, with examples where there is a release."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.text import LANGUAGES, in_language, text
from tests.pages.conftest import told
from views import method


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_has_a_heading_to_link_to_and_an_example(
    language: str, sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    with in_language(language):
        app = opened("method", sample_data_folder, lang=language)
        titles = {key: text(f"how.{key}.title") for key in method.PARAGRAPHS}
        example = text("how.example")

    anchors = {heading.proto.anchor: heading.value for heading in app.subheader if heading.proto.anchor}
    assert {key: anchors.get(key) for key in titles} == titles
    assert told(app).count(f"<strong>{example}:</strong>") == len(method.WORKED)


def test_the_share_that_is_hidden_is_the_same_on_every_page(
    sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    app = opened("data_quality", sample_data_folder)
    hidden = re.findall(r"[\d\s]+ av [\d\s]+ tall(?= \()", told(app))

    app.switch_page("pages/method.py").run()

    assert told(app).count(f"{hidden[0]} er skjermet") == 1
    assert told(app).count(f"{hidden[0]} skjermet") == 1


def test_a_new_store_has_the_words_without_examples(tmp_path: Path, opened: Callable[..., AppTest]) -> None:
    app = opened("method", tmp_path)

    assert not app.exception
    assert text("how.rest.title") in [heading.value for heading in app.subheader]
    assert f"<strong>{text('how.example')}:</strong>" not in told(app)


@pytest.mark.parametrize(("page", "paragraphs"), [("overview", ["waves", "holm"]), ("services", ["rest"])])
def test_a_page_links_its_figures_to_their_paragraphs(
    page: str, paragraphs: list[str], sample_data_folder: Path, opened: Callable[..., AppTest]
) -> None:
    with in_language("en"):
        app = opened(page, sample_data_folder, lang="en")

    for key in paragraphs:
        assert f"#{key}" in told(app)
    assert 'href="method?lang=en' in told(app)
