"""The overall index through all its measurements."""

from dataclasses import replace

import pandas as pd

from core.document import Chart, Figure, Mark
from core.selection import Selection
from core.text import number, text
from store.release import Release
from views import wording
from views.development import changes, chosen, series, summary
from views.development.breaks import APART
from views.meeting import ground, tables
from views.rows import INDEX_AXIS, records

COLUMNS = ("measurement", "n", "rate", "mean", tables.INTERVAL, "lower", "upper", "link_told")


def course(release: Release, selection: Selection) -> list[Figure]:
    """The measurements year by year with their intervals; those that cannot be compared are not joined."""
    every = selection.but(period=None)
    steps = series.steps(release, every)
    if not steps:
        return []
    step = "year" if "year" in steps else steps[0]
    spots = chosen.spots(release, every, chosen.OVERALL, chosen.DIMENSIONS)
    rows = series.points(release, spots[0], step)
    if rows.empty:
        return []
    message = _message(release, spots, step, rows)
    table = tables.table(rows, COLUMNS)
    return [
        Figure(
            "course",
            message,
            ground.source(release, selection),
            text("report.interval"),
            Chart("course", text("measure.overall"), _marks(rows), *INDEX_AXIS, text("axis.index")),
            table,
            (summary.first(release, spots, step), *summary.more(release, spots[0], step)),
            tuple(series.footnotes(rows)),
            ground.alt(message, table),
            ground.method(release, "lines", "waves", "trend"),
        )
    ]


def _message(release: Release, spots: tuple[series.Spot, ...], step: str, rows: pd.DataFrame) -> str:
    """From what to what the last two went, and whether that is certain."""
    shown = records(series.with_figures(rows), "label", "mean")
    if not shown:
        return summary.first(release, spots, step)
    last = shown[-1]
    level = {"measure": spots[0].label, "value": number(last["mean"]), "period": last["label"]}
    if len(shown) == 1:
        return text("report.message.course_one", **level)
    found = records(release.remembered(changes.changes, spots, step))[0]
    verdict = wording.verdict(found["verdict"])
    former = shown[-2]
    return text(
        "report.message.course", former=former["label"], then=number(former["mean"]),
        verdict=verdict[:1].lower() + verdict[1:], **level,
    )  # fmt: skip


def _marks(rows: pd.DataFrame) -> tuple[Mark, ...]:
    """A mark a measurement; one that cannot be held against the former stands apart."""
    return tuple(
        replace(tables.mark(f"{row['label']} {row['note']}".strip(), row), apart=row["link"] in APART)
        for row in records(rows.assign(note=rows["note"].fillna("")))
    )
