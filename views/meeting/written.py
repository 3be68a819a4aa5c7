"""What stands in the register of a municipality, as a report tells it."""

from collections.abc import Sequence

from core.text import text
from register import action_search, participation
from register.actions import OPEN, UNDONE, Action
from register.database import Session
from views.meeting import beside
from views.meeting.beside import Beside
from views.participation.meeting import activities


def beside_figures(session: Session, municipality: str, period: str) -> Beside:
    """The tiltak that are open or were judged in the year, and how users took part in it."""
    year = int(period[:4])
    found = action_search.found(session, action_search.Wanted(place=municipality))
    kept = [one for one in found if one.status in OPEN or _judged_in(one, year)]
    return Beside(_actions(kept), activities(participation.activities(session, municipality), year))


def _judged_in(action: Action, year: int) -> bool:
    return action.evaluated_on is not None and action.evaluated_on.year >= year


def _actions(rows: Sequence[Action]) -> tuple[beside.Action, ...]:
    return tuple(
        beside.Action(
            what=one.title,
            place=one.place or "",
            owner=one.owner,
            due=one.due,
            status=text(f"actions.status.{one.status}"),
            is_open=one.status in OPEN,
            is_done=one.status not in UNDONE,
            outcome=text(f"actions.judgement.{one.judgement}") if one.judgement else "",
        )
        for one in rows
    )
