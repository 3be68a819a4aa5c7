"""The report counts what is open and late as the page of the tiltak does."""

from datetime import date
from pathlib import Path

from core.settings import Settings
from register import action_search, actions
from register.action_search import Wanted
from register.actions import OPEN, STATUSES
from register.database import open_register
from views.meeting.follow_up import is_late
from views.meeting.written import beside_figures

TODAY = date(2026, 3, 2)


def test_the_report_and_the_page_count_the_same_open_and_late_actions(tmp_path: Path) -> None:
    register = open_register(Settings(data=tmp_path))
    with register.session() as session:
        for status in STATUSES:
            facts = {"title": status, "place": "9901/bpa", "status": status, "due": date(2026, 1, 1)}
            actions.add(session, facts | {"evaluated_on": date(2025, 6, 1)}, "adviser")

    with register.reading() as session:
        told = beside_figures(session, "9901", "2025").actions or ()
        counts = action_search.counts(session, Wanted(place="9901"), TODAY)
    register.close()

    assert len(told) == len(STATUSES)
    assert sum(one.is_open for one in told) == counts.of(OPEN) == 3
    assert sum(is_late(one, TODAY) for one in told) == counts.overdue == 2
