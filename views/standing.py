"""Figures that stand as an earlier release told them, since too few have answered after that."""

from core.selection import Selection
from core.text import text
from store.release import Release


def told(release: Release, selection: Selection) -> str:
    """How many of the figures at a place are an earlier release's, and why; nothing where none are."""
    (row,) = release.query("standing", place=selection.place, period=selection.period).to_dict("records")
    if not row["figures"]:
        return ""
    return text("standing.told", count=int(row["figures"]), date=row["latest"].strftime("%d.%m.%Y"))
