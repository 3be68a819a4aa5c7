"""An audit in words: which cells, by the names that readers know, and how well they are known, but not what is known.

The words are read on a screen, and kept where messages are: what was disclosed is not told once more there.
"""

from functools import cache
from typing import Any

import pandas as pd

from core import catalogue
from core.catalogue import Catalogue
from core.selection import EVERYONE
from core.settings import ROOT
from core.text import language, number, percent, pick, text
from disclosure.audit import Audit
from disclosure.lattice import LEFT
from disclosure.told import RESPONDENTS


def audit_lines(found: Audit, places: pd.DataFrame) -> list[str]:
    """An audit in words: the verdict, what is disclosed, and the weakest of what is not."""
    left = found.hidden - found.attacked
    counts = {"cells": number(found.cells), "hidden": number(found.hidden), "attacked": number(found.attacked)}
    verdict = (
        text("audit.passed", **counts) if found.passed else text("audit.failed", count=len(found.disclosed), **counts)
    )
    lines = [verdict, *([text("audit.not_settled", count=left)] if left else []), *cell_lines(found.disclosed, places)]
    return lines if found.weakest.empty else [*lines, text("audit.weakest"), *cell_lines(found.weakest, places)]


def cell_lines(rows: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """How well each cell is known, a line a cell; ``places`` is the table of the release."""
    names = dict(zip(places["place"], places[f"name_{language()}"].fillna(places["name_nb"]), strict=True))
    return [_cell(row, names) for row in rows.to_dict("records")]


def _cell(row: dict[Any, Any], names: dict[str, str]) -> str:
    place, _, rest = str(row["place"]).partition(f"/{LEFT}")
    period = str(row["period"]).removesuffix(LEFT)
    is_left = any(str(row[name]).endswith(LEFT) for name in ("place", "period"))
    parts = [
        f"{names.get(place, place)}{rest}", period, _role(str(row["role"])), _measure(str(row["measure"])),
        _group(str(row["grouping"])), text("audit.left_of") if is_left else "",
    ]  # fmt: skip
    return f"  {' · '.join(part for part in parts if part)}: {_said(row)}"


def _said(row: dict[Any, Any]) -> str:
    """The numbers that are possible of what holds; of what does not, only that it is known."""
    least, most = row["least"], row["most"]
    several = text("audit.between", least=number(least), most=number(most))
    width = percent(row["mean_most"] - row["mean_least"])
    return text(f"audit.{row['kind']}", numbers=number(least) if least == most else several, width=width)


@cache
def _reference() -> Catalogue:
    return catalogue.load([ROOT / "reference"])


def _role(key: str) -> str:
    entry = _reference().roles.get(key)
    return text("role.everyone") if key == EVERYONE else key if entry is None else pick(entry.name)


def _measure(measure: str) -> str:
    kind, _, name = measure.partition(":")
    if kind == RESPONDENTS:
        return text("audit.respondents")
    if kind == "item":
        return text("audit.item", name=name)
    lists = _reference().dimensions | _reference().levels
    named = [pick(lists[key].name) if key in lists else key for key in name.split("/") if key]
    return ", ".join(named) or text("measure.overall")


def _group(grouping: str) -> str:
    variable, _, value = grouping.partition("=")
    if not grouping:
        return ""
    return text("audit.group", name=f"{variable}: {text('audit.left_of') if value == LEFT else value}")
