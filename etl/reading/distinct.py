"""What a column says, each text once: a hundred thousand people give few answers, and work over those is cheap."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def distinct(cells: "pd.Series[str]", most: int | None = None) -> list[str]:
    """The texts of a column in order of appearance; ``most`` of them where that is enough."""
    texts: list[str] = pc.unique(pa.array(cells))[:most].to_pylist()
    return texts


def counted(cells: "pd.Series[str]") -> dict[str, int]:
    """How many cells have each text, in order of appearance."""
    places, texts = pd.factorize(cells)
    return dict(zip(texts.tolist(), np.bincount(places, minlength=len(texts)).tolist(), strict=True))


def spelled(cells: "pd.Series[str]", spelling: Callable[[str], str]) -> "pd.Series[str]":
    """Each cell as ``spelling`` has its text."""
    places, texts = pd.factorize(cells)
    return picked([spelling(text) for text in texts.tolist()], places, cells)


def which(cells: "pd.Series[str]", holds: Callable[[str], bool]) -> "pd.Series[bool]":
    """In which cells stands a text of which ``holds`` is true."""
    places, texts = pd.factorize(cells)
    told = np.array([holds(text) for text in texts.tolist()], dtype=np.bool_)
    return pd.Series(told[places], index=cells.index, name=cells.name)


def bare(cells: "pd.Series[str]") -> "pd.Series[str]":
    """The cells without blanks around them; the very same column, and no copy of it, where there are none."""
    stripped = cells.str.strip()
    return cells if stripped.equals(cells) else stripped


def picked(texts: list[str], places: npt.NDArray[np.integer], like: "pd.Series[Any]") -> "pd.Series[str]":
    """For each cell of a column ``like`` the text at its place."""
    array = pd.array(texts, dtype="str").take(places)
    return pd.Series(array, index=like.index, name=like.name)
