"""A release in the making is whole in the end, or leaves nothing."""

import contextlib
from pathlib import Path

import duckdb
import pandas as pd

from store.new_release import NewRelease


def places(*names: str) -> pd.DataFrame:
    return pd.DataFrame({"place": names, "level": "unit"})


def test_rows_that_come_little_by_little_are_all_in_the_file(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TEMP VIEW more AS SELECT 'c' AS place, 'unit' AS level")

        with NewRelease(tmp_path, "r", connection) as release:
            release.add("place", places("a", "b"))
            release.add("place", "more")

    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT place FROM place ORDER BY place").fetchall() == [("a",), ("b",), ("c",)]


def test_a_release_that_is_broken_off_is_not_there_and_the_next_one_sweeps_it_away(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        with contextlib.suppress(KeyboardInterrupt), NewRelease(tmp_path, "broken", connection) as release:
            release.add("place", places("a"))
            raise KeyboardInterrupt
        assert not list(tmp_path.glob("*.duckdb"))

        with NewRelease(tmp_path, "whole", connection) as release:
            release.add("place", places("a"))

    assert [path.name for path in tmp_path.iterdir()] == ["whole.duckdb"]


def test_making_a_release_leaves_the_connection_in_its_own_database(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        with NewRelease(tmp_path, "r", connection):
            connection.execute("CREATE TABLE mine AS SELECT 1 AS one")

        assert connection.execute("SELECT one FROM mine").fetchall() == [(1,)]


def test_with_a_services_number_of_respondents_go_its_comments(tmp_path: Path) -> None:
    scopes = pd.DataFrame(
        {"scope": [1, 2, 3], "place": ["own/a", "own/a/x", "own/b"], "period": "2024", "role": "user"}
    )
    withheld = pd.DataFrame({"scope": [1, 2], "grouping_value": "", "measure_no": 0, "unlisted": False})
    with duckdb.connect() as connection, NewRelease(tmp_path, "r", connection) as release:
        release.add("scope", scopes)
        release.add("comment", pd.DataFrame({"comment_no": [1, 2], "text": ["one", "other"]}))
        release.add("comment_scope", pd.DataFrame({"comment_no": [1, 1, 2], "scope": [1, 2, 3]}))
        release.withhold(withheld)

    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT text FROM comment").fetchall() == [("other",)]
