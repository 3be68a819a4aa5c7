"""What the codebooks behind the warehouse's uploads tell beyond the answers."""

from functools import lru_cache
from typing import Any

import pandas as pd
import yaml

from core.text import LANGUAGES

COLUMNS = ["service", "role", "item", "from_period", "to_period", "verdict", *(f"reason_{code}" for code in LANGUAGES)]


def comparability_of(codebooks: pd.DataFrame) -> pd.DataFrame:
    """One row a service, role, item and pair of periods; ``codebooks`` has codebook (YAML), service and role."""
    rows = []
    for row in codebooks.itertuples():
        book = _parsed(str(row.codebook))
        periods = {str(edition["id"]): str(edition.get("period")) for edition in book["editions"]}
        for verdict in book.get("comparability") or []:
            reasons = {f"reason_{code}": verdict["reason"].get(code) for code in LANGUAGES}
            pair = {"from_period": periods[str(verdict["from"])], "to_period": periods[str(verdict["to"])]}
            place = {"service": row.service, "role": row.role, "item": verdict["item"]}
            rows.append(place | pair | {"verdict": verdict["verdict"]} | reasons)
    return pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(COLUMNS[:5])


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
