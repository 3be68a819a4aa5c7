"""Where a figure cannot be worked out the page says why, and never shows how a computer writes it."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.settings import Settings
from etl.context import load_context
from etl.pipeline import carry_out
from etl.plans import plan_of
from etl.reading import SourceFile
from tests.pages.conftest import ROOT, told

EXPORTS = ROOT / "sample_data" / "exports"
COMPUTED = re.compile(r"(?<![\w-])(nan|NaN|None|NaT|inf|<NA>)(?![\w-])")
PAGES = ("overview", "services", "levels", "dimensions", "questions", "development", "comparison", "groups", "drivers")
# Answers that leave a unit without spread, and units that one person answers for.
ALL_EQUAL = {("Nordlia hjemmetjeneste", "2024"): "6", ("Nordlia hjemmetjeneste", "2025"): "6"}
ALL_EQUAL |= {("Fjordgata hjemmetjeneste", "2025"): "4", ("BPA-ordningen", "2024"): "5", ("BPA-ordningen", "2025"): "5"}
ALONE = {("Bekkefaret bofellesskap", "2025"), ("Solbakken hjemmetjeneste", "2024")}
SELECTIONS = {
    "a service": {"service": "home_care"},
    "a unit of equal answers": {"service": "home_care", "unit": "fjordgata-hjemmetjeneste"},
    "a service with a unit that one person answered for": {"service": "habilitation"},
    "a service of equal answers": {"service": "bpa"},
}


def edited(edition: str) -> bytes:
    """The answers of an edition with some units made equal, and some left to their first respondent."""
    text = (EXPORTS / f"hjemmetjenester_{edition}.csv").read_text(encoding="cp1252")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    seen: set[str] = set()
    kept = []
    for row in rows:
        unit = row["Enhet"]
        if (unit, edition) in ALONE and unit in seen:
            continue
        seen.add(unit)
        score = ALL_EQUAL.get((unit, edition))
        kept.append({name: score if score and re.fullmatch(r"q\d+", name) and value.isdigit() else value
                     for name, value in row.items()})  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(kept)
    return out.getvalue().encode("cp1252")


@pytest.fixture(scope="module")
def odd_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two editions in which much cannot be worked out."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "reference").mkdir()
    shutil.copy(ROOT / "sample_data" / "reference" / "municipalities.csv", folder / "reference")
    context = load_context(Settings(data=folder, municipality="9901"))
    files = [SourceFile(f"hjemmetjenester_{edition}.csv", edited(edition)) for edition in ("2024", "2025")]
    carry_out([plan_of([file], context) for file in files], context, mode="replace", progress=lambda share, step: None)
    return folder


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_a_page_never_shows_a_number_that_is_none(
    page: str, selection: dict[str, str], odd_store: Path, opened: Callable[..., AppTest]
) -> None:
    app = opened(page, odd_store, municipality="9901", period="2025", role="user", **selection)

    assert not app.exception
    drawn = " ".join(chart.proto.spec for chart in app.get("plotly_chart"))
    words = " ".join(re.findall(r'"(?:[^"\\]|\\.)*"', drawn))
    assert not COMPUTED.search(told(app))
    assert not COMPUTED.search(words)
    assert len(told(app)) > 500


@pytest.mark.parametrize("selection", ["a service of equal answers", "a unit of equal answers"])
def test_answers_that_are_all_alike_are_hidden_and_not_told_of(
    selection: str, odd_store: Path, opened: Callable[..., AppTest]
) -> None:
    chosen = SELECTIONS[selection] | {"municipality": "9901", "period": "2025", "role": "user"}

    app = opened("services", odd_store, **chosen)

    assert "Skjermet (personvern)" in told(app)
    assert "#disclosure" in told(app)
    # What everybody answered would follow from the reason.
    assert "svart likt" not in told(app)


def test_one_answer_is_hidden_like_any_other_figure(odd_store: Path, opened: Callable[..., AppTest]) -> None:
    chosen = SELECTIONS["a service with a unit that one person answered for"]

    app = opened("services", odd_store, municipality="9901", period="2025", role="user", **chosen)

    assert "Skjermet (personvern)" in told(app)
    assert "for få" not in told(app)
