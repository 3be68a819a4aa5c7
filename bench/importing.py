"""Importing: against DuckDB reading and unpivoting the same file, and with ten times as many respondents."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

from bench import data
from bench.timing import Seconds, median_of, taken
from bench.unpivot import duckdb_unpivot
from bench.verdicts import Figure
from core.settings import Settings
from etl import pipeline, publish
from etl.context import Context, load_context
from etl.publish.hiding import Hiding
from etl.reading import SourceFile

ROUNDS, TENFOLD_ROUNDS = 5, 3
OVER_DUCKDB, TENFOLD, TENFOLD_OVER_DUCKDB = 6.0, 3.0, 3.0
# Seconds for thirty municipalities in one store.
WIDE_STORE = 300.0
PROTECTING = ((Hiding, "decided"), (publish, "attack"))


def figures() -> list[Figure]:
    """Import of 25,000 respondents end to end, and of ten times as many."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        codebook = data.write_codebook(folder / "wide.yaml")
        file = data.wide_file() or data.write_wide(folder / "wide_25k.csv", data.RESPONDENTS)
        tenfold = data.write_wide(folder / "wide_250k.csv", 10 * data.RESPONDENTS)
        _import_taken(file, codebook)
        duckdb_unpivot(file)
        usual = [(_import_taken(file, codebook), taken(lambda: duckdb_unpivot(file))) for _ in range(ROUNDS)]
        large = [
            (_import_taken(tenfold, codebook), taken(lambda: duckdb_unpivot(tenfold))) for _ in range(TENFOLD_ROUNDS)
        ]
        protecting = _protecting_taken(file, codebook)
    ours, theirs = (median_of([pair[side] for pair in usual]) for side in (0, 1))
    our_large, their_large = (median_of([pair[side] for pair in large]) for side in (0, 1))
    return [
        Figure("import of 25,000 respondents, clock", ours.wall, " s"),
        Figure("import of 25,000 respondents, CPU", ours.cpu, " s"),
        Figure("  DuckDB read and unpivot, clock", theirs.wall, " s"),
        Figure("  DuckDB read and unpivot, CPU", theirs.cpu, " s"),
        Figure("  import over DuckDB, clock", ours.wall / theirs.wall, " ×", at_most=OVER_DUCKDB),
        Figure("  import over DuckDB, CPU", ours.cpu / theirs.cpu, " ×", at_most=OVER_DUCKDB),
        Figure("import of 25,000 respondents, CPU, as a wide store", ours.cpu, " s", at_most=WIDE_STORE),
        Figure("  of which deciding what is hidden and attacking it", protecting, " s"),
        Figure("  all the rest over DuckDB, CPU", (ours.cpu - protecting) / theirs.cpu, " ×", at_most=OVER_DUCKDB),
        Figure("import of 250,000 respondents, clock", our_large.wall, " s"),
        Figure("import of 250,000 respondents, CPU", our_large.cpu, " s"),
        Figure("  DuckDB read and unpivot, clock", their_large.wall, " s"),
        Figure("  DuckDB read and unpivot, CPU", their_large.cpu, " s"),
        Figure("  import over DuckDB, clock", our_large.wall / their_large.wall, " ×", at_most=TENFOLD_OVER_DUCKDB),
        Figure("  import over DuckDB, CPU", our_large.cpu / their_large.cpu, " ×", at_most=TENFOLD_OVER_DUCKDB),
        Figure("import of 250,000 over 25,000, clock", our_large.wall / ours.wall, " ×", at_most=TENFOLD),
        Figure("import of 250,000 over 25,000, CPU", our_large.cpu / ours.cpu, " ×", at_most=TENFOLD),
    ]


def new_store(codebook: Path) -> Context:
    """A new data folder beside the codebook, with the lists and codebooks that a running process has read."""
    return load_context(Settings(data=Path(tempfile.mkdtemp(dir=codebook.parent))), [codebook])


def import_and_publish(file: Path, context: Context) -> None:
    """Read, understand, store and publish a file; every row must come in."""
    receipt = pipeline.import_files([SourceFile(file.name, file.read_bytes())], context)[0]
    if receipt.rows_kept != receipt.rows_read:
        raise ValueError(f"{receipt.rows_read - receipt.rows_kept} rows were not imported")


def _protecting_taken(file: Path, codebook: Path) -> float:
    """Seconds of CPU of an import that go to protecting what it tells."""
    found: list[Seconds] = []
    with ExitStack() as stack:
        for owner, name in PROTECTING:
            stack.enter_context(mock.patch.object(owner, name, _timed(getattr(owner, name), found)))
        import_and_publish(file, new_store(codebook))
    return sum(seconds.cpu for seconds in found)


def _timed(work: Callable[..., Any], found: list[Seconds]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        results: list[Any] = []
        found.append(taken(lambda: results.append(work(*arguments, **named))))
        return results[0]

    return timed


def _import_taken(file: Path, codebook: Path) -> Seconds:
    context = new_store(codebook)
    return taken(lambda: import_and_publish(file, context))
