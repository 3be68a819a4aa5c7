"""Themes that are suggested, and words of a municipality's own."""

from pathlib import Path

import pytest

from core.errors import AppError
from etl.comments.themes import FILE, Lexicon, lexicon
from etl.masking.by_hand import HAND

REFERENCE = Path(__file__).parents[3] / "reference"


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon([REFERENCE])


def short(words: Lexicon, text: str, question: str = "") -> list[str]:
    return ["/".join(theme) for theme in words.suggested(text, question)]


@pytest.mark.parametrize(
    ("written", "themes"),
    [
        ("De hører på meg.", ["taken_seriously/individual/positive"]),
        ("Ingen hører på meg.", ["taken_seriously/individual/negative"]),
        ("Eg slepp å mase.", ["without_demanding/individual/positive"]),
        ("Hyggelige folk, men lang ventetid.", ["respected/individual/positive", "right_time/individual/negative"]),
        ("Brukerrådet blir hørt.", ["taken_seriously/service/positive"]),
        ("Eldrerådet ble tatt på alvor.", ["taken_seriously/system/positive"]),
        ("Maten er god.", []),
        (f"{HAND} [telefon]", []),
        ("", []),
    ],
)
def test_a_theme_is_suggested_with_level_and_polarity(words, written, themes):
    assert short(words, written) == themes


def test_the_question_tells_where_the_comment_does_not(words):
    improve, keep = "Hva bør vi gjøre annerledes?", "Hva vil du at vi skal fortsette med?"

    assert short(words, "Informasjonen", improve) == ["overview/individual/negative"]
    assert short(words, "Informasjonen", keep) == ["overview/individual/positive"]
    assert short(words, "Informasjonen") == []


def test_a_municipality_adds_its_own_words(words, tmp_path):
    (tmp_path / FILE).write_text("dimensions: {right_time: {complaint: [trygdebuss]}}\n", encoding="utf-8")

    own = lexicon([REFERENCE, tmp_path])

    assert short(words, "Trygdebussen!") == []
    assert short(own, "Trygdebussen!") == ["right_time/individual/negative"]
    assert short(own, "De hører på meg.") == ["taken_seriously/individual/positive"]


@pytest.mark.parametrize("written", ["dimensions: [", "just words", "praise: god"])
def test_a_file_that_is_no_lexicon_is_refused_with_its_name(tmp_path, written):
    (tmp_path / FILE).write_text(written, encoding="utf-8")

    with pytest.raises(AppError) as refused:
        lexicon([tmp_path])

    assert refused.value.code == "reference_invalid"
    assert refused.value.details["file"].endswith(FILE)
