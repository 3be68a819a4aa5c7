"""How the groups lie against each other, judged as one family of tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import quoted, text
from metrics.arguments import Floats, floats
from metrics.differences import rest_of
from metrics.means import mean_interval
from metrics.uneven import uneven_difference
from store.release import Release
from views import wording, words
from views.certainty import judged
from views.groups.choices import ROLE
from views.groups.table import Groups, groups
from views.rows import Row, records, rows_where, with_columns

FIGURE = ("n", "mean", "sd", "se", "df")
OF_GROUP = ["measure", "label", "key", "group", "series", "n", "mean", "hidden"]
CERTAIN = ("better", "worse", "below_floor")
Figures: TypeAlias = Mapping[str, Floats]


@dataclass(frozen=True)
class Compared:
    """The groups, and each held against one other group or against the other shown groups together.

    ``against`` says which, to stand after "than". ``table`` has one row a measure and group that is held against
    something: measure, label, key, group, against, n, other_n, mean, other_mean, difference, difference_lower,
    difference_upper, p_adjusted, family_size, verdict (difference_verdict too), reason and difference_reason (why there
    is no difference), smallest, said (the verdict in words where it is certain), hidden (in words), hover.
    """

    groups: Groups
    against: str
    table: pd.DataFrame

    @property
    def held(self) -> dict[str, str]:
        """The groups that are held against something, name by key."""
        return dict(zip(self.table["key"].tolist(), self.table["group"].tolist(), strict=True))

    @property
    def family_size(self) -> int:
        """How many differences were tested together."""
        return int(self.table["family_size"].max()) if len(self.table) else 0

    def of(self, key: str) -> pd.DataFrame:
        """The differences of one group, as the chart wants them: in place of a difference that lacks stands why."""
        rows = rows_where(self.table, (own == key for own in self.table["key"].tolist()))
        reasons = zip(rows["hidden"].tolist(), rows["difference_reason"].tolist(), strict=True)
        return with_columns(rows, instead=[hidden or (wording.why(why) if why else None) for hidden, why in reasons])


def compared(release: Release, selection: Selection, variable: str) -> Compared:
    """The groups by a background variable or by role, held against each other.

    Two groups are held against each other, roles each against the chosen one: roles are never put together. Of three
    groups or more each is held against the others together. Only what is shown is counted among the others, so a
    hidden group cannot be worked out from a difference. A small group against many others borrows their spread.
    """
    own = groups(release, selection, variable)
    if len(own.shown) < 2:
        return Compared(own, "", _against(own, [], None, ""))
    if variable == ROLE or len(own.shown) == 2:
        first, *others = own.shown
        name = quoted(own.names[first])
        return Compared(own, name, _against(own, others, _one(own, first), name))
    name = text("groups.others")
    return Compared(own, name, _against(own, own.shown, _rest(own), name))


def _one(own: Groups, key: str) -> Figures:
    """The figures of one group, repeated for every group."""
    column = [*own.names].index(key)
    return {name: np.repeat(_matrix(own, name)[:, column], len(own.names)) for name in FIGURE}


def _rest(own: Groups) -> Figures:
    """The figures of all other shown groups together, for every group."""
    shown = ~np.isnan(_matrix(own, "mean"))
    n, mean, sd = (np.where(shown, _matrix(own, name), 0.0) for name in ("n", "mean", "sd"))
    moments = (n, n * mean, np.maximum(n - 1, 0) * sd**2 + n * mean**2)
    whole = (np.repeat(each.sum(axis=1), each.shape[1]) for each in moments)
    rest = rest_of(*whole, *(each.ravel() for each in moments))
    figures = mean_interval(rest["n"], rest["total"], rest["squares"])
    return {name: floats((rest if name == "n" else figures)[name]) for name in FIGURE}


def _matrix(own: Groups, name: str) -> Floats:
    """A column of the groups with one row a measure and one column a group."""
    return floats(own.table[name]).reshape(-1, len(own.names))


def _against(own: Groups, held: Sequence[str], others: Figures | None, against: str) -> pd.DataFrame:
    wanted = [place for place, key in enumerate(own.table["key"].tolist()) if key in held]
    rows = own.table.take(wanted).reset_index(drop=True)
    other = pd.DataFrame({name: others[name][wanted] if others else np.empty(0) for name in FIGURE})
    found = uneven_difference(rows, other)
    told = judged(found)
    table = with_columns(
        rows[OF_GROUP],
        other_n=floats(other["n"]),
        other_mean=floats(other["mean"]),
        difference=floats(found["difference"]),
        difference_lower=floats(found["lower"]),
        difference_upper=floats(found["upper"]),
        p_adjusted=floats(told["p_adjusted"]),
        family_size=floats(told["family_size"]),
        smallest=floats(told["smallest"]),
        verdict=told["verdict"].tolist(),
        reason=map(_reason, rows["reason"].tolist(), other["mean"].tolist(), told["reason"].tolist()),
        against=[against] * len(rows),
    )
    return _in_words(table)


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    """The table with why there is no difference, the verdict in words, and what to read at a mark."""
    rows = records(table)
    return with_columns(
        table,
        difference_reason=[row["reason"] or None for row in rows],
        said=[wording.verdict(row["verdict"], "difference") if row["verdict"] in CERTAIN else "" for row in rows],
        difference_verdict=table["verdict"],
        hover=[_hover(row) for row in rows],
    )


def _reason(own: str | None, other_mean: float, judged_reason: str) -> str:
    return own or ("group_hidden" if words.missing(other_mean) else judged_reason)


def _hover(row: Row) -> str:
    lines = [f"<b>{escape(row['label'])}</b>"]
    if words.missing(row["difference"]):
        return lines[0]
    interval = words.interval(row["difference_lower"], row["difference_upper"], 0)
    told = text("groups.against", group=row["group"], other=row["against"])
    return "<br>".join([*lines, escape(told), wording.points(row["difference"], sign=True), interval])
