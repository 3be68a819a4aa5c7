"""The caching seam: the current release, and views computed once for each release, selection and language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from core.settings import current_settings
from core.text import language
from store.release import Release, Releases

Table = TypeVar("Table")


def release() -> Release:
    """The current release; AppError("no_release") in a new store."""
    return _releases(current_settings().data / "releases").current()


def release_or_none() -> Release | None:
    """The current release, or nothing in a new store."""
    releases = _releases(current_settings().data / "releases")
    return releases.current() if releases.current_id() else None


def cached(view: Callable[..., Table], *arguments: object) -> Table:
    """``view(release, *arguments)``, computed once and not to be changed; the arguments are ids, never frames."""
    current = release()
    key = (f"{view.__module__}.{view.__qualname__}", repr(arguments), current.id, language())
    return _computed(key, view, current, arguments)  # type: ignore[no-any-return]


@st.cache_resource(show_spinner=False)
def _releases(folder: Path) -> Releases:
    return Releases(folder)


# A resource, not data: a table is handed out as it is, not copied at each rerun, so nobody may change one in place.
@st.cache_resource(show_spinner=False, max_entries=200)
def _computed(
    key: tuple[str, ...], _view: Callable[..., Any], _release: Release, _arguments: tuple[object, ...]
) -> Any:
    return _view(_release, *_arguments)
