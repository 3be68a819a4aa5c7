"""What the codebooks behind the warehouse's uploads tell beyond the answers."""

from functools import lru_cache
from typing import Any

import pandas as pd
import yaml

from core.text import LANGUAGES

COLUMNS = ["service", "role", "item", "from_period", "to_period", "verdict", *(f"reason_{code}" for code in LANGUAGES)]
GROUP = ["service", "role", "variable", "value"]
GROUP_NAMES = [f"{what}_{code}" for what in ("variable", "value") for code in LANGUAGES]


def comparability_of(codebooks: pd.DataFrame, edition_periods: pd.DataFrame) -> pd.DataFrame:
    """One row a service, role, item and pair of periods: the last of one edition and the first of the other.

    ``codebooks`` has instrument, codebook (YAML), service and role; ``edition_periods`` has instrument, edition,
    first_period and last_period of the editions that have answers.
    """
    rows = []
    for row in codebooks.itertuples():
        book = _parsed(str(row.codebook))
        periods = _periods(book, edition_periods[edition_periods["instrument"].eq(str(row.instrument))])
        for verdict in book.get("comparability") or []:
            last, first = periods["last"][str(verdict["from"])], periods["first"][str(verdict["to"])]
            if last is None or first is None:
                continue
            reasons = {f"reason_{code}": verdict["reason"].get(code) for code in LANGUAGES}
            place = {"service": row.service, "role": row.role, "item": verdict["item"]}
            rows.append(place | {"from_period": last, "to_period": first, "verdict": verdict["verdict"]} | reasons)
    return pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(COLUMNS[:6])


def _periods(book: dict[str, Any], known: pd.DataFrame) -> dict[str, dict[str, str | None]]:
    """First and last period by edition: those that its answers have, else the one that the codebook tells.

    Of an edition without answers whose file would have told the period nothing is known: a step to it goes on to the
    next edition, and a step from it begins at the one before, so that what is said of the step is not lost.
    """
    written = pd.Series({str(edition["id"]): edition.get("period") for edition in book["editions"]}, dtype="object")
    answered = known.set_index("edition").reindex(written.index)
    first, last = (answered[name].astype("object").fillna(written) for name in ("first_period", "last_period"))
    filled = {"first": first.bfill(), "last": last.ffill()}
    return {end: {str(edition): _text(period) for edition, period in told.items()} for end, told in filled.items()}


def _text(period: object) -> str | None:
    return None if period is None or period != period else str(period)


def background_of(codebooks: pd.DataFrame) -> pd.DataFrame:
    """One row a service, role, background variable and value, in the codebook's order, with the names of both.

    Where several instruments ask the same service and role, their answers are counted together by variable and value:
    names that differ are then told side by side.
    """
    named: dict[tuple[str, ...], list[dict[str, str | None]]] = {}
    for row in codebooks.itertuples():
        for variable in _parsed(str(row.codebook)).get("background") or []:
            for value, texts in variable["values"].items():
                key = (str(row.service), str(row.role), str(variable["id"]), str(value))
                named.setdefault(key, []).append(_names(variable["text"], "variable") | _names(texts, "value"))
    rows = [
        dict(zip(GROUP, key, strict=True)) | {name: _side_by_side(told, name) for name in GROUP_NAMES} | {"sort": sort}
        for sort, (key, told) in enumerate(named.items())
    ]
    return pd.DataFrame(rows, columns=[*GROUP, *GROUP_NAMES, "sort"])


def _names(texts: dict[str, str], what: str) -> dict[str, str | None]:
    return {f"{what}_{code}": texts.get(code) for code in LANGUAGES}


def _side_by_side(told: list[dict[str, str | None]], name: str) -> str | None:
    return " / ".join(dict.fromkeys(names[name] or "" for names in told if names[name])) or None


def comment_questions(codebooks: pd.DataFrame) -> dict[tuple[str, str], dict[str, str]]:
    """The text of each comment question by instrument and question."""
    return {
        (str(row.instrument), str(comment["id"])): comment["text"]
        for row in codebooks.itertuples()
        for comment in _parsed(str(row.codebook)).get("comments") or []
    }


def own_municipalities(codebooks: pd.DataFrame) -> dict[str, str]:
    """Names of areas outside the official list, by the id that the codebooks give them."""
    names: dict[str, str] = {}
    for codebook in codebooks["codebook"].unique():
        names |= _parsed(str(codebook)).get("municipalities") or {}
    return {str(key): str(name) for key, name in names.items()}


@lru_cache(maxsize=32)
def _parsed(codebook: str) -> dict[str, Any]:
    """The codebook as it was when the upload came; it was checked then."""
    return dict(yaml.load(codebook, Loader=yaml.CSafeLoader))
