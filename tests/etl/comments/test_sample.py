"""The sample's comments: what is planted is masked, and nothing else is."""

import re
from pathlib import Path

import yaml

from core.settings import Settings
from etl.comments.queue import comments_of, is_flagged
from etl.masking import MASKS

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
