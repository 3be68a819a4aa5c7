"""What people have written beside the figures, as plain rows in the reader's words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Action:
    """A tiltak; ``place`` is the id of where it belongs, ``outcome`` what was found when it was evaluated.

    One that is done is open until it is evaluated, but no longer late.
    """

    what: str
    place: str
    owner: str
    due: date | None
    status: str
    is_open: bool = True
    outcome: str = ""
    is_done: bool = False


@dataclass(frozen=True)
class Activity:
    """A way in which users took part: how many recommendations it gave, and how many were followed."""

    what: str
    place: str
    channel: str
    degree: str
    when: str
    users: int | None = None
    recommended: int = 0
    followed: int = 0


@dataclass(frozen=True)
class Beside:
    """Both; ``None`` where the register cannot be reached, which is not the same as nothing written."""

    actions: tuple[Action, ...] | None = ()
    activities: tuple[Activity, ...] | None = ()


def within(place: str, whole: str) -> bool:
    """Whether a place is another one or lies in it."""
    return place == whole or place.startswith(f"{whole}/")
