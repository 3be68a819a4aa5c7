"""Periods that overlap make no release: a year is then no sum of its parts."""

from collections.abc import Sequence

import pytest

from store.release import Releases
from tests.etl.store import HEADER, Answer, Store, small_codebook, small_rows

COLUMNS = {"unit": "Enhet", "item": "Spørsmål", "period": "Tid", "n": "Antall", "mean": "Snitt", "sd": "Avvik"}
ITEMS = ("small_respect", "small_equal", "small_wait")


def answers(store: Store, periods: Sequence[str], *options: str, name: str = "svar.csv", first: int = 1) -> Answer:
    """Import answers of two units, each with the periods in turn."""
    book = small_codebook()
    edition = {name: value for name, value in book["editions"][0].items() if name != "period"}
    store.codebook(book | {"editions": [edition | {"columns": edition["columns"] | {"period": "Tid"}}]})
    rows = small_rows({"Furua": 30, "Lia": 42}, first)
    table = [[*row, periods[number % len(periods)]] for number, row in enumerate(rows)]
    return store.run("import", store.table(name, [[*HEADER, "Tid"], *table]), *options)


def figures(store: Store, periods: Sequence[str]) -> Answer:
    """Import figures of a source about two units, for each of the periods."""
    edition = {"id": "f", "layout": "aggregated", "columns": COLUMNS}
    store.codebook(small_codebook(editions=[edition], background=[], comments=[]))
    rows = [[unit, item, own, 20, "4,0", "1,0"] for unit in ("Furua", "Lia") for item in ITEMS for own in periods]
    return store.run("import", store.table("tall.csv", [COLUMNS.values(), *rows]))


@pytest.mark.parametrize("periods", [["2024-H1", "2024-05"], ["2024-T2", "2024-Q2"]])
def test_answers_under_overlapping_parts_of_a_year_make_no_release(store: Store, periods: list[str]) -> None:
    answer = answers(store, periods)

    assert answer.code == 1
    assert "overlapper" in answer.err
    assert all(part in answer.err for part in periods)
    assert Releases(store.folder / "releases").current_id() is None


def test_the_former_release_stands_until_the_overlap_is_removed(store: Store) -> None:
    assert answers(store, ["2024-01", "2024-05"]).code == 0
    former = Releases(store.folder / "releases").current_id()

    answer = answers(store, ["2024-H1"], "--add", name="flere.csv", first=1000)

    assert answer.code == 1
    assert "opplasting 1 og 2" in answer.err
    assert Releases(store.folder / "releases").current_id() == former
    assert store.run("publish").code == 1
    assert store.run("forget", "2").code == 0
    assert Releases(store.folder / "releases").current_id() != former


def test_parts_without_a_common_month_and_answers_of_the_year_alone_add_up(store: Store) -> None:
    answer = answers(store, ["2024-H1", "2024-09", "2024-Q4", "2024"])

    assert answer.code == 0, answer.err
    told = store.cells("overall", place="own", grouping_value="").set_index("period")["n"]
    assert told["2024"] == 72
    assert told.drop("2024").sum() == 54


def test_a_sources_figure_of_a_year_is_not_counted_beside_its_parts(store: Store) -> None:
    answer = figures(store, ["2024", "2024-H1", "2024-H2"])

    assert answer.code == 1
    assert "2024 og 2024-H1" in answer.err
