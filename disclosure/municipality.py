"""What is hidden in one municipality and year, measure by measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.breakdowns import Divider, breakdowns
from disclosure.families import Flags, Numbers, Rules
from disclosure.grouped import hidden_breakdown
from disclosure.layers import Counts, Tree, hidden_places, joined
from disclosure.policy import Policy


@dataclass(frozen=True)
class Year:
    """The counts of a municipality in a year.

    - ``tree``: its places. ``least``: how many respondents a figure of each needs, ``least_detail`` one of a group.
    - ``wholes``: places x measures. ``parts``: places x parts of the year x measures.
    - ``groups``: a background variable's number, and places x values x measures.
    """

    tree: Tree
    least: Numbers
    least_detail: Numbers
    wholes: Counts
    parts: Counts | None
    groups: Mapping[int, Counts]


@dataclass(frozen=True)
class Hidden:
    """What is hidden, in arrays like those of ``Year``; of what is unlisted nothing at all is told."""

    wholes: Flags
    parts: tuple[Flags, Flags] | None
    groups: Mapping[int, tuple[Flags, Flags]]


def hidden_in(year: Year, policy: Policy) -> Hidden:
    """What is hidden in a municipality and year."""
    return hidden_in_each([year], policy)[0]


def hidden_in_each(years: Sequence[Year], policy: Policy) -> list[Hidden]:
    """What is hidden in several municipalities or years; the undivided figures of all are decided about at once."""
    if not years:
        return []
    wholes = hidden_places(
        joined([year.tree for year in years]),
        _one_below_the_other([year.wholes for year in years]),
        np.concatenate([year.least for year in years]),
        _rules(policy, policy.min_n),
    )
    ends = np.cumsum([len(year.least) for year in years])[:-1]
    return [
        _with_divided(year, np.ascontiguousarray(own[:, : year.wholes.n.shape[1]]), policy)
        for year, own in zip(years, np.split(wholes, ends), strict=True)
    ]


def _one_below_the_other(parts: Sequence[Counts]) -> Counts:
    """Places x measures of several; in the columns that one has not, nobody answered."""
    widest = max(counts.n.shape[1] for counts in parts)
    columns = zip(*(vars(counts).values() for counts in parts), strict=True)
    return Counts(
        *(np.concatenate([np.pad(own, ((0, 0), (0, widest - own.shape[1]))) for own in values]) for values in columns)
    )


def _with_divided(year: Year, wholes: Flags, policy: Policy) -> Hidden:
    """What is hidden of a year whose undivided figures are decided about."""
    return Hidden(
        wholes=wholes,
        parts=None if year.parts is None else _divided(year, wholes, year.parts, "period", policy),
        groups={
            variable: _divided(year, wholes, cells, "background", policy) for variable, cells in year.groups.items()
        },
    )


def _rules(policy: Policy, least: int) -> Rules:
    return Rules(least, policy.values, policy.width)


def _divided(year: Year, wholes: Flags, cells: Counts, by: Divider, policy: Policy) -> tuple[Flags, Flags]:
    """What is hidden, and what is unlisted, of one breakdown; places x columns x measures."""
    in_detail = breakdowns()[by].least == "min_n_detail"
    least = year.least_detail if in_detail else year.least
    rules = _rules(policy, policy.min_n_detail if in_detail else policy.min_n)
    hidden, unlisted = np.zeros((2, *cells.n.shape), dtype=np.bool_)
    for measure in range(cells.n.shape[2]):
        if cells.n[:, :, measure].any():
            hidden[:, :, measure], unlisted[:, :, measure] = hidden_breakdown(
                year.tree,
                year.wholes.at(slice(None), slice(measure, measure + 1)),
                wholes[:, measure],
                cells.at(slice(None), slice(None), measure),
                least,
                rules,
                policy.min_n,
            )
    return hidden, unlisted
