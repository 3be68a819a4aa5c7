"""The questions of a dimension, service beside service."""

from core.selection import Selection
from store.release import Release
from ui import data, follow, markup, show
from views import across

DOWNLOADED = ("label", "row", "n", "mean", "lower", "upper", "hidden")


def questions(selection: Selection, dimension: str) -> bool:
    """What is seen, a table of questions and services, its download; whether there is one: not of one service alone."""
    table = data.cached(across.by_service, selection, dimension)
    if table.empty:
        return False
    with markup.together():
        show.sentence(data.cached(_summary, data.Exactly(table)))
        markup.put(data.cached(_table, data.Exactly(table)))
        markup.put(follow.links(table, "dimensions"))
    show.download(table, DOWNLOADED, f"sporsmal_{dimension}_per_tjeneste")
    return True


def _summary(_release: Release, of: data.Exactly) -> str:
    return across.summary(of.table)


def _table(_release: Release, of: data.Exactly) -> str:
    return show.columns_html(across.side_by_side(of.table), across.caption(of.table), style="bi-across")
