"""The tables of docs/method.md: how far the statistics lie from their references, and whether they keep their word.

``python -m bench.method`` measures both and writes them; ``python -m bench.method agreement`` the one.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from pathlib import Path

import pandas as pd

from bench import agreement, simulation

DOCUMENT = Path(__file__).parent.parent / "docs" / "method.md"
HEAD = ("statistic", "function", "source", "agrees with", "largest relative deviation")


def agreement_table(deviations: pd.DataFrame) -> str:
    """A row a statistic and reference case."""
    found = deviations[["function", "case", "largest"]].itertuples(index=False, name=None)
    rows = [
        (agreement.statistic(function), f"`{function}`", agreement.source(function), case, told(largest))
        for function, case, largest in found
    ]
    return _table(HEAD, rows)


def told(deviation: float) -> str:
    """A deviation with one digit."""
    return f"{deviation:.0e}" if deviation else "0"


def simulation_tables(rates: pd.DataFrame) -> str:
    """Coverage and false alarms: a row a promise and distribution, a column a number of answers."""
    cells = rates["rate"].map("{:.1f}".format)
    rows = rates.assign(cell=cells.mask(simulation.outside(rates), "**" + cells + "**"))
    parts = []
    for kind, some in rows.groupby("kind", sort=False):
        wide = some.pivot_table(index=["what", "distribution"], columns="n", values="cell", aggfunc="first", sort=False)
        wide = wide.reindex(list(product(some["what"].unique(), some["distribution"].unique())))
        head = (f"{kind}, per cent", "distribution", *(f"{n} answers" for n in wide.columns))
        parts.append(_table(head, [(*names, *row) for names, *row in wide.itertuples(name=None)]))
    return "\n\n".join(parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def part(document: str, name: str) -> str:
    """The generated part of a document that stands between its marks."""
    begin, end = _marks(name)
    return document.partition(begin)[2].partition(end)[0].strip()


def with_part(document: str, name: str, table: str) -> str:
    """The document with another table between the marks."""
    begin, end = _marks(name)
    if document.count(begin) != 1 or document.count(end) != 1:
        raise ValueError(f"The document must have the marks {begin} and {end} once each.")
    return f"{document.partition(begin)[0]}{begin}\n{table}\n{end}{document.partition(end)[2]}"


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: made by python -m bench.method {name} -->", f"<!-- end of {name} -->"


def _agreement() -> str:
    if "BRUKERINNSIKT_SHARED" not in os.environ:
        raise SystemExit("Set BRUKERINNSIKT_SHARED: the table would lose the cases outside the project.")
    return agreement_table(agreement.deviations())


def _simulation() -> str:
    return simulation_tables(simulation.rates())


TABLES: dict[str, Callable[[], str]] = {"agreement": _agreement, "simulation": _simulation}


def main(names: Sequence[str]) -> None:
    """Measure, and write into the document."""
    for name in names or list(TABLES):
        table = TABLES[name]()
        DOCUMENT.write_text(with_part(DOCUMENT.read_text(encoding="utf-8"), name, table), encoding="utf-8")
        print(f"{DOCUMENT.name}: {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
