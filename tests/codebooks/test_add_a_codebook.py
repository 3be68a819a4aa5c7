import csv
import re
from pathlib import Path

import pytest

from core import catalogue, codebook
from core.errors import InputError

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "add_a_codebook.md").read_text(encoding="utf-8")
WORDS = catalogue.load([ROOT / "reference"])


def files_of_the_guide() -> dict[str, str]:
    return dict(re.findall(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL))


def test_the_codebook_of_the_guide_loads_and_finds_its_columns_in_the_file():
    files = files_of_the_guide()

    book = codebook.parse(files["codebooks/library_users.yaml"], "library_users.yaml", WORDS)

    header = next(csv.reader(files["library_2025.csv"].splitlines(), delimiter=";"))
    assert sorted(book.edition("2025").columns.values()) == sorted(header)


def test_the_mistake_in_the_guide_gets_the_answer_it_promises():
    mistake = re.findall(r"`(dimension: \w+)` in the file above", GUIDE)[0]
    broken = files_of_the_guide()["codebooks/library_users.yaml"].replace("dimension: respected", mistake)

    with pytest.raises(InputError) as refused:
        codebook.parse(broken, "library_users.yaml", WORDS)

    assert [finding.details["suggestion"] for finding in refused.value.findings] == ["respected"]
