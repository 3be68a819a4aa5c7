"""The places of a release, with the names that readers see."""

from typing import NamedTuple

import pandas as pd

from core.catalogue import Catalogue
from core.selection import EVERYWHERE
from core.settings import Settings
from core.text import LANGUAGES
from core.text import catalogue as texts
from etl.harmonise.structure import OWN_MUNICIPALITY


def named_places(
    places: pd.DataFrame, reference: Catalogue, settings: Settings, own_names: dict[str, str]
) -> pd.DataFrame:
    """The places with a name in each language; ``own_names`` are those that codebooks give to their own areas."""
    rows = zip(*(places[name] for name in ("level", "municipality", "service", "name")), strict=True)
    names = [_names(_Place(*row), reference, settings, own_names) for row in rows]
    in_languages = pd.DataFrame({f"name_{code}": [name.get(code) for name in names] for code in LANGUAGES})
    return places.drop(columns="name").reset_index(drop=True).join(in_languages)


class _Place(NamedTuple):
    level: str
    municipality: str
    service: str
    unit_name: str


def _names(place: _Place, reference: Catalogue, settings: Settings, own_names: dict[str, str]) -> dict[str, str]:
    if place.level == "unit":
        return dict.fromkeys(LANGUAGES, place.unit_name)
    if place.level == "service":
        return reference.services[place.service].name
    if place.municipality == EVERYWHERE:
        return {code: texts(code)["place.everywhere"] for code in LANGUAGES}
    if place.municipality == OWN_MUNICIPALITY:
        return {code: settings.municipality_name or texts(code)["place.own_municipality"] for code in LANGUAGES}
    name = own_names.get(place.municipality) or reference.municipality_name(place.municipality)
    return dict.fromkeys(LANGUAGES, name)
