"""Whether an export is of the edition whose columns it has, or of the one after it: asked again, in another year."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core.codebook import Edition
from core.periods import period
from etl.export import Export
from etl.mapping import model
from etl.mapping.columns import Column, columns_of, structural
from etl.mapping.names import years_in
from etl.mapping.place import ASSUMED, Time, time_of


@dataclass(frozen=True)
class Following:
    """The edition after the known ones; ``period`` is blank where a column tells it, or the year says too little."""

    edition: str
    period: str
    is_certain: bool


def following(export: Export, editions: Sequence[Edition]) -> Following | None:
    """The new edition, where the export tells a year that none of these editions is of; else nothing.

    Dates in the export count before the name of its file, which may tell when it was taken out.
    """
    known = {year for edition in editions for year in _years(edition)}
    time = _time(export, editions[-1])
    told = years_in(time.edition)
    if time.edition.startswith(ASSUMED) or not told or not known or known & set(told):
        return None
    former = editions[-1].period
    if former is None:
        return Following(time.edition, "", is_certain=True)
    whole_year = period(former) is not None and years_in(former) == [former]
    return Following(time.edition, told[-1] if whole_year else "", is_certain=whole_year)


def likely(export: Export, edition: Edition, taken: Collection[str]) -> Following:
    """A name for a new edition after what the export tells of its time; blank where that is nothing, or taken."""
    time = _time(export, edition)
    named = time.edition if not time.edition.startswith(ASSUMED) else ""
    year = next((one for one in (named, *reversed(years_in(" ".join(export.files)))) if one not in taken), "")
    return Following(year, "" if edition.period is None else time.period or year, is_certain=False)


def as_following(mapping: model.Mapping, new: Following) -> model.Mapping:
    """The mapping of the former edition as that of the new one."""
    return replace(mapping, edition=new.edition, period=new.period)


def _years(edition: Edition) -> set[str]:
    """The years of an edition; all between where it names the first and the last."""
    years = sorted(map(int, years_in(f"{edition.id} {edition.period or ''}")))
    return {str(year) for year in range(years[0], years[-1] + 1)} if years else set()


def _time(export: Export, edition: Edition) -> Time:
    columns = {column.code: column for column in columns_of(export)}
    found: dict[str, Column] = {}
    for name in ("period", "date"):
        code = export.column(edition.columns[name]) if name in edition.columns else None
        if code in columns and columns[code].counts:
            found[name] = columns[code]
    if not found:
        # Dates that were all of one year gave the edition its period, and are not among its columns.
        known = structural(list(columns.values()))
        found = {name: known[name] for name in ("period", "date") if name in known and known[name].counts}
    return time_of(found, export.files[0])
