"""Stores with next to nothing in them: every page opens all the same, and says what there is."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.etl.store import Store
from tests.pages.conftest import PAGES, told

QUESTIONS = ("I hvilken grad blir du møtt med respekt?", "I hvilken grad får du riktig hjelp?")
# Units of the answers (1 to 6, in turn) that are all there is.
SURVEYS = {
    "three": ["Alfa"] * 3,
    "six in one unit": ["Alfa"] * 6,
    "six in two units": ["Alfa", "Beta"] * 3,
    "thirty small units": [f"Enhet {number % 30}" for number in range(90)],
}
# Real files with figures of others, all or most of which their sources have hidden or nobody can add up.
FIGURES = (
    "swedish/goteborg_forskoleenkat_unit1000.json",
    "norwegian/fhi_tilfredshet_livet_ungdom.csv",
    "norwegian/difi_kvalitet_oversikt2016.csv",
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of a municipality, without anything in it."""
    monkeypatch.setenv("BRUKERINNSIKT_MUNICIPALITY", "3201")
    return Store(tmp_path / "data", monkeypatch)


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_page_opens_on_a_few_answers(survey: str, store: Store, opened: Callable[..., AppTest]) -> None:
    rows = [(unit, 1 + number % 6, 6 - number % 5) for number, unit in enumerate(SURVEYS[survey])]
    bring_in(store, rows)

    app = open_all(opened, store)

    hidden = store.cells(measure="overall").query("place.str.count('/') == 2")["hidden"]
    assert hidden.eq("few").all() == (survey != "six in one unit")
    assert "Utgivelsen bygger på 1 opplasting" in told(app)


@pytest.mark.parametrize("file", FIGURES)
def test_every_page_opens_on_figures_of_others_alone(
    file: str, store: Store, shared: Path, opened: Callable[..., AppTest]
) -> None:
    store.run("draft", shared / "exports" / file)
    store.done("import", shared / "exports" / file)

    open_all(opened, store)


def bring_in(store: Store, rows: Sequence[tuple[object, ...]]) -> None:
    """Import a survey of one service that nobody has described: the unit, and the answers to the first questions."""
    export = store.table("svar.csv", [("Enhet", *QUESTIONS)[: len(rows[0])], *rows])
    assert store.run("draft", export, "--service", "home_care", "--role", "user").code == 0
    store.done("import", export)


def open_all(opened: Callable[..., AppTest], store: Store) -> AppTest:
    """Open every page in turn; the app on the last of them."""
    app = opened("overview", store.folder)
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
    return app.switch_page("pages/method.py").run()


@pytest.mark.parametrize(("language", "words"), [("nb", "Noe gikk galt"), ("en", "Something went wrong")])
def test_what_nobody_foresaw_is_told_in_the_readers_language(
    language: str, words: str, store: Store, opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(store, [("Alfa", 1 + number % 6) for number in range(30)])
    (release,) = (store.folder / "releases").glob("*.duckdb")
    with duckdb.connect(str(release)) as connection:
        connection.execute("DROP TABLE wording")
    app = opened("overview", store.folder)
    monkeypatch.setenv("BRUKERINNSIKT_MODE", "production")

    app.query_params["lang"] = language
    app.switch_page("pages/questions.py").run()

    assert words in app.error[0].value
    assert "wording" not in app.error[0].value


def test_a_service_without_others_is_held_against_none(store: Store, opened: Callable[..., AppTest]) -> None:
    bring_in(store, [("Alfa", 1 + number % 6) for number in range(30)])

    app = opened("overview", store.folder)

    assert "Bare én tjeneste har svar her" in told(app)
    assert not app.get("plotly_chart")
    assert "services?" in told(app)
