"""Releases are whole or not there, follow the pointer, and go when they are old."""

import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from core.errors import AppError
from core.text import in_language, language
from store.new_release import NewRelease
from store.release import (
    KEPT,
    OPEN,
    Release,
    Releases,
    keep_only_current,
    make_current,
    new_release_id,
    withdraw,
)
from store.release_version import RELEASE_VERSION

BEGINNING = datetime(2026, 1, 1, 12)


def written(folder: Path, minute: int = 0, places: int = 1) -> str:
    """A small release, made current."""
    release_id = new_release_id(BEGINNING + timedelta(minutes=minute), "abc")
    place = pd.DataFrame({"place": [f"p{n}" for n in range(places)], "level": "unit", "name_nb": "P"})
    with duckdb.connect() as connection, NewRelease(folder, release_id, connection) as release:
        release.add("release", pd.DataFrame({"id": [release_id], "version": RELEASE_VERSION}))
        release.add("place", place)
    make_current(folder, release_id)
    return release_id


def test_a_new_store_has_no_release(tmp_path: Path) -> None:
    releases = Releases(tmp_path)

    assert releases.current_id() is None
    with pytest.raises(AppError, match="no_release"):
        releases.current()


def test_readers_follow_the_pointer_and_keep_what_they_have(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    written(tmp_path, places=1)
    former = releases.current()

    written(tmp_path, minute=1, places=2)

    assert len(releases.current().query("places")) == 2
    assert len(former.query("places")) == 1


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    written(tmp_path, places=50)
    releases = Releases(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: len(releases.current().query("places")), range(100)))

    assert set(counts) == {50}


def test_what_is_worked_out_from_a_release_is_worked_out_once_for_each_language(tmp_path: Path) -> None:
    written(tmp_path)
    release = Releases(tmp_path).current()
    seen: list[tuple[Release, str, str]] = []

    def noted(of: Release, word: str) -> int:
        seen.append((of, word, language()))
        return len(seen)

    told = [release.remembered(noted, "one"), release.remembered(noted, "one"), release.remembered(noted, "two")]
    with in_language("en"):
        told.append(release.remembered(noted, "one"))

    assert told == [1, 1, 2, 3]
    assert seen == [(release, "one", "nb"), (release, "two", "nb"), (release, "one", "en")]


def test_a_release_that_is_closed_lets_go_of_what_was_kept(tmp_path: Path) -> None:
    written(tmp_path)
    releases = Releases(tmp_path)
    former = releases.current()
    kept = former.remembered(lambda of: of.query("places"))
    gone = weakref.ref(kept)

    del kept
    for minute in range(1, OPEN + 1):
        written(tmp_path, minute=minute)
        releases.current()

    assert gone() is None


def test_old_releases_go_and_the_current_one_stays(tmp_path: Path) -> None:
    # The clock was put back: the newest release has the earliest name.
    written(tmp_path, minute=59)
    ids = [written(tmp_path, minute=minute) for minute in (9, 8, 7, 6, 5, 4, 3, 2, 1)]

    kept = {path.stem for path in tmp_path.glob("*.duckdb")}

    assert ids[-1] in kept
    assert len(kept) <= KEPT + 1
    assert len(Releases(tmp_path).current().query("places")) == 1


def test_a_dashboard_that_lives_through_many_releases_keeps_few_open(tmp_path: Path) -> None:
    releases = Releases(tmp_path)

    for minute in range(8):
        written(tmp_path, minute)
        releases.current().query("places")

    attached = releases._base().execute("SELECT count(*) FROM duckdb_databases() WHERE path IS NOT NULL").fetchall()
    assert attached[0][0] <= 3


def test_what_a_killed_publication_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "20250101T000000-x.unfinished").write_bytes(b"half")
    (tmp_path / "20250101T000000-x.unfinished.wal").write_bytes(b"half")

    written(tmp_path)

    assert not list(tmp_path.glob("*.unfinished*"))


def test_only_the_current_release_or_none_is_left(tmp_path: Path) -> None:
    ids = [written(tmp_path, minute) for minute in range(3)]

    keep_only_current(tmp_path)
    kept = [path.stem for path in tmp_path.glob("*.duckdb")]
    withdraw(tmp_path)

    assert kept == ids[-1:]
    assert not list(tmp_path.iterdir())


def test_a_pointer_to_a_file_that_is_gone_is_an_error_with_a_name(tmp_path: Path) -> None:
    release_id = written(tmp_path)
    (tmp_path / f"{release_id}.duckdb").unlink()

    with pytest.raises(AppError, match="release_missing"):
        Releases(tmp_path).current()


def test_a_release_of_an_older_version_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    release_id = written(tmp_path)
    with duckdb.connect(str(tmp_path / f"{release_id}.duckdb")) as connection:
        connection.execute("ALTER TABLE release DROP COLUMN version")
    releases = Releases(tmp_path)

    for _ in range(2):
        with pytest.raises(AppError, match="release_outdated"):
            releases.current()


def test_a_release_reaches_no_other_file(tmp_path: Path) -> None:
    written(tmp_path / "releases")
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    releases = Releases(tmp_path / "releases")
    releases.current()

    with pytest.raises(Exception, match=r"(?i)permission|disabled|not allowed"):
        releases._base().execute("SELECT * FROM read_csv(?)", [str(secret)])
