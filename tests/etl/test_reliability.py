"""What goes wrong in the middle leaves nothing or everything, and the former figures stay."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl import pipeline
from etl.reading import SourceFile
from etl.receipts import Receipt
from store import warehouse as warehouse_module
from store.new_release import NewRelease
from store.warehouse import Warehouse
from tests.etl.store import HEADER, Store, assert_same_figures, small_codebook, small_rows

ROOT = Path(__file__).parent.parent.parent
ROWS = [HEADER, *small_rows({"Furua": 12, "Lia": 9})]


class Interrupted(Exception):  # noqa: N818 - stands for anything that may happen
    """Stands for a full disk, a lost network or a bug."""


def interrupted(*_: object, **__: object) -> None:
    raise Interrupted


def imported(store: Store, *files: Path) -> list[Receipt]:
    return pipeline.import_files([SourceFile(file.name, file.read_bytes()) for file in files], store.context())


def test_an_import_that_breaks_while_storing_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.done("import", store.table("foer.csv", ROWS))
    before = store.cells()
    hashes = {path.name for path in (store.folder / "received").iterdir()}
    monkeypatch.setattr(Warehouse, "_insert_rows", interrupted)

    with pytest.raises(Interrupted):
        imported(store, store.table("etter.csv", [*ROWS, *small_rows({"Lia": 9}, 40)]))

    monkeypatch.undo()
    assert store.cells().equals(before)
    assert {path.name for path in (store.folder / "received").iterdir()} == hashes
    assert len(store.done("status")["uploads"]) == 1


def test_several_files_are_stored_together_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = Warehouse._insert_rows
    calls = []

    def second_time(warehouse: Warehouse, *arguments: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise Interrupted
        stored(warehouse, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Warehouse, "_insert_rows", second_time)
    rows = small_rows({"Furua": 12, "Lia": 9})
    files = [
        store.table(f"{name}.csv", [HEADER, *(row for row in rows if row[1] == name)]) for name in ("Furua", "Lia")
    ]

    with pytest.raises(Interrupted):
        imported(store, *files)

    monkeypatch.undo()
    assert store.done("status")["uploads"] == []
    assert not list((store.folder / "received").iterdir())


def test_a_publication_that_fails_is_made_up_for_by_the_next_import(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.done("import", store.table("foer.csv", ROWS))
    before, current = store.cells(), store.done("status")["release"]
    file = store.table("etter.csv", [*ROWS, *small_rows({"Lia": 9}, 40)])
    monkeypatch.setattr(NewRelease, "_check", interrupted)

    with pytest.raises(Interrupted):
        imported(store, file)

    monkeypatch.undo()
    assert store.done("status")["release"] == current
    assert store.cells().equals(before)
    assert store.done("import", file)[0]["already"]
    assert store.cells("item:small_respect", place="own")["n"].tolist() == [30]


def test_a_killed_import_has_stored_nothing_or_everything(
    store: Store, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Store(tmp_path_factory.mktemp("whole") / "data", monkeypatch)
    whole.codebook(small_codebook())
    file = store.table("svar.csv", [HEADER, *small_rows({f"Enhet {n}": 400 for n in range(4)})])
    whole.done("import", file)
    everything = len(whole.rows("FROM answer"))
    command = [sys.executable, "-m", "etl", "import", str(file)]
    environment = os.environ | {"BRUKERINNSIKT_DATA": str(store.folder)}

    for delay in (0.0, 0.1):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        # The first line of progress tells that the storing has begun.
        next((line for line in process.stderr if "%" in line), None)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        stored = len(store.rows("FROM answer")) if (store.folder / "warehouse.duckdb").exists() else 0
        assert stored in (0, everything)

    store.done("import", file)
    assert len(store.rows("FROM answer")) == everything
    assert_same_figures(store, whole)
    assert len(list((store.folder / "received").iterdir())) == 1


def test_a_lost_warehouse_takes_neither_figures_nor_received_files_with_it(store: Store) -> None:
    store.done("import", store.table("svar.csv", ROWS))
    before = store.cells()
    received = set((store.folder / "received").iterdir())
    (store.folder / "warehouse.duckdb").unlink()

    codes = [store.run("publish").code, store.run("rebuild").code]

    assert codes == [0, 0]
    assert store.cells().equals(before)
    store.done("import", store.table("andre.csv", [HEADER, *small_rows({"Furua": 20})]))
    assert received < set((store.folder / "received").iterdir())


def test_a_second_program_is_told_to_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file = store.table("svar.csv", ROWS)
    monkeypatch.setattr(warehouse_module, "SECONDS_TO_WAIT", 0.05)
    holder = "import sys; from store.warehouse import Warehouse; from pathlib import Path\n"
    holder += "with Warehouse(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(store.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"

    waiting = store.run("import", file)
    process.communicate("")
    free = store.run("import", file)

    assert (waiting.code, free.code) == (1, 0)
    assert "En annen import pågår" in waiting.err
