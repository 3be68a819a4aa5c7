"""The caching seam: the current release, and views computed once for each release, selection and language."""

from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pandas as pd

from core.settings import current_settings
from store.release import Release, Releases

Table = TypeVar("Table")


def release() -> Release:
    """The current release; AppError("no_release") in a new store."""
    return _releases(current_settings().data / "releases").current()


def release_or_none() -> Release | None:
    """The current release, or nothing in a new store."""
    releases = _releases(current_settings().data / "releases")
    return releases.current() if releases.current_id() else None


def cached(view: Callable[..., Table], *arguments: Hashable) -> Table:
    """``view(release, *arguments)``, computed once and not to be changed."""
    return release().remembered(view, *arguments)


class Exactly:
    """A table as an argument of what is cached: equal where it is the very same object."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exactly) and self.table is other.table

    def __hash__(self) -> int:
        return id(self.table)


@cache
def _releases(folder: Path) -> Releases:
    return Releases(folder)
