"""Names and short phrases that the tables share, in the reader's language."""

from collections.abc import Iterable
from functools import cache

import pandas as pd

from core import catalogue
from core.catalogue import Catalogue, Entry
from core.settings import ROOT
from core.text import number, pick, text

CORE_DIMENSIONS = ("taken_seriously", "respected", "without_demanding", "right_help", "right_time", "overview")
LEVELS = ("individual", "service", "system")
NOT_MEASURED = "not_measured"


@cache
def reference() -> Catalogue:
    """The shipped reference lists: dimensions, levels and roles are the same for every municipality."""
    return catalogue.load([ROOT / "reference"])


def dimension(key: str) -> str:
    """A dimension's name."""
    return _name(reference().dimensions, key)


def level(key: str) -> str:
    """A level's name."""
    return _name(reference().levels, key)


def role(key: str | None) -> str:
    """A role's name; everyone's too."""
    return text(f"role.{key}") if key == "everyone" else _name(reference().roles, key or "")


def measure(kind: str, dimension_key: object, level_key: object) -> str:
    """The name of a group of items."""
    if kind == "overall":
        return text("measure.overall")
    if kind == "dimension":
        return dimension(str(dimension_key))
    if kind == "level":
        return level(str(level_key))
    return f"{dimension(str(dimension_key))} · {level(str(level_key))}"


def hidden(reason: object) -> str | None:
    """Why there is no figure, in words; nothing where there is one."""
    return None if pd.isna(reason) else text(f"hidden.{reason}")  # type: ignore[call-overload]


def mark(reason: object) -> str | None:
    """The sign that stands where there is no figure."""
    return None if pd.isna(reason) else text(f"mark.{reason}")  # type: ignore[call-overload]


def interval(lower: float, upper: float, decimals: int) -> str:
    """``62–71``, or the words for an interval that cannot be told."""
    if pd.isna(lower) or pd.isna(upper):
        return text("phrase.no_interval")
    return f"{number(lower, decimals)}–{number(upper, decimals)}"


def raw(value: float, scale_max: float) -> str:
    """The mean on the raw scale: ``4,7 av 6``; nothing where scales are mixed."""
    return "" if pd.isna(value) or pd.isna(scale_max) else text("phrase.raw", value=number(value, 1), maximum=int(scale_max))


def answers(n: float) -> str:
    """``34 svar``."""
    return text("phrase.answers", n=number(n))


def of_roles(names: pd.Series, roles: pd.Series) -> pd.Series:
    """Names with the role added where the same name occurs with several."""
    several = roles.groupby(names).transform("nunique") > 1
    with_role = names + " – " + roles.map({key: role(key).lower() for key in roles.unique()})
    return names.where(~several, with_role)


def joined(parts: Iterable[str]) -> str:
    """Sentence parts that are not empty, with a blank between."""
    return " ".join(part for part in parts if part)


def _name(entries: dict[str, Entry], key: str) -> str:
    return pick(entries[key].name) if key in entries else key
