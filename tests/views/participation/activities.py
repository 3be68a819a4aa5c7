"""Activities to look at, each said in a line."""

from datetime import date
from typing import Any

from core.participation import Activity, Recommendation


def activity(title: str = "Brukerråd", begins: int = 2024, ends: int | None = None, **more: Any) -> Activity:
    """An activity from the first day of a year to the last of another, or still going on."""
    usual = {
        "municipality": "9901", "service": "home_care", "channel": "user_council", "level": "service",
        "degree": "dialogue",
    }  # fmt: skip
    last = date(ends, 12, 31) if ends else None
    return Activity(title=title, begins=date(begins, 1, 1), ends=last, **(usual | more))


def recommended(*outcomes: str) -> tuple[Recommendation, ...]:
    """One recommendation an outcome."""
    return tuple(Recommendation(f"Råd {number}", outcome) for number, outcome in enumerate(outcomes))  # type: ignore[arg-type]
