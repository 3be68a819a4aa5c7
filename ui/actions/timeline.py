"""Tiltak on a timeline: from when they were made to when they are due."""

from datetime import date

from charts import timeline
from core.text import text
from register import action_search
from register.action_search import Wanted
from register.database import Register
from ui import show
from ui.actions.listing import more
from ui.actions.rows import rows
from views.actions.table import LIST
from views.actions.timeline import arranged, summary

MOST = 25


def drawn(register: Register, wanted: Wanted) -> None:
    """The timeline of those that are due first."""
    with register.reading() as session:
        found = action_search.number_of(session, wanted)
        late = action_search.counts(session, wanted, date.today()).overdue
    table = arranged(rows(register, wanted, most=MOST))
    told = summary(table, late)
    show.sentence(told)
    show.chart(
        timeline.figure(
            table,
            today=date.today(),
            names={key: text(f"actions.timeline.{key}") for key in ("today", "open", "late", "finished", "no_due")},
            palette=show.palette(),
        ),
        alt=told,
        table=table,
        file="tiltak_tidslinje",
        columns=LIST,
        caption_text=" ".join(part for part in (text("actions.timeline.caption"), more(found, len(table))) if part),
    )
