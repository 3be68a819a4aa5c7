"""A rerun after a filter change: processor time on the server, on the sample data and on ten times as many answers."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from bench import stores
from bench.browser import browser, choose, opened, options, reader
from bench.server import ROOT, Server, dashboard, serving
from bench.verdicts import Figure

ROUNDS = 3
# Choices that are tried in each filter.
MOST_CHOICES = 4
IDLE_SECONDS = 3.0
MILLISECONDS = 60.0
TENFOLD_LEAST, TENFOLD_MOST = 0.8, 1.2
MEMORY = 400.0


@dataclass(frozen=True)
class Filtered:
    """A page and the labels of the filters that are changed on it."""

    name: str
    path: str
    labels: tuple[str, ...]


PAGES = (
    Filtered("overview", "/", ("Periode", "Hvem svarer")),
    Filtered("services", "/services", ("Tjeneste", "Periode")),
    Filtered("development", "/development", ("Tjeneste", "Hva som måles")),
)


@dataclass(frozen=True)
class Spent:
    """Milliseconds of processor time a rerun: with choices nobody has made before, and the same again."""

    first: dict[str, float]
    repeated: dict[str, float]
    memory: float


def figures() -> list[Figure]:
    """Reruns of both pages on both stores, and the memory of the server after them."""
    with tempfile.TemporaryDirectory() as name:
        sample = _spent(stores.sample_store(Path(name) / "sample"))
        tenfold = _spent(stores.tenfold_store(Path(name) / "tenfold"))
    return [
        *_of_page_and_store(sample, "sample"),
        *_of_page_and_store(tenfold, "ten times the answers"),
        *(_ratio(page.name, sample, tenfold) for page in PAGES),
        Figure("memory of the server after this", max(sample.memory, tenfold.memory), " MB", at_most=MEMORY),
    ]


def _of_page_and_store(spent: Spent, store: str) -> Iterator[Figure]:
    for page in PAGES:
        yield Figure(f"rerun of {page.name}, {store}, first time", spent.first[page.name], " ms", at_most=MILLISECONDS)
        yield Figure(f"rerun of {page.name}, {store}, again", spent.repeated[page.name], " ms", at_most=MILLISECONDS)


def _ratio(page: str, sample: Spent, tenfold: Spent) -> Figure:
    both = [(spent.first[page] + spent.repeated[page]) / 2 for spent in (sample, tenfold)]
    what = f"rerun of {page}, ten times the answers"
    return Figure(what, both[1] / both[0], " ×", at_most=TENFOLD_MOST, at_least=TENFOLD_LEAST)


def _spent(data: Path) -> Spent:
    """Each round begins with a new release, of which the server has nothing in memory."""
    first: dict[str, list[float]] = {page.name: [] for page in PAGES}
    repeated: dict[str, list[float]] = {page.name: [] for page in PAGES}
    with serving(ROOT / "dashboard.py", dashboard(data)) as server, browser() as running, reader(running) as page:
        _visit_all(page, server)
        idle = _idle(server)
        for number in range(ROUNDS):
            if number:
                stores.publish(data)
            for filtered in PAGES:
                opened(page, server.address + filtered.path)
                changes = _changes(page, filtered)
                first[filtered.name].append(_per_change(page, server, changes, idle))
                repeated[filtered.name].append(_per_change(page, server, changes, idle))
        memory = server.memory()
    return Spent(_medians(first), _medians(repeated), memory)


def _medians(rounds: dict[str, list[float]]) -> dict[str, float]:
    return {name: median(values) for name, values in rounds.items()}


def _visit_all(page: Page, server: Server) -> None:
    """The first visitors of a new server wait for modules to load; that is not a rerun."""
    for filtered in PAGES:
        opened(page, server.address + filtered.path)
        _per_change(page, server, _changes(page, filtered), 0.0)


def _changes(page: Page, filtered: Filtered) -> list[tuple[str, str]]:
    """Other choices in each filter, then back to the one that stands."""
    changes: list[tuple[str, str]] = []
    for label in filtered.labels:
        standing, others = _standing_and_others(page, label)
        changes += [(label, other) for other in (*others, standing)]
    return changes


def _standing_and_others(page: Page, label: str) -> tuple[str, list[str]]:
    standing = page.get_by_role("combobox", name=label).input_value()
    return standing, [option for option in options(page, label) if option != standing][:MOST_CHOICES]


def _per_change(page: Page, server: Server, changes: Sequence[tuple[str, str]], idle: float) -> float:
    """Milliseconds of processor time a change, without what the server spends when nobody does anything."""
    began, before = time.monotonic(), server.cpu()
    for label, option in changes:
        choose(page, label, option)
    spent = server.cpu() - before - idle * (time.monotonic() - began)
    return 1000 * spent / len(changes)


def _idle(server: Server) -> float:
    """The share of a processor that the server takes with one reader who reads."""
    before = server.cpu()
    time.sleep(IDLE_SECONDS)
    return (server.cpu() - before) / IDLE_SECONDS
