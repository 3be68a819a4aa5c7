"""The caching seam: the current release, and views computed once for each release, selection and language."""

import os
from collections.abc import Callable, Hashable
from functools import cache
from typing import TypeVar

import pandas as pd

from core.settings import PREFIX, current_settings
from store.release import Release, Releases

Table = TypeVar("Table")
DATA = f"{PREFIX}DATA"


def release() -> Release:
    """The current release; AppError("no_release") in a new store."""
    return _releases(os.environ.get(DATA)).current()


def release_or_none() -> Release | None:
    """The current release, or nothing in a new store."""
    releases = _releases(os.environ.get(DATA))
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
def _releases(_data: str | None) -> Releases:
    """The releases of the data folder that the environment names.

    It alone is asked for: a page asks ten times, and to look through the whole environment costs as much as a view.
    """
    return Releases(current_settings().data / "releases")
