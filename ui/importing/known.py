"""The lists and codebooks that an import goes by, read again only where one of their files has changed."""

from pathlib import Path

import streamlit as st

from core.settings import Settings, current_settings
from etl.context import Context, load_context
from ui import access


def context() -> Context:
    """What an import needs to know, and who imports."""
    settings = current_settings()
    folders = (*settings.reference_folders, *settings.all_codebook_folders)
    files = sorted(path for folder in folders for path in folder.glob("*") if path.is_file())
    reader = access.reader()
    return _read(settings, tuple(map(_state, files)), reader.name if reader else "")


def _state(path: Path) -> tuple[str, int, int]:
    """What changes when a file does."""
    told = path.stat()
    return str(path), told.st_mtime_ns, told.st_size


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs={Settings: repr})
def _read(settings: Settings, state: tuple[tuple[str, int, int], ...], by: str) -> Context:
    del state
    return load_context(settings, by=by)
