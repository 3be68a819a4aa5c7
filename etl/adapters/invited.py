"""How many were invited, a row a unit

Columns for unit and invited, and possibly instrument, edition, municipality, service, role and period, by their
Norwegian or English names; no answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.codebook import Codebooks
from etl.export import Export, of_table
from etl.personal import plain
from etl.reading import SourceFile, read_tables

NAMES = {
    "instrument": ("instrument", "undersøkelse", "undersøking", "survey"),
    "edition": ("edition", "utgave", "utgåve", "år", "year"),
    "municipality": ("municipality", "kommune", "kommunenummer"),
    "service": ("service", "tjeneste", "teneste"),
    "unit": ("unit", "enhet", "eining"),
    "role": ("role", "rolle"),
    "period": ("period", "periode"),
    "invited": ("invited", "invitert", "inviterte", "antall inviterte", "antall invitert", "tal inviterte"),
}
REQUIRED = {"unit", "invited"}
_FIELDS = {plain(name): field for field, names in NAMES.items() for name in names}


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether every column of the only table is one of ours, unit and invited among them."""
    del codebooks
    if len(files) != 1:
        return False
    tables = read_tables(files[0])
    fields = _fields(tables[0].cells.columns)
    return len(tables) == 1 and set(fields) >= REQUIRED and None not in fields and len(set(fields)) == len(fields)


def read(files: Sequence[SourceFile]) -> Export:
    """The table with our names for its columns."""
    export = of_table(read_tables(files[0])[0], "invited", kind="invited")
    table = export.table.set_axis(_fields(export.table.columns), axis="columns")
    return replace(export, table=table, column_labels={})


def _fields(columns: Iterable[str]) -> list[str | None]:
    return [_FIELDS.get(plain(column)) for column in columns]
