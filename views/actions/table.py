"""Tiltak as rows: in the list, on the board, on the timeline, and in the file that is taken along."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from core.text import text
from register.action_search import Followed
from register.actions import OPEN, UNDONE, Action
from store.release import Release
from views import wording
from views.actions.effect import Effect, effects, newest
from views.actions.finding import Figure, measure_name, place_name, said, shown
from views.periods import period_name

# What is late stands where a narrow window shows it.
LIST = ("action", "due", "status", "where", "measure", "owner", "effect")
TAKEN_ALONG = (
    "number", "action", "description", "where", "measure", "finding", "owner", "due", "status", "phase", "expected",
    "effect", "effect_told", "judgement", "evaluation", "told_on", "told_how", "created", "link",
)  # fmt: skip


def listed(release: Release, actions: Sequence[Action], today: date) -> pd.DataFrame:
    """One row a tiltak, in the order given: all that is said of it in words, dates too, and what became of its measure.

    ``late`` and ``waiting`` tell whether its date is passed, and whether a newer figure waits to be judged; ``starts``
    and ``ends`` are dates for the timeline.
    """
    figures = {action.id: figure_of(action) for action in actions}
    known = tuple(dict.fromkeys(figure for figure in figures.values() if figure))
    found = release.remembered(effects, known) if known else {}
    told = found_then(release, actions)
    rows = [_row(release, action, found.get(figures[action.id]), told[action.id], today) for action in actions]  # type: ignore[arg-type]
    return pd.DataFrame(rows, columns=[*_NAMES], dtype="object")


def figure_of(action: Action | Followed) -> Figure | None:
    """The figure that a tiltak is judged by: the measure it should move, else that of its finding."""
    measure = action.measure
    if isinstance(action, Action):
        measure = action.effect_measure or action.measure
    if not (measure and action.place and action.period and action.role):
        return None
    return Figure(measure, action.place, action.period, action.role)


def found_then(release: Release, actions: Sequence[Action]) -> dict[int, str]:
    """What each tiltak was made for, in the words of that time; where the release hides it now, only that."""
    figures = {action.id: _found(action) for action in actions}
    known = tuple(dict.fromkeys(figure for figure in figures.values() if figure))
    still = release.remembered(shown, known) if known else frozenset()
    return {action.id: _then(release, action, figures[action.id], still) for action in actions}


def _then(release: Release, action: Action, figure: Figure | None, still: frozenset[Figure]) -> str:
    if not action.finding:
        return ""
    if figure is None or figure not in still:
        return text("actions.finding.gone")
    if action.value is None or action.n is None:
        return action.finding
    return said(release, figure, action.value, action.lower, action.upper, action.n)


def _found(action: Action) -> Figure | None:
    """The figure of the finding."""
    if not (action.measure and action.place and action.period and action.role):
        return None
    return Figure(action.measure, action.place, action.period, action.role)


def waiting(release: Release, followed: Sequence[Followed]) -> tuple[int, ...]:
    """The tiltak whose measure has a newer period than the one they were last judged with."""
    figures = {one.id: figure_of(one) for one in followed}
    found = newest(release, {figure for figure in figures.values() if figure})
    return tuple(one.id for one in followed if _is_new(found.get(figures[one.id]), one.judged))  # type: ignore[arg-type]


def is_waiting(action: Action, effect: Effect | None) -> bool:
    """Whether a newer figure waits to be judged."""
    return action.status in OPEN and _is_new(effect.period if effect else None, action.evaluated_period)


def is_late(action: Action, today: date) -> bool:
    """Whether its date is passed while it is not done."""
    return action.due is not None and action.due < today and action.status in UNDONE


def expected(release: Release, action: Action) -> str:
    """The effect that was expected, in words; nothing where none was."""
    if not action.effect_direction:
        return ""
    measure = measure_name(release, action.effect_measure or action.measure)
    size = wording.points(action.effect_size, _unit(action)) if action.effect_size else ""
    return text(f"actions.expected.{action.effect_direction}_{'by' if size else 'any'}", measure=measure, points=size)


def day(when: date | None) -> str:
    """A date as it is written."""
    return f"{when:%d.%m.%Y}" if when else ""


def _unit(action: Action) -> wording.Unit:
    figure = figure_of(action)
    return figure.unit if figure else "index"


def _is_new(period: str | None, judged: str | None) -> bool:
    return period is not None and period != judged


_NAMES = (
    *dict.fromkeys((*LIST, *TAKEN_ALONG)), "id", "status_key", "late", "waiting", "verdict", "starts", "ends", "label",
)  # fmt: skip


def _row(release: Release, action: Action, effect: Effect | None, told: str, today: date) -> dict[str, object]:
    created = action.created_at.date()
    return {
        "id": action.id,
        "number": action.id,
        "action": action.title,
        "label": action.title,
        "description": action.description,
        "where": place_name(release, action.place),
        "measure": measure_name(release, action.measure),
        "finding": told,
        "owner": action.owner,
        "due": day(action.due),
        "status": text(f"actions.status.{action.status}"),
        "status_key": action.status,
        "phase": text(f"actions.phase.{action.phase}"),
        "expected": expected(release, action),
        "effect": _short(effect),
        "effect_told": effect.told if effect else "",
        "verdict": effect.difference.verdict if effect else None,
        "judgement": text(f"actions.judgement.{action.judgement}") if action.judgement else "",
        "evaluation": action.evaluation,
        "told_on": day(action.told_on),
        "told_how": action.told_how,
        "created": day(created),
        "link": action.link,
        "late": is_late(action, today),
        "waiting": is_waiting(action, effect),
        "starts": created,
        "ends": action.due,
    }


def _short(effect: Effect | None) -> str:
    if effect is None:
        return ""
    points = "" if effect.difference.value != effect.difference.value else wording.points(
        effect.difference.value, effect.difference.unit, sign=True
    )  # fmt: skip
    return text("actions.effect.short", verdict=effect.short, points=points, period=period_name(effect.period))
