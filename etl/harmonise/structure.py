"""Who answered and where: municipality, service, unit, role and period of each row."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from core.catalogue import Catalogue, Kind
from core.codebook import Codebook, Edition
from core.findings import Finding, Severity, of_rows
from core.periods import period as parsed_period
from core.settings import Settings
from etl.export import Export
from etl.harmonise.dating import dated

OWN_MUNICIPALITY = "own"
# Numbers change with the year: any day well within it tells which one held.
MIDSUMMER = (7, 1)
# Letters that do not come apart into a letter and a mark.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l"})
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as it stands in an address: ``Åsen avd. 2`` is ``asen-avd-2``."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_IN_IDS.sub("-", bare).strip("-")


@dataclass(frozen=True)
class Layout:
    """An export beside the codebook edition that explains it."""

    export: Export
    codebook: Codebook
    edition: Edition
    catalogue: Catalogue
    settings: Settings

    def column(self, name: str) -> str | None:
        """The column code of a mapped name, found by its code or its label row."""
        source = self.edition.columns.get(name)
        return None if source is None else self.export.column(source)

    def cells(self, name: str) -> pd.Series | None:
        """The stripped text of a mapped column, or nothing."""
        column = self.column(name)
        return None if column is None else self.export.table[column].str.strip()

    def written_in(self, name: str) -> str:
        """The name of the source column, for messages."""
        return self.edition.columns.get(name, name)

    def translations(self, name: str) -> dict[str, str]:
        """What the edition says that the texts of a column mean."""
        return self.edition.values.get(name, {})  # noqa: PD011 - a field of the codebook

    def finding(
        self,
        code: str,
        rows: pd.Index,
        name: str,
        values: pd.Series | None = None,
        *,
        severity: Severity = "error",
        **details: object,
    ) -> Finding:
        """A finding about rows of one mapped column."""
        shown = () if values is None else values.drop_duplicates().head(5)
        place = {"file": self.export.files[0], "sheet": self.export.sheet, "column": self.written_in(name)}
        return of_rows(code, rows, severity=severity, values=shown, **(place | details))


Resolver = Callable[[str], str | None]


def structure_of(layout: Layout) -> tuple[pd.DataFrame, list[Finding]]:
    """Municipality, service, unit, unit_name, role, period and year of every row, and what was dubious.

    ``unit`` is missing (not empty) in rows that should have named their unit and did not.
    """
    resolvers = _resolvers(layout)
    findings: list[Finding] = []
    columns: dict[str, pd.Series] = {}
    for name, (resolver, fallback) in resolvers.items():
        columns[name], found = _resolved(layout, name, resolver, fallback)
        findings += found
    table = pd.DataFrame(columns, index=layout.export.table.index)
    units = _unit_names(layout)
    table["unit_name"] = units
    table["unit"] = _by_distinct(units, slug)
    table["year"] = _by_distinct(table["period"], lambda written: written[:4])
    table["municipality"] = _of_the_year(table["municipality"], table["year"], layout)
    # A dash or a question mark where the unit should stand names none either.
    missing = units.index[table["unit"].eq("") & ("unit" in layout.edition.columns)]
    if len(missing):
        findings.append(layout.finding("missing_unit", missing, "unit", severity="warning"))
        table.loc[missing, "unit"] = np.nan
    return table, findings


def _of_the_year(numbers: pd.Series, years: pd.Series, layout: Layout) -> pd.Series:
    """The municipalities by the numbers that they had in the year of their row.

    One's own keeps the number it has in the settings, so that its years stand side by side.
    """
    catalogue, own = layout.catalogue, layout.settings.municipality
    pairs = pd.DataFrame({"number": numbers, "year": years})
    known = pairs.drop_duplicates()
    then = [
        number
        if number == own or not str(year).isdecimal()
        else catalogue.municipality_then(str(number), date(int(str(year)), *MIDSUMMER))
        for number, year in zip(known["number"], known["year"], strict=True)
    ]
    if then == known["number"].tolist():
        return numbers
    merged = pairs.merge(known.assign(then=then), on=["number", "year"], how="left")
    return pd.Series(merged["then"].to_numpy(), index=numbers.index, dtype="str")


def _resolvers(layout: Layout) -> dict[str, tuple[Resolver, str | None]]:
    codebook, catalogue = layout.codebook, layout.catalogue
    own = layout.settings.municipality or OWN_MUNICIPALITY
    areas = {key: key for key in codebook.municipalities} | {name: key for key, name in codebook.municipalities.items()}

    def period_id(written: str) -> str | None:
        found = parsed_period(written)
        return found.id if found else None

    return {
        "municipality": (lambda written: areas.get(written) or catalogue.municipality(written), own),
        "service": (catalogue.service, codebook.service),
        "role": (catalogue.role, codebook.role),
        "period": (period_id, layout.edition.period),
    }


def _resolved(layout: Layout, name: str, resolver: Resolver, fallback: str | None) -> tuple[pd.Series, list[Finding]]:
    mapping = layout.translations(name)

    def key(written: str) -> str | None:
        return resolver(mapping.get(written, written))

    constant = layout.edition.constants.get(name)
    source = _source_of(layout, name)
    cells = layout.cells(source)
    if cells is None:
        return _constant(layout, name, key(constant) if constant else fallback, constant)
    told, findings = _with_dates(layout, source, cells) if name == "period" else (cells, [])
    filled = told.where(told.ne(""), constant or "")
    keys = _by_distinct(filled, lambda written: key(written) if written else fallback)
    unknown = keys.isna()
    if not unknown.any():
        return keys, findings
    values = cells[unknown]
    suggestions = _suggestions(layout.catalogue, name, values.iloc[0])
    strange = layout.finding(f"unknown_{name}", values.index, source, values, suggestions=suggestions)
    return keys, [*findings, strange]


def _with_dates(layout: Layout, source: str, cells: pd.Series) -> tuple[pd.Series, list[Finding]]:
    """Dates year first; the edition says ``values: {date: {order: mdy}}`` where the file leaves the order open."""
    translated = layout.translations("period")
    order = layout.translations(source).get("order")
    told, findings = dated(layout.export, layout.column(source) or "", cells, order)
    return told.where(~cells.isin(translated), cells), findings


def _suggestions(catalogue: Catalogue, name: str, written: str) -> str:
    """Names in the reference lists that look like the unknown one."""
    kinds: dict[str, Kind] = {"municipality": "municipality", "service": "service", "role": "role"}
    near = catalogue.suggestions(written, kinds[name]) if name in kinds else []
    return ", ".join(near) or "–"


def _source_of(layout: Layout, name: str) -> str:
    """A date tells the period where neither a column nor the edition does."""
    by_date = name == "period" and "period" not in layout.edition.columns and layout.edition.period is None
    return "date" if by_date else name


def _constant(layout: Layout, name: str, key: str | None, written: str | None) -> tuple[pd.Series, list[Finding]]:
    index = layout.export.table.index
    if key is None:
        file = layout.export.files[0]
        found = Finding(
            f"unknown_{name}",
            file=file,
            column=name,
            values=(written,) if written else (),
            details={"suggestions": "–"},
        )
        return pd.Series("", index=index, dtype="str"), [found]
    return pd.Series(key, index=index, dtype="str"), []


def _unit_names(layout: Layout) -> pd.Series:
    cells = layout.cells("unit")
    mapping = layout.translations("unit")
    if cells is None:
        constant = layout.edition.constants.get("unit", "")
        return pd.Series(constant, index=layout.export.table.index, dtype="str")
    question = layout.export.questions.get(layout.column("unit") or "")
    labels = {} if question is None else question.labels
    return _by_distinct(cells, lambda written: mapping.get(written) or labels.get(written) or written)


def _by_distinct(cells: pd.Series, meaning: Callable[[str], str | None]) -> pd.Series:
    """Each cell's meaning, asked once for each distinct text."""
    codes, distinct = pd.factorize(cells)
    meanings = np.array([meaning(str(written)) for written in distinct] + [None], dtype=object)
    return pd.Series(meanings[codes], index=cells.index, dtype="str")
