"""How the figures of a release are divided, declared in ``breakdowns.yaml``."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

DECLARED = Path(__file__).with_suffix(".yaml")
Kind = Literal["item", "dimension", "level", "dimension_level", "overall"]
Divider = Literal["period", "background"]


class Breakdown(BaseModel):
    """One way to divide figures: the kinds of measures that it is for, and the threshold that a part must reach."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: Divider
    measures: tuple[Kind, ...]
    least: Literal["min_n", "min_n_detail"]


@lru_cache(maxsize=1)
def breakdowns() -> dict[Divider, Breakdown]:
    """The breakdowns that releases are made with, by what they divide by."""
    declared = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    return {found.by: found for found in TypeAdapter(list[Breakdown]).validate_python(declared)}
