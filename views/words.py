"""Names and short phrases that the tables share, in the reader's language."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pandas as pd

from core import catalogue, told_counts
from core.catalogue import Catalogue, Entry
from core.periods import period
from core.settings import ROOT
from core.text import number, pick, text
from views.places import Places

CORE_DIMENSIONS = ("taken_seriously", "respected", "without_demanding", "right_help", "right_time", "overview")
# Asked for by itself, outside the six.
ASSESSMENT = "dimension:overall"
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
    return text("role.everyone") if key == "everyone" else _name(reference().roles, key or "")


def hidden(reason: str | float | None) -> str | None:
    """Why there is no figure, in words; nothing where there is one."""
    return text(f"hidden.{reason}") if isinstance(reason, str) else None


def mark(reason: str | float | None) -> str | None:
    """The sign that stands where there is no figure."""
    return text(f"mark.{reason}") if isinstance(reason, str) else None


def count(value: float | None) -> str:
    """A number of answers, or the words for one that may not be told."""
    return text("hidden.few") if missing(value) else number(value)


def missing(value: Any) -> bool:
    """Whether there is no figure."""
    return bool(pd.isna(value))


def interval(lower: float, upper: float, decimals: int) -> str:
    """``62–71``, or the words for an interval that cannot be told."""
    if missing(lower) or missing(upper):
        return text("phrase.no_interval")
    return f"{number(lower, decimals)}–{number(upper, decimals)}"


def raw(value: float, scale_max: float) -> str:
    """The mean on the raw scale: ``4,7 av 6``; nothing where scales are mixed."""
    if missing(value) or missing(scale_max):
        return ""
    return text("phrase.raw", value=number(value, 1), maximum=int(scale_max))


def raw_beside(value: float, scale_max: float) -> str:
    """The mean on the raw scale in brackets, to stand behind an index; nothing where scales are mixed."""
    shown = raw(value, scale_max)
    return f" ({shown})" if shown else ""


def answers(n: float) -> str:
    """``34 svar``."""
    return text("phrase.answers", n=told_counts.count(n))


def ends(table: pd.DataFrame) -> str:
    """Which row stands highest and which lowest, where there are two or more figures."""
    means = zip(table["mean"].tolist(), table["label"].tolist(), strict=True)
    shown = sorted((mean, label) for mean, label in means if not missing(mean))
    return text("summary.ends", best=shown[-1][1], worst=shown[0][1]) if len(shown) > 1 else ""


def place_labels(places: Places, rows: pd.DataFrame) -> list[str]:
    """The place's name of each row, with the role added where the same place occurs with several."""
    spots = list(zip(rows["place"].tolist(), rows["role"].tolist(), strict=True))
    roles = Counter(place for place, _ in set(spots))
    return [
        f"{places.name(place)} – {role(own_role).lower()}" if roles[place] > 1 else places.name(place)
        for place, own_role in spots
    ]


def upload_title(written: str) -> str:
    """The survey of an upload in the reader's language; ``written`` is JSON, empty where only invited are told."""
    titles = json.loads(written)
    return pick(titles) if titles else text("importing.invited")


def upload_editions(table: pd.DataFrame) -> list[str]:
    """The edition of each upload as it is said, from its ``kind, edition, rows_kept, answers``."""
    # How many answered may be withheld; of reference values nobody did.
    of_others = (table["rows_kept"].gt(0) & table["answers"].eq(0)).fillna(False).tolist()
    rows = zip(table["kind"].tolist(), table["edition"].tolist(), of_others, strict=True)
    return [_upload_edition(*row) for row in rows]


def _upload_edition(kind: str, edition: str, of_others: bool) -> str:
    """A file of reference values has rows and none of our answers; its id often begins with the period they are of."""
    if kind == "invited":
        return text("importing.no_edition")
    told = edition.replace("_", " ")
    if not of_others:
        return told
    lead = edition.partition("_")[0]
    return text("importing.reference_edition", edition=lead if period(lead) else told)


def upload_files(names: Sequence[str]) -> str:
    """The first file's name, and how many came with it."""
    first = names[0].rpartition("/")[2]
    return first if len(names) == 1 else text("importing.and_more", file=first, count=len(names) - 1)


def joined(parts: Iterable[str]) -> str:
    """Sentence parts that are not empty, with a blank between."""
    return " ".join(part for part in parts if part)


def _name(entries: dict[str, Entry], key: str) -> str:
    return pick(entries[key].name) if key in entries else key
