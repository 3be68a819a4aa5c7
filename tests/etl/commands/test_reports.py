"""The command that makes a report: the file it writes, and what it answers where something is wrong."""

import io
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from tests.etl.store import Store


@pytest.fixture
def sample(sample_data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The sample data, which a report only reads."""
    return Store(sample_data_folder, monkeypatch)


def test_a_report_is_written_in_the_form_that_its_name_ends_with(sample: Store, tmp_path: Path) -> None:
    out = tmp_path / "rapport.pdf"

    answer = sample.run("report", "--service", "bpa", "--chapter", "results", "--language", "nn", "--out", out)

    assert (answer.code, answer.out.strip()) == (0, str(out))
    assert "BPA" in PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()
    assert "Kjelde" in PdfReader(io.BytesIO(out.read_bytes())).pages[1].extract_text()
    assert [path.name for path in tmp_path.iterdir()] == ["rapport.pdf"]


def test_a_review_of_an_earlier_year_on_a_template(sample: Store, tmp_path: Path) -> None:
    template, out = tmp_path / "mal.pptx", tmp_path / "gjennomgang.pptx"
    Presentation().save(str(template))

    answer = sample.run("report", "--kind", "review", "--period", "2023", "--template", template, "--out", out)

    assert answer.code == 0, answer.err
    slides = Presentation(str(out)).slides
    assert slides[0].shapes.title.text == "Ledelsens gjennomgang"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--service", "homecare", "--out", "a.pdf"], "--service kan ikke være «homecare». Velg blant: bpa,"),
        (["--period", "1999", "--out", "a.pdf"], "--period kan ikke være «1999». Velg blant: 2025,"),
        (["--chapter", "alt", "--out", "a.pdf"], "--chapter kan ikke være «alt». Velg blant: results,"),
        (["--out", "a.docx"], "--out kan ikke være «a.docx». Velg blant: pptx, pdf, xlsx."),
        (["--template", "finnes_ikke.pptx", "--out", "a.pptx"], "Filen finnes_ikke.pptx finnes ikke."),
    ],
)
def test_a_wrong_choice_is_wrong_usage_and_names_the_right_ones(
    sample: Store, arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    answer = sample.run("report", *arguments)

    assert answer.code == 2
    assert told in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_in_is_told(sample: Store, tmp_path: Path) -> None:
    out = tmp_path / "finnes_ikke" / "rapport.xlsx"

    answer = sample.run("report", "--service", "bpa", "--chapter", "results", "--out", out)

    assert answer.code == 1
    assert f"Rapporten kan ikke skrives til {out}" in answer.err
