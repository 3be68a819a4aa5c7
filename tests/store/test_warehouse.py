"""The warehouse has one writer, whole transactions and no keys of respondents."""

import contextlib
import threading
from dataclasses import fields
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from core.errors import AppError
from store import warehouse as module
from store.warehouse import Frames, NewUpload, Warehouse

NOTHING = Frames(*(pd.DataFrame() for _ in fields(Frames)))


def upload(fingerprint: str = "a") -> NewUpload:
    return NewUpload(fingerprint, "mapped_table", "answers", "i", "e", "{}", "", [("f.csv", "sha")], 1, 1, 0, 1, 1)


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_WAIT", 0.05)
    codes: list[str] = []

    def second() -> None:
        try:
            with Warehouse(tmp_path):
                codes.append("open")
        except AppError as error:
            codes.append(error.code)

    with Warehouse(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    second()

    assert codes == ["warehouse_busy", "open"]


def test_a_transaction_within_another_is_undone_with_it(tmp_path: Path) -> None:
    with Warehouse(tmp_path) as warehouse:
        with contextlib.suppress(KeyboardInterrupt), warehouse.transaction():
            warehouse.add(upload(), NOTHING)
            raise KeyboardInterrupt

        assert warehouse.frame("uploads").empty
        warehouse.add(upload(), NOTHING)

    with Warehouse(tmp_path) as warehouse:
        assert warehouse.upload_of("a") == 1


def test_a_replaced_upload_keeps_its_row_and_no_longer_counts(tmp_path: Path) -> None:
    with Warehouse(tmp_path) as warehouse:
        first = warehouse.add(upload("a"), NOTHING)
        second = warehouse.add(upload("b"), NOTHING, [first])

        assert warehouse.uploads_of("i", "e") == [second]
        assert warehouse.upload_of("a") is None
        assert warehouse.frame("uploads")["replaced_by"].tolist()[-1] == second


def test_the_keys_of_respondents_cannot_be_turned_back(tmp_path: Path) -> None:
    keys = pd.Series(["1", "2", None], dtype="object")
    with Warehouse(tmp_path / "a") as one, Warehouse(tmp_path / "b") as other:
        hashed, again = one.source_keys("i", "e", keys), one.source_keys("i", "e", keys)
        elsewhere, another_edition = other.source_keys("i", "e", keys), one.source_keys("i", "f", keys)

    assert hashed.equals(again)
    assert hashed.isna().tolist() == [False, False, True]
    assert not set(hashed.dropna()) & (set(elsewhere.dropna()) | set(another_edition.dropna()) | {"1", "2"})


def test_a_damaged_warehouse_is_named(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"no database" * 1000)

    with pytest.raises(AppError, match="warehouse_damaged"), Warehouse(tmp_path):
        pass


def test_a_warehouse_of_another_version_is_opened_only_to_be_made_anew(tmp_path: Path) -> None:
    with Warehouse(tmp_path):
        pass
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute("UPDATE warehouse SET schema_version = 99")

    with pytest.raises(AppError, match="warehouse_other_version"), Warehouse(tmp_path):
        pass
    with Warehouse(tmp_path, any_version=True) as warehouse:
        assert warehouse.frame("uploads").empty
