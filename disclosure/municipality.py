"""What is hidden in one municipality and year, measure by measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.breakdowns import Divider, breakdowns
from disclosure.families import Flags, Numbers, Rules
from disclosure.grouped import hidden_breakdown
from disclosure.layers import Counts, Tree, hidden_places, joined
from disclosure.policy import Policy
from disclosure.remembered import Remembered, name_of


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


def hidden_in_each(years: Sequence[Year], policy: Policy, remembered: Remembered | None = None) -> list[Hidden]:
    """What is hidden in several municipalities or years; the undivided figures of all are decided about at once."""
    known = Remembered() if remembered is None else remembered
    rules = _rules(policy, policy.min_n)
    names = [name_of(year.tree, year.least, rules, *vars(year.wholes).values()) for year in years]
    missing = {name: year for name, year in zip(names, years, strict=True) if known.of(name) is None}
    for name, wholes in zip(missing, _hidden_wholes([*missing.values()], rules), strict=True):
        known.keep(name, wholes)
    return [_with_divided(year, known.asked[name], policy, known) for name, year in zip(names, years, strict=True)]


def _hidden_wholes(years: Sequence[Year], rules: Rules) -> list[Flags]:
    """The undivided figures to hide of each, places x measures."""
    if not years:
        return []
    found = hidden_places(
        joined([year.tree for year in years]),
        _one_below_the_other([year.wholes for year in years]),
        np.concatenate([year.least for year in years]),
        rules,
    )
    ends = np.cumsum([len(year.least) for year in years])[:-1]
    return [
        np.ascontiguousarray(own[:, : year.wholes.n.shape[1]])
        for year, own in zip(years, np.split(found, ends), strict=True)
    ]


def _one_below_the_other(parts: Sequence[Counts]) -> Counts:
    """Places x measures of several; in the columns that one has not, nobody answered."""
    widest = max(counts.n.shape[1] for counts in parts)
    columns = zip(*(vars(counts).values() for counts in parts), strict=True)
    return Counts(
        *(np.concatenate([np.pad(own, ((0, 0), (0, widest - own.shape[1]))) for own in values]) for values in columns)
    )


def _with_divided(year: Year, wholes: Flags, policy: Policy, known: Remembered) -> Hidden:
    """What is hidden of a year whose undivided figures are decided about."""
    return Hidden(
        wholes=wholes,
        parts=None if year.parts is None else _divided(year, wholes, year.parts, "period", policy, known),
        groups={
            variable: _divided(year, wholes, cells, "background", policy, known)
            for variable, cells in year.groups.items()
        },
    )


def _rules(policy: Policy, least: int) -> Rules:
    return Rules(least, policy.values, policy.width)


def _divided(
    year: Year, wholes: Flags, cells: Counts, by: Divider, policy: Policy, known: Remembered
) -> tuple[Flags, Flags]:
    """What is hidden, and what is unlisted, of one breakdown; places x columns x measures."""
    in_detail = breakdowns()[by].least == "min_n_detail"
    least = year.least_detail if in_detail else year.least
    rules = _rules(policy, policy.min_n_detail if in_detail else policy.min_n)
    hidden, unlisted = np.zeros((2, *cells.n.shape), dtype=np.bool_)
    for measure in range(cells.n.shape[2]):
        if cells.n[:, :, measure].any():
            hidden[:, :, measure], unlisted[:, :, measure] = _breakdown(
                known,
                year.tree,
                year.wholes.at(slice(None), slice(measure, measure + 1)),
                wholes[:, measure],
                cells.at(slice(None), slice(None), measure),
                least,
                rules,
                policy.min_n,
            )
    return hidden, unlisted


def _breakdown(
    known: Remembered, tree: Tree, wholes: Counts, hidden: Flags, cells: Counts, least: Numbers, rules: Rules, rest: int
) -> tuple[Flags, Flags]:
    """As `hidden_breakdown`, by the places that have answers alone: a survey of other places changes nothing here."""
    withheld, unlisted = np.zeros(cells.n.shape, dtype=np.bool_), np.ones(cells.n.shape, dtype=np.bool_)
    inside = tree.with_wholes(wholes.n[:, 0] > 0)
    if not inside.any():
        # Of changes, since groups may have changed where nobody came or went: nothing is told of them.
        return withheld, unlisted
    own, of_own, of_cells = tree.of(inside), wholes.at(inside), cells.at(inside)
    some = hidden[inside], least[inside]
    name = name_of(own, *vars(of_own).values(), *vars(of_cells).values(), *some, rules, rest)
    found = known.of(name)
    if found is None:
        decided = hidden_breakdown(own, of_own, some[0], of_cells, some[1], rules, rest)
        found = known.keep(name, np.stack(decided))
    withheld[inside], unlisted[inside] = found
    return withheld, unlisted
