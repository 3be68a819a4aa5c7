"""What the overall assessment goes together with, on a page: shares, priorities, and what they cannot tell."""

import pandas as pd

from charts import interval_dots, priority
from charts.theme import Drawing, Palette
from core.selection import Selection
from core.text import text
from store.release import Release
from ui import data, filters, follow, show
from views import drivers, scales, words

SHARES = ("label", "weight", "weight_lower", "weight_upper", "weight_first", "weight_lmg", "weight_why")
PRIORITIES = ("number", "label", "weight", "weight_lower", "weight_upper", "mean", "lower", "upper", "n")
LINES = ("without", "with")


def shares_and_priorities(selection: Selection) -> None:
    """The shares, the priorities and the cautions; where there are no shares, why and what to do."""
    told = data.cached(drivers.found, selection)
    if told.reason:
        for said in data.cached(drivers.state, selection):
            show.note(said)
        return
    _shares(told, selection)
    show.bullets(text("drivers.caution_title"), drivers.cautions(told))
    _priorities(told, selection)


def agreement(selection: Selection) -> None:
    """How well the questions about one thing agree; nothing where too few answered them."""
    table = data.cached(scales.by_dimension, selection)
    if table.empty:
        return
    show.heading(text("page.drivers.scales"))
    show.sentence(scales.summary(table))
    show.paragraph(words.joined([scales.apart(table), text("scales.meaning")]))
    show.twin(text("page.drivers.scales"), table, "sporsmalene_sammen", scales.COLUMNS, 2, method="scales")


def _shares(told: drivers.Found, selection: Selection) -> None:
    said = drivers.summary(told, selection)
    show.sentence(said)
    show.heading(text("page.drivers.shares"))
    show.chart(
        data.cached(_dots, selection, show.palette()),
        alt=said,
        table=told.table,
        file="hva_henger_sammen",
        columns=SHARES,
        caption_text=text("page.drivers.shares_caption"),
        method="drivers",
    )
    show.paragraph(drivers.explained(told))
    if drivers.left_out(told):
        show.paragraph(drivers.left_out(told))


def _priorities(told: drivers.Found, selection: Selection) -> None:
    show.heading(text("page.drivers.priorities"))
    table = data.cached(_placed, selection)
    said = drivers.priorities_summary(table)
    show.sentence(said)
    lines = filters.choice("lines", LINES, text("drivers.lines"), lambda key: text(f"drivers.lines_{key}"))
    show.chart(
        data.cached(_crosses, selection, lines, show.palette()),
        alt=said,
        table=table,
        file="prioritering",
        columns=PRIORITIES,
        caption_text=text(f"page.drivers.priorities_{lines}"),
        follow_up=follow.links(table, "drivers"),
    )


def _placed(release: Release, selection: Selection) -> pd.DataFrame:
    table = drivers.priorities(release.remembered(drivers.found, selection))
    ids = {"place": selection.place, "period": selection.period, "role": selection.role}
    return table.assign(measure="dimension:" + table["dimension"], **ids)


def _dots(release: Release, selection: Selection, palette: Palette) -> Drawing:
    told = release.remembered(drivers.found, selection)
    return interval_dots.figure(
        drivers.dots(told),
        axis=(0.0, drivers.reach(told)),
        axis_title=text("axis.share_of_explained"),
        palette=palette,
        decimals=0,
    )


def _crosses(release: Release, selection: Selection, lines: str, palette: Palette) -> Drawing:
    told = release.remembered(drivers.found, selection)
    table = release.remembered(_placed, selection)
    middle, equal = drivers.lines_of(table)
    return priority.figure(
        table,
        across=priority.span(table),
        up=(0.0, drivers.reach(told)),
        titles=(text("axis.index_here"), text("axis.share_of_explained")),
        lines={"up": middle, "across": equal} if lines == "with" else None,
        palette=palette,
    )
