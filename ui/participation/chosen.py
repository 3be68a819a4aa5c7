"""What a reader of the page on participation looks at: which part, which year, and the activities that are there."""

from datetime import date
from functools import lru_cache

from core.errors import AppError
from core.participation import Activity
from core.selection import EVERYWHERE, Selection
from core.text import text
from register import participation as registered
from register.database import Register
from store.release import Release
from ui import data, filters
from ui.registered import register, unavailable
from views.participation import known

PARTS = ("shown", "status", "register")
MOST_YEARS = 6
Registered = tuple[Activity, ...]
NOTHING: Registered = ()


def part() -> str:
    """Whether the reader looks, prints or writes."""
    return filters.choice("part", PARTS, text("participation.part"), lambda key: text(f"participation.part_{key}"))


def activities(selection: Selection) -> Registered | None:
    """What is registered in the municipality, newest first; nothing, and a note, where the register cannot be had."""
    own = None if selection.municipality == EVERYWHERE else selection.municipality
    try:
        with register().reading() as session:
            state = registered.state(session)
        return _read(register(), own, state)
    except AppError as error:
        unavailable(error)
        return None


def year(found: Registered | None, selection: Selection) -> int:
    """The year that is looked at; the newest one at first."""
    today = date.today().year
    years = data.cached(_years, data.Exactly(found or NOTHING), selection, today)
    return int(filters.choice("year", years, text("participation.year"), str))


def _years(release: Release, of: data.Exactly, selection: Selection, today: int) -> list[str]:
    found = known.with_surveys(release, of.table, selection)
    return [str(one) for one in known.years(found, today)[:MOST_YEARS] or [today]]


@lru_cache(maxsize=16)
def _read(own_register: Register, municipality: str | None, _state: tuple[int, int]) -> Registered:
    """The activities as they stand; read again when something has been saved, and the very same ones until then."""
    with own_register.reading() as session:
        return tuple(registered.activities(session, municipality))
