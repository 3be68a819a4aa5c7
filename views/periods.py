"""Periods as they are said, and where they stand on an axis of time."""

from core.periods import period as parsed_period
from core.text import text

MONTHS = {"year": 12, "half": 6, "tertial": 4, "quarter": 3, "month": 1}


def period_name(written: str) -> str:
    """A period as it is said: ``2024``, ``mars 2024``, ``1. tertial 2024``."""
    found = parsed_period(written)
    if found is None or found.kind == "year":
        return written
    part = written.partition("-")[2]
    return text(
        f"period.{found.kind}", part=text(f"month.{int(part)}") if found.kind == "month" else part[1:], year=found.year
    )


def middle(written: str) -> float:
    """The middle of a period in years with decimals: 2024.0 for the year, so that it stands at its name."""
    found = parsed_period(written)
    if found is None:
        raise ValueError(f"not a period: {written!r}")
    return float(found.year) if found.kind == "year" else found.year + (found.sort - MONTHS[found.kind] / 2) / 12
