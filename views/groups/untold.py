"""Groups that a release is silent about because they are hidden: a place of a hidden group, or with a hidden figure."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from core.selection import EVERYONE, Selection, place_id
from store.release import Release
from views.asked import is_answered_by_persons
from views.figures import cells, held
from views.places import is_year, places_of
from views.rows import records

KINDS = ("overall", "dimension")
HIDDEN = "few"
# A figure without answers behind it has no groups.
WITHOUT_GROUPS = ("none", "source")
Group = tuple[str, str]
Cells = Mapping[tuple[str, str, str], str | None]
Told = tuple[Mapping[str, str | None], Cells]


def told_groups(release: Release, spot: Selection) -> pd.DataFrame:
    """The cells of groups that the release tells at a place, year and role."""
    return held(release, "groups", [spot.place], spot.period, spot.role)


def with_untold(release: Release, selection: Selection, told: pd.DataFrame, named: Iterable[Group]) -> pd.DataFrame:
    """The told cells of groups (variable, value, measure, ..., hidden), and a hidden one for each that is kept silent.

    A group that is hidden at a place is not listed at the places below it, and a hidden place lists none of its groups.
    ``named`` are the groups (variable and value) of the form. A group that nobody at the place belongs to has no cells.
    """
    spot = selection.place, selection.role, selection.period
    # A table of figures alone says nothing of groups.
    if not is_year(selection.period) or not is_answered_by_persons(release, *spot):
        return told
    chain = [release.remembered(_told, spot) for spot in _upwards(release, selection)]
    rows = [*_silent(chain, named)]
    if not rows:
        return told
    added = pd.DataFrame(rows, columns=["variable", "value", "measure", "hidden"], dtype=object)
    numbers = {name: np.full(len(rows), np.nan) for name in told.columns if name not in added.columns}
    return pd.concat([told.astype("object"), added.assign(**numbers).astype("object")], ignore_index=True)


def _silent(chain: list[Told], named: Iterable[Group]) -> Iterator[tuple[str, str, str, str]]:
    (whole, own), *_ = chain
    measures = [measure for measure, hidden in whole.items() if hidden not in WITHOUT_GROUPS]
    for variable, value in named:
        cells_of = {measure: _reason(chain, (variable, value, measure)) for measure in measures}
        # Nobody on the whole is nobody on any part of it, however the part stands further up.
        hidden = cells_of.get("overall", HIDDEN) == HIDDEN and HIDDEN in cells_of.values()
        known = hidden or any((variable, value, measure) in own for measure in measures)
        for measure, reason in cells_of.items():
            if known and (variable, value, measure) not in own:
                yield variable, value, measure, reason or "none"


def _reason(chain: list[Told], cell: tuple[str, str, str]) -> str | None:
    """Why the cell is not told at the first of the places, which lies within the others; nothing where it is empty."""
    for whole, groups in chain:
        if cell in groups:
            return groups[cell]
        if whole.get(cell[2]) == HIDDEN:
            return HIDDEN
    return None


def _upwards(release: Release, selection: Selection) -> list[Selection]:
    """The selection and those that it is a part of, the nearest first."""
    wider = [selection]
    if selection.unit:
        wider.append(selection.but(unit=None))
    top = selection.but(service=None, unit=None)
    roles = places_of(release).roles.get(place_id(selection.municipality), ())
    return wider + [top.but(role=role) for role in (selection.role, EVERYONE) if role in roles]


def _told(release: Release, spot: Selection) -> Told:
    """What is told at a place: each measure of everybody, and of the groups; the value is why there is no figure."""
    rows = cells(release, [spot.place], spot.period, spot.role, KINDS)
    groups = told_groups(release, spot)
    return (
        {row["measure"]: _word(row["hidden"]) for row in records(rows, "measure", "hidden")},
        {
            (row["variable"], row["value"], row["measure"]): _word(row["hidden"])
            for row in records(groups, "variable", "value", "measure", "hidden")
        },
    )


def _word(hidden: object) -> str | None:
    return hidden if isinstance(hidden, str) else None
