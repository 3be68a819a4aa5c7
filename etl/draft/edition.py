"""The edition a draft proposes: where and when, as far as columns, file name and calendar tell."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.catalogue import Catalogue
from core.codebook import Edition
from core.periods import period as parsed_period
from etl.draft.columns import Column
from etl.draft.names import free, identifier, years_in

# The mark of a period that nothing in the file tells.
ASSUMED = "antatt-"
RESPONDENT_FACTS = ("municipality", "service", "unit", "role", "mode", "weight", "respondent")


@dataclass
class Place:
    """What the structural columns say: columns and values of the edition, and areas outside the official list."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    municipalities: dict[str, str] = field(default_factory=dict)
    services: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


def place_of(found: Mapping[str, Column], catalogue: Catalogue, service: str, role: str) -> Place:
    """Where the columns are, and what their words mean; an unknown service or role gets the one given."""
    place = Place(columns={name: found[name].code for name in RESPONDENT_FACTS if name in found})
    if column := found.get("municipality"):
        _municipalities(place, column, catalogue)
    if column := found.get("service"):
        place.services = _keys(place, "service", column, catalogue.service, service)
    if column := found.get("role"):
        place.roles = _keys(place, "role", column, catalogue.role, role)
    return place


def edition_of(found: Mapping[str, Column], place: Place, columns: Mapping[str, str], file: str) -> Edition:
    """The edition with the period from its column, from dates, from the file name, or assumed to be this year."""
    period, extra, key = _period(found, file)
    return Edition(
        id=key,
        period=period,
        columns={**place.columns, **extra, **columns},
        values=_periods(found, extra) | place.values,
    )


def _period(found: Mapping[str, Column], file: str) -> tuple[str | None, dict[str, str], str]:
    """Period, the columns that tell it instead, and the id of the edition."""
    for name in ("period", "date"):
        if name in found and (years := _years(found[name])) and (name == "period" or len(years) > 1):
            key = years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"
            return None, {name: found[name].code}, key
    by_date = Counter(year for text in found["date"].written for year in years_in(text)) if "date" in found else None
    named = years_in(file)
    if by_date or named:
        year = by_date.most_common(1)[0][0] if by_date else named[-1]
        return year, {}, year
    year = str(date.today().year)
    return year, {}, f"{ASSUMED}{year}"


def _years(column: Column) -> list[str]:
    """The years of a column in which every cell is a period; else none."""
    periods = [parsed_period(column.labels.get(text, text)) for text in column.written]
    return sorted({str(one.year) for one in periods if one}) if all(periods) else []


def _periods(found: Mapping[str, Column], used: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Codes of periods -> the periods that their labels say."""
    coded = {name: found[name] for name in used if found[name].labels}
    return {name: {text: column.labels.get(text, text) for text in column.written} for name, column in coded.items()}


def _municipalities(place: Place, column: Column, catalogue: Catalogue) -> None:
    values: dict[str, str] = {}
    for text in column.written:
        name = column.labels.get(text, text)
        key = catalogue.municipality(name)
        if key is None:
            key = _own_area(place.municipalities, name)
        if text != name:
            values[text] = key
    if values:
        place.values["municipality"] = values


def _own_area(areas: dict[str, str], name: str) -> str:
    for key, known in areas.items():
        if known == name:
            return key
    key = free(identifier(name, "area"), areas)
    areas[key] = name
    return key


def _keys(place: Place, part: str, column: Column, key_of: Callable[[str], str | None], otherwise: str) -> set[str]:
    """The keys that occur; words that the catalogue does not know, and codes, are written down with their key."""
    keys = {text: key_of(column.labels.get(text, text)) or otherwise for text in column.written}
    told = {text: key for text, key in keys.items() if key_of(text) != key}
    if told:
        place.values[part] = told
    return set(keys.values())


def only(keys: Sequence[str] | set[str], otherwise: str) -> str:
    """The key that is alone, or the other one."""
    return next(iter(keys)) if len(keys) == 1 else otherwise
