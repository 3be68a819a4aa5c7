"""What is seen of the groups, in sentences: which there are, what is certain, what is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import listing, quoted, text
from metrics.arguments import floats
from store.release import Release
from views import wording, words
from views.asked import questions_asked
from views.groups.choices import ROLE, roles_of
from views.groups.differences import CERTAIN, Compared, compared
from views.groups.table import OVERALL, Groups
from views.rows import rows_where

MOST_TOLD = 3


@dataclass(frozen=True)
class Said:
    """``base``: the groups, their answers and which are hidden. ``certain``: the largest certain differences, a line
    each, and how many more there are. ``otherwise``: where none is certain, this and what could have been found.
    """

    base: str
    certain: list[str]
    otherwise: str


def said(release: Release, selection: Selection, variable: str) -> Said:
    """What the page says above its charts."""
    told = release.remembered(compared, selection, variable)
    certain = _certain(told)
    return Said(_base(release, selection, told.groups), certain, "" if certain else _none_certain(told))


def names(groups: Groups) -> Mapping[str, str]:
    """Each shown group with its answers, as the chart's key names it, by name."""
    told = ((groups.names[key], groups.answers[key]) for key in groups.shown)
    return {name: text("groups.with_answers", name=name, answers=_answers(n)) for name, n in told}


def _hidden(groups: Groups) -> str:
    """Which groups are hidden, without saying which of them has too few answers; nothing where none is."""
    names = [quoted(name) for name in groups.hidden]
    return text("groups.hidden", groups=listing(names)) if names else ""


def caution(release: Release, selection: Selection, variable: str, name: str) -> str:
    """What a difference between these groups cannot say."""
    if variable != ROLE:
        return text("groups.caution", variable=name)
    alike = len({frozenset(items) for items in _asked(release, selection)}) < 2
    return words.joined([text("groups.caution_role"), "" if alike else text("groups.other_questions")])


def _asked(release: Release, selection: Selection) -> list[list[str]]:
    """The questions of each role that answered."""
    return [questions_asked(release, selection.service, role)["item"].tolist() for role in roles_of(release, selection)]


def _base(release: Release, selection: Selection, groups: Groups) -> str:
    if not groups.shown:
        return _all_hidden(release, selection)
    return words.joined([_shown(groups), _hidden(groups)])


def _shown(groups: Groups) -> str:
    told = names(groups)
    if len(told) > 1:
        return text("groups.base", groups=listing([*told.values()]))
    key = groups.shown[0]
    return text("groups.one", group=groups.names[key], answers=_answers(groups.answers[key]))


def _certain(told: Compared) -> list[str]:
    """The largest certain differences, a sentence each, and how many more there are."""
    found = rows_where(told.table, (verdict in CERTAIN for verdict in told.table["verdict"].tolist()))
    more = len(found) - MOST_TOLD
    sentences = _sentences(told, _largest(found, MOST_TOLD))
    return [*sentences, text("groups.more", count=more)] if more > 0 else sentences


def _none_certain(told: Compared) -> str:
    """That nothing is certain, and how the most different group lies overall with what could have been found."""
    if not told.family_size:
        return text("groups.never_together") if told.held else ""
    overall = rows_where(told.table, (measure == OVERALL for measure in told.table["measure"].tolist()))
    first = text("groups.none_certain", count=told.family_size)
    return words.joined([first, *_sentences(told, _largest(overall, 1))])


def _all_hidden(release: Release, selection: Selection) -> str:
    least = int(release.query("about")["min_n_detail"].iloc[0])
    instead = "widen" if selection.unit else "another_year"
    return words.joined([text("groups.all_hidden", min_n=least), text(f"groups.{instead}")])


def _answers(n: float) -> str:
    return wording.answers(n) if not words.missing(n) else text("groups.hidden_here")


def _largest(table: pd.DataFrame, most: int) -> pd.DataFrame:
    size = np.nan_to_num(np.abs(floats(table["difference"])), nan=-1.0)
    return table.take(np.argsort(-size, kind="stable")[:most])


def _sentences(told: Compared, rows: pd.DataFrame) -> list[str]:
    spots = zip(rows["group"].tolist(), rows["label"].tolist(), strict=True)
    who = [text("groups.who", group=group, measure=label) for group, label in spots]
    points = wording.differences(rows, lower="difference_lower", upper="difference_upper")
    return [
        wording.compared(one, other=told.against, who=own, family_size=told.family_size)
        for own, one in zip(who, points, strict=True)
    ]
