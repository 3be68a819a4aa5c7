"""The sample's comments: what is planted is masked, and nothing else is."""

import re
from contextlib import closing
from pathlib import Path

import yaml

from core.settings import Settings
from etl import sample_themes
from etl.comments.queue import comments_of, is_flagged, words_of
from etl.comments.themes import NEGATIVE, POSITIVE
from etl.masking import MASKS
from register.database import open_register
from register.reviews import approved

ROOT = Path(__file__).parents[3]
PLANTED = ROOT / "sample_data" / "planted.yaml"
MASK_OF = {"national_id": "[fødselsnummer]", "email": "[e-post]", "phone": "[telefon]"}


def test_the_planted_personal_data_is_masked_and_nothing_else_is(sample_data_folder: Path):
    planted = yaml.safe_load(PLANTED.read_text(encoding="utf-8"))["personal_data"]
    texts = [comment.text for comment in comments_of(Settings(data=sample_data_folder))]

    masks = [mask for text in texts for mask in re.findall("|".join(map(re.escape, MASKS.values())), text)]

    assert len(texts) > 1000
    assert sorted(masks) == sorted(MASK_OF[fact["kind"]] for fact in planted)


def test_what_the_demo_approves_is_neither_masked_nor_named(sample_data_folder: Path):
    comments = comments_of(Settings(data=sample_data_folder))

    flagged = [one.text for one in comments if is_flagged(one, [ROOT / "reference"])]

    assert flagged
    # The sample names nobody: what is flagged is what was masked.
    assert all("[" in text for text in flagged)


def test_what_the_demo_approves_has_the_dimension_and_the_sign_of_its_sentences(sample_data_folder: Path):
    settings = Settings(data=sample_data_folder)
    comments = {one.key: one for one in comments_of(settings)}
    with closing(open_register(settings)) as register, register.reading() as session:
        reviewed = {comments[one.key].text: {theme[::2] for theme in one.themes} for one in approved(session)}

    # By its words this would be praise of help that nobody has to ask for.
    assert reviewed["Jeg orker ikke mase mer, så nå lar jeg det være."] == {("without_demanding", NEGATIVE)}
    assert reviewed["Foreldresamtalene er veldig gode."] == {("taken_seriously", POSITIVE)}
    assert reviewed["Takk for at de alltid spør korleis eg har det."] == {("taken_seriously", POSITIVE)}
    assert reviewed["Alt er bra."] == set()


def test_praise_answers_the_one_question_and_complaints_the_other(sample_data_folder: Path):
    settings = Settings(data=sample_data_folder)
    words = words_of(settings)

    for comment in comments_of(settings):
        asked_for_better = "annerledes" in dict(comment.question)["nb"]
        signs = {sign for _, _, sign in sample_themes.themes_of(comment.text, words)}
        assert signs <= {NEGATIVE if asked_for_better else POSITIVE}, comment.text


def test_a_sentence_has_its_themes_however_it_is_typed_and_filled(sample_data_folder: Path):
    words = words_of(Settings(data=sample_data_folder))

    typed = sample_themes.themes_of("jeg telte aldri. Morgenstellet kommer ofte ikke før klokka halv elleve", words)
    both = sample_themes.themes_of("Legen kommer for sjelden. Det trengs mer kunnskap om demens.", words)

    assert typed == (("right_time", "individual", NEGATIVE),)
    assert {theme[0] for theme in both} == {"right_help", "right_time"}
    assert sample_themes.themes_of("Noe ganske annet.", words) == ()
