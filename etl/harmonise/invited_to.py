"""What numbers invited are about where their table does not say: the survey, and the period of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import yaml

from core.codebook import Codebook
from etl.context import Context
from etl.export import Export
from etl.harmonise.structure import slug
from etl.surveyed import period_of, survey_of

PERIODS = {"period", "edition"}


@dataclass(frozen=True)
class InvitedTo:
    """The survey of the rows that name none, and the period of each survey where the table has no column for it."""

    instrument: str | None = None
    periods: Mapping[str, str] = field(default_factory=dict)

    def written(self) -> str:
        """The same as YAML, to be read when the table is; nothing where the table says it all."""
        told = {"instrument": self.instrument, "periods": dict(self.periods)}
        return yaml.safe_dump(told) if self.instrument or self.periods else ""


def read_back(written: str) -> InvitedTo:
    """What was written down."""
    return InvitedTo(**(yaml.safe_load(written) or {}))


def invited_to(export: Export, context: Context, instrument: str | None, edition: str | None) -> InvitedTo:
    """What a table is about: as a person has said, else by the units that the surveys have answers of."""
    table = export.table
    if "instrument" not in table and instrument is None:
        untold = table[surveys_named(export, context, None).isna()]
        instrument = survey_of((slug(str(unit)) for unit in untold["unit"] if str(unit).strip()), context.surveyed)
    chosen = instrument if "instrument" not in table else None
    if PERIODS & set(table):
        return InvitedTo(chosen)
    found = {one: _period(one, edition, context) for one in surveys_named(export, context, chosen).dropna().unique()}
    return InvitedTo(chosen, {one: period for one, period in found.items() if period})


def surveys_named(export: Export, context: Context, chosen: str | None) -> "pd.Series[str]":
    """Each row's instrument: as chosen, else by its id or title, else by service and role; missing where none tells."""
    table = export.table
    if "instrument" in table:
        titles = {title: key for key, book in context.codebooks.items() for title in book.title.values()}
        return table["instrument"].str.strip().map(titles | {key: key for key in context.codebooks})
    if chosen or "service" not in table:
        return pd.Series(chosen, index=table.index, dtype="object")
    by_service = _instruments_by_service(context, role_told="role" in table)
    return table["service"].str.strip().map(lambda name: by_service.get(context.catalogue.service(name) or ""))


def _instruments_by_service(context: Context, *, role_told: bool) -> dict[str, str]:
    """An instrument of each service, where it does not matter which: the role must be told, or be the same in all."""
    books: dict[str, list[Codebook]] = {}
    for book in context.codebooks.values():
        books.setdefault(book.service, []).append(book)
    return {
        service: known[0].id for service, known in books.items() if role_told or len({book.role for book in known}) == 1
    }


def _period(instrument: str, edition: str | None, context: Context) -> str | None:
    book = context.codebooks.get(instrument)
    if book is None:
        return None
    told = next((one.period for one in book.editions if one.id == edition), None)
    return told or period_of(instrument, edition, context.surveyed)
