"""The worked examples of the method are computed from the release, and never hold a missing number."""

import ast
import re
from pathlib import Path

import pytest

from core.text import LANGUAGES, catalogue, in_language
from store.release import Release
from views import method

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_has_its_words(language: str) -> None:
    texts = catalogue(language)

    assert all(f"how.{key}.{part}" in texts for key in method.PARAGRAPHS for part in ("title", "body"))
    assert all(f"how.{key}.example" in texts for key in method.WORKED)
    assert set(method.WORKED) <= set(method.PARAGRAPHS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_has_an_example_of_every_statistic(release: Release, language: str) -> None:
    with in_language(language):
        found = method.examples(release)

    assert set(found) == set(method.WORKED)
    for told in found.values():
        assert not re.search(r"\b(nan|None|inf)\b|[{}]|–[ ,.]", told)


def test_every_example_of_a_place_says_of_which_period_it_is(release: Release) -> None:
    found = method.examples(release)

    # The one is of no place, the other of the whole release.
    dated = {key: told for key, told in found.items() if key not in {"ordinal", "disclosure", "xmr"}}
    assert [key for key, told in dated.items() if not re.search(r"\b20\d\d\b", told)] == []
    assert re.match(r"\D+ \(2025\) har \d+ svar", found["means_interval"])


def test_the_example_of_an_interval_adds_up(release: Release) -> None:
    told = method.examples(release)["means_interval"]

    said = re.search(r"([\d,]+) ± ([\d,]+), fra ([\d,]+) til ([\d,]+)\.", told)
    assert said
    mean, reach, lower, upper = (float(number.replace(",", ".")) for number in said.groups())
    assert lower == pytest.approx(mean - reach, abs=0.11)
    assert upper == pytest.approx(mean + reach, abs=0.11)


def test_every_link_to_the_method_leads_to_a_paragraph() -> None:
    asked = {
        node.value
        for path in [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
        for call in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "method_link"
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant)
    }

    assert asked
    assert asked <= set(method.PARAGRAPHS)
