"""Ledelsens gjennomgang: the two pages that a management review needs, with room for what is decided."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

import pandas as pd

from core.document import Chapter, Column, Figure, Table
from core.selection import Selection
from core.text import number, text
from store.release import Release
from views import overview, services, wording, words
from views.meeting import follow_up, ground, tables
from views.meeting.beside import Action, Activity, Beside
from views.meeting.municipality import in_words
from views.meeting.request import Request, chosen_services, selections, whole
from views.meeting.tables import of_words
from views.places import places_of

# What two pages have room for; how many more there are is told.
ROWS, LINES, DECISIONS = 12, 6, 5
LONGEST_NAME = 50
Row = TypeVar("Row", Action, Activity)
RESULT = ("label", "n", "mean", tables.INTERVAL, "change", "change_verdict")


def chapters(release: Release, request: Request, beside: Beside, today: date) -> list[Chapter]:
    """Results, certain changes, comments, tiltak, participation, and decisions to fill in."""
    at = [whole(release, request)] if request.is_whole else _of_services(release, request)
    if not at:
        return []
    parts = {
        "results": [_results(release, request, at)],
        "changes": [_changes(release, request, at)],
        "comments": [_comments(release, request)],
        "actions": _written(release, request, at, beside, today, "actions"),
        "participation": _written(release, request, at, beside, today, "participation"),
        "decisions": [_decisions()],
    }
    return [Chapter(text(f"report.review.{key}"), tuple(figures)) for key, figures in parts.items()]


def _of_services(release: Release, request: Request) -> list[Selection]:
    return [one for service in chosen_services(release, request) for one in selections(release, request, service)]


def _results(release: Release, request: Request, at: list[Selection]) -> Figure:
    """The key figures; of several services the overall index of each."""
    if len(at) == 1:
        selection = at[0]
        rows = (
            in_words(overview.key_figures(release, selection))
            if request.is_whole
            else services.by_dimension(release, selection)
        )
        said = _level(release, request, selection, rows)
    else:
        rows = pd.concat([_overall(release, one) for one in at], ignore_index=True)
        said = text("report.review.services", count=len(at), period=request.period)
    base = ground.answered(release, at[0]) if len(at) == 1 else text("report.interval")
    return Figure(
        "results",
        said,
        ground.source(release, *at),
        base,
        table=tables.table(rows.head(ROWS), RESULT),
        footnotes=(*ground.hidden(rows), *follow_up.left_out(len(rows) - ROWS)),
        method=ground.method(release, "means_interval", "waves"),
    )


def _level(release: Release, request: Request, selection: Selection, rows: pd.DataFrame) -> str:
    places = places_of(release)
    if request.is_whole:
        said = overview.summary(rows, services.response(release, selection), selection, places)
    else:
        said = services.summary(rows, selection, places)
    return said.partition(". ")[0].rstrip(".") + "."


def _overall(release: Release, selection: Selection) -> pd.DataFrame:
    rows = services.by_dimension(release, selection).head(1)
    places = places_of(release)
    name = places.name(selection.place)
    several = len([role for role in places.roles.get(selection.place, ())]) > 1
    label = f"{name} – {words.role(selection.role).lower()}" if several else name
    return rows.assign(label=label)


def _changes(release: Release, request: Request, at: list[Selection]) -> Figure:
    """What has changed for certain, service by service, in words."""
    lines: list[str] = []
    every = [(selection, services.by_dimension(release, selection)) for selection in _of_services(release, request)]
    tested = sum(bool(rows["change_verdict"].isin(wording.JUDGED).any()) for _, rows in every)
    for selection, rows in every:
        names = {field: f"change_{field}" for field in ("verdict", "lower", "upper", "smallest", "reason")}
        told = rows[rows["change_verdict"].isin(wording.CERTAIN)]
        if len(told):
            found = list(wording.differences(told, value="change", **names))
            short = wording.among_in_short(told["label"].tolist(), found)
            lines.append(f"{_overall(release, selection)['label'].iloc[0]}: {short[:1].lower()}{short[1:]}")
    message = text("report.review.changed" if lines else "report.review.unchanged", count=len(lines), tested=tested)
    if not tested:
        message = text("report.no_change", why=ground.why_no_change(rows for _, rows in every))
    return Figure(
        "changes",
        message,
        ground.source(release, *at),
        told=(*lines[:LINES], *follow_up.left_out(len(lines) - LINES)),
        footnotes=(text("report.review.certain"),),
        method=ground.method(release, "waves", "holm"),
    )


def _comments(release: Release, request: Request) -> Figure:
    """What most comments of each service want better."""
    rows: list[tuple[str, ...]] = []
    for selection in _of_services(release, request):
        worst = follow_up.largest_complaint(release, selection)
        if worst:
            label = str(_overall(release, selection)["label"].iloc[0])
            rows.append((label, worst[0], number(worst[1]), number(worst[2])))
    source = text("report.written.comments")
    if not rows:
        return Figure("comments", text("report.nothing.comments_none"), source)
    heads = [text(f"report.column.{name}") for name in ("where", "theme", "complaints", "comments")]
    left_out = follow_up.left_out(len(rows) - ROWS)
    return Figure(
        "comments", text("report.review.themes"), source, table=of_words(heads, rows[:ROWS]), footnotes=left_out
    )


def _written(
    release: Release, request: Request, at: list[Selection], beside: Beside, today: date, part: str
) -> list[Figure]:
    """Tiltak or participation of the whole, or of the chosen services together."""
    places = [request.municipality] if request.is_whole else sorted({one.place for one in at})
    own = Beside(_short(beside.actions, places), _short(beside.activities, places))
    everywhere = Selection(request.municipality)
    if part == "actions":
        return follow_up.actions(release, everywhere, own, today, LINES)
    return follow_up.participation(release, everywhere, own, LINES)


def _short(rows: tuple[Row, ...] | None, places: list[str]) -> tuple[Row, ...] | None:
    """Those of the places, with names that stand on two lines at the most."""
    if rows is None:
        return None
    own = (one for one in rows if follow_up.is_at(one.place, places))
    return tuple(replace(one, what=ground.shortened(one.what, LONGEST_NAME)) for one in own)


def _decisions() -> Figure:
    """Lines to fill in."""
    blank = ("",) * DECISIONS
    heads = [text(f"report.column.{name}") for name in ("decision", "owner", "due")]
    return Figure(
        "decisions",
        text("report.review.to_decide"),
        text("report.written.decisions"),
        table=Table(tuple(Column(head, "words", blank, blank) for head in heads)),
    )
