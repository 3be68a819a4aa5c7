"""Figures that stand as an earlier release told them, since too few have answered after that."""

from core.selection import Selection
from core.text import text
from store.release import Release
from views.rows import records


def told(release: Release, selection: Selection) -> str:
    """How many of the figures at a place are an earlier release's, and why; nothing where none are."""
    found = [
        row
        for row in records(release.query("standing"))
        if row["period"] == selection.period and f"{row['place']}/".startswith(f"{selection.place}/")
    ]
    if not found:
        return ""
    latest = max(row["latest"] for row in found)
    count = sum(int(row["figures"]) for row in found)
    return text("standing.told", count=count, date=latest.strftime("%d.%m.%Y"))
