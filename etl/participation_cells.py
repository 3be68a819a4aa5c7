"""Cells of a table of participation as values; what cannot be read is noted, all of it, by column and kind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.catalogue import Catalogue
from core.findings import Finding, of_rows
from core.participation import List, Words
from core.text import pick, quoted
from etl.harmonise.structure import OWN_MUNICIPALITY
from etl.masking import masked_text
from etl.reading.dates import readings

LIST_OF: Mapping[str, List] = {
    "channel": "channels",
    "level": "levels",
    "degree": "degrees",
    "outcome": "recommendation_outcomes",
    "conditions": "helping_conditions",
    "goals": "goals",
}
SEVERAL = re.compile(r"\s*[|\n]\s*")
LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
YEAR = re.compile(r"((?:19|20)\d\d)")
MONTH = re.compile(r"((?:19|20)\d\d)[-./](0?[1-9]|1[0-2])")
MOST_USERS = 1_000_000
LONGEST = 200
NOT_ONE_OF = "participation_unknown"


@dataclass
class Cells:
    """Reads the cells of a file. ``names`` are the columns as the file calls them, by field."""

    file: str
    names: Mapping[str, str]
    words: Words
    lists: Catalogue
    _noted: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=dict)

    def note(self, code: str, column: str, row: int, written: str = "") -> None:
        """Remember what is wrong with a cell."""
        self._noted.setdefault((code, column), []).append((row, written))

    @property
    def faults(self) -> list[Finding]:
        """Everything that is wrong, one finding a kind and column."""
        return [
            of_rows(
                code,
                [row for row, _ in noted],
                severity="warning" if code == "participation_masked" else "error",
                values=[written for _, written in noted if written],
                file=self.file,
                column=self.names.get(column, column),
                known=self._known(column) if code == NOT_ONE_OF else "",
            )
            for (code, column), noted in self._noted.items()
        ]

    def entry(self, column: str, row: int, written: str) -> str:
        """The key of an entry of the column's list; empty where nothing is written or it is unknown."""
        key = self.words.key(LIST_OF[column], written) if written else ""
        if key is None:
            self.note(NOT_ONE_OF, column, row, written)
        return key or ""

    def entries(self, column: str, row: int, written: str) -> tuple[str, ...]:
        """The keys of several entries, parted by ``|``."""
        found = (self.entry(column, row, part) for part in SEVERAL.split(written) if part)
        return tuple(dict.fromkeys(key for key in found if key))

    def service(self, row: int, written: str) -> str | None:
        """The key of a service; nothing for the whole municipality."""
        key = self.lists.service(written) if written else None
        if written and key is None:
            self.note(NOT_ONE_OF, "service", row, written)
        return key

    def municipality(self, row: int, written: str, usual: str) -> str:
        """The number of a municipality; the usual one where none is written."""
        if not written or written == OWN_MUNICIPALITY:
            return usual
        number = self.lists.municipality(written)
        if number is None:
            self.note("participation_municipality", "municipality", row, written)
        return number or usual

    def day(self, column: str, row: int, written: str, *, last: bool = False) -> date | None:
        """A date; the first or the last day where a month or a year is written."""
        if not written:
            return None
        if found := YEAR.fullmatch(written):
            return date(int(found[1]), 12, 31) if last else date(int(found[1]), 1, 1)
        if found := MONTH.fullmatch(written):
            return _of_month(int(found[1]), int(found[2]), last=last)
        # Where the order of day and month cannot be told, the day comes first, as Norwegians write it.
        day = next(iter(readings(written).values()), None)
        if day is None:
            self.note("participation_day", column, row, written)
        return day

    def users(self, row: int, written: str) -> int | None:
        """A number of users."""
        bare = re.sub(r"\s|[.,]0+$", "", written)
        if not bare:
            return None
        if not bare.isdecimal() or int(bare) > MOST_USERS:
            self.note("participation_number", "users", row, written)
            return None
        return int(bare)

    def link(self, row: int, written: str) -> str:
        """An address on the web; nothing else may become a link."""
        if written and not LINK.fullmatch(written):
            self.note("participation_link", "minutes", row, written)
            return ""
        return written

    def free(self, column: str, row: int, written: str, longest: int = 4000) -> str:
        """Words in which numbers and addresses of persons are masked."""
        shown = masked_text(written).strip()
        if shown != written.strip():
            self.note("participation_masked", column, row)
        if len(shown) > longest:
            self.note("participation_long", column, row)
        return shown

    def _known(self, column: str) -> str:
        if column == "service":
            return _listed(pick(entry.name) for entry in self.lists.services.values())
        return _listed(pick(entry.name) for entry in self.words[LIST_OF[column]].values())


def _of_month(year: int, month: int, *, last: bool) -> date:
    first = date(year, month, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if last else first


def _listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)
