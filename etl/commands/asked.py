"""What several commands are asked with."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from core.settings import current_settings
from etl.context import Context, load_context

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def operators_context(codebooks: Sequence[Path] | None = None) -> Context:
    """What is known beforehand, and who runs the command."""
    return load_context(current_settings(), codebooks or (), by=_operator())


def _operator() -> str:
    """Who runs the command, as the system knows them; nobody in a container without names."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
