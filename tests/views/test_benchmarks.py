"""Published values of others stand beside our own: of the right year, with source and n, and only where they fit."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.selection import Selection
from core.text import in_language
from store.release import Release, Releases
from tests.etl.store import HEADER, Store, small_codebook, small_rows
from views import benchmarks, questions, services

COLUMNS = {"unit": "Sted", "item": "Spørsmål", "n": "Antall", "mean": "Snitt", "sd": "Avvik", "period": "Periode"}
HERE = Selection("own", "home_care", None, "2024", "user")
KINDERGARTENS = Selection("9901", "kindergarten", None, "2025", "guardian")
BOTH, WAIT = ("small_respect", "small_equal"), "small_wait"

Row = tuple[str, str, object, str, str, str]


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the answers of 2024."""
    folder = tmp_path_factory.mktemp("answered")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _answers_of_2024(Store(folder / "data", monkeypatch))
    return folder


@pytest.fixture
def store(answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with the answers of 2024."""
    shutil.copytree(answered, tmp_path, dirs_exist_ok=True)
    return Store(tmp_path / "data", monkeypatch)


def _answers_of_2024(made: Store) -> None:
    edition = {"id": "others", "layout": "aggregated", "columns": {"area": "Område"} | COLUMNS}
    wider = {"id": "wider", "layout": "aggregated", "columns": COLUMNS, "constants": {"area": "nation"}}
    scales = small_codebook()["scales"]
    ten = {"min": 1, "max": 10, "labels": {1: {"nb": "Lav"}, 10: {"nb": "Høy"}}}
    wider |= {"scales": dict.fromkeys((*BOTH, WAIT), "ten")}
    editions = [*small_codebook()["editions"], edition, wider]
    made.codebook(small_codebook(editions=editions, scales=scales | {"ten": ten}))
    made.done("import", made.table("svar.csv", [HEADER, *small_rows({"Furua": 12, "Lia": 9})]))


def told(store: Store, *rows: Row, area: str = "nation") -> Release:
    """The release with figures of others: place, item, n, mean, sd, period."""
    path = store.table("andre.csv", [["Område", *COLUMNS.values()], *((area, *row) for row in rows)])
    store.done("import", path, "--instrument", "small", "--edition", "others")
    return Releases(store.folder / "releases").current()


def nation(item: str, mean: str = "4,0", n: object = 900, sd: str = "1,0", period: str = "2023") -> Row:
    return ("Landet", item, n, mean, sd, period)


def asked(release: Release, selection: Selection = HERE) -> pd.DataFrame:
    return benchmarks.beside_items(release, selection, questions.items(release, selection)).set_index("item")


def dimensions(release: Release, selection: Selection = HERE) -> pd.DataFrame:
    return services.by_dimension(release, selection).set_index("measure")


def test_nothing_is_shown_where_nothing_is_imported(store: Store) -> None:
    release = Releases(store.folder / "releases").current()

    tables = [asked(release), dimensions(release)]

    assert all("benchmark" not in table for table in tables)
    assert [benchmarks.mark_name(table) for table in tables] == ["", ""]
    assert [benchmarks.summary(table, HERE) for table in tables] == ["", ""]
    assert benchmarks.values(release, HERE).empty


def test_the_value_of_the_year_or_of_the_latest_before_it_is_taken(store: Store) -> None:
    years = [("3,0", "2021"), ("4,0", "2023"), ("5,0", "2025")]
    release = told(store, *(nation("small_respect", mean, period=year) for mean, year in years))

    values = {
        year: benchmarks.values(release, HERE.but(period=year)) for year in ("2020", "2021", "2022", "2024", "2025")
    }

    assert {year: rows["mean"].tolist() for year, rows in values.items()} == {
        "2020": [], "2021": [3.0], "2022": [3.0], "2024": [4.0], "2025": [5.0],
    }  # fmt: skip


def test_an_earlier_year_is_said_in_words(store: Store) -> None:
    release = told(store, nation("small_respect", period="2023"), nation("small_equal", period="2024"))

    said = benchmarks.summary(asked(release), HERE)

    assert said == (
        "Referansemerket er Landet, fra «Liten undersøkelse». Det er ikke en del av kommunens egne tall. "
        "Der ingen referanse er fra 2024, er den siste før brukt."
    )


def test_a_month_is_held_against_its_year(store: Store) -> None:
    release = told(store, nation("small_respect", period="2024"))

    assert benchmarks.values(release, HERE.but(period="2024-03"))["period"].tolist() == ["2024"]


def test_each_value_tells_year_mean_interval_and_n(store: Store) -> None:
    row = asked(told(store, nation("small_respect", n=5943))).loc["small_respect"]

    assert row["benchmark_told"] == "Landet 2023: 4,0 (4,0–4,0; n = 5\N{NO-BREAK SPACE}943)"
    assert row["benchmark_text"] == f"Snitt 4,0 (n = 5\N{NO-BREAK SPACE}943); her {row['mean']:.1f}".replace(".", ",")
    assert row[["benchmark", "benchmark_n"]].tolist() == [4.0, 5943]
    assert row["benchmark_from"] == "Landet 2023"
    assert row["benchmark_lower"] == pytest.approx(4 - 1.96 / 5943**0.5, abs=1e-3)


def test_a_value_without_spread_is_a_constant_and_the_page_says_why(store: Store) -> None:
    table = asked(told(store, nation("small_respect", sd="")))

    assert table.loc["small_respect", ["benchmark_lower", "benchmark_upper"]].isna().all()
    assert "Der kilden ikke oppgir spredningen" in benchmarks.summary(table, HERE)
    assert table.loc["small_respect", "benchmark_told"] == "Landet 2023: 4,0 (n = 900)"


def test_a_value_without_a_number_says_so(store: Store) -> None:
    row = asked(told(store, nation("small_respect", n=""))).loc["small_respect"]

    assert row["benchmark_told"] == "Landet 2023: 4,0 (n er ikke oppgitt)"


def test_a_value_on_another_scale_has_no_mark_and_stands_in_the_table_with_its_scale(store: Store) -> None:
    path = store.table("ti.csv", [COLUMNS.values(), *(nation(item, "8,0") for item in (*BOTH, WAIT))])
    store.done("import", path, "--instrument", "small", "--edition", "wider")
    release = Releases(store.folder / "releases").current()

    assert "benchmark" not in asked(release)
    assert "benchmark" not in dimensions(release)
    assert set(benchmarks.values(release, HERE)["scale"]) == {"1–10"}


def test_a_dimension_has_the_index_of_its_items_weighted_by_their_answers(store: Store) -> None:
    table = dimensions(told(store, nation(BOTH[0], "6,0", 900), nation(BOTH[1], "1,0", 300)))

    row = table.loc["dimension:respected"]
    assert row["benchmark"] == pytest.approx(75)
    assert row["benchmark_n"] == 900
    assert row[["benchmark_lower", "benchmark_upper"]].isna().all()
    assert "Spredningen mellom svarpersonene er da ikke kjent" in benchmarks.summary(table, HERE)
    assert table.loc[["overall", "dimension:right_time"], "benchmark"].isna().all()


def test_all_items_together_give_an_index_of_the_whole(store: Store) -> None:
    table = dimensions(told(store, *(nation(item, "3,5") for item in (*BOTH, WAIT))))

    assert table.loc["overall", "benchmark"] == pytest.approx(50)


def test_a_dimension_of_one_item_has_the_interval_of_the_item(store: Store) -> None:
    release = told(store, nation(WAIT, "2,0"))

    row, item = dimensions(release).loc["dimension:right_time"], asked(release).loc[WAIT]

    assert row["benchmark"] == pytest.approx(80)
    assert row["benchmark_lower"] == pytest.approx((item["benchmark_lower"] - 1) / 5 * 100)


@pytest.mark.parametrize(
    "second",
    [nation(BOTH[1], n=""), nation(BOTH[1], period="2022"), ("Landet", BOTH[1], "*", "*", "*", "2023"), None],
    ids=["without n", "another year", "hidden", "not there"],
)
def test_a_dimension_has_no_index_unless_every_item_has_its_value(store: Store, second: Row | None) -> None:
    rows: Sequence[Any] = [nation(BOTH[0]), *([second] if second else [])]

    assert "benchmark" not in dimensions(told(store, *rows))


def test_the_nation_has_the_mark_and_the_table_has_all(store: Store) -> None:
    path = [["Område", *COLUMNS.values()]]
    path += [
        ["county", "Vest", "small_respect", 90, "3,0", "1", "2023"],
        ["nation", "", "small_respect", 900, "4,0", "1", "2023"],
    ]
    store.done("import", store.table("andre.csv", path), "--instrument", "small", "--edition", "others")
    release = Releases(store.folder / "releases").current()

    table = asked(release)

    assert benchmarks.mark_name(table) == "Landet 2023"
    assert table.loc["small_respect", "benchmark"] == 4
    assert benchmarks.values(release, HERE)["from"].tolist() == ["Landet 2023", "Vest 2023"]


def test_what_is_not_asked_here_is_not_told(release: Release) -> None:
    other_role = KINDERGARTENS.but(role="user")

    assert benchmarks.values(release, other_role).empty
    assert benchmarks.values(release, Selection("9901", None, None, "2025", "everyone")).empty


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_sample_shows_the_country_in_every_language(release: Release, language: str) -> None:
    with in_language(language):
        table = services.by_dimension(release, KINDERGARTENS)
        said = benchmarks.summary(table, KINDERGARTENS)

    assert benchmarks.mark_name(table) == "Landet (oppdiktet) 2023"
    assert "Landet (oppdiktet) 2023" in said
    assert "2025" in said
    shown = table.set_index("measure")["benchmark"]
    assert shown[["overall", "dimension:taken_seriously"]].isna().all()
    assert shown[["dimension:respected", "dimension:overview"]].notna().all()
