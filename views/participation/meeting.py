"""The activities of a year as a report for a meeting has them."""

from collections.abc import Iterable

from core.participation import Activity
from core.selection import place_id
from core.text import text
from views.meeting import beside
from views.participation import known
from views.participation.recommendations import HEARD, day


def activities(found: Iterable[Activity], year: int) -> tuple[beside.Activity, ...]:
    """What went on in the year, with how many recommendations it has given and how many of them were followed."""
    return tuple(
        beside.Activity(
            what=one.title,
            place=place_id(one.municipality, one.service),
            channel=known.name("channels", one.channel),
            degree=known.name("degrees", one.degree),
            when=text(
                "participation.from_to", begins=day(one.begins), ends=day(one.ends) or text("participation.going_on")
            ),
            users=one.users,
            recommended=len(one.recommendations),
            followed=sum(given.outcome in HEARD for given in one.recommendations),
        )
        for one in known.during(found, year)
    )
