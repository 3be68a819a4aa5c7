"""What tables of figures that others have published share: areas by code or name, signs for no figure, shares."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import yaml

from core.findings import Finding, of_rows
from core.settings import ROOT
from etl.export import FIGURES, Question

# What a source writes where there is no figure; a figure that it hides has another mark, which is kept.
NO_FIGURE = frozenset({"", ".", "..", "...", "na", "n/a", "not applicable"})
HIDDEN = "*"
NATION = {"nasjonalt", "hele landet", "landet", "i alt"}
# The ends of a share of pupils who are bullied.
BULLIED = {"0": "Ingen mobbet", "100": "Alle mobbet"}
# What separates the parts of a group of respondents: «vg1 - Kjønn: Jente».
BETWEEN_PARTS = " - "
_COUNTY = re.compile(r"\s+fylkes?(?:kommune)?$", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"\s+(?:kommune|herad)$", re.IGNORECASE)
_REGION = re.compile(r"(?P<code>\d{1,4}|EK[A-Z]*\d*|EA[A-Z]*\d*)\s+(?P<name>\S.*)")
_DATES_IN_NAME = re.compile(r"\s*\((?:[-–\d\s]|f\.?o\.?m|t\.?o\.?m|\.)+\)$")
_PRELIMINARY = re.compile(r"([\d.,\s]+)\*")


@dataclass(frozen=True)
class Place:
    """A place as canonical columns."""

    area: str
    unit: str = ""
    municipality: str = ""
    county: str = ""

    def columns(self) -> dict[str, str]:
        """Canonical column -> text."""
        return {"area": self.area, "unit": self.unit, "municipality": self.municipality, "county": self.county}


@cache
def figure_words() -> dict[str, Any]:
    """The word lists of ``reference/figure_words.yaml``."""
    words: dict[str, Any] = yaml.safe_load((ROOT / "reference" / "figure_words.yaml").read_text(encoding="utf-8"))
    return words


def place_named(name: str) -> Place:
    """What kind of place a name is; a school where it says nothing else."""
    if name.casefold() in NATION:
        return Place("nation")
    if _COUNTY.search(name):
        return Place("county", county=_COUNTY.sub("", name))
    if _MUNICIPALITY.search(name):
        return Place("municipality", municipality=_MUNICIPALITY.sub("", name))
    return Place("unit", unit=name)


def place_called(name: str) -> Place:
    """What kind of place a bare name is, where one column has nation, counties and municipalities."""
    if name.casefold() in NATION:
        return Place("nation")
    if name in figure_words()["counties"]:
        return Place("county", county=name)
    return Place("municipality", municipality=name)


def place_coded(code: str, name: str) -> Place:
    """What kind of place a code of Statistics Norway is: 0 the country, two figures a county, four a municipality."""
    shown = _DATES_IN_NAME.sub("", name)
    if code.isdecimal():
        if int(code) == 0:
            return Place("nation")
        return Place("county", county=shown) if len(code) <= 2 else Place("municipality", municipality=code)
    is_nation = code == "EAK" or shown.casefold() in NATION
    return Place("nation") if is_nation else Place("group", unit=shown)


def region(cell: str) -> Place | None:
    """The place of a cell such as ``3801 Horten``; nothing where it is none."""
    match = _REGION.fullmatch(cell.strip())
    return place_coded(match["code"], match["name"]) if match else None


def by_standard_signs(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Figures by the standard signs of Statistics Norway: ``-`` is nought, ``12*`` is preliminary, ``:`` is hidden.

    Source: Statistics Norway, standard signs in tables. Other sources hide a figure behind ``-`` or ``*``.
    """
    shown = cells.str.strip().replace({"-": "0", "–": "0"})
    return shown.str.replace(_PRELIMINARY, r"\1", regex=True).str.strip()


def is_preliminary(cells: "pd.Series[str]") -> "pd.Series[bool]":
    """Which figures the source calls preliminary."""
    return cells.str.strip().str.fullmatch(_PRELIMINARY)


def without_figure(cells: "pd.Series[str]") -> "pd.Series[bool]":
    """Which cells say that there is no figure."""
    return cells.str.strip().str.casefold().isin(NO_FIGURE)


def left_out(code: str, rows: pd.Index, file: str) -> list[Finding]:
    """A note about rows that did not enter; none where there are no such rows."""
    return [of_rows(code, rows, severity="info", file=file)] if len(rows) else []


def share_of(name: str, answer: str = "") -> Question:
    """A question of which a share is told: how many answered one thing, or several merged into it."""
    ends = {"0": f"Ingen: {answer}", "100": f"Alle: {answer}"} if answer else {}
    return Question(name, name, ends, "number")


def spelled(value: float) -> str:
    """A number as a cell has it, without the last figures that only arithmetic made; blank where it is missing."""
    return "" if pd.isna(value) else f"{round(value, 6):g}" if abs(value) < 1e5 else str(round(value))


def figures_table(rows: Iterable[Mapping[str, str]], numbers: Iterable[int]) -> pd.DataFrame:
    """Rows of canonical columns as a table: those that occur, in their usual order, blank where a row has none."""
    table = pd.DataFrame(list(rows), index=pd.Index(list(numbers), name="row", dtype="int64"), dtype="object")
    points = sorted((name for name in table.columns if name not in FIGURES), key=_point)
    used = [name for name in FIGURES if name in table.columns]
    return table.reindex(columns=[*used, *points]).fillna("").astype("str")


def _point(name: str) -> tuple[str, int]:
    kind, _, number = name.partition("_")
    return kind, int(number)
