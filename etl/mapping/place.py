"""Where and when an export is from, as far as columns, file name and calendar tell."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.catalogue import Catalogue
from core.periods import period as parsed_period
from etl.mapping.columns import Column
from etl.mapping.names import free, identifier, years_in
from etl.reading.dates import readings

# The mark of a period that nothing in the file tells.
ASSUMED = "antatt-"
RESPONDENT_FACTS = ("municipality", "service", "unit", "role", "mode", "weight", "respondent")


@dataclass(frozen=True)
class Time:
    """The period and the id of the edition; ``source`` is the structural name of the column that tells it instead."""

    edition: str
    period: str = ""
    source: str = ""


@dataclass
class Place:
    """What the structural columns say: written -> key by structural name, and areas outside the official list.

    ``unknown`` has the words of a column that the reference lists do not know, with the key they got meanwhile.
    """

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    unknown: dict[str, dict[str, str]] = field(default_factory=dict)
    municipalities: dict[str, str] = field(default_factory=dict)


def place_of(found: Mapping[str, Column], catalogue: Catalogue, service: str, role: str) -> Place:
    """What the words of the columns mean; an unknown service or role gets the one given."""
    place = Place()
    if column := found.get("municipality"):
        _municipalities(place, column, catalogue)
    if column := found.get("service"):
        _keys(place, "service", column, catalogue.service, service)
    if column := found.get("role"):
        _keys(place, "role", column, catalogue.role, role)
    return place


def time_of(found: Mapping[str, Column], file: str) -> Time:
    """The period from its column, from dates, from the file name, or assumed to be this year."""
    for name in ("period", "date"):
        if name in found and (years := _years(found[name])) and (name == "period" or len(years) > 1):
            return Time(years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}", source=name)
    by_date = Counter(year for text in found["date"].written for year in _years_told(text)) if "date" in found else None
    named = years_in(file)
    if by_date or named:
        year = by_date.most_common(1)[0][0] if by_date else named[-1]
        return Time(year, year)
    year = str(date.today().year)
    return Time(f"{ASSUMED}{year}", year)


def periods_of(column: Column) -> dict[str, str]:
    """Codes of periods -> the periods that their labels say; nothing where the cells say it themselves."""
    return {text: column.labels.get(text, text) for text in column.written} if column.labels else {}


def only(keys: Collection[str], otherwise: str) -> str:
    """The key that is alone, or the other one."""
    return next(iter(keys)) if len(keys) == 1 else otherwise


def _years(column: Column) -> list[str]:
    """The years of a column in which every cell is a period; else none."""
    years = [_year(column.labels.get(text, text)) for text in column.written]
    return sorted({str(year) for year in years if year}) if all(years) else []


def _years_told(text: str) -> list[str]:
    """The year of a date, also where two figures tell it; of another text every year that it names."""
    year = _year(text)
    return [str(year)] if year else years_in(text)


def _year(text: str) -> int | None:
    """The year of a period or a date, whichever order its day and month stand in."""
    found = parsed_period(text) or next(iter(readings(text).values()), None)
    return found.year if found else None


def _municipalities(place: Place, column: Column, catalogue: Catalogue) -> None:
    values: dict[str, str] = {}
    for text in column.written:
        name = column.labels.get(text, text)
        key = catalogue.municipality(name)
        if key is None:
            key = _own_area(place.municipalities, name)
        if text != name:
            values[text] = key
    place.values["municipality"] = values


def _own_area(areas: dict[str, str], name: str) -> str:
    for key, known in areas.items():
        if known == name:
            return key
    key = free(identifier(name, "area"), areas)
    areas[key] = name
    return key


def _keys(place: Place, part: str, column: Column, key_of: Callable[[str], str | None], otherwise: str) -> None:
    """The key of every word and code; those that the catalogue does not know get the other one."""
    known = {text: key_of(column.labels.get(text, text)) for text in column.written}
    place.values[part] = {text: key or otherwise for text, key in known.items()}
    place.unknown[part] = {text: otherwise for text, key in known.items() if key is None}
