"""The menu, from ``pages/navigation.yaml``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LEADERS = "meeting"
PAGES = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True)
class Entry:
    """A page in the menu, and who may open it (empty: everyone who is let in)."""

    name: str
    section: str
    readers: frozenset[str]

    @property
    def path(self) -> Path:
        """The page's script."""
        return PAGES / f"{self.name}.py"


@cache
def entries() -> tuple[Entry, ...]:
    """The pages in the order of the menu."""
    with (PAGES / "navigation.yaml").open(encoding="utf-8") as file:
        sections = yaml.load(file, Loader=yaml.CSafeLoader)
    return tuple(_entry(page, section["key"]) for section in sections for page in section["pages"])


def is_for_leaders(page: str) -> bool:
    """Whether a page is one of those for the management meeting."""
    return next(entry.section for entry in entries() if entry.name == page) == LEADERS


def readers_of(page: str) -> frozenset[str]:
    """The roles that may open a page; empty for everyone."""
    return next(entry.readers for entry in entries() if entry.name == page)


def _entry(page: str | dict[str, list[str]], section: str) -> Entry:
    if isinstance(page, str):
        return Entry(page, section, frozenset())
    name, readers = next(iter(page.items()))
    return Entry(name, section, frozenset(readers))
