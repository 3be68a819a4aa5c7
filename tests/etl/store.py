"""A data folder as a user has it, and what is in it: for tests that go through the command line."""

import contextlib
import hashlib
import io
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import yaml
from pandas.testing import assert_frame_equal

from core.settings import PREFIX, Settings
from etl import pipeline
from etl.__main__ import main
from etl.context import Context, load_context
from etl.documents import receipt_document
from etl.plans import plans
from etl.reading import SourceFile
from store.release import Releases


@dataclass(frozen=True)
class Answer:
    """What a command answered: exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Store:
    """A data folder, used through ``python -m etl``."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def run(self, *arguments: object) -> Answer:
        """A command with its exit code and what it said."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), self.monkeypatch.context() as patch:
            patch.setenv(f"{PREFIX}DATA", str(self.folder))
            patch.setattr(sys, "argv", ["etl", *map(str, arguments)])
            try:
                code = main()
            except SystemExit as stop:
                code = int(stop.code or 0)
        return Answer(code, out.getvalue(), err.getvalue())

    def done(self, *arguments: object) -> Any:
        """The document of a command that must succeed."""
        answer = self.run(*arguments, "--json")
        assert answer.code == 0, answer.err
        return answer.document

    def stored(self, *paths: Path) -> Any:
        """The document of an import without a release, which takes most of the time: for what no figure tells."""
        context = self.context()
        planned = plans([SourceFile(path.name, path.read_bytes()) for path in paths], context)
        return [receipt_document(one) for one in pipeline.carry_out(planned, context, publish_after=False)]

    def file(self, name: str, content: str | bytes) -> Path:
        """A file beside the data folder."""
        path = self.folder.parent / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def table(self, name: str, rows: Iterable[Iterable[object]]) -> Path:
        """A file of semicolons; the first row is the header."""
        return self.file(name, "".join(";".join(map(str, row)) + "\n" for row in rows))

    def codebook(self, codebook: dict[str, Any]) -> None:
        """A codebook in the data folder."""
        folder = self.folder / "codebooks"
        folder.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(codebook, allow_unicode=True, sort_keys=False)
        (folder / f"{codebook['id']}.yaml").write_text(text, encoding="utf-8")

    def context(self) -> Context:
        return load_context(Settings(data=self.folder))

    def cells(self, measure: str | None = None, **where: str) -> pd.DataFrame:
        """The release's cells with their place, period, role and measure."""
        release = Releases(self.folder / "releases").current_id()
        path = self.folder / "releases" / f"{release}.duckdb"
        with duckdb.connect(str(path), read_only=True) as connection:
            cells = connection.execute(
                "SELECT place, period, role, measure, kind, cell.* EXCLUDE (scope, measure_no) "
                "FROM cell JOIN scope USING (scope) JOIN measure USING (measure_no)"
            ).df()
        for column, value in (where | ({"measure": measure} if measure else {})).items():
            cells = cells[cells[column] == value]
        return cells.sort_values(["place", "period", "role", "measure", "grouping_value"]).reset_index(drop=True)

    def rows(self, query: str) -> pd.DataFrame:
        """Rows of the warehouse."""
        with duckdb.connect(str(self.folder / "warehouse.duckdb"), read_only=True) as connection:
            return connection.execute(query).df()

    def released(self, query: str) -> pd.DataFrame:
        """Rows of the current release."""
        release = Releases(self.folder / "releases").current_id()
        with duckdb.connect(str(self.folder / "releases" / f"{release}.duckdb"), read_only=True) as connection:
            return connection.execute(query).df()

    def state(self) -> dict[str, str]:
        """Every file of the data folder with its hash."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def assert_same_figures(one: Store, other: Store) -> None:
    """Two stores show the same; sums of fractions may differ in the last digit."""
    assert_frame_equal(one.cells(), other.cells(), rtol=1e-12)


SIX = {"min": 1, "max": 6, "labels": {1: {"nb": "Lav"}, 6: {"nb": "Høy"}}, "dont_know": [7], "not_applicable": [8]}


def small_codebook(**changes: Any) -> dict[str, Any]:
    """A codebook of three questions, two of one dimension and one turned, in a single edition."""
    item = {"scale": "six", "level": "individual"}
    return {
        "id": "small",
        "title": {"nb": "Liten undersøkelse"},
        "service": "home_care",
        "role": "user",
        "scales": {"six": SIX},
        "items": [
            {"id": "small_respect", "text": {"nb": "Respekt?"}, "dimension": "respected", **item},
            {"id": "small_equal", "text": {"nb": "Likeverd?"}, "dimension": "respected", **item},
            {"id": "small_wait", "text": {"nb": "Venting?"}, "dimension": "right_time", "reversed": True, **item},
        ],
        "background": [{"id": "age", "text": {"nb": "Alder"}, "values": {"1": {"nb": "Ung"}, "2": {"nb": "Eldre"}}}],
        "comments": [{"id": "more", "text": {"nb": "Annet?"}}],
        "editions": [
            {
                "id": "2024",
                "period": "2024",
                "columns": {
                    "respondent": "Løpenr",
                    "unit": "Enhet",
                    "small_respect": "Q1",
                    "small_equal": "Q2",
                    "small_wait": "Q3",
                    "age": "Alder",
                    "more": "Annet",
                },
            }
        ],
    } | changes


HEADER = ["Løpenr", "Enhet", "Q1", "Q2", "Q3", "Alder", "Annet"]


def small_rows(units: dict[str, int], first: int = 1) -> list[list[object]]:
    """Answers that differ from row to row: so many respondents in each unit."""
    rows: list[list[object]] = []
    for name, count in units.items():
        for _ in range(count):
            n = first + len(rows)
            rows.append([n, name, 1 + n % 6, 1 + n * n % 6, 1 + n // 3 % 6, 1 + n % 2, f"Ord {n}"])
    return rows
